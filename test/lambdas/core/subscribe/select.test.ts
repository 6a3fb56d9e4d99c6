import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { matchesGlob } from '../../../../lambdas/core/match/glob.ts'
import { candidates, globsOverlap, hasTags, isManaged } from '../../../../lambdas/core/subscribe/index.ts'
import { sourceOf } from '../../../support/subscriptions.ts'

describe('the source of a log group', () => {
  const full = sourceOf({ logGroups: ['/ecs/shop/web'], service: 'web' })
  const shop = sourceOf({
    logGroups: ['/ecs/shop/*'],
    exclude: ['*/debug', '/ecs/shop/tmp*'],
    service: 'shop',
  })
  const rest = sourceOf({ logGroups: ['/ecs/*'], service: 'rest' })
  const sources = [rest, shop, full]

  it.each([
    ['/ecs/shop/web', ['web', 'rest', 'shop']],
    ['/ecs/shop/api/v1', ['rest', 'shop']],
    ['/ecs/shop/api/debug', ['rest']],
    ['/ecs/shop/tmp-1', ['rest']],
    ['/ecs', []],
    ['/aws/lambda/checkout', []],
  ])('of %s is the one that names it, else the first whose pattern fits', (logGroup, services) => {
    expect(candidates(sources, logGroup).map(({ service }) => service)).toEqual(services)
  })

  it('is none that excludes it, even if it names it', () => {
    expect(candidates([sourceOf({ logGroups: ['/a'], exclude: ['/a'] })], '/a')).toEqual([])
  })

  it('has every tag, with exactly the value', () => {
    const source = sourceOf({ tags: { logs: 'shop', stage: 'prod' } })
    expect(hasTags(source, { logs: 'shop', stage: 'prod', team: 'a' })).toBe(true)
    expect(hasTags(source, { logs: 'shop' })).toBe(false)
    expect(hasTags(source, { logs: 'shop', stage: 'Prod' })).toBe(false)
    expect(hasTags(sourceOf({ tags: { constructor: 'x' } }), {})).toBe(false)
  })
})

test.each([
  [{}, false],
  [{ logGroups: ['/a', '/b*'] }, true],
  [{ exclude: ['/b'] }, true],
  [{ tags: { a: 'b' } }, true],
  [{ sourceRetentionDays: 7 }, true],
])('a source with %j is managed at run time: %s', (parts, managed) => {
  expect(isManaged(sourceOf(parts))).toBe(managed)
})

const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 })
const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })

test('globs that match the same name overlap, in either order', () => {
  fc.assert(
    fc.property(glob, glob, name, (a, b, text) => {
      expect(globsOverlap(a, b)).toBe(globsOverlap(b, a))
      if (matchesGlob(a, text) && matchesGlob(b, text)) expect(globsOverlap(a, b)).toBe(true)
    }),
    { seed: 1, numRuns: 2_000 },
  )
})

test('globs overlap only if there is a name that both match', () => {
  const names = ['']
  for (let i = 0; names.length < 2 ** 13 - 1; i++) names.push(`${names[i]}a`, `${names[i]}b`)
  fc.assert(
    fc.property(glob, glob, (a, b) => {
      expect(globsOverlap(a, b)).toBe(names.some((text) => matchesGlob(a, text) && matchesGlob(b, text)))
    }),
    { seed: 2, numRuns: 300 },
  )
})

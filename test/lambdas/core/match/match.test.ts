import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { When } from '../../../../lambdas/core/config/index.ts'
import { compileWhen, matchesGlob, valueAt } from '../../../../lambdas/core/match/index.ts'
import { recordOf } from '../../../support/records.ts'

const record = recordOf({
  severity_number: 17,
  scope_name: 'app.payments.stripe',
  body: 'charge failed: card declined',
  attributes: {
    'http.target': '/health',
    http: { status: 500 },
    tags: ['a'],
    user: { 'first.name': { x: 'deep' } },
  },
})

describe('compileWhen', () => {
  it.each<[Readonly<Record<string, unknown>>, boolean]>([
    [{}, true],
    [{ severity: 'error' }, true],
    [{ severity: 'warn' }, true],
    [{ severity: 'fatal' }, false],
    [{ severity: '=error' }, true],
    [{ severity: '>error' }, false],
    [{ severity: '<error' }, false],
    [{ severity: '<=error' }, true],
    [{ scope: 'app.payments' }, true],
    [{ scope: 'app.pay' }, false],
    [{ scope: ['other', 'app'] }, true],
    [{ body: { contains: 'declined' } }, true],
    [{ body: { contains: ['x', 'card'] } }, true],
    [{ body: { contains: 'Declined' } }, false],
    [{ body: '*declined' }, true],
    [{ 'service.name': 'shop' }, true],
    [{ 'service.name': ['cart', 'shop'] }, true],
    [{ 'attributes.http.target': '/health' }, true],
    [{ 'http.target': '/heal*' }, true],
    [{ 'attributes.http.status': 500 }, true],
    [{ 'http.status': '500' }, true],
    [{ 'http.status': '5*' }, true],
    [{ 'attributes.http.missing': '*' }, false],
    [{ severity: 'error', 'service.name': 'cart' }, false],
  ])('%j is %s', (when, expected) => {
    expect(compileWhen(when as When)(record)).toBe(expected)
  })

  it('matches no condition on severity when the log does not say one', () => {
    for (const severity of ['trace', '<fatal', '>=trace'] as const)
      expect(compileWhen({ severity })(recordOf({ severity_number: 0 }))).toBe(false)
  })
})

describe('valueAt', () => {
  it('finds columns, resource and attributes, with dots in the keys or between them', () => {
    expect(valueAt(record, 'body')).toBe('charge failed: card declined')
    expect(valueAt(record, 'resource.service.name')).toBe('shop')
    expect(valueAt(record, 'user.first.name.x')).toBe('deep')
  })

  it.each(['constructor', '__proto__', 'attributes.toString', 'body.length', ''])(
    'sees nothing in %j',
    (path) => {
      expect(valueAt(record, path)).toBeUndefined()
    },
  )
})

describe('matchesGlob', () => {
  it('agrees with the regular expression that it stands for', () => {
    const word = fc.stringMatching(/^[ab*]{0,8}$/)
    fc.assert(
      fc.property(word, fc.stringMatching(/^[ab]{0,10}$/), (glob, text) => {
        expect(matchesGlob(glob, text)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(text))
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig, serviceLookup } from '../../../../lambdas/core/config/index.ts'

const problemsOf = (...sources: unknown[]): string[] => {
  try {
    parseConfig({ name: 'shop', sources })
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ path, message }) => `${path}: ${message}`)
  }
}
const globs = { logGroups: ['/ecs/*'] }

describe('sources', () => {
  it('may select by pattern, exclusion and tag, and shorten what CloudWatch keeps', () => {
    const source = { ...globs, exclude: ['*/debug'], tags: { logs: 'shop' }, sourceRetentionDays: 7 }
    expect(parseConfig({ name: 'shop', sources: [source] }).sources).toEqual([
      { ...source, service: 'shop', filterPattern: '' },
    ])
  })

  it.each([
    ['no log groups', [{ logGroups: [] }], 'sources[0].logGroups: must name at least one'],
    ['a question mark', [{ logGroups: ['/ecs/?'] }], 'sources[0].logGroups[0]: only * stands for'],
    [
      'a pattern twice, of which the second would get nothing',
      [globs, globs],
      'sources[1].logGroups[0]: "/ecs/*" is in a source already',
    ],
    [
      'a full name twice, even with tags: the stack and the function would both subscribe it',
      [{ logGroups: ['/ecs/shop'], tags: { a: 'b' } }, { logGroups: ['/ecs/shop'] }],
      'sources[1].logGroups[0]: "/ecs/shop" is in a source already',
    ],
    [
      'a retention that CloudWatch does not have',
      [{ ...globs, sourceRetentionDays: 8 }],
      'sources[0].sourceRetentionDays: CloudWatch keeps logs for 1, 3, 5, 7, 14,',
    ],
    ['an exclusion that is no name', [{ ...globs, exclude: ['a b'] }], 'sources[0].exclude[0]: must be'],
    [
      'services that only tags could tell',
      [
        { ...globs, tags: { team: 'a' }, service: 'a' },
        { ...globs, tags: { team: 'b' }, service: 'b' },
      ],
      'sources[1].service: must be "a" as in sources[0]',
    ],
    [
      'a tagged full name before a pattern of another service',
      [globs, { logGroups: ['/ecs/web'], tags: { team: 'a' }, service: 'web' }],
      'sources[1].service: must be "shop"',
    ],
  ])('must not have %s', (_, sources, problem) => {
    expect(problemsOf(...sources).join('\n')).toContain(problem)
  })

  it.each([
    [
      'tags of one service',
      [
        { ...globs, tags: { team: 'a' } },
        { ...globs, tags: { team: 'b' } },
      ],
    ],
    ['other services by name', [globs, { logGroups: ['/ecs/web'], service: 'web' }]],
    [
      'other services where the names keep them apart',
      [
        { ...globs, tags: { team: 'a' }, service: 'a' },
        { logGroups: ['/aws/lambda/*'], service: 'b' },
      ],
    ],
    [
      'other services where one excludes the other',
      [
        { ...globs, exclude: ['/ecs/web*'], tags: { team: 'a' }, service: 'a' },
        { logGroups: ['/ecs/web*'], service: 'b' },
      ],
    ],
  ])('may have %s', (_, sources) => {
    expect(problemsOf(...sources)).toEqual([])
  })
})

describe('the whole account', () => {
  const parse = (sources: unknown) => parseConfig({ name: 'shop', sources })

  it('is a source of its own', () => {
    expect(parse('account')).toMatchObject({ sources: [], account: { exclude: [], filterPattern: '' } })
    const account = { exclude: ['/ecs/noisy'], filterPattern: 'ERROR' }
    expect(parse({ account })).toMatchObject({ sources: [], account })
    expect(parse([globs]).account).toBeUndefined()
  })

  it.each([
    ['another word', 'all', 'sources: must be a list of sources'],
    [
      'a pattern to leave out, which CloudWatch does not take',
      { account: { exclude: ['/ecs/*'] } },
      'sources',
    ],
    [
      'more to leave out than CloudWatch takes',
      { account: { exclude: Array.from({ length: 3_000 }, (_, i) => `/ecs/${i}`) } },
      'sources.account.exclude: CloudWatch Logs takes 25,000 characters',
    ],
  ])('cannot be %s', (_, sources, problem) => {
    expect(() => parse(sources)).toThrow(problem)
  })
})

describe('the service of a log group', () => {
  const { sources } = parseConfig({
    name: 'shop',
    sources: [
      { logGroups: ['/ecs/*'], exclude: ['/ecs/tmp/*'], service: 'ecs' },
      { logGroups: ['/ecs/web'], service: 'web' },
    ],
  })
  const serviceOf = serviceLookup({ name: 'shop', sources })

  it.each([
    ['/ecs/web', 'web'],
    ['/ecs/api', 'ecs'],
    ['/ecs/tmp/a', 'shop'],
    ['/other', 'shop'],
  ])('of %s is %s', (logGroup, service) => {
    expect(serviceOf(logGroup)).toBe(service)
  })
})

import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig } from '../../../../lambdas/core/config/index.ts'

const least = { name: 'shop', sources: [{ logGroups: ['/ecs/shop'] }] }
const rule = { name: 'burst', when: { severity: 'error' }, threshold: { count: 10, within: '5m' } }

function problemsOf(config: unknown): string[] {
  try {
    parseConfig(config)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('parseConfig', () => {
  it('needs a name and sources, and fills in the rest', () => {
    const config = parseConfig(least)
    expect(config.sources).toEqual([
      { logGroups: ['/ecs/shop'], exclude: [], tags: {}, service: 'shop', filterPattern: '' },
    ])
    expect(config.notify).toEqual({ default: { emails: [] } })
    expect(config.archive).toEqual({ tiers: [], sign: false, partitionBy: ['service'] })
  })

  it('runs as most need it, unless told otherwise', () => {
    expect(parseConfig(least).operation).toEqual({ tallyShards: 1, tracing: false, logGroupMetrics: [] })
    const operation = { ingestConcurrency: 50, tallyShards: 4, tracing: true, logGroupMetrics: ['/ecs/shop'] }
    expect(parseConfig({ ...least, operation }).operation).toEqual(operation)
  })

  it.each([
    [{ ingestConcurrency: 0 }, 'operation.ingestConcurrency: must be a whole number from 1'],
    [{ tallyShards: 101 }, 'operation.tallyShards: must be a whole number from 1 to 100'],
    [{ tracing: 'yes' }, 'operation.tracing: must be true or false'],
    [{ logGroupMetrics: ['/ecs/*'] }, 'operation.logGroupMetrics[0]: must be the full name'],
    [
      { logGroupMetrics: Array.from({ length: 51 }, (_, i) => `/ecs/${i}`) },
      'operation.logGroupMetrics: at most 50 log groups',
    ],
  ])('refuses to be run with %j', (operation, expected) => {
    expect(problemsOf({ ...least, operation }).join('\n')).toContain(expected)
  })

  it('delivers directly, or through a stream that keeps records for a day', () => {
    const deliveryOf = (delivery: unknown) => parseConfig({ ...least, delivery }).delivery
    expect(deliveryOf(undefined)).toBe('direct')
    expect(deliveryOf({ kinesis: { mode: 'on-demand' } })).toEqual({
      kinesis: { mode: 'on-demand', retentionHours: 24, from: { accounts: [] } },
    })
    const from = { accounts: ['111122223333'], organization: 'o-a1b2c3d4e5' }
    const provisioned = { kinesis: { mode: { shards: 4 }, retentionHours: 48, from } }
    expect(deliveryOf(provisioned)).toEqual(provisioned)
  })

  it('resolves a rule: durations in milliseconds, resolveAfter is the window', () => {
    const [alert] = parseConfig({ ...least, alerts: [rule] }).alerts
    expect(alert).toEqual({
      name: 'burst',
      when: { severity: 'error' },
      threshold: { count: 10, within: 300_000 },
      groupBy: [],
      cooldown: 3_600_000,
      resolveAfter: 300_000,
      priority: 'medium',
      notify: 'default',
    })
  })

  it.each([
    ['nothing', undefined, ': '],
    ['no name', { sources: least.sources }, 'name: is missing'],
    ['a name that no bucket can have', { ...least, name: 'My Shop' }, 'name: must be a name of a-z'],
    ['an unknown option', { ...least, arhive: {} }, 'arhive: unknown option; allowed here: name, sources'],
    [
      'an unknown option deep inside',
      { ...least, alerts: [{ ...rule, threshhold: {} }] },
      'alerts[0].threshhold: unknown option',
    ],
    [
      'no log groups',
      { ...least, sources: [{ logGroups: [] }] },
      'sources[0].logGroups: must name at least one',
    ],
    [
      'a log group twice',
      { ...least, sources: [{ logGroups: ['/a', '/a'] }] },
      'sources[0].logGroups[1]: "/a" is in a source already',
    ],
    [
      'its own log group',
      { ...least, sources: [{ logGroups: ['/aws/lambda/shop-ingest'] }] },
      'sources[0].logGroups[0]: ',
    ],
    [
      'a bad duration',
      { ...least, alerts: [{ ...rule, threshold: { count: 1, within: '5 min' } }] },
      'alerts[0].threshold.within: must be a duration such as 30s, 5m, 2h or 7d, got "5 min"',
    ],
    [
      'a count of 0',
      { ...least, alerts: [{ ...rule, threshold: { count: 0, within: '5m' } }] },
      'alerts[0].threshold.count: must be a whole number from 1 to 1000000, got 0',
    ],
    [
      'half a threshold',
      { ...least, alerts: [{ ...rule, threshold: { count: 3 } }] },
      'alerts[0].threshold: needs within',
    ],
    [
      'a window of a month',
      { ...least, alerts: [{ ...rule, threshold: { count: 3, within: '30d' } }] },
      'alerts[0].threshold.within: must be at most 7d',
    ],
    ['two rules of one name', { ...least, alerts: [rule, rule] }, 'alerts[1].name: "burst" is there twice'],
    [
      'an unknown severity',
      { ...least, alerts: [{ ...rule, when: { severity: 'errr' } }] },
      'alerts[0].when.severity: must be a level',
    ],
    [
      'a condition that matches nothing',
      { ...least, alerts: [{ ...rule, when: { severity: '<trace' } }] },
      'alerts[0].when.severity: "<trace" matches nothing',
    ],
    [
      'an unknown target',
      { ...least, alerts: [{ ...rule, notify: 'oncal' }], notify: { oncall: {} } },
      'alerts[0].notify: must be one of default, oncall, got "oncal"',
    ],
    [
      'a rule whose records are all dropped',
      { ...least, routes: [{ name: 'none', when: { severity: '>=warn' }, action: 'drop' }], alerts: [rule] },
      'alerts[0]: can never fire: the route "none"',
    ],
    [
      'a route behind one that takes all',
      {
        ...least,
        routes: [
          { name: 'a', when: {}, action: 'keep' },
          { name: 'b', when: { severity: 'info' }, action: 'drop' },
        ],
      },
      'routes[1]: is never reached: "a"',
    ],
    [
      'an unknown detector',
      { ...least, redact: { detectors: { emial: 'mask' } } },
      'redact.detectors.emial: unknown detector; known: ',
    ],
    [
      'an unknown action',
      { ...least, redact: { detectors: { email: 'maks' } } },
      "redact.detectors.email: must be one of 'mask', 'last4', 'hash', 'off', got \"maks\"",
    ],
    [
      'a pattern that is slow',
      { ...least, redact: { patterns: [{ name: 'employee_id', pattern: '(a+)+$' }] } },
      'redact.patterns[0].pattern: "employee_id": ',
    ],
    [
      'a pattern that is none',
      { ...least, redact: { patterns: [{ name: 'employee_id', pattern: '(' }] } },
      'redact.patterns[0].pattern: "employee_id": ',
    ],
    [
      'IA before 30 days',
      { ...least, archive: { tiers: [{ storageClass: 'STANDARD_IA', afterDays: 7 }] } },
      'archive.tiers[0].afterDays: S3 moves objects to STANDARD_IA after 30 days',
    ],
    [
      'tiers in the wrong order',
      {
        ...least,
        archive: {
          tiers: [
            { storageClass: 'DEEP_ARCHIVE', afterDays: 1 },
            { storageClass: 'GLACIER_IR', afterDays: 90 },
          ],
        },
      },
      'archive.tiers[1].storageClass: S3 cannot move objects from DEEP_ARCHIVE to GLACIER_IR',
    ],
    [
      'expiry before the last tier',
      { ...least, archive: { tiers: [{ storageClass: 'GLACIER', afterDays: 90 }], expireAfterDays: 60 } },
      'archive.expireAfterDays: must be above 90',
    ],
    [
      'a bad e-mail address',
      { ...least, notify: { oncall: { emails: ['nobody'] } } },
      'notify.oncall.emails[0]: must be an e-mail address, got "nobody"',
    ],
    ['a stream of no shards', { ...least, delivery: { kinesis: { mode: { shards: 0 } } } }, 'delivery'],
    [
      'a stream that forgets within a day',
      { ...least, delivery: { kinesis: { mode: 'on-demand', retentionHours: 1 } } },
      'delivery',
    ],
    [
      'a lock that outlives the object',
      { ...least, archive: { expireAfterDays: 90, objectLock: { mode: 'GOVERNANCE', days: 91 } } },
      'archive.objectLock.days: must be at most 90',
    ],
    ['a bad name of a target', { ...least, notify: { 'On Call': {} } }, 'notify["On Call"]: must be a name'],
  ])('refuses %s and says where', (_, config, expected) => {
    expect(problemsOf(config).join('\n')).toContain(expected)
  })

  it.each([['forwarding', { ...least, forward: [{}] }, 'forward']])(
    'refuses %s while nothing acts on it',
    (_, config, path) => {
      expect(problemsOf(config)[0]).toMatch(
        new RegExp(`^${path.replace(/[[\]]/g, '\\$&')}: not available yet`),
      )
    },
  )

  it('tells every problem at once', () => {
    expect(problemsOf({ name: '', sources: [], forwards: [] })).toHaveLength(3)
  })
})

import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig, type RouteConfig } from '../../../../lambdas/core/config/index.ts'

const least = { name: 'shop', sources: [{ logGroups: ['/ecs/shop'] }] }
const error = { severity: 'error' }
const ratio = { ratio: 0.05, within: '10m', minimum: 100 }

const parsed = (rule: object) =>
  parseConfig({ ...least, alerts: [{ name: 'rule', when: error, ...rule }] }).alerts[0]

function problemsOf(rule: object, routes: RouteConfig[] = []): string {
  try {
    parseConfig({ ...least, routes, alerts: [{ name: 'rule', when: error, ...rule }] })
    return ''
  } catch (caught) {
    if (!(caught instanceof ConfigError)) throw caught
    return caught.problems.map(({ path, message }) => `${path}: ${message}`).join('\n')
  }
}

describe('the kinds of thresholds', () => {
  it('a share is over when it was below for a window; it takes as many records as make one that share, unless told otherwise', () => {
    const minutes = 600_000
    expect(parsed({ threshold: ratio })).toMatchObject({
      threshold: { ratio: 0.05, within: minutes, minimum: 100 },
      resolveAfter: minutes,
      cooldown: 3_600_000,
    })
    expect(parsed({ threshold: { ratio: 0.05, within: '10m' } })).toMatchObject({
      threshold: { minimum: 20 },
    })
  })

  it('what is new is over when it was quiet for an hour, and is not told again as long as it is not new', () => {
    const days = 30 * 86_400_000
    expect(parsed({ threshold: { firstSeenWithin: '30d' }, groupBy: ['fingerprint'] })).toMatchObject({
      threshold: { firstSeenWithin: days },
      resolveAfter: 3_600_000,
      cooldown: days,
    })
  })

  it('a silence is over with the first record', () => {
    expect(parsed({ when: { 'service.name': 'shop' }, threshold: { silentFor: '15m' } })).toMatchObject({
      threshold: { silentFor: 900_000 },
      resolveAfter: 0,
      cooldown: 3_600_000,
    })
  })
})

const dropBelowError: RouteConfig = { name: 'quiet', when: { severity: '<error' }, action: 'drop' }
const dropShop: RouteConfig = { name: 'no-shop', when: { 'service.name': 'shop' }, action: 'drop' }

it('takes rules of all kinds together', () => {
  const notify = { oncall: { emails: ['oncall@example.com'], runbook: 'https://example.com/', chat: true } }
  const alerts = [
    {
      name: 'error-burst',
      when: error,
      threshold: { count: 10, within: '5m' },
      groupBy: ['service.name'],
      notify: 'oncall',
    },
    { name: 'error-rate', when: { severity: 'error', scope: 'app.payments' }, threshold: ratio },
    { name: 'new-error', when: error, threshold: { firstSeenWithin: '30d' }, groupBy: ['fingerprint'] },
    { name: 'silence', when: { 'service.name': 'shop' }, threshold: { silentFor: '15m' } },
  ]
  const config = parseConfig({ ...least, alerts, notify })
  expect(config.alerts.map(({ threshold }) => Object.keys(threshold)[0])).toEqual([
    'count',
    'ratio',
    'firstSeenWithin',
    'silentFor',
  ])
  expect(config.notify).toEqual({ default: { emails: [] }, oncall: notify.oncall })
})

describe('a rule is refused', () => {
  it.each([
    [
      'of two kinds',
      { threshold: { count: 3, within: '5m', silentFor: '5m' } },
      'threshold: count and silentFor',
    ],
    ['of none', { threshold: {} }, 'threshold: needs one of'],
    ['with a minimum but no ratio', { threshold: { within: '5m', minimum: 3 } }, 'threshold: needs ratio'],
    [
      'with a count and a minimum',
      { threshold: { count: 3, within: '5m', minimum: 3 } },
      'threshold.minimum: does not go with count',
    ],
    ['with a ratio and no window', { threshold: { ratio: 0.1 } }, 'threshold: needs within'],
    [
      'with a window for silence',
      { threshold: { silentFor: '5m', within: '5m' } },
      'threshold.within: does not go with silentFor',
    ],
    ['whose ratio compares nothing', { when: { scope: 'app' }, threshold: ratio }, 'when: would always fire'],
    [
      'that looks for what is new without saying of what',
      { threshold: { firstSeenWithin: '30d' } },
      'groupBy: is needed with firstSeenWithin',
    ],
    [
      'that looks for new fingerprints where there are none',
      { when: { severity: '<=warn' }, threshold: { firstSeenWithin: '30d' }, groupBy: ['fingerprint'] },
      'groupBy: can never fire: records below error have no fingerprint',
    ],
    [
      'to which every record is new',
      { threshold: { firstSeenWithin: '30d' }, groupBy: ['event_id'] },
      'groupBy: would always fire: "event_id" is another one for each record',
    ],
    [
      'whose groups have one record each',
      { threshold: { count: 2, within: '5m' }, groupBy: ['event_id'] },
      'groupBy: can never fire',
    ],
    [
      'that forgets within minutes',
      { threshold: { firstSeenWithin: '5m' }, groupBy: ['fingerprint'] },
      'threshold.firstSeenWithin: must be at least 10m',
    ],
    [
      'that takes late records for silence',
      { threshold: { silentFor: '1m' } },
      'threshold.silentFor: must be at least 2m: records may be',
    ],
    [
      'that waits for more than a record after silence',
      { threshold: { silentFor: '5m' }, resolveAfter: '5m' },
      'resolveAfter: does not go with silentFor',
    ],
    [
      'that is over before late records are in',
      { threshold: { firstSeenWithin: '1h' }, groupBy: ['fingerprint'], resolveAfter: '1m' },
      'resolveAfter: must be at least 2m',
    ],
    [
      'that is over when it is new again',
      { threshold: { firstSeenWithin: '1h' }, groupBy: ['fingerprint'], resolveAfter: '2h' },
      'resolveAfter: must be at most firstSeenWithin (1h)',
    ],
  ])('%s', (_, rule, expected) => {
    expect(problemsOf(rule)).toContain(`alerts[0].${expected}`)
  })

  it.each([
    [
      'waits for what a route drops',
      dropShop,
      { when: { 'service.name': 'shop' }, threshold: { silentFor: '5m' } },
      'would always fire: the route "no-shop"',
    ],
    [
      'compares with what a route drops',
      dropBelowError,
      { threshold: ratio },
      'would always fire: the route "quiet"',
    ],
    [
      'counts what a route drops',
      dropShop,
      { when: { 'service.name': 'shop', ...error }, threshold: ratio },
      'can never fire: the route "no-shop"',
    ],
  ])('that %s', (_, route, rule, expected) => {
    expect(problemsOf(rule, [route])).toContain(`alerts[0]: ${expected}`)
  })

  it('but not one that may fire', () => {
    expect(problemsOf({ threshold: { count: 1, within: '5m' }, groupBy: ['event_id'] })).toBe('')
    expect(problemsOf({ threshold: ratio }, [{ ...dropBelowError, when: { severity: '<info' } }])).toBe('')
    expect(problemsOf({ when: {}, threshold: { silentFor: '7d' }, groupBy: ['service.name'] })).toBe('')
  })
})

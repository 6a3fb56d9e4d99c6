import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RatioThreshold, SilenceThreshold } from '../../../../lambdas/core/config/index.ts'
import type { LogRecord } from '../../../../lambdas/core/records.ts'
import {
  mostGroups,
  quantumOf,
  quantumTime,
  type Tally,
  tally,
} from '../../../../lambdas/core/tally/index.ts'
import { aRecord } from '../../../support/alerts/records.ts'
import { aRule } from '../../../support/alerts/rules.ts'

const minute = 60_000
const start = 1_700_000_040_000
const at = (seconds: number, changes = {}) => aRecord({ timestamp: start + seconds * 1_000, ...changes })
const times = (tallies: readonly Tally[]): [number, number][] =>
  tallies
    .flatMap((each) =>
      each.counts.map(([index, count]): [number, number] => [quantumTime(each, index), count]),
    )
    .sort(([a], [b]) => a - b)

describe('what is counted', () => {
  test('a batch that no rule is about has no tally', () => {
    expect(tally([at(0, { severity_number: 9 })], 'batch', [aRule()])).toEqual([])
    expect(tally([], 'batch', [aRule()])).toEqual([])
    expect(tally([at(0)], 'batch', [])).toEqual([])
  })

  test("only the redactor's records are taken", () => {
    const raw: LogRecord = at(0)
    // @ts-expect-error: a record that is not known to be redacted
    tally([raw], 'batch', [aRule()])
  })

  test('records of one rule, group and bucket are one tally, counted by the second', () => {
    const [made, ...others] = tally([at(0), at(0.7), at(5), at(59.9)], 'batch', [aRule()])
    expect(others).toEqual([])
    expect(made).toMatchObject({
      rule: 'error-burst',
      group: {},
      bucket: start,
      width: minute,
      quantum: 1_000,
      batch: 'batch',
      counts: [
        [0, 2],
        [5, 1],
        [59, 1],
      ],
      total: 4,
      from: start,
      to: start + 59_900,
      severity: 17,
      services: ['shop'],
    })
  })

  test('each rule and group has tallies of its own', () => {
    const rules = [aRule(), aRule({ name: 'by-service', groupBy: ['service.name', 'scope_name'] })]
    const records = [
      at(0),
      at(1, { service: 'checkout', scope_name: 'app' }),
      at(2, { service: 'checkout', scope_name: 'app' }),
    ]
    const made = tally(records, 'batch', rules)
    expect(made.map(({ rule, group, total }) => [rule, group, total])).toEqual([
      ['error-burst', {}, 3],
      ['by-service', { 'service.name': 'shop', scope_name: '(none)' }, 1],
      ['by-service', { 'service.name': 'checkout', scope_name: 'app' }, 2],
    ])
    expect(new Set(made.map(({ series }) => series)).size).toBe(3)
  })

  test('a traceback that came as many events is one record, and its events are told', () => {
    const stitched = at(0, { event_ids: Array.from({ length: 30 }, (_, i) => String(i)) })
    expect(tally([stitched, at(1)], 'batch', [aRule()])).toMatchObject([{ total: 2, events: 31 }])
  })

  test('a changed rule counts afresh, a changed threshold does not', () => {
    const seriesOf = (rule = aRule()) => tally([at(0)], 'batch', [rule])[0]!.series
    expect(seriesOf(aRule({ threshold: { count: 99, within: minute } }))).toBe(seriesOf())
    expect(seriesOf(aRule({ threshold: { count: 3, within: 2 * minute } }))).not.toBe(seriesOf())
    expect(seriesOf(aRule({ when: { severity: 'warn' } }))).not.toBe(seriesOf())
  })

  test('whatever the batch, no record is lost, and made again it is the same', () => {
    const records = fc.array(
      fc.record({ time: fc.integer({ min: 0, max: 10_000_000 }), service: fc.constantFrom('a', 'b', 'c') }),
      { maxLength: 60 },
    )
    const windows = fc.constantFrom(30_000, minute, 45 * minute, 90 * minute, 25 * 60 * minute)
    fc.assert(
      fc.property(records, windows, (list, within) => {
        const batch = list.map(({ time, service }) => aRecord({ timestamp: start + time, service }))
        const rules = [aRule({ threshold: { count: 3, within }, groupBy: ['service.name'] })]
        const made = tally(batch, 'batch', rules)
        expect(tally(batch, 'batch', rules)).toEqual(made)
        expect(made.reduce((sum, { total }) => sum + total, 0)).toBe(list.length)
        const quantum = quantumOf(within)
        const expected = Map.groupBy(list, ({ time }) => Math.floor((start + time) / quantum) * quantum)
        const counted = Map.groupBy(times(made), ([time]) => time)
        for (const [time, each] of expected)
          expect(counted.get(time)!.reduce((sum, [, count]) => sum + count, 0)).toBe(each.length)
        for (const { bucket, from, to, width } of made) {
          expect(from).toBeGreaterThanOrEqual(bucket)
          expect(to).toBeLessThan(bucket + width)
        }
      }),
      { seed: 1 },
    )
  })
})

describe('a share', () => {
  const ratio = aRule<RatioThreshold>({ threshold: { ratio: 0.1, minimum: 10, within: minute } })
  const info = (seconds: number) => at(seconds, { severity_number: 9, service: 'web' })

  test('counts what matches and what it is compared with, in one tally', () => {
    const [made, ...others] = tally([info(0), at(1), info(1), info(3)], 'batch', [ratio])
    expect(others).toEqual([])
    expect(made).toMatchObject({
      counts: [[1, 1]],
      compared: [
        [0, 1],
        [1, 2],
        [3, 1],
      ],
      total: 1,
      from: start,
      to: start + 3_000,
      severity: 17,
      services: ['shop'],
    })
  })

  test('of a batch in which nothing matches has no samples, names no service, and is small', () => {
    const [made] = tally([info(0), info(1)], 'batch', [ratio])
    expect(made).toMatchObject({ counts: [], total: 0, severity: 0, services: [], samples: [] })
    expect(JSON.stringify(made).length).toBeLessThan(400)
  })
})

describe('a clock that is wrong', () => {
  const late = { observed_timestamp: start }

  test('does not move a record further than an hour from when CloudWatch has it', () => {
    expect(tally([at(-3_600, late)], 'batch', [aRule()])).toMatchObject([{ from: start - 3_600_000 }])
    expect(tally([at(-3_601, late)], 'batch', [aRule()])).toMatchObject([{ from: start }])
    expect(tally([at(86_400, late)], 'batch', [aRule()])).toMatchObject([{ from: start }])
  })

  test('is the only one where there is no CloudWatch', () => {
    const [made] = tally([at(86_400, late)], 'batch', [aRule()], { clockTolerance: Number.POSITIVE_INFINITY })
    expect(made).toMatchObject({ from: start + 86_400_000 })
  })
})

describe('groups without bound', () => {
  const rule = aRule({ groupBy: ['attributes.user'] })
  const users = (count: number) =>
    Array.from({ length: count }, (_, i) => at(0, { attributes: { user: `user-${i}` } }))

  test('are folded beyond fifty, those with most records stay, and the rest says how many they are', () => {
    const busy = [at(1, { attributes: { user: 'busy' } }), at(2, { attributes: { user: 'busy' } })]
    const made = tally([...users(60), ...busy], 'batch', [rule])
    expect(made).toHaveLength(mostGroups + 1)
    expect(made.reduce((sum, { total }) => sum + total, 0)).toBe(62)
    expect(made[0]).toMatchObject({ group: { 'attributes.user': 'busy' }, total: 2 })
    expect(made.at(-1)).toMatchObject({ group: { 'attributes.user': '(other)' }, total: 11, folded: 11 })
  })

  test('are not folded where each is waited for: all others together are never silent', () => {
    const waiting = aRule<SilenceThreshold>({
      threshold: { silentFor: 5 * minute },
      groupBy: ['attributes.user'],
    })
    const made = tally([...users(60), at(0)], 'batch', [waiting])
    expect(made).toHaveLength(mostGroups)
    expect(made.every(({ folded, samples }) => folded === undefined && samples.length === 0)).toBe(true)
    expect(made.map(({ group }) => group['attributes.user'])).not.toContain('(none)')
  })

  test('are folded the same way whatever the order of the records', () => {
    const groups = (records: ReturnType<typeof users>) =>
      tally(records, 'batch', [rule])
        .map(({ series }) => series)
        .sort()
    expect(groups(users(80).reverse())).toEqual(groups(users(80)))
  })

  test('have values that are safe to show, and short', () => {
    const user = `\u001b[31mroot\u0007\n${'x'.repeat(500)}`
    const [made] = tally([at(0, { attributes: { user } })], 'batch', [rule])
    expect(made!.group['attributes.user']).toMatch(/^\ufffdroot\ufffd x+…$/)
    expect(made!.group['attributes.user']!.length).toBe(200)
  })
})

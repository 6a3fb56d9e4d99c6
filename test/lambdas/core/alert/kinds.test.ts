import { describe, expect, test } from 'vitest'
import type { RatioThreshold, SilenceThreshold } from '../../../../lambdas/core/config/index.ts'
import { createMemoryTallyStore } from '../../../../lambdas/core/tally/index.ts'
import { nineSeconds, workbench } from '../../../support/alerts/bench.ts'
import { aRecord } from '../../../support/alerts/records.ts'
import { aRule } from '../../../support/alerts/rules.ts'

const minute = 60_000
const day = 86_400_000
const grace = 120
const at = (second: number) => (nineSeconds + second) * 1_000
const info = (second: number) => aRecord({ timestamp: at(second), severity_number: 9 })
const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

describe('a share', () => {
  const rule = aRule<RatioThreshold>({ threshold: { ratio: 0.2, minimum: 10, within: minute } })

  test('is of all records that match but for their severity, and is told when all of them are known', async () => {
    const bench = workbench([rule])
    await bench.store('ok', range(0, 19), info)
    await bench.batch('errors', [20, 21, 22, 23])
    await bench.batch('more', [24])
    await bench.sweep(24 + grace)
    expect(bench.published).toEqual([])
    await bench.sweep(25 + grace)
    expect(bench.told()).toEqual([['firing', 24, 24, 0.2]])
    expect(bench.published[0]).toMatchObject({
      kind: 'ratio',
      threshold: 0.2,
      matching: 5,
      compared: 25,
      minimum: 10,
      total: 5,
    })
  })

  test('of few records says nothing', async () => {
    const bench = workbench([rule])
    await bench.batch('errors', range(0, 8))
    await bench.sweep(9 + grace)
    await bench.sweep(1_000)
    expect(bench.published).toEqual([])
  })

  test('is over when it was below for `resolveAfter`, and is not read again when nothing comes', async () => {
    const bench = workbench([rule])
    await bench.batch('errors', range(0, 9))
    for (const second of range(60, 600, 60)) await bench.sweep(second)
    expect(bench.told().map(([state, started]) => [state, started])).toEqual([
      ['firing', 9],
      ['resolved', 9],
    ])
    expect(bench.published.at(-1)).toMatchObject({ peak: 1, total: 10, duration_seconds: 51 })
    expect(await bench.incidents.open()).toEqual([])
  })

  test('of long ago, in a backfill, is not looked for', async () => {
    const tallies = createMemoryTallyStore()
    let reads = 0
    const counted: typeof tallies.range = (each) => {
      reads++
      return tallies.range(each)
    }
    const bench = workbench([rule], { tallies: { ...tallies, range: counted } })
    await bench.batch('errors', range(0, 9), 7 * 3_600)
    await bench.sweep(7 * 3_600 + 300)
    expect([bench.published.length, reads]).toEqual([0, 0])
  })

  test('of a batch without anything to compare costs nothing', async () => {
    const bench = workbench([aRule<RatioThreshold>({ ...rule, when: { severity: 'error', scope: 'app' } })])
    expect(await bench.store('ok', range(0, 19), info)).toEqual([])
  })
})

describe('what is seen for the first time', () => {
  const rule = aRule({
    name: 'new-error',
    threshold: { firstSeenWithin: 30 * day },
    groupBy: ['fingerprint'],
    resolveAfter: 60 * minute,
    cooldown: 30 * day,
  })
  const error = (fingerprint: string) => (second: number) => aRecord({ timestamp: at(second), fingerprint })
  const days = (count: number) => (count * day) / 1_000
  const bench = () => workbench([rule], { settings: { learning: 0 } })
  type Bench = ReturnType<typeof bench>
  const batch = async (each: Bench, name: string, seconds: number[], now = Math.max(...seconds)) =>
    each.alerter.alertOn(await each.store(name, seconds, error('v1:a')), at(now))

  test('is told at once as new, and once', async () => {
    const each = bench()
    await batch(each, 'a', [5])
    await batch(each, 'b', [6, 700])
    expect(each.told()).toEqual([['firing', 5, 5, 1]])
    expect(each.published[0]).toMatchObject({ kind: 'first_seen', within_seconds: days(30) })
    expect(each.published[0]).not.toHaveProperty('seen_before')
  })

  test('is over when it was quiet, with how often it was', async () => {
    const each = bench()
    await batch(each, 'a', [0, 10, 600])
    await each.sweep(600 + 3_600 + grace)
    expect(each.published.at(-1)).toMatchObject({
      state: 'resolved',
      total: 3,
      duration_seconds: 600,
      ended_at: '2026-11-22T09:10:00.000Z',
    })
  })

  test('comes back later and is known, but after the time it is told with when it was seen last', async () => {
    const each = bench()
    await batch(each, 'a', [0])
    await each.sweep(4_000)
    await batch(each, 'b', [days(29)])
    await batch(each, 'c', [days(59) - 3_600])
    expect(each.published).toHaveLength(2)
    await batch(each, 'd', [days(91)])
    expect(each.published).toHaveLength(3)
    expect(each.published.at(-1)).toMatchObject({ state: 'firing', sequence: 1 })
    expect(Date.parse(each.published.at(-1)!.seen_before!) / 1_000 - nineSeconds).toBeCloseTo(
      days(59) - 3_600,
    )
  })

  test('of what is known costs two reads and no write', async () => {
    const each = bench()
    await batch(each, 'a', [0])
    await each.sweep(4_000)
    const report = await batch(each, 'b', [5_000])
    expect(report.evaluations).toBe(0)
  })

  test('is learnt and not told in the first day of a rule', async () => {
    const each = workbench([rule])
    await each.sweep(0)
    await batch(each, 'a', [60])
    expect(each.published).toEqual([])
    await batch(each, 'b', [days(2)])
    expect(each.published).toEqual([])
    await each.alerter.alertOn(await each.store('c', [days(2)], error('v1:new')), at(days(2)))
    expect(each.published).toMatchObject([{ group: { fingerprint: 'v1:new' } }])
  })

  test('is not looked for in what has no such value', async () => {
    const each = bench()
    expect(await each.store('a', [0], (second) => aRecord({ timestamp: at(second) }))).toEqual([])
  })
})

describe('silence', () => {
  const rule = aRule<SilenceThreshold>({
    name: 'silence',
    when: { 'service.name': 'shop' },
    threshold: { silentFor: 5 * minute },
    resolveAfter: 0,
  })

  test('is told when nothing came, and when something comes again', async () => {
    const bench = workbench([rule])
    await bench.batch('a', range(0, 100, 10))
    for (const second of range(60, 540, 60)) await bench.sweep(second)
    expect(bench.told()).toEqual([['firing', 400, 419, 319]])
    expect(bench.published[0]).toMatchObject({
      kind: 'silence',
      threshold: 300,
      service: 'shop',
      seen_before: '2026-11-22T09:01:40.000Z',
      trend: [],
    })
    await bench.batch('b', [1_000])
    for (const second of range(600, 1_200, 60)) await bench.sweep(second)
    expect(bench.told().at(-1)).toEqual(['resolved', 400, 1_000, 0])
    expect(bench.published.at(-1)).toMatchObject({ peak: 900, ended_at: '2026-11-22T09:16:40.000Z' })
    expect(bench.published).toHaveLength(2)
  })

  test('is told of a service that never logged since the rule was deployed', async () => {
    const bench = workbench([rule])
    for (const second of range(0, 600, 60)) await bench.sweep(second)
    expect(bench.published).toHaveLength(1)
    expect(bench.published[0]).toMatchObject({ state: 'firing', service: 'shop' })
    expect(bench.published[0]).not.toHaveProperty('seen_before')
  })

  test('is looked for once in the time that it takes, not once a minute', async () => {
    const bench = workbench([rule])
    const times = range(0, 3_600, 5)
    await bench.store('a', times, info)
    let reads = 0
    const { tallies } = bench
    const counted = {
      ...tallies,
      range: (each: Parameters<typeof tallies.range>[0]) => {
        reads++
        return tallies.range(each)
      },
    }
    const other = workbench([rule], { ...bench, tallies: counted })
    await other.sweep(0)
    for (const second of range(60, 3_600, 60)) await other.sweep(second)
    expect(other.published).toEqual([])
    expect(reads).toBeLessThan(30)
  })

  test('costs nothing when records come', async () => {
    const { incidents, ...bench } = workbench([rule])
    let reads = 0
    const get = (key: string) => {
      reads++
      return incidents.get(key)
    }
    const other = workbench([rule], { ...bench, incidents: { ...incidents, get } })
    for (let second = 0; second < 20; second++) await other.batch(`at-${second}`, [second])
    expect(reads).toBe(2)
  })

  test('of each group is its own, from its first record on', async () => {
    const bench = workbench([aRule<SilenceThreshold>({ ...rule, when: {}, groupBy: ['service.name'] })])
    const of = (service: string) => (second: number) => aRecord({ service, timestamp: at(second) })
    const made = [
      ...(await bench.store('a', [0, 290], of('shop'))),
      ...(await bench.store('b', [0], of('cart'))),
    ]
    await bench.alerter.alertOn(made, at(1))
    for (const second of range(60, 540, 60)) await bench.sweep(second)
    expect(bench.published.map(({ group }) => group)).toEqual([{ 'service.name': 'cart' }])
  })

  test('is not waited for in a group that only a backfill has', async () => {
    const bench = workbench([aRule<SilenceThreshold>({ ...rule, groupBy: ['service.name'] })])
    await bench.batch('old', [0], 7 * 3_600)
    await bench.sweep(7 * 3_600 + 600)
    expect(bench.published).toEqual([])
  })

  test('is told again after the cooldown', async () => {
    const bench = workbench([{ ...rule, cooldown: 10 * minute }])
    await bench.batch('a', [0])
    for (const second of range(60, 2_400, 60)) await bench.sweep(second)
    expect(bench.told().map(([state, started, told]) => [state, started, told])).toEqual([
      ['firing', 300, 359],
      ['firing', 300, 959],
      ['firing', 300, 1_559],
      ['firing', 300, 2_159],
    ])
  })

  test('is forgotten with its rule', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0])
    await workbench([], bench).sweep(60)
    expect(await bench.incidents.open()).toEqual([])
  })
})

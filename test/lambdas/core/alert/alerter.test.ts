import { describe, expect, test, vi } from 'vitest'
import { AlertError, createMemoryIncidentStore } from '../../../../lambdas/core/alert/index.ts'
import { createMemoryTallyStore } from '../../../../lambdas/core/tally/index.ts'
import { workbench } from '../../../support/alerts/bench.ts'
import { aRecord } from '../../../support/alerts/records.ts'
import { aRule } from '../../../support/alerts/rules.ts'

/** Three in a minute; over after a minute below; told again after five minutes. Late records count for two minutes. */
const rule = aRule({ cooldown: 300_000 })
const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

describe('an incident', () => {
  test('opens at the event time at which the window holds the threshold, and not before', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 30])
    expect(bench.told()).toEqual([])
    await bench.batch('b', [59])
    expect(bench.told()).toEqual([['firing', 59, 59, 3]])
  })

  test('needs its records within the window: one that is just outside does not count', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 30, 60])
    expect(bench.told()).toEqual([])
  })

  test('is told to be over once the window was below for `resolveAfter`, and that is certain', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.sweep(60 + 60 + 119)
    expect(bench.published).toHaveLength(1)
    await bench.sweep(60 + 60 + 120)
    expect(bench.told().at(-1)).toEqual(['resolved', 2, 120, 0])
    expect(bench.published.at(-1)).toMatchObject({ duration_seconds: 58, peak: 3, total: 3 })
    await bench.sweep(10_000)
    expect(bench.published).toHaveLength(2)
  })

  test('goes on when the window is full again before it was over', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.batch('b', [117, 118, 119])
    await bench.sweep(119 + 60 + 60 + 120)
    expect(bench.told().map(([state]) => state)).toEqual(['firing', 'resolved'])
    expect(bench.published.at(-1)).toMatchObject({ total: 6, duration_seconds: 175 })
  })

  test('that comes back later is a new one', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.sweep(240)
    await bench.batch('b', [300, 301, 302])
    expect(bench.told().map(([state, started]) => [state, started])).toEqual([
      ['firing', 2],
      ['resolved', 2],
      ['firing', 302],
    ])
    expect(new Set(bench.published.map(({ alert_id }) => alert_id)).size).toBe(3)
  })

  test('of each group is its own, and says which', async () => {
    const bench = workbench([aRule({ groupBy: ['service.name'] })])
    const record = (service: string) => (second: number) =>
      aRecord({ service, timestamp: Date.UTC(2026, 10, 22, 9) + second * 1_000 })
    const shop = await bench.store('a', [0, 1, 2], record('shop'))
    const checkout = await bench.store('b', [0, 1], record('checkout'))
    await bench.alerter.alertOn([...shop, ...checkout], Date.UTC(2026, 10, 22, 9, 0, 3))
    expect(bench.published).toMatchObject([
      { group: { 'service.name': 'shop' }, service: 'shop', severity: 'error' },
    ])
  })

  test('over many services says so', async () => {
    const bench = workbench([rule])
    const services = ['a', 'b', 'c']
    const made = await bench.store('a', [0, 1, 2], (second) =>
      aRecord({ service: services[second]!, timestamp: Date.UTC(2026, 10, 22, 9) + second * 1_000 }),
    )
    await bench.alerter.alertOn(made, Date.UTC(2026, 10, 22, 9, 0, 3))
    expect(bench.published).toMatchObject([{ service: 'multiple', services }])
  })
})

describe('while it fires', () => {
  test('what subscribers filter by stays as in the opening, so that they get the recovery, too', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    const worse = (second: number) =>
      aRecord({
        service: 'checkout',
        severity_number: 21,
        timestamp: Date.UTC(2026, 10, 22, 9) + second * 1_000,
      })
    await bench.store('b', [3, 4, 5], worse)
    await bench.sweep(1_000)
    expect(
      bench.published.map(({ state, service, severity, services }) => [state, service, severity, services]),
    ).toEqual([
      ['firing', 'shop', 'error', ['shop']],
      ['resolved', 'shop', 'error', ['checkout', 'shop']],
    ])
  })

  test('it is told again after the cooldown, with how many came since', async () => {
    const bench = workbench([rule])
    for (const second of range(0, 1_200, 10)) {
      await bench.batch(`at-${second}`, [second])
      if (second % 60 === 0) await bench.sweep(second)
    }
    const told = bench.published.map(({ state, sequence, suppressed }) => [state, sequence, suppressed])
    expect(told).toEqual([
      ['firing', 1, 0],
      ['firing', 2, 34],
      ['firing', 3, 30],
      ['firing', 4, 30],
    ])
    const ats = bench.told().map(([, , at]) => at)
    expect(ats.every((at, i) => i === 0 || at - ats[i - 1]! >= 300)).toBe(true)
  })

  test('a batch that touches nothing earlier costs one read', async () => {
    const tallies = createMemoryTallyStore()
    const bench = workbench([rule], { tallies })
    await bench.batch('a', [0, 1, 2])
    const reading = vi.spyOn(tallies, 'range')
    await bench.batch('b', [3, 4, 5])
    expect(reading).not.toHaveBeenCalled()
    await bench.sweep(200)
    expect(reading).toHaveBeenCalled()
  })
})

describe('what is late', () => {
  test('within the grace can make it begin earlier, and what was before that counts, too', async () => {
    const bench = workbench([aRule({ threshold: { count: 4, within: 60_000 } })])
    await bench.batch('a', [41, 45, 100, 101, 101])
    await bench.sweep(170)
    await bench.batch('late', [60], 175)
    await bench.sweep(1_000)
    expect(bench.told().map(([state, started]) => [state, started])).toEqual([
      ['firing', 101],
      ['resolved', 101],
    ])
    expect(bench.published.at(-1)).toMatchObject({ total: 6, first_seen: '2026-11-22T09:00:41.000Z' })
  })

  test('within the grace can make one incident of what would have been two', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.batch('b', [150, 151, 152])
    expect(bench.published).toHaveLength(1)
    await bench.batch('late', [70, 71, 72], 180)
    await bench.sweep(152 + 60 + 60 + 120)
    expect(bench.told().map(([state]) => state)).toEqual(['firing', 'resolved'])
    expect(bench.published.at(-1)).toMatchObject({ total: 9 })
  })

  test('and separate for certain is told then: first that the one is over, then the other', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.batch('b', [150, 151, 152])
    await bench.sweep(240)
    expect(bench.told().map(([state, started]) => [state, started])).toEqual([
      ['firing', 2],
      ['resolved', 2],
      ['firing', 152],
    ])
  })

  test('beyond the grace is told, if it is an incident of its own', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2], 3_600)
    expect(bench.told().map(([state]) => state)).toEqual(['firing', 'resolved'])
  })

  test('beyond the grace changes nothing that was told to be over, if it still is', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.sweep(240)
    await bench.batch('late', [30, 31, 32], 400)
    await bench.sweep(4_000)
    expect(bench.published).toHaveLength(2)
  })

  test('beyond the grace takes back that it was over, if it is not', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    await bench.sweep(240)
    await bench.batch('late', range(60, 245, 10), 250)
    await bench.sweep(4_000)
    expect(bench.published.map(({ state, sequence, reopened }) => [state, sequence, reopened])).toEqual([
      ['firing', 1, undefined],
      ['resolved', 2, undefined],
      ['firing', 3, true],
      ['resolved', 4, undefined],
    ])
    expect(new Set(bench.published.map(({ started_at }) => started_at)).size).toBe(1)
  })

  test('beyond six hours is a backfill, and opens nothing', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2], 6 * 3_600 + 60)
    expect(bench.published).toHaveLength(2)
    await bench.batch('b', [1_000, 1_001, 1_002], 1_000 + 6 * 3_600 + 61)
    expect(bench.published).toHaveLength(2)
  })

  test('nor does what claims to be more than five minutes in the future', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [1_000, 1_001, 1_002], 600)
    expect(bench.published).toHaveLength(0)
    await bench.batch('b', [900, 901, 902], 602)
    expect(bench.published).toHaveLength(1)
  })
})

describe('many at once', () => {
  test('groups are evaluated at the same time, and the report adds up', async () => {
    const bench = workbench([aRule({ groupBy: ['service.name'] })])
    const services = Array.from({ length: 40 }, (_, i) => `service-${i}`)
    const made = await Promise.all(
      services.map((service) =>
        bench.store(service, [0, 1, 2], (second) =>
          aRecord({ service, timestamp: Date.UTC(2026, 10, 22, 9) + second * 1_000 }),
        ),
      ),
    )
    const report = await bench.alerter.alertOn(made.flat(), Date.UTC(2026, 10, 22, 9, 0, 2))
    expect(report).toMatchObject({ evaluations: 40, opened: 40, published: 40, pending: 0 })
    const swept = await bench.alerter.sweep(Date.UTC(2026, 10, 22, 9, 30))
    expect(swept).toMatchObject({ evaluations: 40, resolved: 40, published: 40 })
    expect(bench.published).toHaveLength(80)
  })

  test('a history is told in order, opening and recovery of each', async () => {
    const bench = workbench([rule], { settings: { horizon: Number.POSITIVE_INFINITY } })
    const bursts = range(0, 40_000, 1_000)
    await bench.batch(
      'history',
      bursts.flatMap((at) => [at, at + 1, at + 2]),
      50_000,
    )
    expect(bench.told().map(([state, started]) => [state, started])).toEqual(
      bursts.flatMap((at) => [
        ['firing', at + 2],
        ['resolved', at + 2],
      ]),
    )
  })
})

describe('when something fails', () => {
  const down = async (): Promise<never> => {
    throw new Error('down')
  }

  test('what is not published is told by the next sweep, the same; others leave it to its decider first', async () => {
    const publish = vi.fn(down)
    const bench = workbench([rule], { publish })
    await bench.batch('a', [0, 1, 2])
    const [decided] = publish.mock.calls[0] as unknown as [{ alert_id: string }]
    publish.mockImplementation(async () => undefined as never)
    await bench.sweep(31)
    expect(bench.published).toHaveLength(0)
    await bench.sweep(32)
    expect(bench.published).toEqual([decided])
  })

  test('the report says how many are pending, and why', async () => {
    const bench = workbench([rule], { publish: down })
    const made = await bench.store('a', [0, 1, 2])
    const report = await bench.alerter.alertOn(made, Date.UTC(2026, 10, 22, 9, 0, 2))
    expect(report).toMatchObject({ opened: 1, published: 0, pending: 1, faults: { Error: 1 } })
  })

  test('one group that cannot be evaluated does not keep others from it', async () => {
    const incidents = createMemoryIncidentStore()
    const bench = workbench([aRule({ groupBy: ['service.name'] })], {
      incidents: { ...incidents, get: async (key) => (key.includes(broken) ? down() : incidents.get(key)) },
    })
    let broken = '-'
    const record = (service: string) => (second: number) =>
      aRecord({ service, timestamp: Date.UTC(2026, 10, 22, 9) + second * 1_000 })
    const shop = await bench.store('a', [0, 1, 2], record('shop'))
    const checkout = await bench.store('b', [0, 1, 2], record('checkout'))
    broken = shop[0]!.series.split('.')[1]!
    const error = await bench.alerter
      .alertOn([...shop, ...checkout], Date.UTC(2026, 10, 22, 9, 0, 2))
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(AlertError)
    expect((error as AlertError).series).toEqual([shop[0]!.series])
    expect((error as AlertError).summary).toBe('[alert] 1 groups could not be evaluated: Error')
    expect(bench.published).toMatchObject([{ service: 'checkout' }])
  })
})

describe('a changed configuration', () => {
  test('a rule that is gone is forgotten, without a recovery', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    const without = workbench([], bench)
    await without.sweep(300)
    expect(without.published).toEqual([])
    expect(await bench.incidents.open()).toEqual([])
  })

  test('a rule that counts something else still tells that its incident is over', async () => {
    const bench = workbench([rule])
    await bench.batch('a', [0, 1, 2])
    const changed = workbench([{ ...rule, when: { severity: 'fatal' } }], bench)
    await changed.sweep(300)
    expect(changed.told().map(([state, started]) => [state, started])).toEqual([['resolved', 2]])
  })

  test('tallies of a rule that is gone, or was changed, wake nothing', async () => {
    const bench = workbench([rule])
    const made = await bench.store('a', [0, 1, 2])
    for (const rules of [[], [{ ...rule, when: { severity: 'fatal' } } as const]]) {
      const report = await workbench(rules, bench).alerter.alertOn(made, Date.UTC(2026, 10, 22, 9, 0, 2))
      expect(report.evaluations).toBe(0)
    }
  })
})

import { zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CompactOptions, compact, decodeParquet } from '../../../../lambdas/core/compact/index.ts'
import { readVisible } from '../../../../lambdas/core/ledger/index.ts'
import type { ReadableStore } from '../../../../lambdas/core/ports.ts'
import type { LogRecord } from '../../../../lambdas/core/records.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { verify } from '../../../../lambdas/core/verify/index.ts'
import { Crash, createFaultyStore } from '../../../support/archive/faulty-store.ts'
import { visibleEvents } from '../../../support/archive/read-all.ts'
import { archivedRecord, land, stitchedRecord } from '../../../support/archive/records.ts'
import { eventId, nine } from '../../../support/events.ts'

const minute = 60_000
const hour = 60 * minute
const noon = nine + 3 * hour

/** A store and a clock that a test turns forward. */
function setUp(start = noon) {
  let now = start
  const clock = () => now
  return { store: createMemoryStore(clock), clock, pass: (time: number) => (now += time) }
}

const small = { textBytes: 2_000, records: 5 }
const options = (
  store: ReadableStore,
  clock: () => number,
  more: Partial<CompactOptions> = {},
): CompactOptions => ({
  store,
  clock,
  limits: small,
  settle: 15 * minute,
  grace: hour,
  ...more,
})
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => archivedRecord(from + i))
const ids = (...numbers: number[]) => numbers.map(eventId).sort()
const keysIn = (store: ReturnType<typeof createMemoryStore>, prefix: string) =>
  [...store.objects.keys()].filter((key) => key.startsWith(prefix))

describe('compact', () => {
  it('moves closed hours into Parquet, sorted by time, and leaves open ones', async () => {
    const { store, clock } = setUp(nine + hour + 20 * minute)
    await land(store, 'b1', [archivedRecord(9), archivedRecord(3)])
    await land(store, 'b2', [archivedRecord(4), archivedRecord(3_700)])
    const report = await compact(options(store, clock))
    expect(report).toMatchObject({ steps: 1, landingObjects: 2, events: 3, repeated: 0, complete: true })
    const { archive, landing } = await readVisible(store)
    expect(landing).toEqual(['landing/service=shop/dt=2026-11-22/hour=10/b2.ndjson.zst'])
    expect(archive).toEqual([
      expect.stringMatching(/^archive\/dt=2026-11-22\/hour=09\/service=shop\/[0-9a-f]{32}\.parquet$/),
    ])
    const rows = await decodeParquet((await store.get(archive[0]!))!)
    expect(rows.map(({ body }) => body)).toEqual(['message 3', 'message 4', 'message 9'])
  })

  it('waits until an hour has settled', async () => {
    const { store, clock, pass } = setUp(nine + hour + 14 * minute)
    await land(store, 'b1', range(0, 1))
    expect((await compact(options(store, clock))).steps).toBe(0)
    pass(minute)
    expect((await compact(options(store, clock))).steps).toBe(1)
  })

  it('removes landing objects only when no query can still be reading them', async () => {
    const { store, clock, pass } = setUp()
    await land(store, 'b1', range(0, 3))
    await compact(options(store, clock))
    expect(keysIn(store, 'landing/')).toHaveLength(1)
    pass(hour)
    expect(await compact(options(store, clock))).toMatchObject({ steps: 0, sweptLanding: 1 })
    expect(keysIn(store, 'landing/')).toEqual([])
    expect(await visibleEvents(store)).toEqual(ids(0, 1, 2))
  })

  it('does not count a batch that is delivered again after it was compacted and removed', async () => {
    const { store, clock, pass } = setUp()
    await land(store, 'b1', range(0, 3))
    await compact(options(store, clock, { grace: 0 }))
    await land(store, 'b1', range(0, 3))
    expect(await visibleEvents(store)).toEqual(ids(0, 1, 2))
    pass(hour)
    expect(await compact(options(store, clock))).toMatchObject({ steps: 0, sweptLanding: 1 })
    expect(await visibleEvents(store)).toEqual(ids(0, 1, 2))
  })

  it('writes small objects again together with late records, so that crumbs do not pile up', async () => {
    const { store, clock, pass } = setUp()
    for (let i = 0; i < 4; i++) {
      await land(store, `b${i}`, range(i, i + 1))
      await compact(options(store, clock))
      pass(hour)
    }
    expect((await readVisible(store)).archive).toHaveLength(1)
    expect(await visibleEvents(store)).toEqual(ids(0, 1, 2, 3))
    pass(hour)
    await land(store, 'again', range(0, 1))
    await compact(options(store, clock))
    expect(keysIn(store, 'archive/')).toHaveLength(1)
  })

  it('takes as much at a time as the limits allow', async () => {
    const { store, clock } = setUp()
    for (let i = 0; i < 4; i++) await land(store, `b${i}`, range(i * 5, i * 5 + 5))
    const report = await compact(options(store, clock))
    expect(report).toMatchObject({ steps: 4, landingObjects: 4, events: 20 })
    expect((await readVisible(store)).archive).toHaveLength(4)
  })

  it('stops at the deadline and goes on in the next run', async () => {
    const { store, clock, pass } = setUp()
    for (let i = 0; i < 4; i++) await land(store, `b${i}`, range(i * 5, i * 5 + 5))
    const slow = {
      ...store,
      get: (key: string) => {
        pass(minute)
        return store.get(key)
      },
    }
    const first = await compact(options(slow, clock, { deadline: clock() + minute }))
    expect(first).toMatchObject({ complete: false })
    expect(first.steps).toBeLessThan(4)
    const second = await compact(options(store, clock))
    expect(second.steps).toBe(4 - first.steps)
    expect(await visibleEvents(store)).toEqual(ids(...Array(20).keys()))
  })

  it('leaves what it cannot read where it is, and says so', async () => {
    const { store, clock } = setUp()
    const key = 'landing/service=shop/dt=2026-11-22/hour=09/broken.ndjson.zst'
    await store.putIfAbsent(key, Buffer.from('not zstd'))
    await land(store, 'b1', range(0, 2))
    expect(await compact(options(store, clock))).toMatchObject({ steps: 1, unreadable: 1, events: 2 })
    expect(store.objects.has(key)).toBe(true)
  })

  it('does not unpack what is larger than anything that ingest writes', async () => {
    const { store, clock } = setUp()
    const bomb = zstdCompressSync(Buffer.alloc(513 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(100_000)
    await store.putIfAbsent('landing/service=shop/dt=2026-11-22/hour=09/bomb.ndjson.zst', bomb)
    await land(store, 'b1', range(0, 2))
    expect(await compact(options(store, clock))).toMatchObject({ unreadable: 1, events: 2 })
  })

  it('archives an event once that came by subscription and by backfill', async () => {
    const { store, clock, pass } = setUp()
    await land(store, 'subscription', range(0, 4))
    await land(store, 'backfill', range(2, 6))
    expect(await compact(options(store, clock))).toMatchObject({ events: 8, repeated: 2 })
    expect(await visibleEvents(store)).toEqual(ids(0, 1, 2, 3, 4, 5))
    await land(store, 'another backfill', range(1, 7))
    pass(hour)
    expect(await compact(options(store, clock))).toMatchObject({ repeated: 5 })
    expect(await visibleEvents(store)).toEqual(ids(0, 1, 2, 3, 4, 5, 6))
  })
})

describe('an event that comes late, by backfill or again', () => {
  const inService = (service: string, i: number, columns: Partial<LogRecord> = {}) => {
    const plain = archivedRecord(i)
    return archivedRecord(i, { resource: { ...plain.resource, 'service.name': service }, ...columns })
  }
  /** Events 1 to 3, as the subscription brought them, in time. */
  async function subscribed() {
    const { store, clock, pass } = setUp(nine + minute)
    await land(store, 'subscription', range(1, 4))
    pass(2 * hour)
    return { store, clock, pass }
  }

  it('is found where its source has another service now', async () => {
    const { store, clock } = await subscribed()
    await compact(options(store, clock))
    await land(
      store,
      'backfill',
      [2, 3, 4].map((i) => inService('checkout', i)),
    )
    expect(await compact(options(store, clock))).toMatchObject({ events: 3, repeated: 2 })
    expect(await visibleEvents(store)).toEqual(ids(1, 2, 3, 4))
    expect((await verify({ store, wanted: () => true, expired: () => false })).problems).toEqual([])
  })

  it('is found when both wait to be compacted, in whatever order their services come', async () => {
    for (const service of ['a', 'z']) {
      const { store, clock } = await subscribed()
      await land(store, 'backfill', [inService(service, 2), inService(service, 5)])
      expect(await compact(options(store, clock))).toMatchObject({ repeated: 1 })
      expect(await visibleEvents(store)).toEqual(ids(1, 2, 3, 5))
    }
  })

  it('is found in the hour before, of which it is a line that was cut off', async () => {
    const { store, clock, pass } = setUp(nine + hour + minute)
    await land(store, 'subscription', [stitchedRecord([3_598, 3_599, 3_600])])
    pass(2 * hour)
    await compact(options(store, clock))
    await land(store, 'backfill', [archivedRecord(3_600), archivedRecord(3_601)])
    expect(await compact(options(store, clock))).toMatchObject({ repeated: 1 })
    expect(await visibleEvents(store)).toEqual(ids(3_598, 3_599, 3_600, 3_601))
  })

  it('is found where its time was read otherwise, if that was near when it came', async () => {
    const { store, clock } = await subscribed()
    await compact(options(store, clock))
    const elsewhere = archivedRecord(2, { timestamp: nine - 5 * hour })
    await land(store, 'backfill', [elsewhere])
    expect(await compact(options(store, clock))).toMatchObject({ repeated: 1 })
    expect(await visibleEvents(store)).toEqual(ids(1, 2, 3))
  })

  it('is kept in the part that is new', async () => {
    const { store, clock } = await subscribed()
    await compact(options(store, clock))
    const plain = stitchedRecord([3, 4])
    await land(store, 'backfill', [{ ...plain, resource: inService('checkout', 3).resource }])
    await compact(options(store, clock))
    expect(await visibleEvents(store)).toEqual(ids(1, 2, 3, 3, 4))
  })

  it('costs what comes in time nothing: no other hour or service is read', async () => {
    const { store, clock, pass } = await subscribed()
    await compact(options(store, clock))
    pass(22 * hour - clock() + nine)
    await land(store, 'in time', [
      inService('checkout', 22 * 3_600, { timestamp: clock(), observed_timestamp: clock() }),
    ])
    pass(2 * hour)
    const read: string[] = []
    const get = (key: string) => {
      read.push(key)
      return store.get(key)
    }
    expect((await compact(options({ ...store, get }, clock))).steps).toBe(1)
    expect(read.filter((key) => key.includes('hour=09') && key.startsWith('archive/'))).toEqual([])
    expect(read.filter((key) => key.includes('service=shop/') && key.startsWith('manifest/'))).toHaveLength(1)
  })
})

const batchesOf = fc.array(
  fc.record({
    numbers: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 4 }),
    round: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 6 },
)
const crashesOf = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 60 }), when: fc.constantFrom('before', 'after') }),
  { maxLength: 2 },
)

/** Numbers of five digits, because shorter ones can make the same id. */
const eventNumber = (batch: number, i: number): number => 71_000 + batch * 100 + i

/** Lands what comes in each round, compacts with crashes, and lets time pass. */
async function live(
  rounds: readonly (readonly { batch: string; numbers: readonly number[] }[])[],
  crashes: readonly { at: number; when: 'before' | 'after' }[],
  stitched: boolean,
  watch: (store: ReadableStore, landed: readonly number[]) => Promise<void>,
): Promise<ReadableStore> {
  const { store, clock, pass } = setUp()
  const landed: number[] = []
  for (const arrivals of [...rounds, [], [], []]) {
    for (const { batch, numbers } of arrivals) {
      await land(store, batch, stitched ? [stitchedRecord(numbers)] : numbers.map((i) => archivedRecord(i)))
      landed.push(...numbers)
    }
    for (const crash of [...crashes, undefined]) {
      const faulty = createFaultyStore(store, crash, () => watch(store, landed))
      await compact(options(faulty, clock)).catch((error) => {
        if (!(error instanceof Crash)) throw error
      })
      await watch(store, landed)
      pass(45 * minute)
    }
  }
  return store
}

describe('compact, whatever happens', () => {
  it('shows each event once at every moment, with a crash at any operation', async () => {
    await fc.assert(
      fc.asyncProperty(batchesOf, crashesOf, async (batches, crashes) => {
        // Every batch has events of its own; a number stands for the same second, not for the same event.
        const unique = batches.map(({ numbers, round }, b) => ({
          batch: `b${b}`,
          round,
          numbers: numbers.map((i) => eventNumber(b, i)),
        }))
        const rounds = [0, 1, 2].map((round) => unique.filter((batch) => batch.round === round))
        const store = await live(rounds, crashes, false, async (at, landed) => {
          expect(await visibleEvents(at)).toEqual(ids(...landed))
        })
        expect(await Array.fromAsync(store.list('landing/'))).toEqual([])
      }),
      { seed: 1, numRuns: 30 },
    )
  })

  it('shows each event once with a crash before or after each operation of the store, one after the other', async () => {
    /** Two hours and two services, late records, repeats, objects that are written again, and what is swept. */
    async function run(plan?: { at: number; when: 'before' | 'after' }): Promise<number> {
      const { store, clock, pass } = setUp()
      const landed = new Set<number>()
      const arrive = async (batch: string, ...numbers: number[]) => {
        await land(
          store,
          batch,
          numbers.map((i) => archivedRecord(i)),
        )
        for (const number of numbers) landed.add(number)
      }
      let operations = 0
      const arrivals = [
        () => arrive('b0', 71_001, 71_002, 73_700),
        () => arrive('b1', 71_003, 71_004),
        () => arrive('b2', 71_002, 71_005),
        async () => {},
      ]
      for (const next of arrivals) {
        await next()
        const left = plan && { ...plan, at: plan.at - operations }
        const faulty = createFaultyStore(store, left)
        const crashed = await compact(options(faulty, clock)).then(
          () => false,
          (error) => error instanceof Crash,
        )
        operations += faulty.operations()
        if (crashed) {
          // Repeats count twice until they are compacted, and what is left after the crash is every moment there is.
          expect(new Set(await visibleEvents(store))).toEqual(new Set(ids(...landed)))
          await compact(options(store, clock))
          expect(await visibleEvents(store)).toEqual(ids(...landed))
        }
        pass(2 * hour)
      }
      await compact(options(store, clock))
      expect(await visibleEvents(store)).toEqual(ids(...landed))
      expect((await verify({ store, wanted: () => true, expired: () => false })).problems).toEqual([])
      return operations
    }
    const operations = await run()
    expect(operations).toBeGreaterThan(50)
    for (let at = 0; at < operations; at++)
      for (const when of ['before', 'after'] as const) await run({ at, when })
  })

  it('never loses an event and ends with each once, however often and differently cut it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(batchesOf, crashesOf, async (batches, crashes) => {
        const rounds = [0, 1, 2].map((round) =>
          batches.map((each, b) => ({ ...each, batch: `b${b}` })).filter((each) => each.round === round),
        )
        const store = await live(rounds, crashes, false, async (at, landed) => {
          expect([...new Set(await visibleEvents(at))]).toEqual(ids(...new Set(landed)))
        })
        const all = new Set(batches.flatMap(({ numbers }) => numbers))
        expect(await visibleEvents(store)).toEqual(ids(...all))
      }),
      { seed: 2, numRuns: 30 },
    )
  })

  it('never loses an event of records that were stitched differently each time', async () => {
    await fc.assert(
      fc.asyncProperty(batchesOf, async (batches) => {
        const rounds = [batches.map((each, b) => ({ ...each, batch: `b${b}` }))]
        const store = await live(rounds, [], true, async () => {})
        const all = new Set(batches.flatMap(({ numbers }) => numbers))
        expect([...new Set(await visibleEvents(store))]).toEqual(ids(...all))
      }),
      { seed: 3, numRuns: 30 },
    )
  })

  it('lets several compactions run at once', async () => {
    await fc.assert(
      fc.asyncProperty(batchesOf, fc.scheduler(), async (batches, scheduler) => {
        const { store, clock, pass } = setUp()
        const landed = batches.flatMap(({ numbers }, b) => numbers.map((i) => eventNumber(b, i)))
        for (const [b, { numbers }] of batches.entries())
          await land(
            store,
            `b${b}`,
            numbers.map((i) => archivedRecord(eventNumber(b, i))),
          )
        const scheduled = (): ReadableStore => ({
          ...store,
          putIfAbsent: scheduler.scheduleFunction(store.putIfAbsent),
          get: scheduler.scheduleFunction(store.get),
        })
        const runs = [1, 2, 3].map(() => compact(options(scheduled(), clock)))
        await scheduler.waitFor(Promise.all(runs))
        expect(await visibleEvents(store)).toEqual(ids(...landed))
        pass(2 * hour)
        await compact(options(store, clock))
        expect(await visibleEvents(store)).toEqual(ids(...landed))
        expect(keysIn(store, 'archive/').sort()).toEqual([...(await readVisible(store)).archive].sort())
      }),
      { seed: 4, numRuns: 30 },
    )
  })
})

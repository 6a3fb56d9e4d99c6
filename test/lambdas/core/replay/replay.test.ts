import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRecord, encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import { compact, defaultLimits } from '../../../../lambdas/core/compact/index.ts'
import type { ReadableStore } from '../../../../lambdas/core/ports.ts'
import { eventCount } from '../../../../lambdas/core/records.ts'
import {
  ReplayFault,
  type ReplayOptions,
  ReplayStopped,
  replay,
} from '../../../../lambdas/core/replay/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { createFaultyStore } from '../../../support/archive/faulty-store.ts'
import { archivedRecord, land, stitchedRecord } from '../../../support/archive/records.ts'
import { shopRecords } from '../../../support/archive/shop-records.ts'
import { nine } from '../../../support/events.ts'

const hour = 3_600_000
const all = { wanted: () => true, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
const clockFrom = (start: number) => () => start++
const options = { clock: clockFrom(nine + 10 * hour), limits: defaultLimits, settle: 0, grace: 0 }

async function replayed(store: ReadableStore, more: Partial<ReplayOptions> = {}) {
  const batches: string[] = []
  const send = async (lines: string) => void batches.push(lines)
  const report = await replay({ store, send, ...all, ...more })
  return { report, batches, lines: batches.flatMap((batch) => batch.split('\n').slice(0, -1)) }
}

const idsIn = (lines: readonly string[]): string[] =>
  lines
    .map(decodeRecord)
    .flatMap(({ event_id, event_ids }) => event_ids ?? [event_id])
    .sort()

/** Numbers 0 to 11: of three hours, two batches, one record of two events. */
const twelve = [0, 1, 2, 3_700, 3_701, 3_702, 7_300, 7_301, 7_302, 7_303].map((i) => archivedRecord(i))
const records = [...twelve, stitchedRecord([10, 11])]
const ids = idsIn(records.map(encodeRecord))

async function landed() {
  const store = createMemoryStore(clockFrom(nine))
  await land(store, 'b1', records.slice(0, 5))
  await land(store, 'b2', records.slice(5))
  return store
}

describe('a replay', () => {
  it('gives each event once at every moment of a compaction, which removes at once what it has replaced', async () => {
    const store = await landed()
    let moments = 0
    const watched = createFaultyStore(store, undefined, async () => {
      expect(idsIn((await replayed(store)).lines)).toEqual(ids)
      moments++
    })
    await compact({ ...options, store: watched })
    expect(moments).toBeGreaterThan(10)
    expect(idsIn((await replayed(store)).lines)).toEqual(ids)
  })

  it('gives the records as they were archived, from landing and from Parquet', async () => {
    const store = createMemoryStore(clockFrom(nine))
    await land(store, 'b1', shopRecords)
    const before = (await replayed(store)).lines
    expect(before.toSorted()).toEqual(shopRecords.map(encodeRecord).toSorted())
    await compact({ ...options, store })
    expect((await replayed(store)).lines.toSorted()).toEqual(before.toSorted())
  })

  it('leaves out what is outside of the time asked for, to the millisecond, and reads no other hour', async () => {
    const store = await landed()
    const reads: string[] = []
    const watched: ReadableStore = {
      ...store,
      get(key) {
        reads.push(key)
        return store.get(key)
      },
    }
    const range = { from: nine + 3_701_000, to: nine + 3_702_000 }
    const wanted = ({ hour }: { hour: string }) => hour === '10'
    const { lines, report } = await replayed(watched, { ...range, wanted })
    expect(lines).toEqual([encodeRecord(archivedRecord(3_701))])
    expect(report).toMatchObject({ records: 1, events: 1, hours: 1 })
    expect(reads.every((key) => key.includes('hour=10'))).toBe(true)
  })

  it('sends the hours in their order, in batches within the limits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ i: fc.nat(9_999), size: fc.nat(300) }), { maxLength: 40 }),
        fc.record({ records: fc.integer({ min: 1, max: 7 }), bytes: fc.integer({ min: 1, max: 2_000 }) }),
        async (wanted, limits) => {
          const store = createMemoryStore(clockFrom(nine))
          const made = wanted.map(({ i, size }) => archivedRecord(i, { body: 'ä'.repeat(size) }))
          await land(store, 'b1', made)
          const { batches, lines, report } = await replayed(store, { limits })
          for (const batch of batches) {
            const count = batch.split('\n').length - 1
            expect(count).toBeLessThanOrEqual(limits.records)
            if (count > 1) expect(Buffer.byteLength(batch)).toBeLessThanOrEqual(limits.bytes)
          }
          const hours = lines
            .map((line) => decodeRecord(line).timestamp)
            .map((time) => Math.floor(time / hour))
          expect(hours).toEqual(hours.toSorted((a, b) => a - b))
          expect(report.events).toBe(made.reduce((sum, record) => sum + eventCount(record), 0))
        },
      ),
      { seed: 1, numRuns: 40 },
    )
  })

  it('that stops can go on: nothing is lost, and only what was sent of one hour comes again', async () => {
    for (let failing = 0; failing < 12; failing++) {
      const store = await landed()
      if (failing % 2) await compact({ ...options, store })
      const sent: string[] = []
      const send = async (lines: string) => {
        if (sent.length === failing) throw new ReplayFault('destination_unavailable', 'gone')
        sent.push(lines)
      }
      const limits = { records: 1, bytes: 1 }
      const stopped = await replay({ store, send, limits, ...all }).catch((error: unknown) => error)
      if (failing >= records.length) continue
      if (!(stopped instanceof ReplayStopped)) return expect.unreachable()
      expect(stopped.report.records).toBe(failing)
      const { lines } = await replayed(store, { from: stopped.from })
      const first = sent.flatMap((batch) => batch.trimEnd())
      expect([...new Set(idsIn([...first, ...lines]))]).toEqual(ids)
      const again = first.filter((line) => lines.includes(line)).map((line) => decodeRecord(line).timestamp)
      expect(new Set(again.map((time) => Math.floor(time / hour))).size).toBeLessThanOrEqual(1)
    }
  })

  it('looks again when an hour is compacted before anything of it is read', async () => {
    const store = await landed()
    let first = true
    const racing: ReadableStore = {
      ...store,
      async get(key) {
        if (first && key.startsWith('landing/')) {
          first = false
          await compact({ ...options, store })
          await compact({ ...options, store })
        }
        return store.get(key)
      },
    }
    expect(idsIn((await replayed(racing)).lines)).toEqual(ids)
  })

  it('stops rather than lose or double an event when an hour changes while it is read', async () => {
    const store = await landed()
    await compact({ ...options, store })
    await land(store, 'b4', [archivedRecord(20)])
    const racing: ReadableStore = {
      ...store,
      get: async (key) => (key.startsWith('landing/') ? undefined : store.get(key)),
    }
    const stopped = await replayed(racing).catch((error: unknown) => error)
    expect(stopped).toMatchObject({ from: nine, cause: { code: 'archive_changed' } })
  })

  it('sends nothing of an object that is not what the ledger says', async () => {
    const store = await landed()
    await compact({ ...options, store })
    for (const key of store.objects.keys())
      if (key.endsWith('.parquet')) store.objects.set(key, Buffer.from('something else'))
    const sent: string[] = []
    const send = async (lines: string) => void sent.push(lines)
    const stopped = await replay({ store, send, ...all }).catch((error: unknown) => error)
    expect(stopped).toMatchObject({ cause: { code: 'damaged_object' } })
    expect(sent).toEqual([])
  })

  it('leaves out what ingest did not write, and counts it', async () => {
    const store = await landed()
    await store.putIfAbsent('landing/service=shop/dt=2026-11-22/hour=09/odd.ndjson.zst', Buffer.from('odd'))
    const { report, lines } = await replayed(store)
    expect(report.unreadable).toBe(1)
    expect(idsIn(lines)).toEqual(ids)
  })

  it('ends when it is interrupted', async () => {
    const stopped = await replayed(await landed(), { signal: AbortSignal.abort() }).catch((error) => error)
    expect(stopped).toMatchObject({ cause: { code: 'interrupted' } })
  })
})

import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accountInLine,
  archive,
  batchId,
  decodeLoneAccount,
  encodeRecord,
  isoTime,
  mostPartitions,
  type Outcome,
  partitionOf,
  placeRecords,
  readLines,
  readRecords,
  safeService,
  withAccount,
} from '../../../../lambdas/core/archive/index.ts'
import type { RedactedRecord } from '../../../../lambdas/core/redact/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { eventId, eventsOf, nine, origin } from '../../../support/events.ts'
import { recordOf } from '../../../support/records.ts'

const hour = 3_600_000
const batch = { id: 'b1', origin }

/** What came of a batch of which everything is kept. */
const kept = (records: readonly RedactedRecord[]): Outcome => ({
  records,
  dropped: new Map(),
  failed: new Map(),
})

describe('archive', () => {
  it('puts each record into the partition of its event time and service', async () => {
    const store = createMemoryStore()
    const records = [
      recordOf({ timestamp: nine }),
      recordOf({ timestamp: nine + hour }),
      recordOf({ timestamp: nine - hour }),
    ]
    const { archived, keys } = await archive(kept(records), batch, store)
    expect(archived).toBe(3)
    expect([...keys].sort()).toEqual([
      'landing/service=shop/dt=2026-11-22/hour=08/b1.ndjson.zst',
      'landing/service=shop/dt=2026-11-22/hour=09/b1.ndjson.zst',
      'landing/service=shop/dt=2026-11-22/hour=10/b1.ndjson.zst',
    ])
  })

  it('archives a batch that is delivered again once, and says so', async () => {
    const store = createMemoryStore()
    const records = [recordOf(), recordOf({ event_ids: [eventId(1), eventId(2)] })]
    expect(await archive(kept(records), batch, store)).toMatchObject({ archived: 3, duplicates: 0 })
    expect(await archive(kept(records), batch, store)).toMatchObject({ archived: 0, duplicates: 3, bytes: 0 })
    expect(store.objects.size).toBe(1)
  })

  it('writes NDJSON in zstd, one record a line, in order', async () => {
    const store = createMemoryStore()
    await archive(kept([recordOf({ body: 'a\nb' }), recordOf({ body: 'c' })]), batch, store)
    const text = zstdDecompressSync([...store.objects.values()][0]!).toString()
    expect(text.endsWith('\n')).toBe(true)
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).body),
    ).toEqual(['a\nb', 'c'])
  })

  it('writes a batch longer than any before whole, and the next one without what was left of it', async () => {
    for (const bodies of [['日本'.repeat(300_000), 'a'], ['b'], ['c'.repeat(9_000_000)]]) {
      const store = createMemoryStore()
      const records = bodies.map((body) => recordOf({ body }))
      await archive(kept(records), batch, store)
      const text = zstdDecompressSync([...store.objects.values()][0]!).toString()
      expect(text === records.map((record) => `${encodeRecord(record)}\n`).join('')).toBe(true)
    }
  })

  it('makes nothing of nothing', async () => {
    const store = createMemoryStore()
    expect(await archive(kept([]), batch, store)).toEqual({
      archived: 0,
      duplicates: 0,
      objects: 0,
      bytes: 0,
      keys: [],
    })
    expect(store.objects.size).toBe(0)
  })
})

describe('the account of a batch', () => {
  const [good, noise, broken] = [0, 1, 2].map((i) => recordOf({}, i)) as [
    RedactedRecord,
    RedactedRecord,
    RedactedRecord,
  ]
  const outcome = {
    records: [good, noise, broken],
    dropped: new Map([[noise, 'no-debug']]),
    failed: new Map([[broken, 'parse_failed']]),
  }

  it('lies in the first line of what is kept, and no record is changed by it', async () => {
    const store = createMemoryStore()
    await archive(outcome, batch, store)
    const [object] = [...store.objects.values()]
    const lines = readLines(object!)
    expect(accountInLine(lines[0]!)).toEqual({
      dropped: { 'no-debug': 1 },
      quarantined: { parse_failed: [broken.event_id] },
    })
    expect(lines[1]).toBe(encodeRecord(broken))
    expect(readRecords(object!)).toEqual(JSON.parse(JSON.stringify([good, broken])))
  })

  it('lies alone where nothing is kept, under a name that Athena does not read', async () => {
    const store = createMemoryStore()
    const late = recordOf({ timestamp: nine + hour }, 3)
    const all = { ...outcome, records: [good, late], dropped: new Map([[late, 'no-debug']]) }
    const { keys, archived } = await archive(all, batch, store)
    expect({ keys, archived }).toEqual({
      keys: ['landing/service=shop/dt=2026-11-22/hour=09/b1.ndjson.zst'],
      archived: 1,
    })
    const lone = store.objects.get('landing/service=shop/dt=2026-11-22/hour=10/_b1.json')
    expect(decodeLoneAccount(lone!)).toEqual({
      logGroup: origin.logGroup,
      account: { dropped: { 'no-debug': 1 }, quarantined: {} },
    })
  })

  it('cannot be written by a log', () => {
    const forged = { dropped: { x: 1 }, quarantined: {} }
    const record = recordOf({
      body: ',"account":{"dropped":{},"quarantined":{}}',
      attributes: { a: 1, account: forged },
    })
    expect(accountInLine(encodeRecord(record))).toBeUndefined()
    expect(accountInLine(withAccount(encodeRecord(record), { dropped: {}, quarantined: {} }))).toEqual({
      dropped: {},
      quarantined: {},
    })
  })

  it('is refused when it is none', () => {
    for (const account of [
      '1',
      '{}',
      '{"dropped":{"x":-1},"quarantined":{}}',
      '{"dropped":{},"quarantined":{"x":1}}',
    ])
      expect(() => decodeLoneAccount(Buffer.from(`{"log_group":"g","account":${account}}`))).toThrow(
        SyntaxError,
      )
    expect(() => decodeLoneAccount(Buffer.from('{"account":{"dropped":{},"quarantined":{}}}'))).toThrow(
      SyntaxError,
    )
  })
})

describe('where the records of a batch go', () => {
  const named = (name: string, i: number) =>
    recordOf({ resource: { ...recordOf().resource, 'service.name': name } }, i)

  it('is their own service and hour, when a log does not name many', async () => {
    const records = Array.from({ length: mostPartitions }, (_, i) => named(`s${i}`, i))
    expect(placeRecords(records, origin).size).toBe(mostPartitions)
  })

  it('is bounded when a log names a service in each line: the rest goes to the origin, and says still what it said', async () => {
    const store = createMemoryStore()
    const records = Array.from({ length: 5_000 }, (_, i) => named(i < 100 ? 'large' : `s${i}`, i))
    const { archived, keys } = await archive(kept(records), batch, store)
    expect(archived).toBe(5_000)
    expect(keys).toHaveLength(mostPartitions + 2)
    expect(keys).toContain('landing/service=large/dt=2026-11-22/hour=09/b1.ndjson.zst')
    const rest = keys.filter((key) => key.startsWith('landing/service=shop/'))
    const said = rest.flatMap((key) => readRecords(store.objects.get(key)!))
    expect(new Set(said.map(({ resource }) => resource['service.name'])).size).toBe(5_000 - 100 - 31)
    expect(await archive(kept(records), batch, store)).toMatchObject({ archived: 0, duplicates: 5_000 })
  })

  it('is bounded when a log names an hour in each line', () => {
    const records = Array.from({ length: 5_000 }, (_, i) =>
      recordOf({ timestamp: nine - i * hour, observed_timestamp: nine }),
    )
    const placed = placeRecords(records, origin)
    expect(placed.size).toBe(mostPartitions)
    expect(placed.get('service=shop/dt=2026-11-22/hour=09')).toHaveLength(5_000 - mostPartitions + 1)
  })

  it('is bounded even when the times of CloudWatch Logs are of many hours', () => {
    const records = Array.from({ length: 5_000 }, (_, i) =>
      recordOf({
        timestamp: nine - i * hour,
        observed_timestamp: nine - i * hour,
        resource: { ...recordOf().resource, 'service.name': `s${i}` },
      }),
    )
    const placed = placeRecords(records, origin)
    expect(placed.size).toBe(2 * mostPartitions + 1)
    expect([...placed.values()].flat()).toHaveLength(5_000)
  })

  it('is the hour of arrival, when a log is of the day after tomorrow', () => {
    const partition = (timestamp: number) => partitionOf(recordOf({ timestamp, observed_timestamp: nine }))
    expect(partition(nine + 24 * hour)).toBe('service=shop/dt=2026-11-23/hour=09')
    expect(partition(nine + 25 * hour)).toBe('service=shop/dt=2026-11-22/hour=09')
    expect(partition(nine - 25 * hour)).toBe('service=shop/dt=2026-11-21/hour=08')
  })
})

describe('encodeRecord', () => {
  it('is JSON of all columns whatever a log says, on one line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (body, attributes) => {
          const line = encodeRecord(
            recordOf({ body, attributes: JSON.parse(JSON.stringify(attributes)), trace_id: body }),
          )
          expect(line).not.toContain('\n')
          const read = JSON.parse(line)
          expect(read.body).toBe(body)
          expect(read.attributes).toEqual(JSON.parse(JSON.stringify(attributes)))
          expect(read.timestamp).toBe('2026-11-22T09:00:00.000Z')
        },
      ),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('isoTime', () => {
  it('is what toISOString says, in any order of times', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 4e12 }), (time) => {
        expect(isoTime(time)).toBe(new Date(time).toISOString())
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })
})

describe('safeService', () => {
  it.each([
    ['shop', 'shop'],
    ['shop/../../other', 'shop_.._.._other'],
    ['..', '_'],
    ['a=b/c', 'a_b_c'],
    ['日本', '__'],
    ['', 'unknown'],
  ])('%j becomes %j', (service, expected) => {
    expect(safeService(service)).toBe(expected)
  })
})

describe('batchId', () => {
  it('depends on where a batch comes from and which events it holds, not on what they say', () => {
    const id = batchId(origin, eventsOf(['a', 'b']))
    expect(batchId(origin, eventsOf(['password=x', 'y']))).toBe(id)
    expect(batchId({ ...origin, logStream: 'other' }, eventsOf(['a', 'b']))).not.toBe(id)
    expect(batchId(origin, eventsOf(['a', 'b'], 1))).not.toBe(id)
    expect(batchId(origin, eventsOf(['a']))).not.toBe(id)
  })
})

import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  archive,
  batchId,
  encodeRecord,
  isoTime,
  safeService,
} from '../../../../lambdas/core/archive/index.ts'
import { createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { eventId, eventsOf, nine, origin } from '../../../support/events.ts'
import { recordOf } from '../../../support/records.ts'

const hour = 3_600_000

describe('archive', () => {
  it('puts each record into the partition of its event time and service', async () => {
    const store = createMemoryStore()
    const records = [
      recordOf({ timestamp: nine }),
      recordOf({ timestamp: nine + hour }),
      recordOf({ timestamp: nine - hour }),
    ]
    const { archived, keys } = await archive(records, 'b1', store)
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
    expect(await archive(records, 'b1', store)).toMatchObject({ archived: 3, duplicates: 0 })
    expect(await archive(records, 'b1', store)).toMatchObject({ archived: 0, duplicates: 3, bytes: 0 })
    expect(store.objects.size).toBe(1)
  })

  it('writes NDJSON in zstd, one record a line, in order', async () => {
    const store = createMemoryStore()
    await archive([recordOf({ body: 'a\nb' }), recordOf({ body: 'c' })], 'b1', store)
    const text = zstdDecompressSync([...store.objects.values()][0]!).toString()
    expect(text.endsWith('\n')).toBe(true)
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).body),
    ).toEqual(['a\nb', 'c'])
  })

  it('makes nothing of nothing', async () => {
    const store = createMemoryStore()
    expect(await archive([], 'b1', store)).toEqual({ archived: 0, duplicates: 0, bytes: 0, keys: [] })
    expect(store.objects.size).toBe(0)
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

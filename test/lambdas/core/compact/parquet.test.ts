import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withAccount } from '../../../../lambdas/core/archive/account.ts'
import { decodeRecord, encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import {
  decodeParquet,
  encodeParquet,
  type Row,
  RowTable,
  readEventIds,
} from '../../../../lambdas/core/compact/index.ts'
import { LineReader } from '../../../../lambdas/core/compact/line-reader.ts'
import type { Attributes } from '../../../../lambdas/core/records.ts'
import { archivedRecord } from '../../../support/archive/records.ts'
import { eventId, nine } from '../../../support/events.ts'

const text = fc.string({ unit: 'binary' })
const optionalText = fc.option(text, { nil: undefined })
const records = fc
  .record({
    body: text,
    severity_text: text,
    severity_number: fc.integer({ min: 0, max: 24 }),
    attributes: fc
      .dictionary(text, fc.jsonValue())
      .map((value) => JSON.parse(JSON.stringify(value)) as Attributes),
    columns: fc.record(
      { trace_id: text, span_id: text, scope_name: text, fingerprint: text },
      { requiredKeys: [] },
    ),
    ids: fc.option(fc.array(text, { minLength: 2, maxLength: 4 }), { nil: undefined }),
    redactions: fc.dictionary(fc.constantFrom('email', 'jwt'), fc.nat()),
    service: optionalText,
    i: fc.nat({ max: 3_000 }),
  })
  .map(({ columns, ids, service, i, ...rest }) => {
    const plain = archivedRecord(i)
    const resource = service === undefined ? plain.resource : { ...plain.resource, 'service.name': service }
    return archivedRecord(i, { ...rest, ...columns, resource, ...(ids ? { event_ids: ids } : {}) })
  })

const withoutUndefined = (row: unknown): unknown => JSON.parse(JSON.stringify(row))
const wellFormed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, v) => (typeof v === 'string' ? v.toWellFormed() : v))

function tableOf(lines: readonly string[]): RowTable {
  const table = new RowTable()
  new LineReader(table, 'shop').read(Buffer.from(lines.join('\n')))
  return table
}
const rowsOf = (table: RowTable): Row[] => Array.from(table.rows(), (row) => table.row(row))

describe('the archive', () => {
  it('gives back every record that landing holds', () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual(JSON.parse(JSON.stringify(record)))
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('holds in Parquet what landing holds, whatever a log says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(records, { minLength: 1, maxLength: 20 }), async (many) => {
        const table = tableOf(many.map(encodeRecord))
        const rows = rowsOf(table)
        for (const [i, row] of rows.entries()) {
          const { attributes, resource, redactions, service, ...same } = row
          const { attributes: _, resource: __, redactions: ___, ...expected } = many[i]!
          expect(withoutUndefined(same)).toEqual(wellFormed(expected))
          expect(JSON.parse(attributes)).toEqual(many[i]!.attributes)
          expect(JSON.parse(resource)).toEqual(JSON.parse(JSON.stringify(many[i]!.resource)))
          expect(JSON.parse(redactions)).toEqual(many[i]!.redactions)
          expect(service).toBe('shop')
        }
        const object = encodeParquet(table, table.rows())
        expect((await decodeParquet(object)).map(withoutUndefined)).toEqual(rows.map(withoutUndefined))
        const ids = rows.flatMap((row) => row.event_ids ?? [row.event_id])
        expect(await readEventIds(object)).toEqual(ids.map(wellFormed))
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('holds many pages of few and of many different values, and of times far apart', async () => {
    const count = 140_000
    const line = encodeRecord(archivedRecord(1))
    const numbered = (i: number) =>
      line
        .replaceAll(eventId(1), eventId(i))
        .replace('"message 1"', i % 3 === 0 ? '"again"' : `"ä ${i}"`)
        .replace(',"event_id"', i % 1_000 === 0 ? `,"event_ids":["${i}","${i}b"],"event_id"` : ',"event_id"')
        .replace(
          '2026-11-22T09:00:01.000Z',
          i === 7 ? '1970-01-01T00:00:00.001Z' : '2026-11-22T09:00:01.000Z',
        )
    const table = tableOf(Array.from({ length: count }, (_, i) => numbered(i)))
    const read = await decodeParquet(encodeParquet(table, table.rows().reverse()))
    expect(read).toHaveLength(count)
    const wrong = read.reverse().flatMap((row, i) => {
      const right =
        row.event_id === eventId(i) &&
        row.body === (i % 3 === 0 ? 'again' : `ä ${i}`) &&
        row.event_ids?.[1] === (i % 1_000 === 0 ? `${i}b` : undefined) &&
        row.timestamp === (i === 7 ? 1 : nine + 1_000)
      return right ? [] : [i]
    })
    expect(wrong).toEqual([])
  })

  it('holds nothing of rows that are left out', async () => {
    const table = tableOf([1, 2, 3].map((i) => encodeRecord(archivedRecord(i, { scope_name: `scope ${i}` }))))
    const object = encodeParquet(table, Uint32Array.of(0, 2))
    expect((await decodeParquet(object)).map(({ scope_name }) => scope_name)).toEqual(['scope 1', 'scope 3'])
    expect(Buffer.from(object).includes('scope 2')).toBe(false)
  })

  it('is read from any bytes, a part of others too', async () => {
    const table = tableOf([1, 2, 3].map((i) => encodeRecord(archivedRecord(i))))
    const within = Buffer.concat([Buffer.from('before'), encodeParquet(table, table.rows())]).subarray(6)
    expect((await decodeParquet(within)).map(({ body }) => body)).toEqual([
      'message 1',
      'message 2',
      'message 3',
    ])
  })

  it('makes the same bytes of the same rows', () => {
    const object = () => {
      const table = tableOf([1, 2, 3].map((i) => encodeRecord(archivedRecord(i))))
      return Buffer.from(encodeParquet(table, table.rows()))
    }
    expect(object().equals(object())).toBe(true)
  })
})

describe('the line reader', () => {
  const rowOf = (line: string) => rowsOf(tableOf([line]))[0]!

  it('reads columns in any order, with members that are no columns', () => {
    const line = encodeRecord(archivedRecord(1, { event_ids: [eventId(1), eventId(2)] }))
    const shuffled = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))
    const account = withAccount(line, { dropped: { health: 2 }, quarantined: {} })
    for (const other of [shuffled, account]) expect(rowOf(other)).toEqual(rowOf(line))
  })

  it('knows the order in which lines are written, whatever a log says', () => {
    fc.assert(
      fc.property(fc.array(records, { minLength: 1, maxLength: 20 }), (many) => {
        const reader = new LineReader(new RowTable(), 'shop')
        reader.read(Buffer.from(many.map(encodeRecord).join('\n')))
        expect(reader.outOfOrder).toBe(0)
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('is not misled by a log that imitates the columns of a record', () => {
    const plain = archivedRecord(1)
    const tail = { resource: plain.resource, event_id: 'forged', redactions: {} }
    for (const attributes of [
      tail,
      { a: tail },
      { a: [tail], ...tail },
      { a: 1, resource: plain.resource },
    ]) {
      const forged = archivedRecord(2, { attributes: attributes as unknown as Attributes })
      const [, row] = rowsOf(tableOf([plain, forged, plain].map(encodeRecord)))
      expect(JSON.parse(row!.attributes)).toEqual(attributes)
      expect(row!.event_id).toBe(eventId(2))
    }
  })

  it('replaces what is not UTF-8, so that every engine can read the column', () => {
    const table = new RowTable()
    const bytes = Buffer.from(encodeRecord(archivedRecord(1)).replace('message', 'm\u00ffssage'), 'latin1')
    new LineReader(table, 'shop').read(bytes)
    expect(rowsOf(table)[0]!.body).toBe('m\ufffdssage 1')
  })

  it.each([
    '',
    '{',
    '{"timestamp":"never","observed_timestamp":"never"}',
    'null',
    '{"timestamp":"2026-11-22T09:00:01.000Z"',
    '[]',
  ])('refuses %j, and takes nothing of what came with it', (line) => {
    const table = tableOf([encodeRecord(archivedRecord(1))])
    const before = rowsOf(table)
    const object = Buffer.from(`${encodeRecord(archivedRecord(2))}\n${line}\n`)
    expect(() => new LineReader(table, 'shop').read(object)).toThrow()
    expect(rowsOf(table)).toEqual(before)
    new LineReader(table, 'shop').read(Buffer.from(encodeRecord(archivedRecord(3))))
    expect(rowsOf(table).map(({ body }) => body)).toEqual(['message 1', 'message 3'])
  })
})

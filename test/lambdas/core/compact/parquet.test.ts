import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRecord, encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import {
  createRowReader,
  decodeParquet,
  encodeParquet,
  type Row,
  readEventIds,
} from '../../../../lambdas/core/compact/index.ts'
import { LineScanner } from '../../../../lambdas/core/compact/line-scanner.ts'
import type { Attributes } from '../../../../lambdas/core/records.ts'
import { archivedRecord } from '../../../support/archive/records.ts'

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

const withoutUndefined = (row: Row): unknown => JSON.parse(JSON.stringify(row))

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
        const rows = many.map(encodeRecord).map(createRowReader('shop'))
        for (const [i, row] of rows.entries()) {
          const { attributes, resource, redactions, service, ...same } = row
          expect(withoutUndefined({ ...same } as Row)).toEqual(
            JSON.parse(
              JSON.stringify({
                ...many[i],
                attributes: undefined,
                resource: undefined,
                redactions: undefined,
              }),
            ),
          )
          expect(JSON.parse(attributes)).toEqual(many[i]!.attributes)
          expect(JSON.parse(resource)).toEqual(JSON.parse(JSON.stringify(many[i]!.resource)))
          expect(JSON.parse(redactions)).toEqual(many[i]!.redactions)
          expect(service).toMatch(/^[\w.-]{1,100}$/)
        }
        const object = encodeParquet(rows)
        const wellFormed = (value: unknown) =>
          JSON.parse(JSON.stringify(value), (_, v) => (typeof v === 'string' ? v.toWellFormed() : v))
        expect((await decodeParquet(object)).map(withoutUndefined)).toEqual(
          rows.map(withoutUndefined).map(wellFormed),
        )
        expect(await readEventIds(object)).toEqual(
          rows.flatMap((row) => row.event_ids ?? [row.event_id]).map(wellFormed),
        )
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('is read from any bytes, a part of others too', async () => {
    const rows = [1, 2, 3].map((i) => createRowReader('shop')(encodeRecord(archivedRecord(i))))
    const within = Buffer.concat([Buffer.from('before'), encodeParquet(rows)]).subarray(6)
    expect((await decodeParquet(within)).map(({ body }) => body)).toEqual([
      'message 1',
      'message 2',
      'message 3',
    ])
  })

  it('makes the same bytes of the same rows', () => {
    const rows = () => [1, 2, 3].map((i) => createRowReader('shop')(encodeRecord(archivedRecord(i))))
    expect(Buffer.from(encodeParquet(rows())).equals(encodeParquet(rows()))).toBe(true)
  })
})

describe('the row reader', () => {
  it('reads columns in another order, and in the order of the encoder without JSON.parse', () => {
    const line = encodeRecord(archivedRecord(1))
    const shuffled = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))
    expect(withoutUndefined(createRowReader('shop')(shuffled))).toEqual(
      withoutUndefined(createRowReader('shop')(line)),
    )
    const scanner = new LineScanner()
    scanner.begin(line)
    expect(scanner.string('{"timestamp":')).toBe('2026-11-22T09:00:01.000Z')
    expect(() => scanner.string(',"severity_text":')).toThrow(SyntaxError)
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
      const read = createRowReader('shop')
      read(encodeRecord(plain))
      const row = read(encodeRecord(archivedRecord(2, { attributes: attributes as unknown as Attributes })))
      expect(JSON.parse(row.attributes)).toEqual(attributes)
      expect(row.event_id).toBe(archivedRecord(2).event_id)
    }
  })

  it.each([
    '',
    '{',
    '{"timestamp":"never","observed_timestamp":"never"}',
    'null',
    '{"timestamp":"2026-11-22T09:00:01.000Z"',
    '[]',
  ])('refuses %j', (line) => {
    expect(() => createRowReader('shop')(line)).toThrow()
  })
})

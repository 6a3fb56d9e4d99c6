import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import { IdHashes } from '../../../../lambdas/core/compact/id-hashes.ts'
import { RowTable } from '../../../../lambdas/core/compact/index.ts'
import { LineReader } from '../../../../lambdas/core/compact/line-reader.ts'
import { withoutRepeats } from '../../../../lambdas/core/compact/without-repeats.ts'
import { stitchedRecord } from '../../../support/archive/records.ts'
import { eventId } from '../../../support/events.ts'

function tableOf(records: readonly (readonly number[])[]): RowTable {
  const table = new RowTable()
  const lines = records.map((numbers) => encodeRecord(stitchedRecord(numbers)))
  new LineReader(table, 'shop').read(Buffer.from(lines.join('\n')))
  return table
}

/** What stays and what goes, as the numbers of the events. */
function distinct(records: readonly (readonly number[])[], archived?: ReadonlySet<string>) {
  const table = tableOf(records)
  const { rows, repeated } = withoutRepeats(table, archived)
  const numbersOf = (some: Uint32Array) =>
    Array.from(some, (row) => table.ids(row).map((id) => Number(id.slice(-1))))
  return { rows: numbersOf(rows), repeated: numbersOf(repeated) }
}

describe('withoutRepeats', () => {
  it('keeps distinct rows as they are, in order', () => {
    expect(distinct([[2], [1], [3, 4]])).toEqual({ rows: [[2], [1], [3, 4]], repeated: [] })
  })

  it('lets the longer record of a traceback win over its parts', () => {
    expect(distinct([[1], [2], [1, 2, 3], [3]])).toEqual({ rows: [[1, 2, 3]], repeated: [[1], [2], [3]] })
  })

  it('finds the records that cover differently cut lines once', () => {
    expect(distinct([[1, 2], [3, 4], [1], [2, 3, 4]]).rows).toEqual([[1], [2, 3, 4]])
  })

  it('drops what the archive has, and keeps what is new in part', () => {
    expect(distinct([[1], [1, 2], [3]], new Set([eventId(1)])).rows).toEqual([[1, 2], [3]])
  })

  it('never drops the only record of an event, and drops a record only if all its events are elsewhere', () => {
    const record = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (many) => {
        const { rows, repeated } = distinct(many)
        expect(rows.length + repeated.length).toBe(many.length)
        expect(new Set(rows.flat())).toEqual(new Set(many.flat()))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('the hashes of ids', () => {
  it('see every repetition, in one row or in several', () => {
    // Shorter numbers can make the same id.
    const record = fc.array(fc.integer({ min: 71_000, max: 71_030 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (many) => {
        const table = tableOf(many)
        const repeats = new Set(many.flat()).size < many.flat().length
        expect(new IdHashes(table, table.rows()).mayRepeat()).toBe(repeats)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

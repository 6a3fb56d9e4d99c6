import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import { createRowReader, idsOf } from '../../../../lambdas/core/compact/index.ts'
import { withoutRepeats } from '../../../../lambdas/core/compact/without-repeats.ts'
import { stitchedRecord } from '../../../support/archive/records.ts'
import { eventId } from '../../../support/events.ts'

const rowOf = (numbers: readonly number[]) => createRowReader('shop')(encodeRecord(stitchedRecord(numbers)))
const numbersOf = (rows: ReturnType<typeof withoutRepeats>['rows']) =>
  rows.map((row) => idsOf(row).map((id) => Number(id.slice(-1))))

describe('withoutRepeats', () => {
  it('keeps distinct rows as they are, in order', () => {
    const rows = [[2], [1], [3, 4]].map(rowOf)
    expect(withoutRepeats(rows).rows).toBe(rows)
  })

  it('lets the longer record of a traceback win over its parts', () => {
    const { rows, repeated } = withoutRepeats([[1], [2], [1, 2, 3], [3]].map(rowOf))
    expect(numbersOf(rows)).toEqual([[1, 2, 3]])
    expect(numbersOf(repeated)).toEqual([[1], [2], [3]])
  })

  it('finds the records that cover differently cut lines once', () => {
    const { rows } = withoutRepeats([[1, 2], [3, 4], [1], [2, 3, 4]].map(rowOf))
    expect(numbersOf(rows)).toEqual([[1], [2, 3, 4]])
  })

  it('drops what the archive has, and keeps what is new in part', () => {
    const { rows } = withoutRepeats([[1], [1, 2], [3]].map(rowOf), new Set([eventId(1)]))
    expect(numbersOf(rows)).toEqual([[1, 2], [3]])
  })

  it('never drops the only record of an event, and drops a record only if all its events are elsewhere', () => {
    const record = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (many) => {
        const { rows, repeated } = withoutRepeats(many.map(rowOf))
        expect(rows.length + repeated.length).toBe(many.length)
        expect(new Set(rows.flatMap(idsOf))).toEqual(new Set(many.flat().map(eventId)))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

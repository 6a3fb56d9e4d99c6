import { expect, it } from 'vitest'
import { BatchLines, encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import { recordOf } from '../../../support/records.ts'

const bodies = ['plain', 'zwei Wörter', '日本語 😀', '"quoted"\n', 'x'.repeat(40_000), '']
const records = bodies.map((body, i) => recordOf({ body }, i))
const linesOf = () => {
  const lines = new BatchLines()
  for (const record of records) lines.add(record)
  return lines
}
const text = (some: readonly (typeof records)[number][]) =>
  some.map((record) => `${encodeRecord(record)}\n`).join('')

it('all lines are what each record is encoded as', () => {
  expect(linesOf().bytesOf(records).toString()).toBe(text(records))
})

it('some of them are those of the records that are asked for, in their order', () => {
  const some = [records[4]!, records[1]!, records[2]!]
  expect(linesOf().bytesOf(some).toString()).toBe(text(some))
  expect(linesOf().bytesOf([]).toString()).toBe('')
})

it('the account is in the first line', () => {
  const account = { dropped: { noise: 3 }, quarantined: {} }
  const [first, ...rest] = linesOf().bytesOf(records.slice(1), account).toString().trimEnd().split('\n')
  expect(JSON.parse(first!)).toMatchObject({ body: bodies[1], account })
  expect(`${rest.join('\n')}\n`).toBe(text(records.slice(2)))
})

it('batches that are written at the same time do not share their lines', () => {
  const [one, other] = [linesOf(), new BatchLines()]
  other.add(records[0]!)
  const bytes = one.bytesOf(records)
  other.bytesOf([records[0]!])
  expect(bytes.toString()).toBe(text(records))
  one.release()
  const next = new BatchLines()
  next.add(records[1]!)
  expect(next.bytesOf([records[1]!]).toString()).toBe(text([records[1]!]))
  expect(other.bytesOf([records[0]!]).toString()).toBe(text([records[0]!]))
})

import { expect, it } from 'vitest'
import { BatchLines, encodeRecord } from '../../../../lambdas/core/archive/index.ts'
import { parseConfig } from '../../../../lambdas/core/config/index.ts'
import { createRedactor, redactRecord, redactRecords } from '../../../../lambdas/core/redact/index.ts'
import { eventId, nine, origin } from '../../../support/events.ts'
import { recordOf } from '../../../support/records.ts'

const redactor = createRedactor(
  parseConfig({ name: 'shop', sources: [{ logGroups: ['/ecs/shop/web'] }] }).redact,
)

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

it('records that leave what is large to their lines say the same as before, until the lines are released', () => {
  const texts = [
    '{"level":"info","msg":"grüße","n":1.10,"big":12345678901234567}',
    'level=error msg="it failed" path=/a',
    'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
    'plain text',
  ]
  const events = texts.map((text, i) => {
    const event = { id: eventId(i), timestamp: nine, message: text }
    return { events: [event], timestamp: nine, text }
  })
  const made = () => redactRecords(events, origin, redactor, true).map(({ record }) => record)
  const before = events.map((event) => redactRecord(event, origin, redactor).record)
  const left = made()
  const lines = new BatchLines(true)
  for (const record of left) lines.add(record)
  const columns = (all: typeof left) => JSON.parse(JSON.stringify(all)) as unknown
  expect(lines.bytesOf(left).toString()).toBe(text(before))
  expect(columns(left)).toEqual(columns(before))
  const others = made()
  const later = new BatchLines(true)
  for (const record of others) later.add(record)
  later.bytesOf(others)
  later.release()
  expect(() => others[0]!.body).toThrow('used after release')
})

it('a batch of any kind and number of records has the lines that each is encoded as', () => {
  const kinds = [
    (i: number) => `{"level":"info","msg":"request ${i} done","trace_id":"${'ab'.repeat(16)}","n":${i}}`,
    (i: number) => `level=warn msg="slow ${i}" path=/a n=${i}`,
    (i: number) =>
      `10.0.0.1 - - [01/Jun/2024:10:00:${String(i % 60).padStart(2, '0')} +0000] "GET /${i} HTTP/1.1" 200 ${i}`,
    (i: number) => `ERROR something "quoted" ${'\t'.repeat(i % 7)} failed`,
    (i: number) => `[2024-06-01 10:00:00,123] INFO in app: ${'ü'.repeat(i % 3)} ${i}`,
    (i: number) =>
      `[2024-06-01 10:00:00,123] ERROR in app: failed ${i}\nTraceback (most recent call last):\n${`  File "/srv/app/${i % 5}.py", line ${i}, in run\n\treturn "it"\n`.repeat(9)}ValueError: ${i % 11 === 0 ? 'é' : 'bad'}`,
    (i: number) =>
      `level=${'x'.repeat(i % 90 === 0 ? 70_000 : i % 9)} msg="${i}" service=${'s'.repeat(150)}${i}`,
    (i: number) =>
      i % 70 === 0 ? `level=${'x'.repeat(64_000)} msg=${'y'.repeat(64_000)}` : '{"msg":"short"}',
    (i: number) => `${'a long sentence without anything in it, '.repeat(9)}${i} "and" its end`,
    (i: number) => (i % 100 === 0 ? `{"msg":"${'long '.repeat(30_000)}"}` : 'short'),
  ]
  const events = Array.from({ length: 2_000 }, (_, i) => {
    const text = kinds[i % kinds.length]!(i)
    return { events: [{ id: eventId(i), timestamp: nine + i, message: text }], timestamp: nine + i, text }
  })
  const lines = new BatchLines(true)
  const records = []
  for (let from = 0; from < events.length; from += 100)
    for (const { record } of redactRecords(events.slice(from, from + 100), origin, redactor, true)) {
      lines.add(record)
      records.push(record)
    }
  const expected = text(events.map((event) => redactRecord(event, origin, redactor).record))
  const parsed = (all: string) =>
    all
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  expect(parsed(lines.bytesOf(records).toString())).toEqual(parsed(expected))
  lines.release()
})

import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineSplitter } from '../../cli/input/lines.ts'
import { type Cut, Cutter } from '../../cli/run/cutter.ts'
import { identifier, isEventId } from '../../cli/run/event-id.ts'
import { openPlanBook, type PlanBook } from '../../cli/run/plans.ts'

const key = Buffer.alloc(32, 7)
const identify = identifier(key, '/local/app.log', 'app.log')

function cut(text: string, book: PlanBook, most = { events: 5, bytes: 1_000 }): Cut[] {
  const cutter = new Cutter({ stream: 's', identify, book, timeOfNew: () => 1_000, most })
  const splitter = new LineSplitter()
  const lines = splitter.push(Buffer.from(text))
  const rest = splitter.finish()
  const cuts = (rest ? [...lines, rest] : lines).flatMap((line) => cutter.add(line))
  const last = cutter.flush()
  return last ? [...cuts, last] : cuts
}

const identity = ({ events }: Cut): string => `${events[0]!.id} ${events.at(-1)!.id} ${events.length}`
const messages = (cuts: readonly Cut[]): string =>
  cuts.flatMap(({ events }) => events.map(({ message }) => message)).join('')

const lines = fc.array(
  fc.constantFrom(
    '2026-03-01 10:00:00 INFO hello',
    'ERROR x',
    '  indented',
    '',
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in f',
    'ValueError: no',
  ),
  { maxLength: 40 },
)
const logs = lines.map((list) => list.map((line) => `${line}\n`).join(''))

describe('the same input', () => {
  test('makes the same batches, and every line is in exactly one', () => {
    fc.assert(
      fc.property(logs, (text) => {
        const book = openPlanBook(':memory:')
        const first = cut(text, book)
        expect(cut(text, book)).toEqual(first)
        expect(messages(first)).toBe(text.replaceAll('\n', ''))
        book.close()
      }),
      { seed: 1 },
    )
  })

  test('makes the same batches when it has grown since, wherever it ended before: also inside a line', () => {
    fc.assert(
      fc.property(
        logs,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (text, ends) => {
          const book = openPlanBook(':memory:')
          const seen = new Set<string>()
          const stored: Cut[] = []
          for (const end of [...ends.toSorted(), 1, 1])
            for (const each of cut(text.slice(0, Math.floor(text.length * end)), book)) {
              if (!seen.has(identity(each))) stored.push(each)
              seen.add(identity(each))
            }
          expect(messages(stored)).toBe(text.replaceAll('\n', ''))
          book.close()
        },
      ),
      { seed: 2, numRuns: 300 },
    )
  })

  test('keeps the time that its lines were given first', () => {
    const book = openPlanBook(':memory:')
    cut('one\n', book)
    const later = new Cutter({ stream: 's', identify, book, timeOfNew: () => 9_999 })
    const again = [...later.add({ bytes: Buffer.from('one'), end: '\n', cut: false }), later.flush()].filter(
      Boolean,
    )
    expect(again[0]!.events[0]!.timestamp).toBe(1_000)
  })
})

test('other input of the same stream is new from where it differs', () => {
  const book = openPlanBook(':memory:')
  const before = new Set(cut('a\nb\nc\n', book).map(identity))
  expect(cut('a\nb\nd\n', book).some((each) => before.has(identity(each)))).toBe(false)
})

test('a batch ends between two records, not inside a traceback', () => {
  const text =
    'INFO a\nINFO b\nERROR c\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nValueError: no\nINFO d\n'
  const cuts = cut(text, openPlanBook(':memory:'))
  expect(cuts.map(({ events }) => events[0]!.message)).toContain('ERROR c')
})

test('ids are an HMAC, also of a line that is long', () => {
  const stream = createHmac('sha256', key)
    .update(JSON.stringify(['/local/app.log', 'app.log']))
    .digest()
  for (const line of ['', 'short', 'x'.repeat(65_536), 'x'.repeat(65_537)]) {
    const position = Buffer.from([0, 0, 0, 0, 0, 0, 1, 2])
    const bytes = createHmac('sha256', stream).update(position).update(line).digest()
    const said = String(bytes.readUIntBE(0, 6)).slice(-14).padStart(14, '0')
    expect(identify(258, Buffer.from(line)).slice(30)).toBe(`000000000258${said}`)
  }
})

test('ids look like those of CloudWatch, and depend on key, stream, position and line', () => {
  const line = Buffer.from('hello')
  expect(isEventId(identify(1, line))).toBe(true)
  const others = [
    identify(2, line),
    identify(1, Buffer.from('hellp')),
    identifier(key, '/local/app.log', 'other')(1, line),
    identifier(Buffer.alloc(32, 8), '/local/app.log', 'app.log')(1, line),
  ]
  expect(new Set([identify(1, line), ...others]).size).toBe(5)
})

test('ids grow along a stream, and neighbours differ in few digits, so that they compress', () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => identify(i + 1, Buffer.from(`line ${i}`)))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids.map((id) => id.slice(0, 38))).size).toBe(1)
})

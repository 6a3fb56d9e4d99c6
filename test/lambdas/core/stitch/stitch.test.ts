import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../../lambdas/core/records.ts'
import { limits, stitch, stitchBy } from '../../../../lambdas/core/stitch/index.ts'
import { eventsOf } from '../../../support/records-of.ts'

/** How many lines each record has. */
const shape = (text: string): number[] => stitch(eventsOf(text)).map((record) => record.events.length)
const texts = (text: string): string[] => stitch(eventsOf(text)).map((record) => record.text)

const traceback = `Traceback (most recent call last):
  File "/srv/a.py", line 3, in f
    g()
ValueError: bad`

describe('lines that are one record', () => {
  it.each([
    ['a Python traceback behind its log line', `ERROR:app:failed\n${traceback}\nINFO:app:next`, [5, 1]],
    [
      'a chained one',
      `${traceback}\n\nDuring handling of the above exception, another exception occurred:\n\n${traceback}\nnext`,
      [11, 1],
    ],
    [
      'a database’s details behind the exception',
      `${traceback}\nDETAIL:  Key (id)=(1) already exists.\n[SQL: INSERT INTO x]\n[parameters: {}]\nnext`,
      [7, 1],
    ],
    [
      'a Node error with a cause and properties',
      `Error: x\n    at f (/a.js:1:2) {\n  [cause]: TypeError: y\n      at g (/a.js:3:4)\n}\nnext`,
      [5, 1],
    ],
    [
      'Node’s uncaught exception',
      `/srv/a.js:3\nthrow new Error('x')\n^\n\nError: x\n    at f (/a.js:1:2)\n\nNode.js v24.1.0\nnext`,
      [8, 1],
    ],
    [
      'a Java exception with causes',
      `10:00:00 ERROR Foo - x\njava.lang.X: y\n\tat a.b(C.java:1)\nCaused by: java.lang.ZException: z\n\t... 23 more\n10:00:01 INFO Foo - next`,
      [5, 1],
    ],
    ['a Go panic', `panic: x\n\ngoroutine 1 [running]:\nmain.f(...)\n\t/a.go:1\nexit status 2\nnext`, [6, 1]],
    [
      'a .NET exception',
      `Unhandled exception. System.X: y\n ---> System.Z: z\n   at A.B() in /a.cs:line 1\n   --- End of inner exception stack trace ---\nnext`,
      [4, 1],
    ],
    ['a Ruby one', `a.rb:1:in 'f': x (ArgumentError)\n\tfrom a.rb:2:in 'g'\nnext`, [2, 1]],
    [
      'a PHP one',
      `PHP Fatal error:  Uncaught X: y in /a.php:1\nStack trace:\n#0 /a.php(2): f()\n#1 {main}\n  thrown in /a.php on line 1\nnext`,
      [5, 1],
    ],
    [
      'a Rust panic',
      `thread 'main' panicked at a.rs:1:2:\nindex out of bounds\nstack backtrace:\n   0: main\n             at ./a.rs:1:2\nnote: run with more\nnext`,
      [6, 1],
    ],
    ['pretty-printed JSON', `{\n  "a": [\n    1\n  ]\n}\n{"b":1}`, [5, 1]],
    ['an object behind a message', `config {\n  a: 1,\n  b: [ 2 ]\n}\nnext`, [4, 1]],
    ['a statement', `INFO sqlalchemy.engine.Engine SELECT a, b\nFROM x\nWHERE x.a = 1\nINFO next`, [3, 1]],
    [
      'java.util.logging’s two lines',
      `Jun 1, 2024 9:45:16 AM a.B c\nINFO: x\nJun 1, 2024 9:45:17 AM a.B c\nWARNING: y`,
      [2, 2],
    ],
  ])('%s', (_, text, expected) => {
    expect(shape(text)).toEqual(expected)
  })
})

describe('lines that are records of their own', () => {
  it.each([
    ['log lines', 'INFO a\nERROR b\nINFO c'],
    ['JSON lines', '{"a":1}\n{"b":2}'],
    ['an indented line behind a JSON line', '{"a":1}\n  x'],
    [
      'access lines',
      '1.2.3.4 - - [01/Jun/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 1\n1.2.3.4 - - [01/Jun/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 1',
    ],
    ['a traceback behind a line that is no error', `listening\n${traceback.split('\n')[0]}`],
    ['clauses behind a line without a statement', 'ready\nFROM here'],
    ['Flask’s list', ' * Serving\n * Running'],
  ])('%s', (_, text) => {
    expect(shape(text)).toEqual(text.split('\n').map(() => 1))
  })
})

describe('writers that share a stream', () => {
  it('a traceback goes on behind a complete line of another writer', () => {
    const lines = traceback.split('\n')
    const mixed = [
      lines[0],
      lines[1],
      '{"level":"info","msg":"other"}',
      lines[2],
      '2024-06-01 10:00:00 INFO other',
      lines[3],
    ].join('\n')
    expect(texts(mixed)).toEqual([
      traceback,
      '{"level":"info","msg":"other"}',
      '2024-06-01 10:00:00 INFO other',
    ])
  })

  it.each([
    ['syslog', (pid: number) => `Jun  1 10:00:00 web app[${pid}]: `],
    ['compose', (n: number) => `web-${n}  | `],
  ])('%s heads keep two tracebacks apart', (_, head) => {
    const lines = traceback.split('\n')
    const mixed = lines.flatMap((line) => [head(1) + line, head(2) + line])
    expect(texts(mixed.join('\n'))).toEqual([1, 2].map((n) => lines.map((line) => head(n) + line).join('\n')))
  })
})

describe('limits', () => {
  it('a record ends after 1,000 lines, is marked, and the rest is a record too', () => {
    const records = stitch(
      eventsOf(
        `Traceback (most recent call last):\n${'  File "a.py", line 1, in x\n'.repeat(2500)}ValueError: x`,
      ),
    )
    expect(Math.max(...records.map((record) => record.events.length))).toBe(limits.events)
    expect(records[0]).toMatchObject({ unfinished: true })
  })

  it('a record ends before 256 Ki characters', () => {
    const records = stitch(eventsOf(`start\n${`  ${'x'.repeat(10_000)}\n`.repeat(60)}`))
    for (const record of records) expect(record.text.length).toBeLessThanOrEqual(limits.characters)
    expect(records.length).toBeGreaterThan(1)
  })

  it('lines more than ten seconds apart are not joined', () => {
    const events = eventsOf('start\n  more\n  late').map((event, i) => ({
      ...event,
      timestamp: i < 2 ? i : 60_000,
    }))
    expect(stitch(events).map((record) => record.events.length)).toEqual([2, 1])
  })

  it('what the batch cuts off is kept and marked, what is complete is not', () => {
    const lines = traceback.split('\n')
    expect(stitch(eventsOf(lines.slice(0, 3).join('\n')))).toMatchObject([{ unfinished: true }])
    expect(stitch(eventsOf(traceback))[0]).not.toHaveProperty('unfinished', true)
    expect(stitch(eventsOf('INFO done'))[0]).not.toHaveProperty('unfinished', true)
  })

  it('no events make no records', () => {
    expect(stitch([])).toEqual([])
  })
})

describe('whatever the lines are', () => {
  const line = fc.oneof(
    fc.constantFrom(...traceback.split('\n'), '', ' ', '{', '}', '  "a": 1', 'Error: x', '    at f (/a.js:1:2)', 'Caused by: x', 'panic: x', 'goroutine 1 [running]:',
      "thread 'main' panicked at a.rs:1:2:", 'Jun  1 10:00:00 web app[1]:   x', 'web-1  |   x', 'INFO x', 'SELECT 1', 'FROM x', '/a.js:1', 'Stack trace:', '#0 x'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  ) // biome-ignore format: a list
  const batch = fc
    .array(fc.tuple(line, fc.integer({ min: 0, max: 20_000 })), { maxLength: 60 })
    .map((list): LogEvent[] =>
      list.map(([message, timestamp], i) => ({ id: String(i).padStart(56, '0'), timestamp, message })),
    )

  it('every event is in exactly one record, in order, and the text is its messages', () => {
    fc.assert(
      fc.property(batch, (events) => {
        const records = stitch(events)
        const all = records.flatMap((record) => record.events)
        expect(all.map((event) => event.id).sort()).toEqual(events.map((event) => event.id))
        for (const record of records) {
          const ids = record.events.map((event) => event.id)
          expect(ids).toEqual([...ids].sort())
          expect(record.text).toBe(record.events.map((event) => event.message).join('\n'))
          expect(record.timestamp).toBe(record.events[0]!.timestamp)
        }
        const firsts = records.map((record) => record.events[0]!.id)
        expect(firsts).toEqual([...firsts].sort())
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('a few at a time are the same as all at once', () => {
    fc.assert(
      fc.property(batch, fc.integer({ min: 1, max: 9 }), (events, size) => {
        const chunks = [...stitchBy(events, size)]
        expect(chunks.flat()).toEqual(stitch(events))
        for (const chunk of chunks) expect(chunk.length).toBeLessThanOrEqual(size)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('a hundred thousand lines take linear time', () => {
    for (const part of [
      '  File "a.py", line 1, in x',
      'Error: x',
      '(((((((((',
      'panic: ((((',
      'SELECT',
      "thread 'x",
      ':in :in :in',
      '',
    ]) {
      const events = eventsOf(`${part}\n`.repeat(100_000))
      const start = performance.now()
      stitch(events)
      expect(performance.now() - start).toBeLessThan(3000)
    }
  })
})

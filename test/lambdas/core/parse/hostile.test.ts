import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprint, parse } from '../../../../lambdas/core/parse/index.ts'

/** Pieces that formats begin with, so that random texts come near them. */
const pieces = [
  '{', '}', '[', ']', '(', ')', '"', "'", '`', '=', ':', ' ', '\t', '\n', '\r\n', '\\', '|', '<34>', '\x1b[31m', '\ud800', '\u0000', 'é',
  '2024-06-01 10:00:00,123 ', '[01/Jun/2024:10:00:00 +0000] ', 'Jun  1 10:00:00 host app[1]: ', 'ERROR ', 'INFO:', ' - ', '[main] ',
  'Traceback (most recent call last):\n', '  File "/srv/a.py", line 1, in f\n', 'ValueError: x', '    at f (/srv/a.js:1:2)\n', 'Caused by: ',
  'panic: ', 'goroutine 1 [running]:\n', "thread 'main' panicked at ", 'Stack trace:\n#0 ', '\tfrom a.rb:1:in \'f\'\n', 'CEF:0|', 'level=info ', 'msg="',
  '127.0.0.1 - - ', '"GET /a HTTP/1.1" 200 ', '{"level":"error","message":"', '__proto__', 'START RequestId: ', 'E0601 10:00:00.1 1 a.go:1] ',
  '12:M 01 Jun 2024 10:00:00.1 * ', 'web-1  | ', '2024-06-01T10:00:00Z stdout F ', 'PHP Fatal error:  Uncaught ', 'https 2024-06-01T10:00:00Z a ',
] // biome-ignore format: a list

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 30 })
    .map((parts) => parts.join('')),
  fc
    .json()
    .map(
      (json) =>
        `{"message":${json},"level":${json},"time":${json},"err":${json},"record":${json},"log":${json}}`,
    ),
)

describe('whatever a log holds', () => {
  it('is parsed without a fault, into a record that keeps its promises', () => {
    fc.assert(
      fc.property(text, (line) => {
        const log = parse(line)
        expect(typeof log.body).toBe('string')
        expect(log.severity_number >= 0 && log.severity_number <= 24).toBe(true)
        if (log.timestamp !== undefined) {
          expect(Number.isInteger(log.timestamp)).toBe(true)
          expect(log.timestamp >= Date.UTC(2000, 0, 1) && log.timestamp < Date.UTC(2100, 0, 1)).toBe(true)
        }
        expect(() => JSON.stringify(log)).not.toThrow()
        expect(fingerprint(log)).toMatch(/^v1:[0-9a-f]{16}$/)
        expect(fingerprint(parse(line))).toBe(fingerprint(log))
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it('every field of a JSON record is in the result', () => {
    const field = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })
    const object = fc.dictionary(field, fc.oneof(fc.integer({ min: 1000 }), fc.boolean()), {
      minKeys: 1,
      noNullPrototype: true,
    })
    fc.assert(
      fc.property(object, (fields) => {
        const log = parse(JSON.stringify(fields))
        for (const key of Object.keys(fields)) {
          const consumed = key in { level: 1, time: 1, ts: 1, date: 1 }
          if (!consumed)
            expect(Object.hasOwn(log.attributes, key) || log.body === String(fields[key])).toBe(true)
        }
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

const million = (part: string) => part.repeat(Math.ceil(1_000_000 / part.length))

describe('a megabyte of one thing takes linear time', () => {
  it.each([
    ['letters', million('a')],
    ['open braces', million('{')],
    ['open JSON', million('{"a":')],
    ['quotes', million('"')],
    ['pairs', million('a="b\\" ')],
    ['open pairs', `level="${million('\\"')}`],
    ['Python frames', `Traceback (most recent call last):\n${million('  File "a.py", line 1, in x\n')}`],
    ['frames without a name', `Traceback (most recent call last):\n${million('  File "a.py", line 1\n')}`],
    ['tracebacks', million('Traceback (most recent call last):\n')],
    ['JavaScript frames', `Error: x\n${million('    at a (b:1:2)\n')}`],
    ['causes', `a.bException: x\n${million('\tat a.b(C.java:1)\nCaused by: a.bException: c\n')}`],
    ['goroutines', `panic: x\n\n${million('goroutine 1 [running]:\nmain.x()\n\t/a.go:1 +0x1\n')}`],
    ['things that begin like frames', million('thread \'x\nfrom y\nFile "z\n')],
    ['PHP', `${million('AError: x in ')}\nStack trace:\n#0 x`],
    ['a request that never ends', `1.2.3.4 - - [01/Jun/2024:10:00:00 +0000] "${million('\\"')}`],
    ['syslog heads', million('Jun  1 10:00:00 h a[1]: x\n')],
    ['times', million('2024-01-01 10:00:00 ')],
    ['levels', million('INFO ')],
    ['brackets', million('[a] ')],
    ['CEF', `CEF:0|a|b|c|d|e|f|${million(' a=')}`],
    ['surrogates', million('\ud800')],
    ['blank lines', million('\n')],
    ['Ruby frames', `x (E)\n${million("a.rb:1:in `x': m (E)\n")}`],
    ['one line of Ruby frames', `ERROR x\n${million("a.rb:1:in `x': ")}\n\tfrom a.rb:1:in 'x'`],
    ['Go functions', `x\n${million(`${'a.'.repeat(140)}!\n\ta.go:1\n`)}`],
    ['PHP’s chain', `AError: x\nStack trace:\n#0 x\n${million('\nNext BError: y in ')}`],
    ['nginx', `2024/06/01 10:00:00 [error] 1#1: *1 x, client: a${million(', request: "\\')}`],
    ['parts of PostgreSQL', million('2024-06-01 10:00:00 UTC [1] DETAIL:  x\n')],
    ['angle brackets', million('<a ')],
    ['nouns', million('user from x to ')],
    [
      'frames as objects',
      `{"level":"error","thrown":${'{"name":"x","extendedStackTrace":[{"class":"a","method":"b"}],"cause":'.repeat(400)}null${'}'.repeat(401)}`,
    ],
  ])('%s', (_, line) => {
    const start = performance.now()
    fingerprint(parse(line))
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

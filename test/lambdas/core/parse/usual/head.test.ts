import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, parseTogether } from '../../../../../lambdas/core/parse/index.ts'
import type { ParsedLog } from '../../../../../lambdas/core/records.ts'

const said = (log: ParsedLog) => ({
  timestamp: log.timestamp,
  severity: [log.severity_text, log.severity_number],
  names: [log.trace_id, log.span_id, log.scope_name, log.service],
  body: log.body,
  attributes: Object.entries(log.attributes),
})

/** How many of these texts were read by a head that is known; each must say what it says when it is read alone. */
function compare(texts: readonly string[]): number {
  const logOf = parseTogether(texts)
  const logs = texts.map((_, i) => logOf(i))
  logs.forEach((log, i) => {
    expect(said(log), texts[i]).toEqual(said(parse(texts[i]!)))
  })
  return logs.filter((log) => log.onPage !== undefined).length
}

/** How many lines with this head and these messages are known once it has come three times. */
function known(head: string, ...messages: readonly string[]): number {
  compare([1, 2, 3].map(() => `${head}a few words`))
  return compare(messages.map((message) => head + message))
}

const heads = [
  '2024-06-01 10:11:12,345 INFO [main] shop.orders.Queue: ',
  '2024-06-01T10:11:12.345Z  WARN 71 --- [worker-1] shop.Orders : ',
  '2024-06-01 10:11:12 | ERROR    | shop.views:order:12 - ',
  '2024-06-01 10:11:12,345 - shop.views - DEBUG - ',
  '240601 101112 148 INFO shop.Queue$Worker: ',
  '06-01 10:11:12.345  1702  2395 D Window : ',
  '24/06/01 10:11:12 INFO Queue: ',
  '[Sat Jun 01 10:11:12 2024] [notice] ',
  '[Sat Jun 01 10:11:12.345678 2024] [core:error] [pid 12:tid 34] ',
  '2024-06-01 10:11:12.345 UTC [71] LOG:  ',
  '20240601-9:7:5:13|Steps|71|',
  '2024/06/01 10:11:12 ',
  'Jun  1 10:11:12 host-1 sshd(pam)[71]: ',
  'Jun 11 10:11:12 host-1 cron: ',
]

describe('a head that came before', () => {
  it.each(heads)('is known again: %s', (head) => {
    expect(known(head, 'a message', 'another message', 'Done with 12 of "them"')).toBeGreaterThan(1)
  })

  it('is known with other times and other numbers of processes', () => {
    known('06-01 10:11:12.345 1702 2395 I Tags: ')
    const [log] = [parseTogether(['12-31 23:59:00.1 007 12 I Tags: it is done'])(0)]
    expect(log!.onPage).toBeDefined()
    expect(log!.attributes).toEqual({ 'process.pid': 7, 'thread.id': 12 })
    expect(known('Jun 11 10:11:12 host-1 sshd[71]: ')).toBe(0)
    expect(parseTogether(['Jul  1 01:02:03 host-1 sshd[5]: it is done'])(0).attributesText).toBe(
      '{"process.name":"sshd","process.pid":5,"host.name":"host-1"}',
    )
  })

  it.each([
    ['2024-06-01 10:11:12 INFO ', 'shop.orders.Queue: done'],
    ['2024-06-01 10:11:12 INFO ', 'in shop: done'],
    ['2024-06-01 10:11:12 INFO ', '[main] done'],
    ['2024-06-01 10:11:12 INFO:', 'shop:done'],
    ['2024-06-01 10:11:12 INFO x.y - ', 'done  with=all'],
    ['2024-06-01 10:11:12 INFO x.y - ', '[a.py:12] done'],
    ['2024-06-01 10:11:12 ', 'shop.Orders ERROR done'],
    ['2024-06-01 10:11:12 ', 'host-1 cron[12]: done'],
    ['2024-06-01 10:11:12 ', '- "GET /a HTTP/1.1" 200'],
    ['2024-06-01 10:11:12 ', 'x [01/Jun/2024:10:11:12 +0000] "GET /a" 200 12'],
    ['06-01 10:11:12.345 ', '2024-06-01 10:11:12 done'],
    ['Jun 11 10:11:12 host-1 cron[12]: ', 'ERROR in shop: done'],
    ['Jun 11 10:11:12 host-1 cron[12]: ', '2024-06-01 10:11:12 done'],
    ['Jun 11 10:11:12 host-1 cron[12]: ', '{"level":"info","msg":"done"}'],
    ['2024-06-01 10:11:12 INFO x.y: ', 'panic: done'],
    ['2024-06-01 10:11:12 [error] 1#2: ', '*3 done, client: 10.0.0.1, server: x'],
    ['2024-06-01 10:11:12 INFO x.y: ', 'done\n  at a.b (/srv/c.js:1:2)'],
  ])('is not told where the message changes what it says: %s%s', (head, message) => {
    expect(known(head, message)).toBe(0)
  })
})

it('a line with a known head says what it says read alone', () => {
  const messages = fc.constantFrom(
    ...[
      'a few words',
      'Failed: x',
      'x.y.z: done',
      'k=1  v=2',
      '"x" y',
      '[x] y',
      '12 x',
      'INFO x',
      'é',
      '(x)',
    ],
    ...[
      'panic: x',
      'x | y',
      'x ERROR: y',
      'a - b',
      '/x',
      '-',
      '*1 x',
      'x\ty',
      '{}',
      '1#2: x',
      'PHP x',
      'in x: y',
    ],
  )
  const pieces = fc.constantFrom(
    ...[
      '"',
      '\\',
      ' ',
      '=',
      '[',
      ']',
      '-',
      ',',
      '{',
      'é',
      '\t',
      '0',
      '|',
      ': ',
      '/',
      '(',
      ' - ',
      'INFO ',
      'D ',
      '.',
      'Z',
    ],
  )
  const text = fc
    .tuple(fc.constantFrom(...heads), messages, fc.nat(80), fc.nat(2), fc.option(pieces, { freq: 1 }))
    .map(([head, message, at, cut, piece]) => {
      const whole = head + message
      return piece === null ? whole : whole.slice(0, at) + piece + whole.slice(at + cut)
    })
  let onPage = 0
  const texts = fc.array(text, { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(texts, (some) => {
      onPage += compare([...some, ...some])
    }),
    { seed: 1, numRuns: 3_000 },
  )
  expect(onPage).toBeGreaterThan(5_000)
})

it('the first line of several has a known head, and what is below is read as always', () => {
  const head = '2024-06-01 10:11:12,345 ERROR [main] shop.orders.Queue: '
  const traces = [
    'it failed\njava.lang.IllegalStateException: no\n\tat shop.Queue.take(Queue.java:12)',
    'it failed\nTraceback (most recent call last):\n  File "/srv/a.py", line 3, in take\n    go()\nKeyError: 1',
    'it failed\n  and this is why  \n',
    'it failed\n\u001b[31mred\u001b[0m',
    'it\tfailed\n\tat shop.Queue.take(Queue.java:12)',
    'panic: it failed\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/a.go:12 +0x1',
    'x [01/Jun/2024:10:11:12 +0000] "GET /a HTTP/1.1" 200 12\n at x.y (/srv/a.js:1:2)',
  ]
  compare([1, 2, 3].flatMap(() => traces.map((trace) => head + trace)))
  compare([1, 2, 3].flatMap(() => traces.map((trace) => `2024-06-01 10:11:12 ${trace}`)))
  const unusual = 'Jun  4 15:16:01 (main) WARN - x'
  compare([1, 2, 3].flatMap(() => [`${unusual}\njava.lang.Error: no\n\tat a.b(C.java:12)`, unusual]))
})

it('heads that are many cost no more and more', () => {
  const texts = Array.from(
    { length: 6_000 },
    (_, i) => `2024-06-01 10:11:12 INFO shop.Q${i >> 2}x: a few words`,
  )
  for (let from = 0; from < texts.length; from += 100) compare(texts.slice(from, from + 100))
  expect(compare(texts.slice(0, 8))).toBeLessThan(9)
})

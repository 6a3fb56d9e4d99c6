/** Messages that stay bytes until they are asked for, from the payload to the line: what comes out is what comes of strings. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BatchLines } from '../../../lambdas/core/archive/index.ts'
import { BlockEvent, bytesOf, sizeOf } from '../../../lambdas/core/block.ts'
import { decode, type Envelope } from '../../../lambdas/core/decode/index.ts'
import { batchOf, processBatch } from '../../../lambdas/core/pipeline.ts'
import type { LogEvent } from '../../../lambdas/core/records.ts'
import { createRedactor, type Redactor } from '../../../lambdas/core/redact/index.ts'
import { stitch } from '../../../lambdas/core/stitch/index.ts'
import { payloadOf } from '../../support/events.ts'
import { caseFolders, casesOf, readMarks } from './redact/support/cases.ts'
import { everything, hmac, redactorWith } from './redact/support/redactors.ts'

const surroundings = { region: 'eu-west-1', serviceOf: () => 'shop' }
const route = () => undefined

const envelopeOf = (messages: readonly string[]): Envelope => {
  const decoded = decode(payloadOf(messages))
  if (decoded.kind !== 'data') throw new Error(decoded.kind)
  return decoded.envelope
}
const plain = (events: readonly LogEvent[]): LogEvent[] =>
  events.map(({ id, timestamp, message }) => ({ id, timestamp, message }))

/** The lines of the archive. */
const linesOf = (envelope: Envelope, redactor: Redactor): string => {
  const lines = new BatchLines(true)
  const { kept } = processBatch(batchOf(envelope, surroundings), { redactor, route }, lines)
  const text = Buffer.from(lines.bytesOf(kept)).toString()
  lines.release()
  return text
}

const asStrings = redactorWith()
const redactors: readonly (readonly [string, Redactor])[] = [
  ['by default', redactorWith()],
  ['with an address that is allowed', redactorWith({ allow: ['203.0.113.9'] })],
  ['with addresses left', redactorWith({ detectors: { ipv4: 'off' } })],
  ['with hashes of addresses', redactorWith({ detectors: { ipv4: 'hash' } })],
  [
    'with a pattern',
    redactorWith({ patterns: [{ name: 'order', pattern: 'ORD-[0-9]{6}', action: 'mask' }] }),
  ],
]

const caseTexts = caseFolders()
  .flatMap(casesOf)
  .map(({ marked }) => readMarks(marked).text)
const keyLines = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
const accessKey = `AKIA${'Q7ZK2XW9RB4TN6LP'}`
const others = [
  '{"level":"info","msg":"done","path":"/a","status":200,"time":"2026-11-22T09:00:00Z"}',
  '203.0.113.9 - - [22/Nov/2026:09:00:00 +0000] "GET /a HTTP/1.1" 200 12 "-" "curl/8.6.0"',
  'time=2026-11-22T09:00:00Z level=info msg="cache miss" path=/a',
  '2026-11-22 09:00:00,123 INFO [main] app.views: user logged in from 198.51.100.7:50010 to /192.0.2.44',
  'client 10.2.3.4, version 1.2.3.4, Chrome/120.0.6.99 and 127.0.0.1:80 {"ip": 10.9.8.7}',
  'ORD-123456 was sent to 203.0.113.9',
  '2026-11-22T09:00:00.123456789Z stdout F Traceback (most recent call last):',
  '2026-11-22T09:00:00.123456789Z stdout F   File "/srv/a.py", line 3, in f',
  '2026-11-22 09:00:00.123 UTC [71] ERROR:  relation "x" does not exist at character 15',
  '2026-11-22 09:00:00.123 UTC [71] STATEMENT:  select * from x where ip = 203.0.113.9',
  JSON.stringify({
    level: 'error',
    msg: 'a "quoted" word',
    path: 'C:\\temp',
    stack: 'Error: x\n    at f (/a.js:1:2)',
  }),
  JSON.stringify({
    msg: 'from "10.9.8.7"\nagain',
    data: JSON.stringify({ user: 'ana', password: 'q7Zk2Xw9Rb' }),
  }),
  JSON.stringify({
    'pass\tword': 'q7Zk2Xw9Rb',
    'a"b': 'said "no"',
    list: ['one\ntwo', 'mail ana@example.com\n'],
  }),
  ...['\n', '\t', '\r', '"', '\\', '/'].map((sign) =>
    JSON.stringify({ msg: `said${sign}${accessKey} and no more` }),
  ),
  '{"msg":"d\\u00e9j\\u00e0 vu \\u2013 \\u65e5\\u672c \\ud83d\\ude00 done","a":"\\u0022x\\u0022"}',
  `{"msg":"\\u9a8c\\u8bc1\\u7801\\uff1a482913 and \\u5bc6\\u7801 ${accessKey}","b":"\\u0041\\u004bIA${accessKey.slice(4)}"}`,
  '{"msg":"\\u043a\\u043e\\u0434 \\u043f\\u043e\\u0434\\u0442\\u0432\\u0435\\u0440\\u0436\\u0434\\u0435\\u043d\\u0438\\u044f 482913"}',
  'level=info msg="said \\"no\\" to bob" password="q7Z\\"k2Xw9Rb"',
  'Traceback (most recent call last):',
  '  File "/srv/a.py", line 3, in f',
  '    g()',
  'ValueError: bad',
  'Nov 22 09:00:00 web-1 app[12]: connection from 198.51.100.7',
  'web-1  | GET /',
  'panic: runtime error',
  '[signal SIGSEGV: segmentation violation]',
  'goroutine 1 [running]:',
  '[',
  '{',
  '  "a": 1',
  '}',
  '',
  'x',
  'naïve é from 203.0.113.9 日本語',
  keyLines.slice(0, 64),
  `${keyLines.slice(0, 64)}\n${keyLines.slice(0, 64)}`,
  `text before\n2026-11-22 203.0.113.9\nmore`,
  'a'.repeat(300_000),
]

const messages = (pool: readonly string[]) => {
  const one = fc.constantFrom(...pool)
  const spliced = fc
    .tuple(one, one, fc.nat(200), fc.nat(200), fc.nat(60))
    .map(([a, b, at, from, size]) =>
      a.length > 1000 ? a : a.slice(0, at) + b.slice(from, from + size) + a.slice(at),
    )
  return fc.array(fc.oneof({ weight: 3, arbitrary: one }, spliced), { minLength: 1, maxLength: 60 })
}

describe('messages of a payload', () => {
  it.each(redactors)('become the lines that strings become: %s', (_, redactor) => {
    const short = others.filter(({ length }) => length < 1000)
    fc.assert(
      fc.property(
        messages([...short, ...short, ...caseTexts.filter(({ length }) => length < 2000)]),
        (texts) => {
          const envelope = envelopeOf(texts)
          const strings = { ...envelope, logEvents: plain(envelope.logEvents) }
          expect(linesOf(envelopeOf(texts), redactor)).toBe(linesOf(strings, redactor))
        },
      ),
      { seed: 1, numRuns: 60 },
    )
  })

  it('are stitched as strings are', () => {
    fc.assert(
      fc.property(messages(others.filter(({ length }) => length < 1000)), (texts) => {
        const { logEvents } = envelopeOf(texts)
        const shape = (events: readonly LogEvent[]) =>
          stitch(events).map(({ text, unfinished, timestamp, events: of }) => [
            text,
            unfinished,
            timestamp,
            of.map(({ id }) => id),
          ])
        expect(shape(envelopeOf(texts).logEvents)).toEqual(shape(plain(logEvents)))
      }),
      { seed: 2, numRuns: 300 },
    )
  })

  it('are the same once another payload has been read, and as JSON', () => {
    const texts = ['{"a":"b"} \\ "x"', 'two é', 'three']
    const { logEvents } = envelopeOf(texts)
    const [first] = logEvents
    expect(first).toBeInstanceOf(BlockEvent)
    expect((first as BlockEvent).lies).toBe(true)
    envelopeOf(['other'])
    expect((first as BlockEvent).lies).toBe(false)
    expect(logEvents.map(({ message }) => message)).toEqual(texts)
    expect(JSON.parse(JSON.stringify(logEvents))).toEqual(plain(logEvents))
  })

  it('are measured without being strings', () => {
    const texts = ['plain', 'é', '"quoted"\n', '']
    const { logEvents } = envelopeOf(texts)
    expect(logEvents.map(sizeOf)).toEqual(texts.map(({ length }) => length))
    expect(logEvents.map(bytesOf)).toEqual(texts.map((text) => Buffer.byteLength(text)))
    expect(plain(logEvents).map(sizeOf)).toEqual(texts.map(({ length }) => length))
  })

  it('may be more than fits, or of two payloads', () => {
    const large = Array.from({ length: 130 }, (_, i) => `${i} ${'y'.repeat(4_000)} 203.0.113.${i % 250}`)
    const envelope = envelopeOf([...large, ...others])
    const strings = { ...envelope, logEvents: plain(envelope.logEvents) }
    expect(linesOf(envelopeOf([...large, ...others]), asStrings)).toBe(linesOf(strings, asStrings))
    const first = envelopeOf(['one of the first 203.0.113.9', '{"level":"info","msg":"second"}'])
    const second = envelopeOf(['three of the second 203.0.113.9', '{"level":"info","msg":"fourth"}'])
    const both = { ...first, logEvents: [...first.logEvents, ...second.logEvents] }
    expect(linesOf(both, asStrings)).toBe(linesOf({ ...both, logEvents: plain(both.logEvents) }, asStrings))
  })
})

describe('an address', () => {
  const number = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 10, 127, 168, 172, 192, 255, 256))
  const address = fc.tuple(number, number, number, number).map((parts) => parts.join('.'))
  const around = fc.constantFrom(
    ...'from to vs version at host client src=/ Chrome/ Safari/ nginx/1 v build-libfoo- ip: x_forwarded_for= peer is installed released in the : , " \' ( ) [ ] { } / | ; :443 :8080/ - -- -> => >> . .. .example _x @ % & + \\ [REDACTED:ipv4] [H {"ip": 200 415-555- 1/ 12:34:56 :: ::1 \n'.split(
      ' ',
    ),
  )
  const gap = fc.constantFrom('', ' ', ' ')

  it.each([
    'the firmware 1.2.3.4000 -> 1.2.4.10 of the router',
    'changed from version 1.2.3.40000 to 1.2.4.10 today',
    '[203.0.113.9, 198.51.100.7, 1]',
    '["a", 203.0.113.9 ] and something else',
    '1.2.3.4 is available, 1.2.3.5 installed',
    'see section 4.3.2.1 of the manual, Version=4.3.2.2',
    'from 300.1.2.3, 1.02.3.4 and 1.2.3.4.5 to 203.0.113.9.',
  ])('is left or quoted as the scanner does: %s', (text) => {
    const { from, to, bytes, texts } = redactorWith().redactTogether!(stitchedOf([text]))
    const got = from[0]! < 0 ? texts[0] : bytes.toString('latin1', from[0], to[0])
    expect(got).toBe(asStrings.redact(text).text)
  })

  it('is masked by the sieve only where the scanner masks it', () => {
    const sieving = createRedactor(everything, { hmac })
    const piece = fc.oneof(address, around, around)
    const text = fc
      .array(fc.tuple(piece, gap), { minLength: 2, maxLength: 9 })
      .map((parts) => parts.flat().join(''))
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 20 }), (texts) => {
        const redacted = sieving.redactTogether!(stitchedOf(texts))
        texts.forEach((one, i) => {
          const expected = asStrings.redact(one)
          const { from, to, bytes } = redacted
          const got = from[i]! < 0 ? redacted.texts[i] : bytes.toString('latin1', from[i], to[i])
          expect([one, got, redacted.counts[i]]).toEqual([one, expected.text, expected.counts])
        })
      }),
      { seed: 3, numRuns: 400 },
    )
  })
})

/** Each message for itself. */
const stitchedOf = (texts: readonly string[]) =>
  envelopeOf(texts).logEvents.map((event) => ({
    events: [event],
    timestamp: event.timestamp,
    get text() {
      return event.message
    },
  }))

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, parseTogether } from '../../../../../lambdas/core/parse/index.ts'
import type { ParsedLog } from '../../../../../lambdas/core/records.ts'

const columnsOf = (log: ParsedLog) => ({
  timestamp: log.timestamp,
  severity: [log.severity_text, log.severity_number],
  names: [log.trace_id, log.span_id, log.scope_name, log.service],
  body: log.body,
  attributes: log.attributes,
})

/** How many of these texts were read on the page; each must say what it says read field by field. */
function compare(texts: readonly string[]): number {
  const logOf = parseTogether(texts)
  const logs = texts.map((_, i) => logOf(i))
  logs.forEach((log, i) => {
    expect(columnsOf(log)).toEqual(columnsOf(parse(texts[i]!)))
  })
  return logs.filter((log) => log.onPage !== undefined).length
}

/** The same for many random texts, a few of them at a time. */
function compareMany(text: fc.Arbitrary<string>, least: number): void {
  let onPage = 0
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
      onPage += compare(texts)
    }),
    { seed: 1, numRuns: 2_000 },
  )
  expect(onPage).toBeGreaterThan(least)
}

const name = fc.constantFrom(
  'level',
  'msg',
  'message',
  'time',
  'name',
  'logger',
  'service',
  'levelname',
  'category',
  'type',
  'request',
  'error',
  'trace_id',
  'xray_trace_id',
  'span_id',
  'a',
  'ü',
  'b.c',
)
const ids = [
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '4BF92F3577B34DA6A3CE929D0E0E4736',
  '0'.repeat(32),
  '1-5759e988-bd862e3fe1be46a994272793',
  `1-${'0'.repeat(8)}-${'0'.repeat(24)}`,
  '00f067aa0ba902b7',
  '0'.repeat(16),
  'platform.report',
]
const splices = fc.constantFrom('"', '\\', ' ', '=', '[', ']', '-', ',', '{', 'é', '日', '\0', '\t', '0', '?')
const spliced = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.nat(200), fc.nat(2), fc.option(splices, { freq: 1 }))
    .map(([whole, at, cut, piece]) =>
      piece === null ? whole : whole.slice(0, at) + piece + whole.slice(at + cut),
    )

describe('a line read on the page says what it says read field by field', () => {
  it('as a JSON object', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        'info',
        30,
        '2024-06-01T10:00:00Z',
        1717200019287,
        'app.views',
        'done {}',
        'done { }',
        'two\nlines',
        'panic: no',
        '{"a":1}',
        '7 done',
        '',
        'GET /a?b HTTP/1.1',
        ...ids,
      ),
      fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
    )
    const object = fc.dictionary(name, value, { minKeys: 1, noNullPrototype: true })
    const text = fc
      .tuple(object, fc.boolean(), fc.boolean())
      .map(([some, isSpaced, isBare]) => [isBare ? some : { msg: 'done', ...some }, isSpaced] as const)
      .map(([it, isSpaced]) => (isSpaced ? JSON.stringify(it).replaceAll('":', '": ') : JSON.stringify(it)))
    compareMany(spliced(text), 500)
  })

  it('as pairs', () => {
    const value = fc.constantFrom(
      ...[
        'info',
        '"it is done"',
        '2024-06-01T10:00:00Z',
        '1717200019287',
        '12',
        '-1.50',
        '0.25',
        '""',
        '',
        '1e5',
        '/a?b',
        ...ids,
      ],
    )
    const pair = fc.tuple(name, value).map(([key, said]) => `${key}=${said}`)
    const text = fc.array(pair, { minLength: 2, maxLength: 6 }).map((pairs) => pairs.join(' '))
    compareMany(spliced(text), 300)
  })

  it('as an access line', () => {
    const client = fc.constantFrom('10.0.0.1', '::1', '[REDACTED:ipv4]', '[HMAC:k1:ab]', '-', 'a,', '[x]')
    const time = fc
      .date({ min: new Date('1999-01-01'), max: new Date('2101-01-01'), noInvalidDate: true })
      .map((date) => {
        const [, day, month, year, clock] = /, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString())!
        return `${day}/${month}/${year}:${clock}`
      })
    const zone = fc.constantFrom('+0000', '-0730', '+1400', '+1500', '0000')
    const target = fc.constantFrom('/', '/a?b=c', '/?', '/ü', '*', '/a b')
    const tail = fc.constantFrom('', ' "-" "curl/8"', ' "https://a/" "-"', ' "" ""', ' "x"', ' 12')
    const size = fc.constantFrom('0', '12', '-', '012')
    const text = fc
      .tuple(client, time, zone, target, size, tail)
      .map(
        ([from, at, offset, path, bytes, rest]) =>
          `${from} - bob [${at} ${offset}] "GET ${path} HTTP/1.1" 200 ${bytes}${rest}`,
      )
    compareMany(spliced(text), 300)
  })
})

it('what a field says is known when it comes again, in members and in pairs apart', () => {
  const columns = (text: string) => columnsOf(parseTogether([text])(0))
  for (let n = 0; n < 3; n++) {
    expect(columns('{"level":"30","msg":"x"}').severity).toEqual(['30', 0])
    expect(columns('{"level":30,"msg":"x"}').severity).toEqual(['30', 9])
    expect(columns('level=30 msg=x').severity).toEqual(['30', 0])
    expect(columns('{"levelname":"INFO","name":"app","msg":"x"}').names).toEqual([
      undefined,
      undefined,
      'app',
      undefined,
    ])
    expect(columns('{"name":"app","msg":"x"}').attributes).toEqual({ name: 'app' })
    expect(columns('{"service":"app","msg":"x"}').names[3]).toBe('app')
  }
})

it('many more loggers than are known at a time are told apart', () => {
  for (let n = 0; n < 5_000; n++) {
    const log = parseTogether([`{"level":"info","logger":"app.${n}","msg":"x"}`])(0)
    expect([log.severity_number, log.scope_name]).toEqual([9, `app.${n}`])
  }
})

it('reads times as they are read elsewhere', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'))
  const piece = fc.constantFrom(
    '',
    '.1',
    ',123',
    '.123456',
    '.1234567891',
    '.',
    'Z',
    '+02:00',
    '-0730',
    '+15:00',
    ' UTC',
    'x',
  )
  const time = fc
    .tuple(
      fc.constantFrom('1999', '2000', '2024', '2099', '2100', '20'),
      two(13),
      two(32),
      fc.constantFrom('T', ' ', '-'),
      two(24),
      two(60),
      two(61),
      piece,
      piece,
    )
    .map(([y, mo, d, joint, h, mi, s, one, other]) => `${y}-${mo}-${d}${joint}${h}:${mi}:${s}${one}${other}`)
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 5 }), (times) => {
      compare(times.map((at) => JSON.stringify({ time: at, msg: 'x' })))
      compare(times.map((at) => `time="${at}" level=info msg=x`))
    }),
    { seed: 1, numRuns: 2_000 },
  )
})

it('keeps the text of attributes, also that of numbers which JavaScript would round', () => {
  const textsOf = (text: string) => parseTogether([text])(0).attributesText
  expect(textsOf('{"level":"info","id":12345678901234567,"msg":"x","price":1.10, "b":[1, 2]}')).toBe(
    '{"id":12345678901234567,"price":1.10, "b":[1, 2]}',
  )
  expect(textsOf('{"msg":"x","level":"info"}')).toBe('{}')
})

it('what was read is not told any more when other texts are read', () => {
  const log = parseTogether(['{"msg":"one","a":1}'])(0)
  expect(log.attributes).toEqual({ a: 1 })
  parseTogether(['{"msg":"two","a":2}'])
  expect(() => log.attributes).toThrow('other texts')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateOf } from '../../../../lambdas/core/parse/template.ts'
import { fingerprintOf } from '../../../support/records-of.ts'

/** Words that a message is made of: verbs, adjectives, nouns without names of their own. */
const words = [
  'accepted', 'rejected', 'opened', 'closed', 'starting', 'stopped', 'slow', 'invalid', 'missing', 'retry', 'cannot', 'while', 'during',
  'order', 'payment', 'delivery', 'upload', 'batch', 'checkout', 'Failed', 'Created', 'Updating', 'Skipped', 'is', 'was', 'has', 'still', 'now',
] // biome-ignore format: a list
const names = ['ana', 'Jo', 'svc-deploy', 'mallory', 'root', 'web_admin', 'Zoë', 'o.brien']
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const number = fc.oneof(
  fc.nat(),
  fc.integer({ min: -9, max: 9 }),
  fc.constant('1,234,567'),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n.toFixed(2)),
)
const octet = fc.integer({ min: 0, max: 255 })
const ip = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'))
const pathPart = fc
  .constantFrom('var', 'srv', 'shop', 'data', 'Orders', 'a b', '2026', 'x-1', 'index')
  .map((part) => part.replace(' ', '_'))
const path = fc.array(pathPart, { minLength: 2, maxLength: 5 }).map((parts) => `/${parts.join('/')}`)
const two = (n: number) => String(n).padStart(2, '0')
const when = fc.date({
  min: new Date(Date.UTC(2000, 0)),
  max: new Date(Date.UTC(2099, 0)),
  noInvalidDate: true,
})

/** What programs put into a message, each of which one can know for a value by its form or by what stands around it. */
const kinds: Readonly<Record<string, fc.Arbitrary<string>>> = {
  number: number.map(String),
  hexadecimal: hex(16).filter((text) => /\d/.test(text)),
  address: hex(12).map((text) => `0x${text}`),
  uuid: fc.tuple(hex(8), hex(4), hex(3), hex(3), hex(12)).map(([a, b, c, d, e]) => `${a}-${b}-4${c}-a${d}-${e}`),
  path,
  file: fc.constantFrom('orders.csv', 'app.log', 'a-b.conf', 'index.html', 'main.py'),
  ip,
  'ip with port': fc.tuple(ip, fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `${host}:${port}`),
  url: fc.tuple(fc.constantFrom('https://shop.example.com', 'http://10.0.0.1:8080', 'postgres://db.internal'), path).map(([host, rest]) => `${host}${rest}?a=b&c=1`),
  host: fc.constantFrom('web-1.example.com', 'db.internal', 'ip-10-0-0-17', 'localhost', 'node17', 'a.b.svc.cluster.local'),
  duration: fc.tuple(number, fc.constantFrom('ms', ' ms', 's', ' s', 'µs', 'min', ' h')).map(([n, unit]) => `${n}${unit}`),
  size: fc.tuple(fc.nat(), fc.constantFrom('B', ' KB', 'MB', ' GiB', 'kB')).map(([n, unit]) => `${n}${unit}`),
  'share': fc.nat({ max: 100 }).map((n) => `${n}%`),
  'quoted words': fc.constantFrom('"a b c"', '"x"', '"orders: 1, 2"', "'it'", '`total`'),
  version: fc.tuple(octet, octet, octet).map((parts) => `v${parts.join('.')}`),
  list: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }).map((all) => `[${all.join(', ')}]`),
  object: fc.constantFrom('{"a":1}', '{}', '{"a": {"b": [1, "x"]}}', '{key: value}'),
  'key=value': fc.constantFrom('state=open', 'state=shut', 'state="half open"', 'state=17', 'state=', 'state=/a/b'),
  'user name': fc.constantFrom(...names).map((name) => `user ${name}`),
  'e-mail': fc.constantFrom('ana@example.com', 'jo.x+y@mail.example.org', 'root@web'),
  date: when.map((date) => date.toISOString()),
  'date in words': when.map((date) => `${date.toUTCString().slice(0, 3)} ${['Jan', 'May', 'Nov'][date.getUTCMonth() % 3]} ${two(date.getUTCDate())} ${date.toISOString().slice(11, 19)} ${date.getUTCFullYear()}`),
  'name of code': fc.constantFrom('orders_pkey', 'com.acme.Orders', 'shop.orders', 'user_id'),
  truth: fc.constantFrom('true', 'false', 'null', 'None'),
  redacted: fc.constantFrom('[REDACTED:email]', '[HMAC:k1:ab12cd34]', '[REDACTED:token]'),
} // biome-ignore format: a table

/** A template: words with kinds of values between them; never two values side by side, which is a list. */
type Part = { readonly word: string } | { readonly kind: string }
const template = fc
  .array(
    fc.tuple(
      fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...Object.keys(kinds)),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((pieces): Part[] => pieces.flatMap(([some, kind]) => [...some.map((word) => ({ word })), { kind }]))
  .filter((parts) => parts.length > 0)

const filled = (parts: readonly Part[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => ('word' in part ? fc.constant(part.word) : kinds[part.kind]!)))
    .map((all) => all.join(' '))

const constant = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      'word' in part
        ? part.word
        : part.kind === 'user name'
          ? 'user *'
          : part.kind === 'key=value'
            ? 'state=*'
            : '*',
    )
    .join(' ')

const two2 = template.chain((parts) => fc.tuple(fc.constant(parts), filled(parts), filled(parts)))

describe('messages', () => {
  it('of one statement are one group, whatever their values', () => {
    fc.assert(
      fc.property(two2, ([, a, b]) => {
        expect(templateOf(a)).toBe(templateOf(b))
        expect(fingerprintOf(`2026-03-01 10:00:00 ERROR shop.web: ${a}`)).toBe(
          fingerprintOf(`{"level":"error","message":${JSON.stringify(b)}}`),
        )
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('of different statements are different groups', () => {
    fc.assert(
      fc.property(two2, two2, ([one, a], [other, b]) => {
        fc.pre(constant(one) !== constant(other))
        fc.pre(constantWords(one) !== constantWords(other))
        expect(templateOf(a)).not.toBe(templateOf(b))
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it.each(Object.keys(kinds))('keep nothing of a value: %s', (kind) => {
    fc.assert(
      fc.property(filled([{ word: 'checkout' }, { kind }, { word: 'accepted' }]), (text) => {
        expect(templateOf(text)).toMatch(
          /^checkout (?:user |state=)?\S{0,2}\* ?\S{0,2}accepted$|^checkout (?:user |state=)?[[{]?\*[\]}]? accepted$/,
        )
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

const constantWords = (parts: readonly Part[]): string =>
  parts
    .map((part) => ('word' in part ? part.word : ''))
    .join(' ')
    .replace(/ +/g, ' ')

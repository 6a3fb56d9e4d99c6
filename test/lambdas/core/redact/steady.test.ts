import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redact } from './support/redactors.ts'
import { formSamples } from './support/samples.ts'

const begin = `-----BEGIN ${'RSA PRIVATE'} KEY-----`
const shapeOf = (text: string): string =>
  JSON.stringify(JSON.parse(text), (key, value) => (typeof value === 'object' ? value : key))

it.each([
  ['a key cut off before an escaped quote', JSON.stringify({ a: `${begin}x"y`, n: 1 })],
  ['a key cut off before an escaped backslash', JSON.stringify({ a: `${begin}x\\"y`, n: 1 })],
  [
    'a header list cut off before an escaped quote',
    JSON.stringify({ a: 'Authorization:[NTLM TlRMTVNTUAAD\\"MTB' }),
  ],
  ['placeholders that look like elements', JSON.stringify({ a: '<api-key>', n: 1, b: '<x>' })],
  ['the same placeholder twice', JSON.stringify({ a: '<password>', n: 1, b: '<password>' })],
  [
    'a placeholder and a closing tag further on',
    JSON.stringify({ a: '<password>', n: 'k', b: '</password>' }),
  ],
])('JSON keeps its shape: %s', (_, text) => {
  const out = redact(text)
  expect(shapeOf(out)).toBe(shapeOf(text))
  expect(redact(out)).toBe(out)
})

it.each([
  ["cvv = '786'", "cvv = '[REDACTED:cvv]'"],
  [`passphrase: Some("${'Xa8-sd9'}")`, 'passphrase: Some("[REDACTED:password]")'],
  [`token = Optional("${'q7Zk2Xw9Rb4Tn6'}")`, 'token = Optional("[REDACTED:token]")'],
  ['password = getpass("Enter it: ")', 'password = getpass("Enter it: ")'],
])('what stands around a value stays: %s', (text, expected) => {
  expect(redact(text)).toBe(expected)
})

it.each([
  ['in a key that holds a secret', `{"m${begin}":"r7Zk2Xw9Rb4"}`],
  ['in a key that holds a header', '{"x?authorization=Basic%20dXNlcjpwYXNzd29yZA==":1}'],
  ['beside a mask in an address', 'ps://cc0b08f45e63@o740803.ingest.[REDACTED]sentry.io/28@DISCORD'],
  ['where quotes do not match', '"T"password":okenId":7746'],
  ['where a token is cut off', `Authorization: ["Bearer eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIx'}\\"jY1ZTQiLCJ`],
  ['where a command names an address before its key', 'radius-server host x/30.0.0.1 key zQ7k2Xw9'],
  ['where a version stood in a value', `token=${'q7Zk2Xw9Rb4Tn6'}eVersion: 3.2.7.9 loaded`],
  [
    'where a program stood far before',
    `ldapsearch ${'a'.repeat(60)} token=${'b4e09088'.repeat(5)} ${'b'.repeat(60)} -w pw12345x`,
  ],
  ['where a token ends before a point', `login -p dckr_pat_${'jFVGfL9ZOAvovg396ff'}xxxxxxxx.3.4.5.6`],
  ['where a path holds a token', `"PWD": "/home/AP6${'x'.repeat(10)}ana/work"`],
  ['where a sentence goes on to the next line', `the password to q7Zk2Xw9Rb4 proceed with:\n\n783265ad8cd4`],
  ['where quotes follow quotes', 'PSK "ips3cKey!!""securityCode":"1234"'],
  [
    'where a list of arguments is quoted one by one',
    'a0="curl" a1="-u" a2="bob:pw77xx" a3="x" f("API_TOKEN", "q7Zk2Xw9Rb4Tn6Yc")',
  ],
  ['where a mask ends a sentence', 'the PASSWORD for [REDACTED:phone]::"x1y2z3"'],
])('redacting twice is redacting once: %s', (_, text) => {
  const out = redact(text)
  expect(redact(out)).toBe(out)
})

it('what stands between a word and what it announces is looked at too', () => {
  expect(redact('radius-server host 203.0.113.9 key zQ7k2Xw9')).toBe(
    'radius-server host [REDACTED:ipv4] key [REDACTED:secret]',
  )
})

it('a key of a query is read although something was found further on', () => {
  const text = `/login?to=%2F&sessionid=${'q7Zk2Xw9Rb4Tn6Yc'} for +15005550006`
  expect(redact(text)).toBe('/login?to=%2F&sessionid=[REDACTED:session_cookie] for [REDACTED:phone]')
})

it('a number behind the string whose sentence announces it becomes a string', () => {
  const out = redact('{"password changed for ana":896879,"n":1}')
  expect(out).toBe('{"password changed for ana":"[REDACTED:password]","n":1}')
})

const pieces = fc.constantFrom(
  ...formSamples.map(({ value }) => value),
  begin,
  '<password>',
  '<api-key>x</api-key>',
  '<a b="c">',
  '\\',
  '\\"',
  '"',
  "'",
  '{',
  '}',
  'Some("',
  "cvv = '",
  'Authorization:[',
  'password="',
  'token: ',
  'x=%0A',
  '\u001b[31m',
  '[0m',
  '\n',
  'a,password\n',
  '1,x9y8z7\n',
  '<key>password</key><string>',
  'name="token"\r\n\r\n',
  ' -> ',
  '[REDACTED:email]',
  '[REDACTED]',
  '-----END RSA PRIVATE KEY-----',
)

it('whatever is spliced into a JSON string, JSON stays JSON of the same shape', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), fc.array(pieces, { maxLength: 3 }), (some, others) => {
      const text = JSON.stringify({
        m: some.join(''),
        n: 1,
        b: [others.join(''), { c: JSON.stringify(some) }],
      })
      const out = redact(text)
      expect(shapeOf(out)).toBe(shapeOf(text))
      JSON.parse(JSON.parse(out).b[1].c)
    }),
    { seed: 4, numRuns: 3000 },
  )
})

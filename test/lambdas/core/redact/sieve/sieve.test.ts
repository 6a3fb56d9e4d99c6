import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Policy } from '../../../../../lambdas/core/redact/policy.ts'
import { scanText } from '../../../../../lambdas/core/redact/scanner.ts'
import { caseFolders, casesOf, readMarks } from '../support/cases.ts'
import { formSamples } from '../support/samples.ts'

const config = {
  detectors: {},
  keys: { mask: ['customer_ref'], hash: [], drop: [], keep: [] },
  patterns: [],
  allow: [],
}
const isClean = (text: string, policy: Policy): boolean => scanText(text, policy).length === 0
const withSieve = new Policy(config, isClean)
const without = new Policy(config, isClean)
without.sieve.list = () => -1

const found = (text: string, policy: Policy) =>
  scanText(text, policy).map(({ detector, start, end, quote }) => ({ detector, start, end, quote }))

const lines: readonly string[] = [
  '{"level":30,"time":1717200019287,"req":{"method":"GET","url":"/a?page=2","headers":{"host":"api.example.com"}},"msg":"ok"}',
  '{"a": "b", "list": ["x", "y"], "n": -1.5, "t": "2024-06-01T10:00:00.123Z", "id": "0f3a9c12-6931-4571-a977-685468a53c15"}',
  '203.0.113.9 - - [01/Jun/2024:10:00:00 +0000] "GET /a?b=c HTTP/1.1" 200 12 "https://app.example.com/" "Mozilla/5.0 (X11) Chrome/126.0.0.0"',
  'time=2024-06-01T10:00:00Z level=info msg="Cache miss for key" path=/api/v1/users status=200 duration=12ms',
  'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in run\n    return f(x)\nValueError: bad: 1',
  ' level=info token_count=3 password_reset=1 a.b-c_d=x pin=12 key=v user=bob level==x level=password=x code=1 http2_x=y 4=5',
  ' response = none Digest nonce="abc" response="6629fae49393a05397450978507c4ef1" response: x key"x" a key token-string q',
  ' arn:aws:iam aws configure set aws_secret_access_key q7Zk2Xw9Rb4Tn6Lp8Vc3 $aws.x "aws" -aws key-string "q7Zk2Xw9Rb4Tn6Lp"',
  'a [22/Nov/2026:09:00:00 +0000] b [22/Pin/2026:09:00:00 +0100] c [22/Nov/2026:09:00:00 -0700] d [22/Nov/2026:09:00:00 +1000] e [22/Nov/2026:09:00:00 +0030] f',
  'C:\\temp\\new "quoted \\"inside\\"" tab\tafter\nname\tvalue\n<a href="x">y</a> a->b --flag v -p x',
  'код подтверждения 482913 für Ünï 验证码:482913 → ok “quoted” naïve user用户 token_count=3 1234 5678 日本語',
  '2026-11-22T09:00:00.123Z 2026-11-22 09:00:00,123 a2026-11-22T09:00:00 2026-11-22T09:00:001 2026x11-22T09:00:00 at 2026-11-22T09:00:00',
  '{"address":{"street":"12 Quarry Lane","zip\n":"48001"},"recipientName":"Ann Moore"}',
  'POST Body=Your+code+is+012345&To=x and Body=Your+PIN:+0123 at 10:00:00+0200',
  'a::b 12:34:56 sha256:abc fe80::1 key : value Card number: none ((x)) 100% &amp; %41 +49 30 1234567',
]

const caseTexts = caseFolders()
  .flatMap(casesOf)
  .map(({ marked }) => readMarks(marked).text)

/** Texts, and texts with a piece of another one in their middle: quotes, escapes and lines do not match any more. */
const texts = (pool: readonly string[]) => {
  const one = fc.constantFrom(...pool)
  return fc
    .tuple(one, one, fc.nat(400), fc.nat(400), fc.nat(120))
    .map(([a, b, at, from, size]) => a.slice(0, at) + b.slice(from, from + size) + a.slice(at))
}

describe('the sieve', () => {
  const pool = [...lines, ...caseTexts, ...formSamples.map(({ value }) => `x ${value} y`)]

  it('lets the scanner find what it finds without it, in every case of every detector', () => {
    for (const text of pool) expect(found(text, withSieve)).toEqual(found(text, without))
  })

  it('lets the scanner find what it finds without it, whatever the text', () => {
    fc.assert(
      fc.property(texts(pool), (text) => {
        expect(found(text, withSieve)).toEqual(found(text, without))
      }),
      { seed: 1, numRuns: 6_000 },
    )
  })

  it('knows strings and lines that came before, and still finds what stands around them', () => {
    const strings = [
      'Request completed',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
      'hunter-twelve-42',
      '/usr/lib/python3/app.py',
      'a, b; c = d: e',
      'user@example.com said so',
      'x -> y <b> z',
      'correct horse battery',
      '4111 1111 1111 1111',
      'the password',
    ]
    const before = [
      '',
      ' ',
      '{',
      ',',
      'password=',
      '"password": ',
      '("token", ',
      'user ',
      '<a href=',
      'x>',
      '\\',
      '\n',
      "'",
      '[',
      '{"a":',
    ]
    const piece = fc
      .tuple(
        fc.constantFrom(...before),
        fc.constantFrom(...strings),
        fc.constantFrom('"', '\n', '\n    ', "'"),
      )
      .map(([ahead, text, sign]) => `${ahead}${sign}${text}${sign}`)
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 10 }), (pieces) => {
        const text = pieces.join('')
        expect(found(text, withSieve)).toEqual(found(text, without))
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })

  it('takes no other string for one that it knows: one character is enough', () => {
    const known = 'GET /api/v1/users/me/settings/profile/pictures/latest'
    for (let i = 0; i < 3; i++) expect(found(`"${known}" 200`, withSieve)).toEqual([])
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    for (let at = 4; at < known.length - token.length; at++) {
      const text = `"${known.slice(0, at)} ${token.slice(0, 40)}${known.slice(at + 41)}" 200`
      expect(found(text, withSieve)).toEqual(found(text, without))
    }
    for (let i = 0; i < 3; i++) expect(found(`x\n${known}\ny\nz\n${known}\nw`, withSieve)).toEqual([])
  })

  it('looks for names of columns in the first lines, whatever lines stand before and between', () => {
    const pieces = [
      'id,email,password,note',
      '1,ann@example.com,q7Zk2Xw9Rb4T,none',
      'user\tpassword\tage',
      'ann\tq7Zk2Xw9Rb4T\t41',
      '| user | api_key |',
      '|------|---------|',
      '| ann  | q7Zk2Xw9Rb4T |',
      'Query result:',
      'said "one, two',
      'a "b" c',
      '  File "/srv/app/views.py", line 118, in run',
      'password=q7Zk2Xw9Rb4T',
      'x\\"y',
      '',
      'id',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 8 }), (some) => {
        const text = some.join('\n')
        expect(found(text, withSieve)).toEqual(found(text, without))
      }),
      { seed: 1, numRuns: 4_000 },
    )
  })

  it('steps over names of loggers, not over what a name may announce', () => {
    const names = ['app.views', 'app', 'db_password', 'token', 'Ann Moore', 'app.auth', 'q7Zk2Xw9Rb4T']
    const after = [
      '"msg":"x"',
      '"value":"q7Zk2Xw9Rb4T"',
      '"email":"ann@example.com"',
      '"password":"q7Zk2Xw9Rb4T"',
    ]
    for (let round = 0; round < 3; round++)
      for (const name of names)
        for (const rest of after)
          for (const [joint, comma] of [
            [':', ','],
            [': ', ', '],
          ]) {
            const text = `{"level"${joint}"INFO"${comma}"name"${joint}"${name}"${comma}${rest}}`
            expect(found(text, withSieve)).toEqual(found(text, without))
          }
  })

  it('steps over the line of a frame of Python, and over nothing else behind a path', () => {
    const path = '"/usr/lib/python3.12/site-packages/flask/app.py"'
    const behind = [
      ', line 118, in run',
      ', line 4111111111111111, in x',
      ', line , in x',
      ', line 12, on',
      ', password q7Zk2Xw9Rb4T',
    ]
    for (let round = 0; round < 3; round++)
      for (const rest of behind)
        for (const last of ['', ' password=q7Zk2Xw9Rb4T', '\npassword: q7Zk2Xw9Rb4T']) {
          const text = `trace\n  File ${path}${rest}${last}`
          expect(found(text, withSieve)).toEqual(found(text, without))
        }
  })

  it('reads one frame after the other, and looks at what no other frame had', () => {
    const names = [
      'run',
      '<module>',
      '_execute_context',
      'handle_2fa',
      '4111111111111111',
      `AKIA${'Q7ZK2XW9RB4TN6LP'}`,
      `x_AKIA${'Q7ZK2XW9RB4TN6LP'}`,
      'password q7Zk2Xw9Rb4T',
      'naïve用户',
      'ann@example.com',
      '"',
      '',
    ]
    const codes = ['    return func(*args)', '    password = "q7Zk2Xw9Rb4T"', 'user,password,email', '']
    const frame = fc
      .tuple(
        fc.constantFrom('/srv/a.py', '/usr/lib/python3/site.py', '/srv/用户.py', 'password'),
        fc.constantFrom(...names),
      )
      .map(([path, name]) => `  File "${path}", line ${path.length}, in ${name}`)
    const calls = [
      'a.b.Orders.find(Orders.java',
      'Object.run (/srv/app.js',
      'a.token (password',
      'x(fe80',
      'naïve (用户',
    ]
    const places = [
      '118)',
      '10:5)',
      '00493012345678)',
      '4111111111111111)',
      '12:q7Zk2Xw9Rb4T)',
      '7) password=q7Zk2Xw9Rb4T',
    ]
    const called = fc
      .tuple(
        fc.constantFrom('\tat ', '    at ', '   at '),
        fc.constantFrom(...calls),
        fc.constantFrom(...places),
      )
      .map(([lead, call, place]) => `${lead}${call}:${place}`)
    const trace = fc.array(fc.oneof(frame, called, fc.constantFrom(...codes)), { maxLength: 9 })
    fc.assert(
      fc.property(trace, (lines) => {
        const text = `Traceback (most recent call last):\n${lines.join('\n')}\nValueError: 1`
        expect(found(text, withSieve)).toEqual(found(text, without))
      }),
      { seed: 1, numRuns: 1_000 },
    )
  })

  it('does not take a line for a string, nor a string for a line', () => {
    const contents = [
      ': correct horse battery',
      ' = S3cr3tV4lue and more',
      'dbpass\tS3cr3tV4lue99',
      'apikey_x\tq7Zk2Xw9Rb4T',
      ', S3cr3tV4lue is it',
    ]
    const frames = [
      (text: string) => `one more line\n${text}\nand two\n${text}\nthree`,
      (text: string) => `said "${text}" and "${text}" again`,
      (text: string) => `x" "password"${text}" was ("password"${text}" there`,
      (text: string) => `a\nb\nc\nd\n${text}\ne\nf`,
    ]
    for (let round = 0; round < 3; round++)
      for (const frame of [...frames, ...frames.toReversed()])
        for (const text of contents.map(frame)) expect(found(text, withSieve)).toEqual(found(text, without))
  })

  it('follows the scanner where a quote around an object stands behind an escape, or in what was found', () => {
    const secret = `["password","${'hunter2' + 'xyz'}"]`
    for (const text of [
      `{ \\"id":"{"a":1}",'card":[4111${'111111111111'}, 1717200000117],"url":{}}`,
      `{"key":1e5, \\"level":a=b, "x":{"name":"{"a":1}", "method":${secret}, "b":None}, "password":"512"}`,
      `{\n"key":  false,"password":  "{"a":1}",\\"a":  1e5,"x":  "password",\\"method":  ${secret}}`,
    ])
      expect(found(text, withSieve)).toEqual(found(text, without))
  })

  it('has room for a text that is longer than those before', () => {
    const long = `${'x '.repeat(300_000)}password=Tr0ub4dor&3 ${'y "z" '.repeat(60_000)}`
    expect(found(long, withSieve)).toEqual([
      { detector: 'password', start: 600_009, end: 600_020, quote: '' },
    ])
    expect(found(lines[0]!, withSieve)).toEqual([])
  })

  it('keeps the stops of a text while it is asked about one inside it', () => {
    const inner = JSON.stringify({ note: 'x'.repeat(70_000), password: 'Xk29fh3kd8' })
    const text = JSON.stringify({ body: inner, token: 'q7Zk2Xw9Rb4Tn6Lp', after: { secret: 'a8Fk39dkW0' } })
    expect(found(text, withSieve)).toEqual(found(text, without))
    expect(found(text, withSieve).map(({ detector }) => detector)).toEqual(['password', 'token', 'secret'])
  })
})

it.each([
  'time=2024-06-01T10:00:00Z level=info msg="Request completed" path=/api/v1/users status=200 duration=12ms',
  '{"level":30,"req":{"method":"GET","url":"/health","remotePort":51186},"msg":"done","trace":"0f3a9c12-6931-4571"}',
])('a line without a secret needs no stop once its names are known: %s', (line) => {
  scanText(line, withSieve)
  const { mark } = withSieve.sieve
  expect(withSieve.sieve.list(line)).toBe(0)
  withSieve.sieve.release(mark)
})

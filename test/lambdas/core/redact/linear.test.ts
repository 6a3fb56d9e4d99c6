import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

const pieces = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  '\n',
  '密',
  'a@',
  '@a.',
  'a@b.',
  'password=',
  'password="',
  "password='",
  '"password":"',
  '"password":{',
  'password: ',
  'password is:  ',
  'the token is:  ',
  'auth=("a", "',
  'okta.NewClient("a',
  '"okta":{"key":"',
  'okta:\n key: ',
  'var token string = "',
  '{"secret":{"name":"a-',
  'name="token" a="b">  <value>  ',
  'sentinel auth-pass a ',
  'sig=',
  'sig=,',
  'token=)',
  'secret("',
  '("password",',
  '""password"": ""',
  '""password"":""x',
  '"x" == ',
  '"\\"',
  '\\"',
  '\\\\',
  '\\n',
  '\\u005c',
  '{"a":"',
  '{"a":"\\"',
  '-----BEGIN PRIVATE KEY-----',
  '"-----BEGIN PRIVATE KEY-----{',
  'Bearer ',
  'Basic ',
  'Authorization: ',
  'authorization=Digest ',
  'Cookie: ',
  'Cookie: a=b;',
  'Cookie: \n',
  '://',
  '://a:',
  'http://a:b',
  'eyJ',
  'eyJhbGciOiJIUzI1NiJ9.',
  'xoxb-',
  'sk-',
  '1.',
  '1.2.3.',
  '1:',
  '::',
  'fe80:',
  '1234 ',
  '4111 1111 ',
  '123-',
  '+1 ',
  '+12345678',
  '(415) ',
  '%22',
  '&quot;',
  '<password>',
  '<a',
  '--password ',
  'mysql -p',
  'Card number: ',
  'name="password" ',
  'DE89 3704 ',
  '[REDACTED:',
  'token is ',
  'key ',
  'address=a ',
  'authorization:[',
  'a:b@',
  'http://a:b/',
  '\u001b[33m',
  '[33m',
  '\\033[33m',
  '%0A',
  'name="token"\r\n\r\n',
  'a,password\n',
  '| password |',
  '<key>password</key>',
  '<password>a',
  '<password><![CDATA[',
  'password -> ',
  'password→',
  'password\t',
  '"password" ',
  'API_KEY "',
  '{password, ',
  'password: |\n  a\n',
  'password=Some(',
  '{"value":"a","name":"password"}',
  '-----END PRIVATE KEY-----',
  'QmFzZTY0QmFzZTY0QmFzZTY0QmFzZTY0QmFzZTY0QmFzZTY0\n-----END PRIVATE KEY-----\n',
  'address: 1 Main St, Apt 2, ',
  'ES12 ',
  '\u001b[',
  '\\e[',
  'password=<',
  'token=Some(',
  'password=? ',
  '-u a -p ',
  '(token)=(',
  '(token)=(a)',
  'otp = "a" -> "b"',
  '\\\\"password\\\\":\\\\"a',
  'b=c+pin+4821',
  'name: A B, address: ',
  "password: changed '",
  '\tx=AUTH\t1\tPLAIN\t',
  'PID|1|a^b|',
  'insert into t (password) values (?) ',
  'token=${',
  'name: password\nvalue: ',
  'phone=',
  'rfc=',
  '?key=',
  'KEY=',
  'dob=1',
  'Digest ',
  'eyJ_',
  'Bearer eyJ_',
  'a→',
  '0049 ',
  'key: ',
  'password: x1 ',
  'password for x: ',
  '"name":"password"',
  '{"a":"b","name":"password",',
  'token=\u3000',
  "password='<",
  'x_eyJhbGci_',
  '#,Mrn',
  '"kty":"x",',
  '[REDACTED:secret_access_key[==#',
  '$password=',
  "--password',",
  ',-ua://',
  'address: |\n address: |\n  ',
  'password|a\n',
  'DNI=',
]

/** The best of three, in milliseconds of the processor: other work on the machine does not count. */
function timeOf(text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage()
    redact(text)
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

/** Four times the text takes four times as long, some 20 to 50 ms here, or sixteen times when it is quadratic. */
describe('time grows with the text, whatever it repeats', () => {
  it.each(pieces.map((piece) => [JSON.stringify(piece), piece]))('%s', (_, piece) => {
    const short = timeOf(piece.repeat(Math.ceil(60_000 / piece.length)))
    const long = timeOf(piece.repeat(Math.ceil(240_000 / piece.length)))
    expect(long).toBeLessThan(Math.max(400, short * 10))
  })

  it.each(['engangskode', 'echo', 'password', 'token', 'passport', 'password:', 'Authorization:'])(
    '%s and many blanks',
    (word) => {
      const short = timeOf(word + ' '.repeat(10_000))
      const long = timeOf(word + ' '.repeat(40_000))
      expect(long).toBeLessThan(Math.max(200, short * 10))
    },
  )

  /** What is looked for stands far behind, or nowhere: once for all beginnings. */
  it.each<[string, (size: number) => string]>([
    [
      'keys without an end, but the last',
      (size) => `${'"-----BEGIN PRIVATE KEY-----" '.repeat(size / 30)}-----END PRIVATE KEY-----`,
    ],
    ['brackets behind many keys', (size) => 'ssn=@'.repeat(size / 10) + ')'.repeat(size / 2)],
    [
      'blocks, each deeper than the one before',
      (size) =>
        Array.from({ length: Math.sqrt(2 * size) }, (_, i) => `address: |\n${' '.repeat(i)}`).join(''),
    ],
    ['options before one long argument', (size) => "--secret',".repeat(size / 20) + 'a.b'.repeat(size / 6)],
    [
      'names that come once',
      (size) => Array.from({ length: size / 8 }, (_, i) => `"k${i.toString(36)}":1,`).join(''),
    ],
  ])('%s', (_, make) => {
    const short = timeOf(make(60_000))
    const long = timeOf(make(240_000))
    expect(long).toBeLessThan(Math.max(200, short * 10))
  })

  it('JSON in strings in JSON, as deep as it goes', () => {
    let text = '{"password":"hunter2"}'
    while (text.length < 200_000) text = JSON.stringify({ a: text })
    const started = performance.now()
    const out = redact(text)
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(out).not.toContain('hunter2')
    expect(() => JSON.parse(out)).not.toThrow()
  })
})

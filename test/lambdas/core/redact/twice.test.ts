import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact, redactorWith } from './support/redactors.ts'
import { formSamples } from './support/samples.ts'

const password = 'Tr0ub4' + 'dor&3x'
const begin = `-----BEGIN ${'PRIVATE'} KEY-----`

describe('what reads in another way beside a mask is found the first time', () => {
  it.each([
    ['a quote that goes with a key', `{"m":"db27.1:6] "AUTH" "${password}"legt","kennwort":"${password}"}`],
    ['a sentence that held a number', JSON.stringify({ password: `CPF 111.444.${'777-35'} inválido` })],
    [
      'a word before a command',
      `validation failed: password: Path \`passwor.ana@example.com id=1\` is required.`,
    ],
    ['a number behind a value', `level=info api_key=NZTM1YgASiMndrift +48211${'734900'} nsOEJnb svc=billing`],
    ['a value in which two were found', `:password => '4kites1234aded key ${begin}\nMIIEv8K9+cS',`],
    ['braces around a value', `Server=db;UID=app;PWD={${password}};Encrypt=yes`],
    ['braces and more behind them', `AWS_REGION=eu;UID=app;PWD={${password}};-west-1`],
    [
      'an argument that held an address',
      `c = new NetworkCredential("nu@example.cassword: !Ref 'Mas", "${password}");`,
    ],
  ])('%s', (_, text) => {
    const out = redact(text)
    expect(redact(out)).toBe(out)
  })

  it('and is counted once, where it stands in the text itself', () => {
    const said = `CPF 111.444.${'777-35'} inválido`
    const text = JSON.stringify({ to: 'ana@example.com', password: said, n: 1 })
    const redactor = redactorWith()
    expect(redactor.redact(text).counts).toEqual({ email: 1, password: 1 })
    expect(redactor.explain(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'ana@example.com',
      said,
    ])
  })
})

describe('JSON stays JSON', () => {
  it.each([
    [
      'a sentence that goes on behind its string',
      { a: 'Copy root password from host', b: 'SSH to ana@2a02:6b8::a' },
    ],
    ['a command in brackets', { a: "state ('AUTH',", b: 'x1y2z3' }],
    ['a comparison that begins with a string', { level: ' != passwd) {info', b: { c: 1 } }],
    ['a name whose value is a name', { name: 'DB_PASS', 'value: 7859.84 Gb (95%)': 'yxzqRR6kU7JYkXfo' }],
  ])('%s', (_, value) => {
    const out: unknown = JSON.parse(redact(JSON.stringify(value)))
    expect(Object.keys(out as object)).toEqual(Object.keys(value))
  })

  it('and a list of arguments is read from one string to the next', () => {
    expect(redact('{"argv":["mysqladmin","-u","root","password","starwars"]}')).toBe(
      '{"argv":["mysqladmin","-u","root","password","[REDACTED:password]"]}',
    )
  })
})

it('a mask holds nothing that could be found', () => {
  const { redact: run } = redactorWith({
    detectors: { phone: 'last4', email: 'hash' },
    patterns: [
      { name: 'shout', pattern: 'REDAC[A-Z]+', action: 'mask' },
      { name: 'code', pattern: '[a-f]{1,3}[0-9]+', action: 'hash' },
      { name: 'tail', pattern: '[a-z]{2,9}\\] ?[a-z]', action: 'mask' },
    ],
  })
  for (const text of [
    `OTP for +1500555${'0006'} omitted: 993412`,
    'ana@example.com wrote ab12',
    '[x] a, REDACTION',
  ])
    expect(run(run(text).text).text).toBe(run(text).text)
  expect(run('REDACTION of ab12').counts).toEqual({ shout: 1, code: 1 })
})

const samples = formSamples.map(({ value }) => value)
const splice = fc
  .tuple(fc.constantFrom(...samples), fc.constantFrom(...samples), fc.nat(200), fc.nat(200), fc.nat(80))
  .map(([x, y, p, q, size]) => x.slice(0, p) + y.slice(q % (y.length + 1)).slice(0, size) + x.slice(p))

it.each([
  ['masks', {}],
  [
    'every action',
    {
      detectors: { email: 'hash', payment_card: 'last4', phone: 'last4', password: 'hash' },
      keys: { mask: ['name'], hash: ['user_id'], drop: ['secret', 'card'], keep: ['token'] },
      patterns: [{ name: 'employee', pattern: '[a-z]{1,3}[0-9]+', action: 'hash' }],
    },
  ],
] as const)('redacting twice is redacting once, whatever is spliced: %s', (_, config) => {
  const { redact: run } = redactorWith(config as Parameters<typeof redactorWith>[0])
  fc.assert(
    fc.property(splice, splice, (one, other) => {
      for (const text of [
        one,
        `${one}\n${other}`,
        JSON.stringify({ a: one, password: other.slice(0, 40) }),
      ]) {
        const out = run(text).text
        expect(run(out).text).toBe(out)
      }
    }),
    { seed: 6, numRuns: 3000 },
  )
})

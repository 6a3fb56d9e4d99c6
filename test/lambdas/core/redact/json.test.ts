import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redact, redactorWith } from './support/redactors.ts'
import { formSamples } from './support/samples.ts'

const name = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    'password',
    'token',
    'ssn',
    'cvv',
    'user_id',
    'api_key',
    'cookie',
    'Authorization',
    'name',
    'value',
    'address',
    'card',
    'phone',
    'secret',
  ),
)
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(...formSamples.map(({ value }) => value)),
  fc.constantFrom(
    'password=x1y2z3; a="b\\"',
    'C:\\temp\\new',
    '{"password":"x\\"y"}',
    "it's",
    '%7B%22password%22%3A%22x%22%7D',
    '\\',
    '"',
    '\\"',
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(4111111111111111, 536228726, 123, 5500005555555559),
  fc.boolean(),
  fc.constant(null),
)
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
    tie('value').map((inner) => JSON.stringify(inner)),
  ),
}))

/** The same with every leaf replaced: what must not change. */
const shape = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shape)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [redact(key) === key ? key : 'masked', shape(inner)]),
        )
      : 'leaf'

it('JSON stays JSON of the same shape, and redacting twice is redacting once', () => {
  fc.assert(
    fc.property(
      json.map((value) => [value]),
      fc.constantFrom(0, 2),
      (value, indent) => {
        const out = redact(JSON.stringify(value, null, indent))
        const parsed: unknown = JSON.parse(out)
        expect(Object.keys((shape(parsed) as object) ?? {}).length).toBe(
          Object.keys((shape(value) as object) ?? {}).length,
        )
        expect(redact(out)).toBe(out)
      },
    ),
    { seed: 1, numRuns: 3000 },
  )
})

it('JSON stays JSON whatever the action', () => {
  const { redact: run } = redactorWith({
    detectors: { email: 'hash', payment_card: 'last4', ipv4: 'off', phone: 'last4' },
    keys: { mask: ['name'], hash: ['user_id'], drop: ['secret', 'card'], keep: ['token'] },
    patterns: [{ name: 'employee', pattern: '[a-z]{1,3}[0-9]+', action: 'hash' }],
  })
  fc.assert(
    fc.property(
      json.map((value) => [value]),
      (value) => {
        const out = run(JSON.stringify(value)).text
        expect(() => JSON.parse(out)).not.toThrow()
      },
    ),
    { seed: 2, numRuns: 2000 },
  )
})

it('no text makes it throw, and redacting twice is redacting once', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(...formSamples.map(({ value }) => value)),
    fc.constantFrom(
      'password=',
      '"password":"',
      "'token': '",
      'Authorization: ',
      'Cookie: a=',
      '://u:p',
      '@',
      '"',
      "'",
      '\\',
      '\\"',
      '\\n',
      '%22',
      '&quot;',
      '[REDACTED:',
      '[REDACTED:email]',
      '-----BEGIN PRIVATE KEY-----',
      '<password>',
      '{',
      '}',
      '[',
      ']',
      ': ',
      '=',
      '\n',
      ' ',
      ',',
      '-u ',
      '--password ',
      '(',
      '\\u0022',
      '&',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const out = redact(pieces.join(''))
      expect(redact(out)).toBe(out)
    }),
    { seed: 3, numRuns: 5000 },
  )
})

it('text without secrets comes back as the same string, and is counted as nothing', () => {
  const text = '{"level":"info","msg":"request completed","status":200}'
  const { text: out, counts } = redactorWith().redact(text)
  expect(Object.is(out, text)).toBe(true)
  expect(counts).toEqual({})
})

import { expect, it } from 'vitest'
import { redact } from './support/redactors.ts'
import { formSamples } from './support/samples.ts'

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Which detectors' values can still be read, or are not steady, after `embed`. */
const leaks = (embed: (value: string) => string): string[] =>
  formSamples
    .filter(({ value, secret }) => {
      const out = redact(embed(value))
      return out.includes(secret) || out.includes(escaped(secret)) || redact(out) !== out
    })
    .map(({ detector, value }) => `${detector}: ${value}`)

it.each<[string, (value: string) => string]>([
  ['by the escape character', (value) => `note \u001b[1;33m${value}\u001b[0m end`],
  ['by an escape in JSON', (value) => JSON.stringify({ m: `\u001b[33m${value}\u001b[0m` })],
  ['by a written escape', (value) => `note \\x1b[33m${escaped(value)}\\x1b[0m`],
  ['by an octal escape', (value) => `note \\033[33m${escaped(value)}\\033[0m`],
  ['without the escape character', (value) => `note [33m${value}[0m`],
  ['as syslog writes it', (value) => `note #033[33m${value}#033[0m end`],
])('any secret is found when it is coloured %s', (_, embed) => {
  expect(leaks(embed)).toEqual([])
})

it.each(['%0A', '%0D%0A', '%09', '%20', '%22', '%3D'])('any secret is found after %s', (before) => {
  const possible = formSamples.filter(({ value }) => !/[\s&#%+]/.test(value))
  for (const { value, secret } of possible)
    expect(redact(`GET /a?note=${before}${value}`)).not.toContain(secret)
})

it.each([
  'pwd\u001b[0m=\u001b[33mq7Zk2Xw9\u001b[0m',
  '\u001b[36m"password"\u001b[0m: \u001b[32m"q7Zk2Xw9"\u001b[0m',
  '\u001b[36mpassword\u001b[0m: q7Zk2Xw9',
  `'a\\npassword="q7Zk2Xw9" b'`,
  `'a\\tb\\r\\npassword="q7Zk2Xw9" b'`,
  `say \\"hi\\" password="q7Zk2Xw9"`,
  `a\\/b password="q7Zk2Xw9"`,
  `\\x22password="q7Zk2Xw9"`,
  `a\\u0026password="q7Zk2Xw9"`,
  `{'a': 'x\\ny', 'password': "q7Zk2Xw9"}`,
])('a password is found behind colours and escapes: %j', (text) => {
  const out = redact(text)
  expect(out).not.toContain('q7Zk2Xw9')
  expect(redact(out)).toBe(out)
})

it('colours stay where they were', () => {
  expect(redact('\u001b[31mfrom\u001b[0m \u001b[1mana@example.com\u001b[22m, and [5m] too')).toBe(
    '\u001b[31mfrom\u001b[0m \u001b[1m[REDACTED:email]\u001b[22m, and [5m] too',
  )
})

import { describe, expect, it } from 'vitest'
import { redact } from './support/redactors.ts'

/** Base64 as a key's lines have it, from a fixed sequence. */
function lineOf(length: number, seed: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  let state = seed
  let line = ''
  while (line.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    line += alphabet[(state >> 12) & 63]
  }
  return line
}

const lines = [lineOf(64, 1), lineOf(64, 2), `${lineOf(30, 3)}==`]
const end = `-----END ${'RSA PRIVATE'} KEY-----`

describe('a key whose beginning another event had is redacted', () => {
  it.each([
    [...lines, end].join('\n'),
    [...lines, end].join('\r\n'),
    `${lines[0]!.slice(20)}\n${lines[1]}\n${lines[2]}\n${end}\nnext line`,
    JSON.stringify({ log: [...lines, end, ''].join('\n'), stream: 'stdout' }),
    `key tail: ${[...lines, end].join('\\n')}`,
  ])('%j', (text) => {
    const out = redact(text)
    for (const line of lines) expect(out).not.toContain(line.slice(-12))
    expect(out).not.toContain(lines[1]!.slice(0, 12))
    expect(redact(out)).toBe(out)
  })
})

it.each([64, 70, 76])('a lonely line of %i characters of base64 is a piece of a key', (length) => {
  expect(redact(lineOf(length, 7))).toBe('[REDACTED:private_key]')
  expect(redact(`${lineOf(length, 7)}\n${lineOf(length, 8)}\n`)).toBe('[REDACTED:private_key]\n')
})

it.each([
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  `sha256 ${lineOf(64, 7)}`,
  lineOf(65, 7),
  `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----`,
])('what is no piece of a private key stays: %j', (text) => {
  expect(redact(text)).toBe(text)
})

const marked = (what: string): string => `-----${what} ${'RSA PRIVATE'} KEY-----`

it.each([
  `["${[marked('BEGIN'), ...lines, marked('END')].join('", "')}"]`,
  JSON.stringify({ pem: [marked('BEGIN'), ...lines, marked('END')], name: 'shop' }),
  `"${[marked('BEGIN'), ...lines, marked('END')].join('\\n" +\n  "')}\\n"`,
])('lines that are strings of their own are redacted: %j', (text) => {
  const out = redact(text)
  for (const line of lines) expect(out).not.toContain(line.slice(0, 12))
  expect(redact(out)).toBe(out)
})

it.each([
  `it must begin with "${marked('BEGIN')}" and end with "${marked('END')}"`,
  `expected ${marked('BEGIN')} but found a certificate`,
])('a marker that is only spoken of is left: %s', (text) => {
  expect(redact(text)).toBe(text)
})

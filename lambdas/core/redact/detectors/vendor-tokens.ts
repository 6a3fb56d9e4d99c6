import { ALNUM, BASE64, DIGIT, is, skip } from '../chars.ts'
import { isRandom } from '../generated.ts'
import type { Scan } from '../scan.ts'
import { linkShapes } from './mailed-links.ts'
import { passwordHashShapes } from './password-hash.ts'
import { privateKeyShapes } from './private-key.ts'
import { matchShape, minimumOf, prefixOf, readShape, type Shape } from './shape.ts'
import { vendorTokens } from './vendor-table.ts'

interface Candidate {
  readonly name: string
  readonly shape: Shape
  /** Prefixes of one or two characters are common: what follows must hold digits. */
  readonly isWeak: boolean
  /** The third and the fourth character of the prefix; -1 when it is shorter. */
  readonly third: number
  readonly fourth: number
}

const forms = [
  ...vendorTokens,
  { name: 'password_hash', shapes: passwordHashShapes },
  { name: 'private_key', shapes: privateKeyShapes },
  { name: 'token', shapes: linkShapes },
]

const codeAt = (prefix: string, index: number): number =>
  index < prefix.length ? prefix.charCodeAt(index) : -1

const candidates = forms.flatMap(({ name, shapes }) =>
  shapes.map((text) => {
    const shape = readShape(text)
    const prefix = prefixOf(shape)
    const isWeak = prefix.length < 3 && minimumOf(shape) < 32
    return { name, shape, isWeak, third: codeAt(prefix, 2), fourth: codeAt(prefix, 3) }
  }),
)

/** Candidates by their first two characters. */
const byPair: (Candidate[] | undefined)[] = new Array(128 * 128).fill(undefined)
for (const candidate of candidates) {
  const prefix = prefixOf(candidate.shape)
  if (prefix.length < 2) continue
  const pair = (prefix.charCodeAt(0) << 7) | prefix.charCodeAt(1)
  const list = byPair[pair]
  if (list === undefined) byPair[pair] = [candidate]
  else list.push(candidate)
}

const inner = candidates.filter(({ shape }) => prefixOf(shape) === '')

/** With what tokens begin: the scanner's first question at each word. */
export const tokenPrefixes: readonly string[] = candidates
  .map(({ shape }) => prefixOf(shape))
  .filter((prefix) => prefix.length > 1)

/** What follows a token's prefix: at least so many characters of a class. */
export interface Tail {
  readonly table: Uint8Array
  readonly min: number
}

const byPrefix = Map.groupBy(candidates, ({ shape }) => prefixOf(shape))

/** What may follow this prefix, in each of the forms that begin with it; undefined when one of them is nothing else. */
export function tailsOf(prefix: string): readonly Tail[] | undefined {
  const parts = byPrefix.get(prefix)?.map(({ shape }) => shape[1])
  return parts?.every((part) => part !== undefined) ? parts : undefined
}

/** At the beginning of a word whose first two characters are a token's. */
export function findVendorToken(scan: Scan, start: number): number {
  const { text } = scan
  const list = byPair[(text.charCodeAt(start) << 7) | text.charCodeAt(start + 1)]
  if (list === undefined) return start
  const third = text.charCodeAt(start + 2)
  const fourth = text.charCodeAt(start + 3)
  for (const candidate of list) {
    if (candidate.third >= 0 && candidate.third !== third) continue
    if (candidate.fourth >= 0 && candidate.fourth !== fourth) continue
    const done = tryCandidate(scan, candidate, start)
    if (done !== start) return candidate.name === 'aws_access_key_id' ? secretBeside(scan, done) : done
  }
  return start
}

/** Tokens that are known by what stands in their middle: tried at words of at least 6 characters that end at `.`, `-`, `_` or `~`. */
export function findInnerToken(scan: Scan, start: number): number {
  for (const candidate of inner) {
    const done = tryCandidate(scan, candidate, start)
    if (done !== start) return done
  }
  return start
}

function tryCandidate(scan: Scan, { name, shape, isWeak }: Candidate, start: number): number {
  const { text } = scan
  let end = matchShape(shape, text, start)
  if (end < 0 || (is(text, end, ALNUM) && is(text, end - 1, ALNUM))) return start
  while (end > start && (text.charCodeAt(end - 1) === 46 || text.charCodeAt(end - 1) === 45)) end--
  if (isWeak && digitsIn(text, start, end) < 2) return start
  const from = name === 'token' ? text.lastIndexOf('/', end - 1) + 1 : start
  if (name === 'token' && !isOfLink(text.slice(from, end))) return start
  return Math.max(start, scan.add(name, from, end))
}

/** Hex digits, or letters of both cases and digits. */
const isOfLink = (token: string): boolean =>
  /^(?:[0-9a-z]{3,7}-)?[0-9a-fA-F]{32,}$/.test(token) ||
  (/[a-z]/.test(token) && /[A-Z]/.test(token) && isRandom(token))

function digitsIn(text: string, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (is(text, i, DIGIT)) count++
  return count
}

/** Forty characters of base64 that follow an access key id within a few characters are its secret. What stands between is scanned too. */
function secretBeside(scan: Scan, keyEnd: number): number {
  const { text } = scan
  let i = keyEnd
  while (i < keyEnd + 48 && i < text.length) {
    if (!is(text, i, BASE64)) {
      i++
      continue
    }
    const end = skip(text, i, BASE64, i + 64)
    if (i === keyEnd && end - i === 41 && isBehindSlash(text.slice(i, end))) i++
    if (end - i === 40 && digitsIn(text, i, end) > 0) {
      const between = text.slice(keyEnd, i)
      const isPair = /^["']\s*,\s*["']$/.test(between) && !/^[0-9a-f]+$/.test(text.slice(i, end))
      if (scan.inString || !between.includes('"') || isPair) scan.addLater('aws_secret_access_key', i, end)
      return keyEnd
    }
    i = end + 1
  }
  return keyEnd
}

/** `AKIA…/x`: the slash is not of the secret. */
const isBehindSlash = (text: string): boolean =>
  text.startsWith('/') && /[a-z]/.test(text) && /[A-Z]/.test(text)

/** `<8 to 10 digits>:AA…`: a Telegram bot's token without the word bot before it. [start, end) are the digits. */
export function findTelegramToken(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (!text.startsWith(':AA', end)) return start
  const tokenEnd = matchShape(telegram, text, end)
  return tokenEnd < 0 || is(text, tokenEnd, ALNUM) ? start : scan.add('telegram_token', start, tokenEnd)
}

const telegram = readShape(':AA<b64u:33>')

/**
 * One pass over the characters. A table says for each character whether it can be the beginning, the middle or the
 * separator of something secret; only there is a verifier asked. Everything else is stepped over.
 */

import { findCall, findComparison, findTuple } from './carriers/calls.ts'
import { findFlag } from './carriers/command-line.ts'
import { findKeyValue } from './carriers/key-value.ts'
import { findConnectionPassword, findUserinfo } from './carriers/url.ts'
import { isQuote } from './carriers/values.ts'
import { entityAt, entityView, percentView, unescapeView, type View } from './carriers/views.ts'
import { findWords, wordPairs } from './carriers/words.ts'
import { findElement } from './carriers/xml.ts'
import { ALNUM, DIGIT, HEX, is } from './chars.ts'
import { findEmail } from './detectors/email.ts'
import { findIban } from './detectors/iban.ts'
import { findIpv4, findIpv6 } from './detectors/ip-address.ts'
import { findJwt } from './detectors/jwt.ts'
import { findDigitId, findLetterId, findSpacedNino } from './detectors/national-id.ts'
import { findGroupedCard, findPlainCard } from './detectors/payment-card.ts'
import { findInternational, findNorthAmerican } from './detectors/phone.ts'
import { findPrivateKey } from './detectors/private-key.ts'
import { findSsn } from './detectors/social-security.ts'
import { findInnerToken, findTelegramToken, findVendorToken, tokenPairs } from './detectors/vendor-tokens.ts'
import { type Found, merge } from './found.ts'
import { maskEnd } from './masks.ts'
import type { Policy } from './policy.ts'
import { Scan } from './scan.ts'

const SKIP = 0
const LETTER = 1
const NUMBER = 2
const QUOTE = 3
const BACKSLASH = 4
const COLON = 5
const EQUALS = 6
const AT = 7
const PERCENT = 8
const DASH = 9
const PLUS = 10
const BRACKET = 11
const NEWLINE = 12
// 13: ampersand
const PARENTHESIS = 14
const COMMA = 15
const GREATER = 16

const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  if (/[A-Za-z]/.test(char)) return LETTER
  if (/[0-9]/.test(char)) return NUMBER
  const at = '"\\:=@%-+[\n&(,>'.indexOf(char)
  return at < 0 ? SKIP : at + QUOTE
})

/** Words that begin with one of these pairs are looked at; `eyJ` begins every JSON web token. */
const isCandidate = Uint8Array.from(tokenPairs, (token, pair) =>
  token || wordPairs[pair] || pair === ((101 << 7) | 121) ? 1 : 0,
)

/** Layers of encoding that are taken off. What has more is hidden on purpose, and goes as a whole. */
const MAX_DEPTH = 8

/** Everything secret in `text`, in order, without overlaps. */
export function scanText(text: string, policy: Policy, depth = 0): Found[] {
  const scan = new Scan(text, policy, depth)
  run(scan)
  return merge(scan.found)
}

function run(scan: Scan): void {
  const { text } = scan
  const { length } = text
  let i = 0
  while (i < length) {
    const code = text.charCodeAt(i)
    const kind = code < 128 ? KIND[code] : code === 0xff1a || code === 0xff1d ? EQUALS : SKIP
    if (kind === SKIP) i++
    else if (kind === LETTER) i = atWord(scan, i, code)
    else if (kind === NUMBER) i = atNumber(scan, i)
    else if (kind === QUOTE) {
      scan.inString = !scan.inString
      if (scan.inString) scan.stringStart = i + 1
      i++
    } else i = atSign(scan, i, kind!)
  }
}

function atWord(scan: Scan, start: number, first: number): number {
  const { text } = scan
  const second = text.charCodeAt(start + 1)
  if (second < 128) {
    if (isCandidate[(first << 7) | second] === 1) {
      const done = verifyWord(scan, start)
      if (done > start) return settle(scan, done)
    }
    if (
      first <= 90 &&
      second <= 90 &&
      second >= 65 &&
      is(text, start + 2, DIGIT) &&
      is(text, start + 3, DIGIT)
    ) {
      const done = findIban(scan, start)
      if (done > start) return settle(scan, done)
    }
  }
  return first <= 90 ? capitalEnd(scan, start, second) : wordEnd(scan, start, start + 1)
}

/** Words of capitals and digits may be identity numbers. */
function capitalEnd(scan: Scan, start: number, second: number): number {
  const end = wordEnd(scan, start, start + 1)
  const length = end - start
  if (length === 2 && second <= 90)
    return scan.text.charCodeAt(end) === 32 && is(scan.text, end + 1, DIGIT)
      ? advance(scan, end - 1, findSpacedNino(scan, start))
      : end
  if (length < 7 || length > 18 || second > 90 || !hasDigitEnd(scan.text, start, end)) return end
  const done = findLetterId(scan, start, end)
  return done > start ? settle(scan, done) : end
}

/** Every such number has a digit among its last three characters. */
const hasDigitEnd = (text: string, start: number, end: number): boolean =>
  is(text, end - 1, DIGIT) || is(text, end - 2, DIGIT) || is(text, end - 3, DIGIT) || start === end

/** Steps over a word; long ones may be part of a token that is known by its middle. */
function wordEnd(scan: Scan, start: number, from: number): number {
  const { text } = scan
  let i = from
  let code = text.charCodeAt(i)
  while (code < 128 && ALNUM[code] === 1) code = text.charCodeAt(++i)
  const length = i - start
  if (isInnerLength(length, code)) {
    const done = findInnerToken(scan, start)
    if (done > start) return settle(scan, done)
  }
  return i
}

const isInnerLength = (length: number, next: number): boolean =>
  (length >= 24 && length <= 28 && next === 46) ||
  (length === 32 && next === 45) ||
  (length === 14 && next === 46) ||
  (length === 6 && next === 95) ||
  (length === 5 && next === 126) ||
  length === 84

function verifyWord(scan: Scan, start: number): number {
  const { text } = scan
  if (text.charCodeAt(start) === 101 && text.charCodeAt(start + 2) === 74) {
    const done = findJwt(scan, start)
    if (done > start) return done
  }
  const done = findVendorToken(scan, start)
  return done > start ? done : findWords(scan, start)
}

/** What was found is settled: the next search does not look back into it. */
const settle = (scan: Scan, index: number): number => {
  scan.floor = index
  return index
}

function atNumber(scan: Scan, start: number): number {
  const { text } = scan
  let end = start + 1
  while (is(text, end, DIGIT)) end++
  const length = end - start
  const next = text.charCodeAt(end)
  const done = verifyNumber(scan, start, end, length, next)
  if (done > start) return settle(scan, done)
  return next < 128 && ALNUM[next] === 1 ? longWord(scan, start, end) : end
}

/** A word that begins with digits. */
function longWord(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (isCandidate[(text.charCodeAt(start) << 7) | text.charCodeAt(start + 1)] === 1) {
    const done = findVendorToken(scan, start)
    if (done > start) return settle(scan, done)
  }
  return wordEnd(scan, start, end)
}

function verifyNumber(scan: Scan, start: number, end: number, length: number, next: number): number {
  if (length <= 3) {
    if (next === 46) return orId(scan, orPhone(scan, findIpv4(scan, start), start, length), start, end)
    if (next === 45)
      return length === 3
        ? orPhone(scan, findSsn(scan, start), start, length)
        : orPhone(scan, start, start, length)
    if (next === 32 && length === 3) return findNorthAmerican(scan, start)
    if (next === 47 && length === 1) return findVendorToken(scan, start)
    return start
  }
  if ((next === 32 || next === 45 || next === 46) && (length === 4 || length === 8 || length === 6))
    return orId(scan, findGroupedCard(scan, start, end), start, end)
  if (next === 124 && (length === 15 || length === 16)) return findInnerToken(scan, start)
  if (length >= 13 && length <= 19 && !is(scan.text, end, ALNUM))
    return orId(scan, findPlainCard(scan, start, end), start, end)
  if (length === 17 || ((length === 8 || length === 6) && next >= 65 && next <= 90))
    return findDigitId(scan, start, end)
  return length >= 8 && length <= 10 && next === 58 ? findTelegramToken(scan, start, end) : start
}

const orId = (scan: Scan, done: number, start: number, end: number): number =>
  done > start ? done : findDigitId(scan, start, end)

const orPhone = (scan: Scan, done: number, start: number, length: number): number =>
  done > start || length === 2 ? done : findNorthAmerican(scan, start)

function atSign(scan: Scan, at: number, kind: number): number {
  const { text } = scan
  if (kind === COLON) return atColon(scan, at)
  if (kind === EQUALS) return atEquals(scan, at)
  if (kind === AT) {
    const done = findEmail(scan, at, 1)
    return advance(scan, at, done > at ? done : findConnectionPassword(scan, at))
  }
  if (kind === COMMA)
    return isQuote(text.charCodeAt(at - 1)) ? advance(scan, at, findTuple(scan, at)) : at + 1
  if (kind === DASH) {
    if (text.charCodeAt(at + 1) === 45 && text.charCodeAt(at + 2) === 45) return atDashes(scan, at)
    return advance(scan, at, findFlag(scan, at))
  }
  if (kind === PLUS) return advance(scan, at, findInternational(scan, at))
  if (kind === BRACKET) return advance(scan, at, maskEnd(text, at))
  if (kind === PARENTHESIS) return atParenthesis(scan, at)
  if (kind === GREATER) return advance(scan, at, findElement(scan, at))
  if (kind === NEWLINE) {
    scan.inString = false
    return at + 1
  }
  return atEncoding(scan, at, kind)
}

function atEquals(scan: Scan, at: number): number {
  const done = findKeyValue(scan, at)
  if (done > at) return settle(scan, done)
  const isOperator = scan.text.charCodeAt(at + 1) === 61 || scan.text.charCodeAt(at - 1) === 33
  return isOperator ? advance(scan, at, findComparison(scan, at)) : at + 1
}

function atParenthesis(scan: Scan, at: number): number {
  const next = scan.text.charCodeAt(at + 1)
  if (next >= 50 && next <= 57) return advance(scan, at, findNorthAmerican(scan, at))
  return next === 34 || next === 39 || next === 32 || next === 96
    ? advance(scan, at, findCall(scan, at))
    : at + 1
}

/** A long row of dashes is stepped over in one go. */
function atDashes(scan: Scan, at: number): number {
  let end = at + 3
  while (scan.text.charCodeAt(end) === 45) end++
  for (const start of end - at >= 5 ? [end - 5, end - 4] : [end - 4]) {
    if (start < at) continue
    const done = findPrivateKey(scan, start)
    if (done > start) return settle(scan, done)
  }
  return end
}

function atColon(scan: Scan, at: number): number {
  const { text } = scan
  const next = text.charCodeAt(at + 1)
  if (next === 47 && text.charCodeAt(at + 2) === 47) return settle(scan, findUserinfo(scan, at))
  const before = text.charCodeAt(at - 1)
  if (next === 58 || (is(text, at + 1, HEX) && before < 128 && HEX[before] === 1)) {
    const done = findIpv6(scan, at)
    if (done > at) return settle(scan, done)
  }
  return next === 61 ? at + 1 : advance(scan, at, findKeyValue(scan, at))
}

const advance = (scan: Scan, at: number, done: number): number => (done > at ? settle(scan, done) : at + 1)

function atEncoding(scan: Scan, at: number, kind: number): number {
  if (kind === BACKSLASH) return atBackslash(scan, at)
  if (at < scan.viewedUntil) return at + 1
  if (kind === PERCENT) {
    if (is(scan.text, at + 1, HEX) && is(scan.text, at + 2, HEX)) lookInto(scan, at, percentView, '%22')
  } else if (entityAt(scan.text, at) !== undefined) lookInto(scan, at, entityView, '&quot;')
  return at + 1
}

/** Scans the run of characters around `at` with its encoding taken off. */
function lookInto(
  scan: Scan,
  at: number,
  decode: (text: string, start: number, end: number) => View | undefined,
  quote: string,
): void {
  const { text } = scan
  const limit = Math.max(scan.viewedUntil, at - 4096)
  let start = at
  while (start > limit && !isRunEnd(text.charCodeAt(start - 1))) start--
  let end = at
  while (end < text.length && !isRunEnd(text.charCodeAt(end))) end++
  scan.viewedUntil = end
  const view = decode(text, start, end)
  if (view !== undefined) adopt(scan, view, (inner) => inner.replaceAll('"', quote))
}

const isRunEnd = (code: number): boolean => code === 10 || code === 34 || code === 92

/**
 * A string with escapes is read again from its beginning with the escapes taken off; what was found in it so far is
 * forgotten. Outside strings the same is done up to the next quote or line feed.
 */
function atBackslash(scan: Scan, at: number): number {
  const { text } = scan
  const start = scan.inString ? scan.stringStart : regionStart(scan, at)
  const end = scan.inString ? closeOf(text, at) : regionEnd(text, at)
  const view = unescapeView(text, start, end)
  if (view === undefined) return scan.inString ? at + 1 : Math.max(at + 1, at)
  if (scan.inString) while (scan.found.length > 0 && scan.found.at(-1)!.start >= start) scan.found.pop()
  if (scan.depth >= MAX_DEPTH) scan.add('unprocessable', start, end)
  else adopt(scan, view, (inner) => inner.replace(/[\\"]/g, '\\$&'))
  return settle(scan, end)
}

const regionStart = (scan: Scan, at: number): number =>
  Math.max(scan.floor, scan.stringStart, scan.text.lastIndexOf('\n', at) + 1)

/** The closing quote of the string that `at` is inside. */
function closeOf(text: string, at: number): number {
  let i = at
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34) return i
    i++
  }
  return text.length
}

/** The next line feed, or quote without a backslash. */
function regionEnd(text: string, at: number): number {
  let i = at
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34 || code === 10) return i
    i++
  }
  return text.length
}

/** Takes over what is found in a view. */
function adopt(scan: Scan, view: View, encode: (quote: string) => string): void {
  for (const found of scanText(view.text, scan.policy, scan.depth + 1)) {
    found.start = view.map[found.start]!
    found.end = view.map[found.end]!
    found.quote = found.quote && encode(found.quote)
    scan.found.push(found)
  }
}

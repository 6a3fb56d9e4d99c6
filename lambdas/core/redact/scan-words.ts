/** What the scanner does at the first letter of a word. */
import { AFTER_WORD, findWords, spelledWords } from './carriers/words.ts'
import { ALNUM, DIGIT, is } from './chars.ts'
import { findIban } from './detectors/iban.ts'
import { findJwt } from './detectors/jwt.ts'
import { findLetterId, findSpacedNino } from './detectors/national-id.ts'
import { findPlainCard } from './detectors/payment-card.ts'
import { findInnerToken, findVendorToken, tokenPrefixes } from './detectors/vendor-tokens.ts'
import { addPrefix, mayBegin, newPrefixTable } from './prefixes.ts'
import type { Scan } from './scan.ts'
import { WordFilter } from './word-filter.ts'

const candidates = newPrefixTable()
/** `6$` of password hashes is asked about at its digit: prefixes of two characters fill the filter. */
for (const prefix of [...tokenPrefixes, 'eyJ']) if (!/^\d\$$/.test(prefix)) addPrefix(candidates, prefix)
for (const word of spelledWords)
  if (word.length > 3) addPrefix(candidates, word)
  else for (const after of AFTER_WORD) addPrefix(candidates, word + after)

/** The second filter for words. */
export const announcing = new WordFilter(spelledWords, AFTER_WORD)

/** Can the word that begins here be a token, or announce a secret? */
export const isCandidate = (text: string, start: number, first: number): boolean =>
  mayBegin(candidates, text, start, first)

/** Steps over letters and digits. */
export function wordEnd(text: string, start: number): number {
  const { length } = text
  let i = start + 1
  while (i < length) {
    const code = text.charCodeAt(i)
    if (code >= 128 || ALNUM[code] === 0) return i
    i++
  }
  return i
}

/**
 * At the end of a word that announced nothing. Capitals may be identity and account numbers; words of certain lengths before
 * certain characters may be the beginning of a token that is known by its middle.
 */
export function afterWord(scan: Scan, start: number, end: number, first: number): number {
  const { text } = scan
  const length = end - start
  if (first <= 90 && first >= 65 && length > 1 && text.charCodeAt(start + 1) <= 90) {
    const done = verifyCapitals(scan, start, end)
    if (done > start) return scan.settle(done)
  }
  if (length < 5) return end
  const next = end < text.length ? text.charCodeAt(end) : 0
  if (length === 40 && text.charCodeAt(start - 1) === 42 && /^[0-9A-F]+$/.test(text.slice(start, end)))
    return scan.settle(Math.max(end, scan.add('password_hash', start, end)))
  return isInnerLength(length, next) || isIngestKey(text, end, length) ? verifyInner(scan, start, end) : end
}

function verifyInner(scan: Scan, start: number, end: number): number {
  const done = findInnerToken(scan, start)
  return done > start ? scan.settle(done) : end
}

/** New Relic's end in `FFFFNRAL`. */
const isIngestKey = (text: string, end: number, length: number): boolean =>
  (length === 40 || length === 44) && text.charCodeAt(end - 1) === 76 && text.charCodeAt(end - 2) === 65

const isInnerLength = (length: number, next: number): boolean => {
  if (length === 84) return true
  if (next === 46) return length === 14 || length === 17 || (length >= 24 && length <= 28)
  if (next === 45) return length === 32
  if (next === 95) return length === 6
  return next === 126 && length === 5
}

/** At a word that may be a token, or announce a secret. */
export function verifyWord(scan: Scan, start: number): number {
  const { text } = scan
  if (text.charCodeAt(start) === 101 && text.charCodeAt(start + 2) === 74) {
    const done = findJwt(scan, start)
    if (done > start) return done
  }
  const done = findVendorToken(scan, start)
  return done === start && announcing.has(text, start) ? findWords(scan, start) : done
}

/** Capitals and digits: account numbers (`DE89…`) and identity numbers (`X1234567L`, `AB 12 34 56 C`). */
function verifyCapitals(scan: Scan, start: number, end: number): number {
  const { text } = scan
  const length = end - start
  if (length === 2)
    return is(text, end + 1, DIGIT) && text.charCodeAt(end) === 32 ? findSpacedNino(scan, start) : start
  if (length < 4) return start
  if (text.charCodeAt(end) === 94 && text.charCodeAt(start) === 66) return findTrack(scan, start, end)
  if (is(text, start + 2, DIGIT) && is(text, start + 3, DIGIT)) {
    const done = findIban(scan, start)
    if (done > start) return done
  }
  return length >= 7 && length <= 18 && endsInDigit(text, end) ? findLetterId(scan, start, end) : start
}

/** `%B4111111111111111^DOE/JANE^2512…` of a magnetic stripe. https://en.wikipedia.org/wiki/ISO/IEC_7813 */
function findTrack(scan: Scan, start: number, end: number): number {
  const done = findPlainCard(scan, start + 1, end)
  if (done === start + 1) return start
  const name = /^\^([^^\n]{2,26})\^/.exec(scan.text.slice(end, end + 30))
  return name === null ? done : Math.max(done, scan.add('person_name', end + 1, end + 1 + name[1]!.length))
}

/** Every such number has a digit among its last three characters. */
const endsInDigit = (text: string, end: number): boolean =>
  is(text, end - 1, DIGIT) || is(text, end - 2, DIGIT) || is(text, end - 3, DIGIT)

/** What the scanner does at the first digit of a number. Each shape is told by a few characters before a verifier is asked. */

import { findForeignCode } from './carriers/spoken-codes.ts'
import { ALNUM, DIGIT, HEX, is } from './chars.ts'
import { findIpv4 } from './detectors/ip-address.ts'
import { findDigitId } from './detectors/national-id.ts'
import { findGroupedCard, findPlainCard } from './detectors/payment-card.ts'
import { findAbroad, findNorthAmerican } from './detectors/phone.ts'
import { findSsn } from './detectors/social-security.ts'
import { findInnerToken, findTelegramToken, findVendorToken } from './detectors/vendor-tokens.ts'
import type { Scan } from './scan.ts'
import { afterWord, isCandidate, wordEnd } from './scan-words.ts'

const SPACE = 32
const DASH = 45
const DOT = 46

/** Returns where to go on: after what was found, or after the number or the word that it begins. */
export function atNumber(scan: Scan, start: number): number {
  const { text } = scan
  const { length } = text
  let end = start + 1
  while (end < length && is(text, end, DIGIT)) end++
  if (end >= length) return verifyLast(scan, start, end)
  const next = text.charCodeAt(end)
  const done = verify(scan, start, end, next)
  if (done > start) return scan.settle(done)
  if (end - start > 3 && end - start < 9 && isBehindForeign(scan, start)) {
    const code = findForeignCode(scan, start, end)
    if (code > start) return scan.settle(code)
  }
  return next < 128 && ALNUM[next] === 1 ? atMixedWord(scan, start, end) : end
}

/** `код 272728`, `код: 272728`: a letter of another script, and one or two signs. */
const isBehindForeign = (scan: Scan, start: number): boolean =>
  scan.before(start - 1) >= 128 || (scan.before(start - 2) >= 128 && !is(scan.text, start - 2, ALNUM))

/** A number at the very end of the text. */
function verifyLast(scan: Scan, start: number, end: number): number {
  const digits = end - start
  if (digits > 3 && digits < 9) return scan.settle(Math.max(end, findForeignCode(scan, start, end)))
  if (digits < 13 || digits > 19) return end
  const card = findPlainCard(scan, start, end)
  const done = card > start ? card : findDigitId(scan, start, end)
  return done > start ? scan.settle(done) : end
}

/** A word that begins with digits. */
function atMixedWord(scan: Scan, start: number, digitsEnd: number): number {
  const { text } = scan
  if (isCandidate(text, start, text.charCodeAt(start))) {
    const done = findVendorToken(scan, start)
    if (done > start) return scan.settle(done)
  }
  return afterWord(scan, start, wordEnd(text, digitsEnd), 48)
}

function verify(scan: Scan, start: number, end: number, next: number): number {
  const digits = end - start
  if (digits <= 3) return verifyShort(scan, start, end, digits, next)
  if (isAbroad(scan.text, start)) {
    const done = findAbroad(scan, start)
    if (done > start) return done
  }
  if (next === SPACE || next === DASH || next === DOT || next === 160 || next === 0x202f) {
    const done =
      digits === 4 || digits === 6 || digits === 8 ? verifyGroups(scan, start, end, digits, next) : start
    if (done > start || digits > 8 || next !== SPACE)
      return digits < 13 || done > start ? done : verifyLong(scan, start, end, digits, next)
    return isCodeNext(scan.text, end) ? findCodeBefore(scan, start, end) : start
  }
  if (digits < 13) return verifyMiddling(scan, start, end, digits, next)
  return verifyLong(scan, start, end, digits, next)
}

/** `0049 …`: two zeros and a country code. */
const isAbroad = (text: string, start: number): boolean =>
  text.charCodeAt(start) === 48 && text.charCodeAt(start + 1) === 48 && text.charCodeAt(start + 2) > 48

/** ` is `, ` as `, ` es `, ` est `, ` ist `, ` är `, ` è `: a verb of one to three letters. */
const isCodeNext = (text: string, end: number): boolean => {
  const first = text.charCodeAt(end + 1)
  return (
    (first === 97 || first === 101 || first === 105 || first === 106 || (first >= 0xe4 && first <= 0xe9)) &&
    (text.charCodeAt(end + 2) === 32 || text.charCodeAt(end + 3) === 32 || text.charCodeAt(end + 4) === 32)
  )
}

const track = /D\d{2}(?:0[1-9]|1[0-2])\d{3,20}(?![A-Za-z])/y

/** `4111111111111111D2712201…`: the second track of a magnetic stripe, as messages of payments hold it. https://en.wikipedia.org/wiki/ISO/IEC_7813 */
function isTrack(text: string, end: number): boolean {
  track.lastIndex = end
  return track.test(text)
}

function verifyLong(scan: Scan, start: number, end: number, digits: number, next: number): number {
  if (digits > 19) return start
  if (next === 124 && digits <= 16) {
    const done = findInnerToken(scan, start)
    if (done > start) return done
  }
  const isCut = next < 128 && ALNUM[next] === 1 && !(next === 68 && isTrack(scan.text, end))
  const done = isCut ? start : findPlainCard(scan, start, end)
  return done > start || (digits < 17 && digits !== 15) ? done : findDigitId(scan, start, end)
}

function verifyShort(scan: Scan, start: number, end: number, digits: number, next: number): number {
  const { text } = scan
  if (next === DOT) {
    const done = is(text, end + 1, DIGIT) ? findIpv4(scan, start) : start
    if (done > start) return done
    const isGrouped =
      is(text, end + 2, DIGIT) &&
      (hasSeparatorAt(text, end + 3) ||
        (is(text, end + 3, DIGIT) && (text.charCodeAt(end + 4) === DOT || text.charCodeAt(end + 5) === DOT)))
    return isGrouped ? orId(scan, phone(scan, start, end, digits), start, end) : start
  }
  if (next === DASH) {
    if (digits === 2) return text.charCodeAt(end + 9) === DASH ? findDigitId(scan, start, end) : start
    const done = digits === 3 && text.charCodeAt(end + 3) === DASH ? findSsn(scan, start) : start
    return done > start ? done : phone(scan, start, end, digits)
  }
  if (next === SPACE) return phone(scan, start, end, digits)
  return (next === 47 || next === 36) && digits === 1 ? findVendorToken(scan, start) : start
}

const hasSeparatorAt = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index)
  return code === DOT || code === DASH
}

const orId = (scan: Scan, done: number, start: number, end: number): number =>
  done > start ? done : findDigitId(scan, start, end)

/** `415-555-0123` or `1-415-555-0123`: three digits and the separator again. */
function phone(scan: Scan, start: number, end: number, digits: number): number {
  if (digits === 2) return start
  const { text } = scan
  const separator = text.charCodeAt(end)
  if (digits === 3 ? text.charCodeAt(end + 4) !== separator : text.charCodeAt(start) !== 49) return start
  return findNorthAmerican(scan, start)
}

/** `4111 1111 1111 1111`, `3782 822463 10005`, `900101-1234568`. */
function verifyGroups(scan: Scan, start: number, end: number, digits: number, next: number): number {
  const { text } = scan
  if (!is(text, end + 1, DIGIT)) return start
  const group = is(text, end + 2, DIGIT) && is(text, end + 3, DIGIT) && is(text, end + 4, DIGIT)
  const isFour = group && text.charCodeAt(end + 5) === next && is(text, end + 6, DIGIT)
  const isCard = isFour || (group && text.charCodeAt(end + 7) === next) || digits !== 4
  const done = isCard ? findGroupedCard(scan, start, end) : start
  return done > start || (digits === 4 && (next !== SPACE || !isFour)) || digits === 8
    ? done
    : findDigitId(scan, start, end)
}

/** `482913 is your code`, `482913 as your one-time code`. */
const announcement =
  / (?:is|as|est|es|ist|é|è|är|er|je|jest) (?:your|votre|ton|tu|su|seu|tuo|suo|il tuo|il suo|o seu|Ihr|dein|din|ditt|uw|je|jouw|Twoim|the) (?:[\p{L}\d]+[ -]){0,3}(?:code|codice|c[óo]digo|kod|kode|kodem|otp|pin|password|passcode|\p{L}+(?:code|kod|kode))(?!\p{L})| as (?:[\p{L}\d]+ ){0,3}(?:security|verification|confirmation|login|access) code\b/iuy

function findCodeBefore(scan: Scan, start: number, end: number): number {
  announcement.lastIndex = end
  return announcement.test(scan.text) ? scan.add('otp', start, end) : start
}

function verifyMiddling(scan: Scan, start: number, end: number, digits: number, next: number): number {
  if (digits >= 8 && digits <= 10 && next === 58) return findTelegramToken(scan, start, end)
  return (digits === 8 || digits === 6) && next >= 65 && next <= 90 ? findDigitId(scan, start, end) : start
}

/** After `34:56` of `12:34:56` (not `11:10.0.10.1`), or `04:33:12` of `2024:04:33:12`: groups of two digits, too few for an address. */
export function clockEnd(text: string, at: number, before: number): number {
  if (before > 57) return at
  let i = at
  while (
    i < at + 12 &&
    text.charCodeAt(i) === 58 &&
    is(text, i + 1, DIGIT) &&
    is(text, i + 2, DIGIT) &&
    !is(text, i + 3, HEX)
  )
    i += 3
  const isAddress = i - at === 3 && text.charCodeAt(i) === 46 && /^\d{1,3}\.\d/.test(text.slice(i + 1, i + 6))
  return isAddress || i - at > 9 || text.charCodeAt(i) === 58 || text.charCodeAt(at - 3) === 58 ? at : i
}

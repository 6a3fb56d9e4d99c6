/** What the scanner does at a sign: between a key and its value, at quotes, at an end of something that a verifier knows. */
import { findCall, findComparison, findTuple } from './carriers/calls.ts'
import { findFlag } from './carriers/command-line.ts'
import { findDoubled } from './carriers/doubled-quotes.ts'
import { findEscapedPair } from './carriers/escaped-pairs.ts'
import { findKeyValue } from './carriers/key-value.ts'
import { isSmallName, isSometimes } from './carriers/sometimes.ts'
import { findSpacedValue, findTabbedValue } from './carriers/spaced-values.ts'
import { findJoinedCode } from './carriers/spoken-codes.ts'
import { findTable } from './carriers/tables.ts'
import { isColour } from './carriers/terminal.ts'
import { findUniqueKey } from './carriers/unique-keys.ts'
import { findConnectionPassword, findUserinfo } from './carriers/url.ts'
import { findElement } from './carriers/xml.ts'
import { ALNUM, HEX, is } from './chars.ts'
import { findEmail } from './detectors/email.ts'
import { findIpv6 } from './detectors/ip-address.ts'
import { findInternational, findNorthAmerican } from './detectors/phone.ts'
import { findPrivateKey } from './detectors/private-key.ts'
import { maskEnd } from './masks.ts'
import type { Scan } from './scan.ts'
import { atAmpersand, atBackslash, atPercent, atTerminal } from './scan-layers.ts'
import { clockEnd } from './scan-numbers.ts'

/** At a sign of this code. Returns where to go on. */
export function atSign(scan: Scan, at: number, code: number): number {
  switch (code) {
    case 34: // "
      return atQuote(scan, at)
    case 58: // :
      return atColon(scan, at)
    case 44: // ,
      return isPairComma(scan, at) ? advance(scan, at, findTuple(scan, at)) : at + 1
    case 45: // -
      return atDash(scan, at)
    case 10: // line feed: no JSON string goes over it
      scan.inString = false
      endLine(scan, at)
      return at + 1
    case 61: // =
      return atEquals(scan, at)
    case 64: // @
      return atAt(scan, at)
    case 92: // backslash
      return atBackslash(scan, at)
    case 37: // %
      return atPercent(scan, at)
    case 38: // &
      return atAmpersand(scan, at)
    case 43: // +
      return advance(scan, at, Math.max(findInternational(scan, at), findJoinedCode(scan, at)))
    case 91: // [
      return isColour(scan.text, at) ? atTerminal(scan, at) : advance(scan, at, maskEnd(scan.text, at))
    case 40: // (
      return atParenthesis(scan, at)
    case 62: // >
      return advance(scan, at, findElement(scan, at))
    default:
      return atRareSign(scan, at, code)
  }
}

function atRareSign(scan: Scan, at: number, code: number): number {
  const { text } = scan
  if (code === 9) return is(text, at - 1, ALNUM) ? advance(scan, at, findTabbedValue(scan, at)) : at + 1
  if (code === 27) return text.charCodeAt(at + 1) === 91 ? atTerminal(scan, at) : at + 1
  return advance(scan, at, findKeyValue(scan, at)) // full-width colon and equals sign, arrow
}

/** The first lines may name the columns of a table. */
function endLine(scan: Scan, at: number): void {
  const begin = scan.searches.firstLineBegin(at)
  if (begin >= 0) findTable(scan, begin, at)
}

/** After `{` or a comma a JSON key may begin; one that means nothing is stepped over with its colon. */
function atQuote(scan: Scan, at: number): number {
  if (!scan.inString) {
    const { text } = scan
    if (isAroundObject(text, at)) return at + 1
    let before = at > 0 ? text.charCodeAt(at - 1) : 0
    if (before === 32 && at > 1) {
      before = text.charCodeAt(at - 2)
      if (before === 34 || (before < 128 && ALNUM[before] === 1)) {
        const done = findSpacedValue(scan, at)
        if (done > at) return scan.settle(done)
      }
    }
    scan.stringStart = at + 1
    if (before === 123 || before === 44) {
      const next = scan.policy.keys.skipPlainKey(text, at)
      if (next > at) return next
    }
  }
  scan.inString = !scan.inString
  return at + 1
}

/** The outer quote of `>> "{"name":"x"}"`, as logs of HTTP clients print bodies: no JSON has it. */
const isAroundObject = (text: string, at: number): boolean =>
  text.charCodeAt(at + 1) === 123 && text.charCodeAt(at + 2) === 34 && is(text, at + 3, ALNUM)

const advance = (scan: Scan, at: number, done: number): number => (done > at ? scan.settle(done) : at + 1)

/** A comma after a quoted text that a bracket stands before, or after a bare word and before a quote: a pair's. */
function isPairComma(scan: Scan, at: number): boolean {
  if (at === 0) return false
  const { text } = scan
  const before = text.charCodeAt(at - 1)
  if (before === 39 || before === 96) return true
  if (before >= 97 && before <= 122) return !scan.inString && isQuoteNext(text, at)
  if (before !== 34 || scan.inString || scan.stringStart < 2) return false
  const bracket = text.charCodeAt(scan.stringStart - 2)
  return bracket === 40 || bracket === 91 || bracket === 98
}

/** `,"`, `, "`, `,<<"`. */
function isQuoteNext(text: string, comma: number): boolean {
  const next = text.charCodeAt(comma + 1)
  return next === 34 || (next === 32 ? text.charCodeAt(comma + 2) === 34 : next === 60)
}

function atColon(scan: Scan, at: number): number {
  const { text } = scan
  const next = text.charCodeAt(at + 1)
  const before = at === 0 ? 32 : text.charCodeAt(at - 1)
  if (before === 34 && text.charCodeAt(at - 2) === 34) {
    const done = findDoubled(scan, at)
    if (done > at) return scan.settle(done)
  }
  if (before === 34 && text.charCodeAt(at - 2) === 92 && text.charCodeAt(at - 3) === 92)
    findEscapedPair(scan, at)
  if (before === 34) return isPlainKey(scan, at) ? at + 1 : advance(scan, at, findKeyValue(scan, at))
  if (next === 47 && text.charCodeAt(at + 2) === 47) return scan.settle(findUserinfo(scan, at))
  if (next === 58 || (before < 128 && HEX[before] === 1 && is(text, at + 1, HEX))) {
    const clock = clockEnd(text, at, before)
    if (clock > at) return clock
    const done = findIpv6(scan, at)
    if (done > at) return scan.settle(done)
  }
  return next === 61 ? at + 1 : advance(scan, at, findKeyValue(scan, at))
}

/** A JSON key that means nothing: the most frequent case, decided without looking around. */
function isPlainKey(scan: Scan, colon: number): boolean {
  const { text, inString, stringStart, escapedUntil, policy } = scan
  const length = colon - 1 - stringStart
  if (escapedUntil === colon - 1 || scan.isFoundIn(stringStart, colon)) return false
  if (inString || stringStart === 0 || length < 1 || length > 96) return false
  if (isSometimes(text, stringStart, colon - 1)) return isSmallName(scan, stringStart, colon)
  if (policy.keys.lookup(text, stringStart, colon - 1) !== undefined) return false
  scan.plainColon = colon
  return true
}

/** Between letters or digits a dash means nothing. */
function atDash(scan: Scan, at: number): number {
  const { text } = scan
  const before = at === 0 ? 32 : text.charCodeAt(at - 1)
  if (before < 128 && ALNUM[before] === 1 && text.charCodeAt(at + 1) !== 45) return at + 1
  if (text.charCodeAt(at + 1) === 45 && text.charCodeAt(at + 2) === 45) return atDashes(scan, at)
  return advance(scan, at, findFlag(scan, at))
}

/** A long row of dashes is stepped over in one go; a key's marker has the last four or five of them. */
function atDashes(scan: Scan, at: number): number {
  let end = at + 3
  while (scan.text.charCodeAt(end) === 45) end++
  for (let start = Math.max(at, end - 5); start <= end - 4; start++) {
    const done = findPrivateKey(scan, start)
    if (done > start) return scan.settle(done)
  }
  return end
}

function atEquals(scan: Scan, at: number): number {
  const isReported = scan.text.charCodeAt(at - 1) === 41 && scan.text.charCodeAt(at + 1) === 40
  const value = isReported ? findUniqueKey(scan, at) : at
  const done = value > at ? value : findKeyValue(scan, at)
  if (done > at) return scan.settle(done)
  const isOperator = scan.text.charCodeAt(at + 1) === 61 || scan.text.charCodeAt(at - 1) === 33
  return isOperator ? advance(scan, at, findComparison(scan, at)) : at + 1
}

function atAt(scan: Scan, at: number): number {
  const done = findEmail(scan, at, 1)
  return advance(scan, at, done > at ? done : findConnectionPassword(scan, at))
}

function atParenthesis(scan: Scan, at: number): number {
  const next = scan.text.charCodeAt(at + 1)
  if (next >= 50 && next <= 57) return advance(scan, at, findNorthAmerican(scan, at))
  return next === 34 || next === 39 || next === 32 || next === 96
    ? advance(scan, at, findCall(scan, at))
    : at + 1
}

/**
 * One pass over the characters. A table says for each character whether it can be the beginning, the middle or the
 * separator of something secret; only there is a verifier asked. Everything else is stepped over, word by word.
 */
import { feedAt, is, KEY } from './chars.ts'
import { isKeyLines } from './detectors/private-key.ts'
import { MOST_DOUBTED, saidAll, saidNo, saidRest, saidYes } from './doubts.ts'
import { type Found, merge } from './found.ts'
import type { Policy } from './policy.ts'
import { Scan } from './scan.ts'
import { atNumber } from './scan-numbers.ts'
import { findPatterns } from './scan-patterns.ts'
import { atSign } from './scan-signs.ts'
import { afterWord, isCandidate, verifyWord, wordEnd } from './scan-words.ts'
import { IN_STRING, INDEX, UNKNOWN } from './sieve/sieve.ts'

const SKIP = 0
const LETTER = 1
const NUMBER = 2
/** Signs are told apart by their own code. */
const SIGN = 3

const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  if (/[A-Za-z]/.test(char)) return LETTER
  if (/[0-9]/.test(char)) return NUMBER
  return '"\\:=@%-+[\n&(,>\x1b\t'.includes(char) ? SIGN : SKIP
})

const nothing: readonly Found[] = []
/** With so many stops it pays to copy a text first. */
const MANY = 1000

/**
 * Everything secret in `text`, in order, without overlaps. Where the sieve can say where something may be, the scanner looks only
 * there; else it goes from one end to the other.
 */
export function scanText(text: string, policy: Policy, depth = 0): readonly Found[] {
  const { mark } = policy.sieve
  return scanListed(text, policy, depth, mark, policy.sieve.list(text))
}

/** As `scanText`, of a text whose stops are listed from `mark` on, and given back. */
export function scanListed(
  text: string,
  policy: Policy,
  depth: number,
  mark: number,
  stops: number,
): readonly Found[] {
  const { sieve, patterns } = policy
  if (stops === 0 && patterns.length === 0 && (depth > 0 || !isKeyLines(text))) return nothing
  const scan = new Scan(stops > MANY ? sieve.inOnePiece(text) : text, policy, depth, scanText)
  try {
    if (depth === 0 && isKeyLines(text)) scan.add('private_key', 0, text.trimEnd().length)
    else if (stops < 0) walk(scan, 0)
    else visit(scan, mark, stops)
  } finally {
    sieve.release(mark)
  }
  if (patterns.length > 0) {
    findPatterns(scan, patterns)
    policy.isUnsure = true
  }
  return merge(scan.all)
}

/**
 * Goes from stop to stop. Where sieve and scanner disagree about what is a string, the scanner walks on by itself; so it does behind a value
 * that goes over lines, at whose ends the sieve takes all strings for closed, or over a quote around an object, which it takes for none.
 */
function visit(scan: Scan, mark: number, stops: number): void {
  const { text, policy } = scan
  const { sieve } = policy
  const isDoubted = text.length <= MOST_DOUBTED
  let i = 0
  let feed = -1
  for (let n = 0; n < stops; n++) {
    const stop = sieve.stopAt(mark + n)
    const index = stop & INDEX
    if (index < i) continue
    if ((stop & UNKNOWN) === 0 && ((stop & IN_STRING) !== 0) !== scan.inString) {
      walk(scan, i)
      return
    }
    i = step(scan, index)
    if (i > index + 1) {
      if (i - index > SHORT && feed < index) feed = feedAt(text, index)
      if (i - index > SHORT ? feed < i || hasObject(text, index, i) : isBroken(text, index, i)) {
        walk(scan, i)
        return
      }
    }
    if (scan.floor === i) {
      if (isDoubted) saidYes(scan, index)
      i = walkToSeparator(scan, i)
    } else if (isDoubted && scan.plainColon !== index) saidNo(scan, index)
  }
  saidAll(scan)
}

/** What is shorter is looked through as it comes. */
const SHORT = 64

/** Does a quote around an object stand there? */
const hasObject = (text: string, from: number, to: number): boolean =>
  text.slice(from, to + 2).includes('"{"')

/** Does a line end there, or stand a quote around an object? */
function isBroken(text: string, from: number, to: number): boolean {
  if (text.charCodeAt(from) === 10) return true
  for (let i = from + 1; i <= to; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 ? i < to : code === 123 && text.startsWith('"{"', i - 1)) return true
  }
  return false
}

/**
 * What has been found may have ended inside a word or a name: the rest of it, and what separates it, is walked through. A quote
 * is left to the sieve, which knows quotes in pairs.
 */
function walkToSeparator(scan: Scan, from: number): number {
  const { text } = scan
  let i = from
  while (is(text, i, KEY)) i = step(scan, i)
  if (i > from) saidRest(scan, from)
  return i < text.length && text.charCodeAt(i) !== 34 ? step(scan, i) : i
}

function walk(scan: Scan, from: number): void {
  const { length } = scan.text
  scan.policy.isUnsure = true
  for (let i = from; i < length; ) i = step(scan, i)
}

/** One character, one word or one number at `i`. Returns where to go on. */
function step(scan: Scan, i: number): number {
  const { text } = scan
  const code = text.charCodeAt(i)
  const kind = code < 128 ? KIND[code]! : code === 0xff1a || code === 0xff1d || code === 0x2192 ? SIGN : SKIP
  if (kind === SKIP) return i + 1
  if (kind !== SIGN && text.charCodeAt(i + 8) === 45 && isUuid(text, i)) return i + UUID
  if (kind === LETTER) return atWord(scan, i, code)
  return kind === NUMBER ? atNumber(scan, i) : atSign(scan, i, code)
}

/** Characters of an identifier as RFC 9562 writes it: it says nothing. */
const UUID = 36
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9.:_\u0080-\uffff-])/iy

function isUuid(text: string, start: number): boolean {
  uuid.lastIndex = start
  return uuid.test(text)
}

function atWord(scan: Scan, start: number, first: number): number {
  const { text } = scan
  if (isCandidate(text, start, first)) {
    const done = verifyWord(scan, start)
    if (done > start) return scan.settle(done)
  }
  const end = wordEnd(text, start)
  return end - start > 4 || first <= 90 ? afterWord(scan, start, end, first) : end
}

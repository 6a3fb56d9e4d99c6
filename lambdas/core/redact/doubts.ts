/**
 * Could a place that said no say yes beside a mask? What only asks for the form of what stands there is sure of its answer, unless a mask
 * comes near; words, keys and options are not.
 */
import { kindOf } from './carriers/words.ts'
import { KEY, skip } from './chars.ts'
import type { Scan } from './scan.ts'
import { announcing, wordEnd } from './scan-words.ts'

/** Longer texts are looked at once: what a sender can make of them must not take several times as long. */
export const MOST_DOUBTED = 131_072
/** A number, an address or a sign says nothing of what is farther away than this. */
const NEAR = 64
/** Nor a word or a key of what is farther away than this: so far they look. */
const FAR = 256
/** A key's separator, a blank, quotes and a word like `Bearer` may stand before a value; what is more may read in another way the second time. */
const MOST_BEFORE = 16
/** The place at `index` said no. It is asked how sure of that it is only where something is found near to it. */
export function saidNo(scan: Scan, index: number): void {
  if (isNear(scan, index) && isUnsureOf(scan, index, scan.floor, index)) scan.policy.isUnsure = true
  scan.noteNo(index)
}

/** Was something found shortly before? */
const isNear = ({ floor }: Scan, index: number): boolean => floor > 0 && index - floor < FAR

/**
 * The scanner is done with what stands at `index`, most often since something was found. A word before it may be a part of its key; what is
 * behind a backslash was a text of its own.
 */
export function saidYes(scan: Scan, index: number): void {
  const { found } = scan
  const last = found.length > 0 ? found[found.length - 1]! : undefined
  if (last === undefined || last.end <= index) {
    saidNo(scan, index)
    return
  }
  const start = scan.text.charCodeAt(index) === 92 ? index : last.start
  if (start > index + MOST_BEFORE || isUnsureBefore(scan, start)) scan.policy.isUnsure = true
  scan.clearNoes()
}

/** Did one of the places before what was found, behind what was found before it, say no and is not sure? */
function isUnsureBefore(scan: Scan, start: number): boolean {
  const { asked, keyStart, keyEnd } = scan
  let isFirst = true
  for (let n = asked.length - 1; n >= 0 && start - asked[n]! < FAR; n--) {
    const index = asked[n]!
    if (!isUnsureOf(scan, index, index, start) || isOfToken(scan.text, index)) continue
    if (!isFirst || index < keyStart || index >= keyEnd) return true
    isFirst = false
  }
  return false
}

const isUnsureOf = (scan: Scan, index: number, from: number, to: number): boolean => {
  const code = scan.text.charCodeAt(index)
  return isOfForm(code) ? to - from < NEAR : !isSure(scan, index, code)
}

/** Words for a token or key take what has no bracket, so no mask. */
const isOfToken = (text: string, start: number): boolean =>
  kindOf(text.slice(start, wordEnd(text, start)).toLowerCase()) === 2

/** What was found ended at `end`, inside a word. */
export function saidRest({ found, policy }: Scan, end: number): void {
  if (found.length > 0 && found[found.length - 1]!.end === end) policy.isUnsure = true
}

/** There are no more places. What was found elsewhere than where the scanner was has not been asked about. */
export function saidAll(scan: Scan): void {
  if (scan.hasElsewhere) scan.policy.isUnsure = true
}

/** A digit, `+`, `@`. */
const isOfForm = (code: number): boolean => (code >= 48 && code <= 57) || code === 43 || code === 64

/** Separators, arrows, options and calls. */
const UNSURE = ':=>-('

/** Keys, options and calls are not sure, nor are words that announce something; other signs say where texts begin and end, or ask for names alone: `)=(`. */
function isSure(scan: Scan, index: number, code: number): boolean {
  const { text } = scan
  if ((code | 32) >= 97 && (code | 32) <= 122) return !announcing.has(text, index) || isMember(text, index)
  return (!UNSURE.includes(text[index]!) && code < 128) || text.startsWith(')=(', index - 1)
}

/** A name says something at its separator, or nothing: `"password":`, `'password':`, `password=`. */
function isMember(text: string, start: number): boolean {
  const end = skip(text, start, KEY, start + 64)
  const code = text.charCodeAt(end)
  return code === 61 || ((code === 34 || code === 39) && text.charCodeAt(end + 1) === 58)
}

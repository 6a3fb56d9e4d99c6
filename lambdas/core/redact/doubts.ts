/**
 * Could a place that said no say yes beside a mask? What only asks for the form of what stands there is sure of its answer, unless a mask
 * comes near; words, keys and options are not.
 */
import { isSometimes } from './carriers/sometimes.ts'
import { KEY, skip } from './chars.ts'
import type { Scan } from './scan.ts'
import { announcing } from './scan-words.ts'

/** Nowhere. */
const NONE = -1
/** A number, an address or a sign says nothing of what is farther away than this. */
const NEAR = 64
/** Nor a word or a key of what is farther away than this: so far they look. */
const FAR = 256
/** A key's separator, a blank, quotes and a word like `Bearer` may stand before a value; what is more may read in another way the second time. */
const MOST_BEFORE = 16

/** The place at `index` said no. */
export function saidNo(scan: Scan, index: number): void {
  const code = scan.text.charCodeAt(index)
  if (isOfForm(code)) {
    if (scan.floor > 0 && index - scan.floor < NEAR) scan.policy.isUnsure = true
    scan.askedNear = index
    return
  }
  if (isSure(scan, index, code)) return
  if (isNear(scan, index)) scan.policy.isUnsure = true
  scan.askedBefore = scan.asked
  scan.asked = index
}

/**
 * The scanner is done with what stands at `index`, most often since something was found. A word before it may be a part of its key; what is
 * behind a backslash was a text of its own.
 */
export function saidYes(scan: Scan, index: number): void {
  const { asked, askedBefore, askedNear, found, keyStart, keyEnd } = scan
  const last = found.length > 0 ? found[found.length - 1]! : undefined
  if (last === undefined || last.end <= index) {
    saidNo(scan, index)
    return
  }
  const start = scan.text.charCodeAt(index) === 92 ? index : last.start
  const isOfKey = asked >= keyStart && asked < keyEnd
  if (
    (isWithin(asked, start, FAR) && !isOfKey) ||
    isWithin(askedBefore, start, FAR) ||
    isWithin(askedNear, start, NEAR) ||
    start > index + MOST_BEFORE
  )
    scan.policy.isUnsure = true
  scan.asked = NONE
  scan.askedBefore = NONE
  scan.askedNear = NONE
}

const isWithin = (asked: number, start: number, distance: number): boolean =>
  asked !== NONE && start - asked < distance

/** What was found ended at `end`, inside a word. */
export function saidRest({ found, policy }: Scan, end: number): void {
  if (found.length > 0 && found[found.length - 1]!.end === end) policy.isUnsure = true
}

/** There are no more places. What was found elsewhere than where the scanner was has not been asked about. */
export function saidAll(scan: Scan): void {
  if ((scan.asked !== NONE && isNear(scan, scan.asked)) || scan.hasElsewhere) scan.policy.isUnsure = true
}

/** Was something found shortly before? */
const isNear = ({ floor }: Scan, index: number): boolean => floor > 0 && index - floor < FAR

/** A digit, `+`, `@`. */
const isOfForm = (code: number): boolean => (code >= 48 && code <= 57) || code === 43 || code === 64

/** Separators, arrows, options and calls. */
const UNSURE = ':=>-('

/** Keys, options and calls are not sure, nor are words that announce something; other signs say where texts begin and end. */
function isSure(scan: Scan, index: number, code: number): boolean {
  const { text } = scan
  if ((code | 32) >= 97 && (code | 32) <= 122) return !announcing.has(text, index) || isMember(text, index)
  if (code === 58 && text.charCodeAt(index - 1) === 34) return isPlainMember(scan, index - 1)
  return !UNSURE.includes(text[index]!) && code < 128
}

/** The name of a member says something at its colon, or nothing. */
function isMember(text: string, start: number): boolean {
  const end = skip(text, start, KEY, start + 64)
  return text.charCodeAt(end) === 34 && text.charCodeAt(end + 1) === 58
}

/** Does the name that ends at this quote mean nothing, whatever stands around it? */
const isPlainMember = ({ text, stringStart, inString, policy }: Scan, quote: number): boolean =>
  !inString &&
  stringStart > 0 &&
  stringStart < quote &&
  !isSometimes(text, stringStart, quote) &&
  policy.keys.lookup(text, stringStart, quote) === undefined

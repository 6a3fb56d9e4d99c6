/**
 * Could a place that said no say yes beside a mask? What only asks for the form of what stands there is sure of its answer, unless a mask
 * comes near; words, keys and options are not.
 */
import type { Scan } from './scan.ts'
import { announcing } from './scan-words.ts'

/** Nowhere. */
const NONE = -1
/** A number, an address or a sign says nothing of what is farther away than this. */
const NEAR = 64
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
  if (isSure(scan.text, index, code)) return
  if (scan.asked !== NONE) scan.policy.isUnsure = true
  scan.asked = index
}

/** At the place at `index`, something was found. A word before it may be a part of its key; what is behind a backslash was a text of its own. */
export function saidYes(scan: Scan, index: number): void {
  const { asked, askedNear, found, keyStart, keyEnd } = scan
  const isOfKey = asked === NONE || (asked >= keyStart && asked < keyEnd)
  const isView = scan.text.charCodeAt(index) === 92
  const start = found.length > 0 && !isView ? found[found.length - 1]!.start : index
  if (!isOfKey || start > index + MOST_BEFORE || (askedNear !== NONE && start - askedNear < NEAR))
    scan.policy.isUnsure = true
  scan.asked = NONE
  scan.askedNear = NONE
}

/** What was found ended at `end`, inside a word. */
export function saidRest({ found, policy }: Scan, end: number): void {
  if (found.length > 0 && found[found.length - 1]!.end === end) policy.isUnsure = true
}

/** There are no more places. */
export function saidAll(scan: Scan): void {
  if (scan.asked !== NONE) scan.policy.isUnsure = true
}

/** A digit, `+`, `@`. */
const isOfForm = (code: number): boolean => (code >= 48 && code <= 57) || code === 43 || code === 64

/** `:`, `=`, `-` and `(` are not, nor are words that announce something; other signs say where texts begin and end. */
function isSure(text: string, index: number, code: number): boolean {
  if ((code | 32) >= 97 && (code | 32) <= 122) return !announcing.has(text, index)
  return code !== 58 && code !== 61 && code !== 45 && code !== 40 && code < 128
}

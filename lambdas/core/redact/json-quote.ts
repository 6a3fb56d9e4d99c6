/** JSON stays JSON when a number in it becomes a mask. */
import type { Scan } from './scan.ts'

/**
 * A JSON number that becomes a mask needs quotes to stay JSON. Outside strings, between a colon, comma or bracket and a comma or closing
 * bracket, only a JSON number can stand. '' when `[start, end)` is none.
 */
export function jsonQuote(scan: Scan, start: number, end: number): string {
  const { text } = scan
  const first = text.charCodeAt(start)
  if (first > 57 || (first < 48 && first !== 45)) return ''
  let before = start - 1
  while (text.charCodeAt(before) <= 32) before--
  const left = text.charCodeAt(before)
  if (left !== 58 && left !== 44 && left !== 91) return ''
  let after = end
  while (text.charCodeAt(after) <= 32) after++
  const right = text.charCodeAt(after)
  if (right !== 44 && right !== 125 && right !== 93) return ''
  return /^-?\d[\d.eE+-]*$/.test(text.slice(start, end)) && hasQuotedKey(scan, before) ? '"' : ''
}

/**
 * `{'card': 4111…}` is Python: JSON's keys have double quotes. An array counts when the text begins like JSON. In a string, only what
 * stands behind its end can be a number of JSON: a sentence in it may have been read on beyond it.
 */
function hasQuotedKey({ text, inString, stringStart }: Scan, before: number): boolean {
  if (text.charCodeAt(before) !== 58) return !inString && /^\s*[[{]/.test(text.slice(0, 16))
  let i = before - 1
  while (text.charCodeAt(i) <= 32) i--
  return text.charCodeAt(i) === 34 && (!inString || i >= stringStart)
}

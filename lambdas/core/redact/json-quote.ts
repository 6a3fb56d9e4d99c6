/** JSON stays JSON when a number in it becomes a mask. */
import { maskEnd } from './masks.ts'
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
  if (text.charCodeAt(before) !== 58) return !inString && beginsAsJson(text)
  let i = before - 1
  while (text.charCodeAt(i) <= 32) i--
  return text.charCodeAt(i) === 34 && (!inString || i >= stringStart)
}

/** Does an object or an array stand first, and no mask? */
export function beginsAsJson(text: string): boolean {
  const at = /^\s*(?=[[{])/.exec(text.slice(0, 16))?.[0].length
  return at !== undefined && maskEnd(text, at) === at
}

/** Is the whole text an object or an array? */
export function isJson(text: string): boolean {
  if (!beginsAsJson(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** In JSON in which a string begins at `known`: does `[start, end)` stand in a string? */
export function isInString(text: string, start: number, end: number, known: number): boolean {
  if (quotesIn(text, start, end) > 0) return false
  return start < known ? quotesIn(text, end, known) % 2 === 0 : quotesIn(text, known, start) % 2 === 0
}

function quotesIn(text: string, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34) count++
  }
  return count
}

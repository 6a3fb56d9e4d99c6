/** The user's patterns, run over a text after the built-in detectors. */
import { beginsAsJson } from './json-quote.ts'
import { isInMask, maskEnd } from './masks.ts'
import type { CompiledPattern } from './patterns.ts'
import type { Scan } from './scan.ts'

/**
 * A match may not reach over a quote: in JSON that would be structure. So each stretch between quotes is searched by itself;
 * in text that begins like JSON, what stands outside strings can only be numbers.
 */
export function findPatterns(scan: Scan, patterns: readonly CompiledPattern[]): void {
  const { text } = scan
  const isJson = beginsAsJson(text)
  let from = 0
  scan.inString = false
  while (from <= text.length) {
    const end = nextQuote(text, from, scan.inString)
    if (isJson && !scan.inString) searchNumbers(scan, patterns, from, end)
    else search(scan, patterns, from, end)
    scan.inString = !scan.inString
    from = end + 1
    scan.stringStart = from
  }
}

function nextQuote(text: string, from: number, inString: boolean): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34) return i
    if (code === 92 && inString) i++
  }
  return text.length
}

/** Strings with escapes are searched as what they say, as a layer of their own. */
function search(scan: Scan, patterns: readonly CompiledPattern[], start: number, end: number): void {
  const part = scan.text.slice(start, end)
  if (part.includes('\\')) return
  for (const { name, regex } of patterns)
    for (const { 0: match, index } of part.matchAll(regex)) {
      const end = index + match.length
      if (!cutsMask(part, index, end)) scan.add(name, start + index, start + end)
    }
}

/** A piece of a mask says nothing. */
const cutsMask = (text: string, start: number, end: number): boolean =>
  text.includes('[') && (isInMask(text, start) || isInMask(text, end) || maskEnd(text, start) > end)

const numbers = /-?\d[\d.eE+-]*/g

/** A number is replaced whole or not at all. */
function searchNumbers(scan: Scan, patterns: readonly CompiledPattern[], start: number, end: number): void {
  for (const match of scan.text.slice(start, end).matchAll(numbers)) {
    const from = start + match.index
    if (isInMask(scan.text, from)) continue
    const hit = patterns.find(({ regex }) => match[0].search(regex) >= 0)
    if (hit !== undefined) scan.add(hit.name, from, from + match[0].length, undefined, '"')
  }
}

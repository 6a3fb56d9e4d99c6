/** Takes a field out whole, so that what is left is still JSON, a query string or a line of pairs. */
import { skipBlanks } from '../chars.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { closingQuote, freeEnd, isQuote, literalEnd, quoteAt } from './values.ts'

/** Takes the pair out, with the comma, ampersand or space that joined it to its neighbour. */
export function dropPair(scan: Scan, from: number, context: KeyContext): number {
  const { text } = scan
  const valueEnd = valueExtent(scan, from)
  let start = scan.keyQuote === 0 ? scan.keyStart : scan.keyStart - 1
  let end = valueEnd
  let next = end
  while (text.charCodeAt(next) <= 32) next++
  if (text.charCodeAt(next) === 44 || text.charCodeAt(next) === 38) {
    end = skipBlanks(text, next + 1)
  } else {
    start = reachBack(scan, start)
  }
  return scan.add('user_key', start, end, context)
}

/** The comma before the last member goes with it, also when the member before it was dropped as well. */
function reachBack(scan: Scan, start: number): number {
  const { text } = scan
  const last = scan.found.at(-1)
  let i = start
  while (text.charCodeAt(i - 1) <= 32) i--
  if (last?.action === 'drop' && last.end >= i) {
    last.start = reachBackOver(text, last.start)
    return start
  }
  return text.charCodeAt(i - 1) === 44 || text.charCodeAt(i - 1) === 38 ? i - 1 : start
}

function reachBackOver(text: string, start: number): number {
  let i = start
  while (text.charCodeAt(i - 1) <= 32) i--
  return text.charCodeAt(i - 1) === 44 ? i - 1 : start
}

function valueExtent(scan: Scan, from: number): number {
  const { text } = scan
  const open = quoteAt(text, from)
  if (open >= 0) {
    const close = closingQuote(scan, open)
    return close < 0 ? text.length : close + 1
  }
  const code = text.charCodeAt(from)
  if (code === 123 || code === 91) return structureEnd(scan, from)
  return scan.keyQuote === 34 && !scan.inString ? literalEnd(text, from) : freeEnd(scan, from)
}

function structureEnd(scan: Scan, from: number): number {
  const { text } = scan
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isQuote(code) && code !== 96) {
      const close = closingQuote(scan, i)
      if (close >= 0) i = close
    } else if (code === 123 || code === 91) depth++
    else if ((code === 125 || code === 93) && --depth === 0) return i + 1
  }
  return text.length
}

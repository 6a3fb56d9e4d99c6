/** Where a value that follows a key ends, in all the ways in which logs write values. */
import { ALNUM, is, KEY, skip } from '../chars.ts'
import { maskEnd } from '../masks.ts'
import type { Scan } from '../scan.ts'
import { isClosing, isOpened, MOST_LEFT } from './brackets.ts'

export const isQuote = (code: number): boolean => code === 34 || code === 39 || code === 96

/** The index of the quote that closes the one at `open`; -1 when there is none on this side of the enclosing string's end. */
export function closingQuote(scan: Scan, open: number): number {
  const { text } = scan
  const quote = text.charCodeAt(open)
  if (open >= scan.searches.unclosedFrom(quote)) return -1
  const limit = scan.inString && quote !== 34 ? scan.searches.stringEnd(open) : text.length
  for (let i = open + 1; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === quote && !isDoubled(text, open, i)) return i
    else if (code === quote) i++
    else if (code === 10 && quote === 39) return -1
  }
  if (limit === text.length) scan.searches.setUnclosed(quote, open)
  return -1
}

/** `'it''s'`: a quote within a text of SQL. */
const isDoubled = (text: string, open: number, at: number): boolean =>
  at > open + 1 &&
  text.charCodeAt(at) === 39 &&
  text.charCodeAt(at + 1) === 39 &&
  is(text, at - 1, ALNUM) &&
  is(text, at + 2, ALNUM)

/** Is there a key and a separator at `index`: the beginning of the next pair? */
export function isPairAt(text: string, index: number): boolean {
  let i = index
  while (text.charCodeAt(i) === 32) i++
  if (isQuote(text.charCodeAt(i))) i++
  const end = skip(text, i, KEY, i + 40)
  if (end === i || !/[A-Za-z_]/.test(text[i]!)) return false
  const next = text.charCodeAt(isQuote(text.charCodeAt(end)) ? end + 1 : end)
  return next === 61 || next === 58
}

/** The end of a value without quotes. Where a run of value characters ends is worked out once, however many keys are in it. */
export function freeEnd(scan: Scan, start: number): number {
  if (start < scan.runStart || start > scan.runEnd) {
    scan.runStart = start
    scan.runQuote = NONE
    scan.runEnd = runEnd(scan, start)
    if (scan.runQuote === NONE) scan.runQuote = scan.runEnd
  }
  return trimEnd(scan, start, scan.runEnd)
}

const NONE = -1

/** What may end a value without quotes. */
const MAY_END = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= 32 || '"\'`<,;&|\\'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Comma, full stop and semicolon of East Asian texts. */
const WIDE_END: ReadonlySet<number> = new Set([0x3001, 0x3002, 0xff0c, 0xff1b])

function runEnd(scan: Scan, start: number): number {
  const { text } = scan
  let i = start
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x3001 && WIDE_END.has(code)) break
    if (code >= 128 || MAY_END[code] === 0) continue
    if (code <= 32 || code === 34) break
    if (code === 39 || code === 96) {
      if (scan.runQuote === NONE) scan.runQuote = i
      if (!is(text, i + 1, ALNUM)) break
    }
    if (code === 60 && text.charCodeAt(i + 1) === 47) break
    if ((code === 44 || code === 59 || code === 38 || code === 124) && isListEnd(text, i)) break
    if (code === 92 && scan.inString) break
    if (code === 38 && text.startsWith('&amp;', i)) break
  }
  return i
}

/** A comma, semicolon, ampersand or bar that separates, and is not part of a value. */
function isListEnd(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return (
    Number.isNaN(next) || next <= 32 || isQuote(next) || next === 123 || next === 91 || isPairAt(text, at + 1)
  )
}

/** Leaves closing brackets that were not opened in the value, and punctuation, to the text around it. */
function trimEnd(scan: Scan, start: number, end: number): number {
  const { text } = scan
  let last = end
  while (last > start && end - last < MOST_LEFT) {
    const code = text.charCodeAt(last - 1)
    const isPunctuation =
      code === 44 ||
      code === 59 ||
      code === 39 ||
      code === 96 ||
      (code === 46 && last === end) ||
      (code === 58 && last === end)
    if (!isPunctuation && !(isClosing(code) && !isOpened(scan, start, last))) break
    last--
  }
  return last
}

/** What stands between quotes that close at `close`; undefined when it is empty, a mask, or longer than `max`. */
export function quotedBefore(
  scan: Scan,
  close: number,
  max = 96,
): { readonly start: number; readonly end: number } | undefined {
  const { text } = scan
  const quote = text.charCodeAt(close)
  if (!isQuote(quote) || text.charCodeAt(close - 1) === 92) return undefined
  let open = close - 1
  const limit = Math.max(0, close - max - 1)
  if (quote === 34 && !scan.inString && isOwnStart(scan, limit, close)) open = scan.stringStart - 1
  else while (open >= limit && text.charCodeAt(open) !== quote) open--
  return open < limit || close - open < 2 || maskEnd(text, open + 1) === close
    ? undefined
    : { start: open + 1, end: close }
}

/** Is the string that was open last the one that closes at `close`? Not when something that was found was stepped over since. */
const isOwnStart = ({ stringStart, floor }: Scan, limit: number, close: number): boolean =>
  stringStart > limit && stringStart <= close && floor <= stringStart

const BEFORE_QUOTE = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-zA-Z@$(]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Skips one letter before a quote (`b'…'`, `u"…"`, `@"…"`); the index of the quote, or -1. */
export function quoteAt(text: string, from: number): number {
  if (isQuote(text.charCodeAt(from))) return from
  return isQuote(text.charCodeAt(from + 1)) && is(text, from, BEFORE_QUOTE) ? from + 1 : -1
}

/** After the quote that closes at `end` what stands in quotes from `start` on; else `end`. */
export const afterQuote = (text: string, start: number, end: number): number =>
  isQuote(text.charCodeAt(start - 1)) && text.charCodeAt(start - 1) === text.charCodeAt(end) ? end + 1 : end

/** Where a JSON number or word ends. */
export function literalEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && !isLiteralEnd(text.charCodeAt(end))) end++
  return end
}

const isLiteralEnd = (code: number): boolean =>
  code <= 32 || code === 44 || code === 125 || code === 93 || code === 34

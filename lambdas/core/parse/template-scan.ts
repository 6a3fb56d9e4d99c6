/** Where the parts of a message end. Each function looks a bounded distance ahead, or consumes what it looks at. */
import { classAt, DIGIT, LETTER, WORD } from './scan.ts'

/** A bracket closes within this distance, or it is a character like any other. */
const bracketReach = 600

/** The position of the bracket that closes the one at `at`, or -1. Nested brackets of the same kind count. */
export const bracketEnd = (text: string, at: number): number => {
  const open = text.charCodeAt(at)
  const close = open === 40 ? 41 : open + 2
  const limit = Math.min(text.length, at + bracketReach)
  let depth = 0
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === open) depth++
    else if (code === close && --depth === 0) return i
  }
  return -1
}

/** Behind the quote that closes the one at `at`; -1 when it is an apostrophe or stays open. */
export const quoteEnd = (text: string, at: number): number => {
  const quote = text[at]!
  if (quote === "'" && (classAt(text, at - 1) & WORD) !== 0) return -1
  const close = text.indexOf(
    quote === '`' && text.indexOf("'", at) > 0 && !text.includes('`', at + 1) ? "'" : quote,
    at + 1,
  )
  if (close < 0) return -1
  return quote === "'" && (classAt(text, close + 1) & WORD) !== 0 ? -1 : close + 1
}

/** Space, quotes, brackets, `=`, `,`, `;`, `|`. */
export const isTokenBreak = (code: number): boolean =>
  code <= 32 ||
  code === 34 ||
  code === 39 ||
  code === 96 ||
  code === 40 ||
  code === 41 ||
  code === 91 ||
  code === 93 ||
  code === 123 ||
  code === 125 ||
  code === 60 ||
  code === 62 ||
  code === 61 ||
  code === 44 ||
  code === 59 ||
  code === 124

const isEndMark = (code: number): boolean => code === 46 || code === 58 || code === 33 || code === 63

/** The end of a token: marks at its end (`.`, `:`, `!`, `?`) are not part of it, unless it is nothing else. */
export const tokenEnd = (text: string, at: number): number => {
  let end = at
  while (end < text.length && !isTokenBreak(text.charCodeAt(end))) end++
  let trimmed = end
  while (trimmed > at + 1 && isEndMark(text.charCodeAt(trimmed - 1))) trimmed--
  return isEndMark(text.charCodeAt(trimmed - 1)) ? end : trimmed
}

/** The end of the value of a pair that begins at `at`: a quoted or bracketed part, a call, or up to a space or separator. */
export const valueEnd = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  if (code === 34 || code === 39) {
    const end = quoteEnd(text, at)
    if (end > 0) return end
  }
  let end = at
  while (end < text.length) {
    const next = text.charCodeAt(end)
    if (next === 40 || next === 91 || next === 123) {
      const close = bracketEnd(text, end)
      if (close < 0) return end
      end = close + 1
    } else if (endsValue(text, end, next)) {
      return end
    } else {
      end++
    }
  }
  return end
}

const endsValue = (text: string, at: number, code: number): boolean => {
  if (code <= 32 || code === 41 || code === 93 || code === 125 || code === 62) return true
  if (code !== 44 && code !== 59 && code !== 124 && code !== 38) return false
  const next = classAt(text, at + 1)
  return (
    (next & DIGIT) === 0 && ((next & LETTER) !== 0 || text.charCodeAt(at + 1) <= 32 || at + 1 === text.length)
  )
}

/** A path with several parts, or an address with a scheme: it may have `=`, `,` and `;` inside. */
export const isAddress = (text: string, at: number, end: number): boolean => {
  if (text.charCodeAt(at) === 47) return text.indexOf('/', at + 1) > 0 && text.indexOf('/', at + 1) < end
  const scheme = text.indexOf('://', at)
  return scheme > at && scheme < end
}

/** The end of an address: a space, a quote or a bracket, and not the mark of a sentence behind it. */
export const addressEnd = (text: string, at: number): number => {
  let end = at
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (isTokenBreak(code) && code !== 61 && code !== 59 && code !== 44) break
    end++
  }
  while (end > at && (isEndMark(text.charCodeAt(end - 1)) || text.charCodeAt(end - 1) === 44)) end--
  return end
}

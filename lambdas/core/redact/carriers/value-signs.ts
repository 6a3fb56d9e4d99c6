/** What is looked for around values without quotes: where what is generated ends, and the quote behind a type. */
import { KEY, skip } from '../chars.ts'
import type { Scan } from '../scan.ts'

/** What is generated holds no quotes, and in a query no `&` and `#`. */
export function beforeQuote(scan: Scan, from: number, end: number): number {
  const { text, keyStart, runQuote } = scan
  const limit = Math.min(end, from + 256)
  const before = text.charCodeAt(keyStart - 1)
  if (before === 63 || before === 38) {
    const cut = nextCut(scan, from, limit)
    return cut > from && cut < limit ? cut : end
  }
  for (let i = Math.max(from, runQuote); i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === 39 || code === 96) return i > from ? i : end
  }
  return end
}

/** Of `x,b`, `x|b`, `x;b`, `x”` what is before the sign: https://datatracker.ietf.org/doc/html/rfc6265#section-4.1.1 has none of them in an id. */
export function beforeSign(scan: Scan, from: number, end: number): number {
  const { text, measured } = scan
  const limit = Math.min(end, from + 256)
  let i = from + 16
  if (i >= measured.signlessFrom && i < measured.signlessUntil) i = measured.signlessUntil
  else if (i < limit) measured.signlessFrom = i
  if (i >= limit) return end
  while (i < limit && !isEndSign(text.charCodeAt(i))) i++
  measured.signlessUntil = i
  return i < limit ? i : end
}

const isEndSign = (code: number): boolean => code > 127 || code === 44 || code === 59 || code === 124

/** The first `&`, `#`, `'` or back quote in `[from, limit)`, or `limit`. Each place is looked at once, however many keys are before it. */
function nextCut(scan: Scan, from: number, limit: number): number {
  const { text, measured } = scan
  let i = from
  if (from >= measured.uncutFrom && from < measured.uncutUntil) i = measured.uncutUntil
  else measured.uncutFrom = from
  if (i >= limit) return limit
  while (i < limit && !isCut(text.charCodeAt(i))) i++
  measured.uncutUntil = i
  return i
}

const isCut = (code: number): boolean => code === 38 || code === 35 || code === 39 || code === 96

const braced = /\{([^{}\n"';]{6,128})\}(?=[;"'\s]|$)/y

/** `UID=app;PWD={x}` of ODBC: where what is in the braces ends; -1 when it is a name to be replaced. https://learn.microsoft.com/sql/odbc/reference/syntax/sqldriverconnect-function */
export function bracedEnd({ text, keyStart }: Scan, at: number, from: number): number {
  if (text.charCodeAt(from) !== 123 || text.charCodeAt(at) !== 61 || text.charCodeAt(keyStart - 1) !== 59)
    return -1
  braced.lastIndex = from
  const value = braced.exec(text)?.[1]
  return value === undefined || /^[A-Za-z_.\s]*$/.test(value) ? -1 : from + 1 + value.length
}

const typeBefore =
  /&?(?:'\w{1,16} )?[A-Za-z_][\w.]{0,40}(?:<[\w<>, ]{1,40}>)?(?:\[\])?\??(?: \| \w{1,16})? = (?=["'])/y

/** `password: &str = "x"`, `password: string = 'x'`: the quote after the type; -1 when no type stands there. */
export function typedQuote(text: string, from: number): number {
  if (text.charCodeAt(from - 1) !== 32 || text.charCodeAt(from - 2) !== 58) return -1
  const first = text.charCodeAt(from)
  if (first !== 38 && first !== 39 && !isTypeEnd(text.charCodeAt(skip(text, from, KEY, from + 42)))) return -1
  typeBefore.lastIndex = from
  return typeBefore.test(text) ? typeBefore.lastIndex : -1
}

/** `<`, `[`, `?` or the blank before the equals sign. */
const isTypeEnd = (code: number): boolean => code === 32 || code === 60 || code === 91 || code === 63

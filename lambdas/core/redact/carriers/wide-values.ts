/** Values without quotes that hold spaces: telephone numbers, names, dates, addresses, grouped identifiers. */
import type { ValueKind } from '../keys.ts'

const patterns: Partial<Record<ValueKind, RegExp>> = {
  identifier: /\d{1,4}(?:[ \u00a0]\d{1,5}){1,6}(?:[ -]?[A-Z]{1,2})?(?![\w.:/-])/y,
  phrase: /(?:\p{L}{2,12}[ ,]+){11,23}\p{L}{2,12}/uy,
  digits: /[+(]?\d[\d ().*/-]{4,30}\d/y,
  name: /\p{Lu}[\p{L}'’.-]{0,40}(?: \p{Lu}[\p{L}'’.-]{0,40}){0,3}/uy,
  full_name: /\p{Lu}[\p{L}'’.-]{0,40}(?: \p{Lu}[\p{L}'’.-]{0,40}){1,3}/uy,
  proper_name: /\p{Lu}[\p{L}'’.-]{0,40}(?: \p{Lu}[\p{L}'’.-]{0,40}){0,3}/uy,
  date: /(?:datetime\.)?(?:date|Date)\(\d{4}, ?\d{1,2}, ?\d{1,2}\)|\d{1,4}[-/. ]\w{1,9}[-/. ]{1,2}\d{1,4}(?:(?:T| (?=00:00))\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|\p{L}{3,10}\.? \d{1,2},? \d{4}|\d{8}/uy,
  address: /[^",;:|\n\r&<>{}=[\]()*]{6,120}/y,
}

/** The end of the value at `from` when it has the form that its key promises; undefined leaves it to the general rule. */
export function wideEnd(kind: ValueKind, text: string, from: number): number | undefined {
  const pattern = patterns[kind]
  if (pattern === undefined) return undefined
  pattern.lastIndex = from
  if (!pattern.test(text)) return undefined
  if (kind !== 'address') return pattern.lastIndex
  const value = text.slice(from, pattern.lastIndex)
  const nextPair = value.search(/\s+[\w.-]+$/)
  return nextPair > 0 && text.charCodeAt(pattern.lastIndex) === 61
    ? from + nextPair
    : restOfAddress(text, from + value.trimEnd().length)
}

/** `, Apt 38, Springfield, IL 62704`: what begins like a name or a number, up to the next comma or the end of the line. */
const addressPart = /, ?[\p{Lu}\d][^",;|\n\r&<>{}=[\]:()\\]{0,40}(?=,|["'\r\n)\]}]|$)/uy

function restOfAddress(text: string, end: number): number {
  let last = end
  for (let part = 0; part < 5; part++) {
    addressPart.lastIndex = last
    if (!addressPart.test(text)) return last
    last = addressPart.lastIndex
  }
  return last
}

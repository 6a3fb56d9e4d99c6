/**
 * Token formats as short texts: `ghp_<an:36>` is the letters `ghp_` and 36 letters or digits; `<b64u:20->` is 20 or more,
 * `<hex:32-40>` between 32 and 40. Read once, matched without backtracking.
 */
const alphabets: Readonly<Record<string, RegExp>> = {
  an: /[A-Za-z0-9]/,
  lan: /[a-z0-9]/,
  uan: /[A-Z0-9]/,
  d: /[0-9]/,
  hex: /[0-9a-fA-F]/,
  b32: /[A-Z2-7]/,
  w: /[A-Za-z0-9_]/,
  b64u: /[A-Za-z0-9_-]/,
  b64: /[A-Za-z0-9+/]/,
  b64p: /[A-Za-z0-9+/=_-]/,
  tok: /[A-Za-z0-9_.=-]/,
  pw: /[A-Za-z0-9./]/,
}

/** Letters as they stand, or, when there are none, so many characters of a class. */
interface Part {
  readonly literal: string
  readonly table: Uint8Array
  readonly min: number
  readonly max: number
}
export type Shape = readonly Part[]

const tables = Object.fromEntries(
  Object.entries(alphabets).map(([name, chars]) => [
    name,
    Uint8Array.from({ length: 128 }, (_, code) => (chars.test(String.fromCharCode(code)) ? 1 : 0)),
  ]),
)

const noTable = new Uint8Array(128)

/** @throws when the text is no shape: the tables in this folder are checked by loading them. */
export function readShape(text: string): Shape {
  return text
    .split(/(<[^>]+>)/)
    .filter(Boolean)
    .map((part, i, parts) => {
      if (!part.startsWith('<')) return { literal: part, table: noTable, min: part.length, max: part.length }
      const [, name = '', min = '', dash, max] = /^<(\w+):(\d+)(-)?(\d+)?>$/.exec(part) ?? []
      const table = tables[name]
      if (table === undefined) throw new Error(`[redact] shape ${text}: cannot read ${part}`)
      return { literal: '', table, min: Number(min), max: maxOf(min, dash, max, i === parts.length - 1) }
    })
}

/** Without a limit, the last part takes all there is; one in the middle at most 512, so that a failure costs no more. */
const maxOf = (min: string, dash: string | undefined, max: string | undefined, isLast: boolean): number =>
  dash === undefined ? Number(min) : Number(max ?? (isLast ? Number.MAX_SAFE_INTEGER : 512))

/** The letters with which every match begins. */
export const prefixOf = (shape: Shape): string => shape[0]?.literal ?? ''

/** The end of a match that begins at `start`, or -1. Parts take as much as they can. */
export function matchShape(shape: Shape, text: string, start: number): number {
  let i = start
  for (const part of shape) {
    const { literal } = part
    if (literal !== '') {
      if (!isAt(literal, text, i)) return -1
      i += literal.length
      continue
    }
    const limit = Math.min(text.length, i + part.max)
    const from = i
    while (i < limit) {
      const code = text.charCodeAt(i)
      if (code >= 128 || part.table[code] === 0) break
      i++
    }
    if (i - from < part.min) return -1
  }
  return i
}

function isAt(literal: string, text: string, start: number): boolean {
  for (let i = literal.length - 1; i >= 0; i--)
    if (literal.charCodeAt(i) !== text.charCodeAt(start + i)) return false
  return true
}

/** The length of the shortest match. */
export const minimumOf = (shape: Shape): number => shape.reduce((sum, part) => sum + part.min, 0)

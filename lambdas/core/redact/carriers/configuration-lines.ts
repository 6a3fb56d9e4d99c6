/** Lines of configuration files: a key and a value that may have blanks. */
import { is } from '../chars.ts'
import type { KeyRule } from '../keys.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../prose.ts'
import { isReference } from '../references.ts'
import type { Scan } from '../scan.ts'
import { lineEnd } from './headers.ts'
import { isBegun } from './not-values.ts'
import { freeEnd, isPairAt } from './values.ts'
import { wideEnd } from './wide-values.ts'

const lineHead = /^\s*(?:export |set |SET |ENV |[-#*;] ?)?["']?$/

/** `key: value words`, `key = value words`, `a.b.key=value words` on a line of its own; `KEY=value command` is a shell's. */
const isConfigurationLine = (scan: Scan, from: number): boolean =>
  (scan.text.charCodeAt(from - 1) !== 61 || scan.text.slice(scan.keyStart, scan.keyEnd).includes('.')) &&
  isLineStart(scan)

/** Before blanks and a quote stands the end of a line, a dash, a comment sign, or the end of a word. */
function mayBeStart(text: string, start: number): boolean {
  let i = start - 1
  if (text.charCodeAt(i) === 34 || text.charCodeAt(i) === 39) i--
  while (text.charCodeAt(i) === 32) i--
  return i < 0 || text.charCodeAt(i) >= 128 || is(text, i, BEFORE_KEY)
}

const BEFORE_KEY = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\stTV#*;-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Only indentation, `export`, a dash or a comment sign stands before the key on its line. */
function isLineStart({ text, keyStart }: Scan): boolean {
  if (!mayBeStart(text, keyStart)) return false
  let lineStart = keyStart
  while (lineStart > 0 && keyStart - lineStart < 24 && text.charCodeAt(lineStart - 1) !== 10) lineStart--
  if (lineStart > 0 && text.charCodeAt(lineStart - 1) !== 10) return false
  return lineHead.test(text.slice(lineStart, keyStart))
}

/** A configuration line: the value goes on to the end of the line, unless another pair follows. */
function lineValueEnd(scan: Scan, from: number): number {
  const { text } = scan
  const first = freeEnd(scan, from)
  const word = text.slice(from, first)
  if (
    text.charCodeAt(first) !== 32 ||
    isProse(word) ||
    isPlaceholder(word) ||
    isReference(word) ||
    isBegun(text, word, first)
  )
    return first
  const end = lineEnd(scan, from)
  for (let i = first; i < end; i++) if (text.charCodeAt(i) === 32 && isPairAt(text, i + 1)) return first
  return end - from > 200
    ? first
    : end - (/[ \t]+[)\]};,]+$/.exec(text.slice(Math.max(first, end - 8), end))?.[0].length ?? 0)
}

const phrase = /[a-z]{3,10}(?: [a-z]{3,10}){2,7}(?=\r?\n|["']|$| [\w.-]{1,32}=)/y

/** A word of small letters, a blank, and another small letter. */
function isTwoWords(text: string, from: number): boolean {
  let i = from
  while (i < from + 11 && isSmall(text.charCodeAt(i))) i++
  return i - from > 2 && text.charCodeAt(i) === 32 && isSmall(text.charCodeAt(i + 1))
}

const isSmall = (code: number): boolean => code > 96 && code < 123

/** `password=correct horse battery staple` up to the end of the line: words of no sentence. -1 when it is none. */
function phraseEnd(text: string, from: number): number {
  if (!isTwoWords(text, from)) return -1
  phrase.lastIndex = from
  const words = phrase.exec(text)?.[0].split(' ')
  return words === undefined || words.some((word) => isProse(word) || isPlaceholder(word))
    ? -1
    : phrase.lastIndex
}

/** Where a value without quotes ends: with its line, with the form that its key promises, or with its word. */
export function freeValueEnd(scan: Scan, { kind, detector }: KeyRule, from: number): number {
  if (kind !== 'secret') return wideEnd(kind, scan.text, from) ?? freeEnd(scan, from)
  if (isConfigurationLine(scan, from)) return lineValueEnd(scan, from)
  const end = detector === 'password' ? phraseEnd(scan.text, from) : -1
  return end < 0 ? freeEnd(scan, from) : end
}

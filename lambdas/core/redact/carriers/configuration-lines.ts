/** Lines of configuration files: a key and a value that may have blanks. */
import type { KeyRule } from '../keys.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../plausible.ts'
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

/** Only indentation, `export`, a dash or a comment sign stands before the key on its line. */
function isLineStart({ text, keyStart }: Scan): boolean {
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

/** `password=correct horse battery staple` up to the end of the line: words of no sentence. -1 when it is none. */
function phraseEnd(text: string, from: number): number {
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

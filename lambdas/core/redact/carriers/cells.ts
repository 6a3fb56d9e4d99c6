/** `| password | x |`: a row of two cells in a table without a line that names its columns. */
import { isRandom } from '../generated.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../prose.ts'
import { isReference } from '../references.ts'
import type { Scan } from '../scan.ts'
import { isBefore } from './before.ts'

const cell = / {1,40}\| {1,4}([^\s|"'`\\()<>]{6,256}) *\|? *(?=\r?\n|$)/dy
const firstCell = /(?:^|\n)[ \t]*\| {0,4}[\w.-]{0,40}$/
/** `| password | sha256 |`, `| token | base64 |`: how it is made, or of what type it is. */
const method = /^[a-z]{2,12}[-_/]?\d{1,4}(?:[-_/][a-z\d]{1,8})*$/i

/** At a word for a secret that a blank and a bar may follow. */
export function findCell(scan: Scan, detector: string, start: number, end: number): number {
  const { text } = scan
  cell.lastIndex = end
  const match = cell.exec(text)
  if (match === null || !isBefore(scan, firstCell, start, 48)) return start
  const value = match[1]!
  const isSecret = detector === 'password' ? /\d/.test(value) && /[A-Za-z]/.test(value) : isGenerated(value)
  if (!isSecret || method.test(value) || isPlaceholder(value) || isReference(value) || isProse(value))
    return start
  return Math.max(start, scan.add(detector, match.indices![1]![0], match.indices![1]![1]))
}

const isGenerated = (value: string): boolean => value.length >= 16 && isRandom(value)

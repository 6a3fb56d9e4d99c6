/** Words that announce a secret without a separator: `Bearer x`, `password 'x'`, `IDENTIFIED BY 'x'`, `--password x`. */
import { ALNUM, skip, skipBlanks } from '../chars.ts'
import type { Scan } from '../scan.ts'
import { findScheme } from './headers.ts'
import { closingQuote, isQuote } from './values.ts'

const announcing = [
  'bearer',
  'Bearer',
  'BEARER',
  'basic',
  'Basic',
  'BASIC',
  'identified',
  'IDENTIFIED',
  'Private-Lines',
  'password',
  'Password',
  'PASSWORD',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secrete',
]

/** The pairs of letters with which such words begin. */
export const wordPairs: Uint8Array = (() => {
  const pairs = new Uint8Array(128 * 128)
  for (const word of announcing) pairs[(word.charCodeAt(0) << 7) | word.charCodeAt(1)] = 1
  return pairs
})()

/** At a word that begins with one of the pairs. */
export function findWords(scan: Scan, start: number): number {
  const { text } = scan
  const end = skip(text, start, ALNUM, start + 24)
  const length = end - start
  if (length < 3 || length > 12) return start
  const code = text.charCodeAt(end)
  if (code !== 32 && code !== 58) return start
  const word = text.slice(start, end).toLowerCase()
  if (word === 'bearer' || word === 'basic') return findScheme(scan, start, end)
  if (code !== 32) return start
  if (word === 'identified') return findIdentifiedBy(scan, start, end)
  return /^(?:password|passwd|passphrase|pwd|secrete?)$/.test(word)
    ? findQuotedAfter(scan, start, end, word)
    : start
}

const identified = / +(?:with +\S+ +)?(?:by|as) +(?:password +)?(?=['"])/iy

/** `IDENTIFIED BY '…'`, `IDENTIFIED WITH plugin AS '…'`. https://dev.mysql.com/doc/refman/8.4/en/create-user.html */
function findIdentifiedBy(scan: Scan, start: number, end: number): number {
  identified.lastIndex = end
  if (!identified.test(scan.text)) return start
  return redactQuote(scan, 'password', identified.lastIndex, start)
}

/** `bad password 'x' for ana`: a quoted value beside the word. `secret "db-credentials" not found` names it only. */
function findQuotedAfter(scan: Scan, start: number, end: number, word: string): number {
  const { text } = scan
  const open = skipBlanks(text, end)
  if (!isQuote(text.charCodeAt(open)) || (text.charCodeAt(open) === 34 && scan.inString)) return start
  const close = closingQuote(scan, open)
  if (close < 0 || close - open > 256) return start
  const value = text.slice(open + 1, close)
  if (
    /^[a-z_ ]*$/.test(value) ||
    (word.startsWith('secret') && /^[\w./-]+$/.test(value) && !/\d.*[A-Z]|[A-Z].*\d/.test(value))
  )
    return start
  return redactQuote(scan, word.startsWith('secret') ? 'secret' : 'password', open, start)
}

function redactQuote(scan: Scan, detector: string, open: number, start: number): number {
  if (scan.inString && scan.text.charCodeAt(open) === 34) return start
  const close = closingQuote(scan, open)
  if (close < 0 || close === open + 1) return start
  const done = scan.add(detector, open + 1, close)
  return done === open + 1 ? start : close + 1
}

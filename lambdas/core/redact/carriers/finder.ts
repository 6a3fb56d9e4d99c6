/** What is asked at a word that may announce something: [start, end) is the word, `word` its lower case. Returns where to go on, or `start`. */
import type { Scan } from '../scan.ts'
import { afterQuote } from './values.ts'

export type Finder = (scan: Scan, start: number, end: number, word: string) => number

/** What stands between a word and what it announces, when nothing else can be found in it. */
const plainGap = /^[^\d@+=:/"'`\\]{0,96}[^\w@+/\\]{0,4}$/

/** May something else be found between a word and what it announces? Then the secret is recorded for later, and the scanner goes there first. */
export const mayHold = (text: string, start: number, end: number): boolean =>
  !plainGap.test(text.slice(start, end))

/**
 * Where to go on after a secret that the word from `start` to `end` announced: behind it and its quote. When something may stand between
 * the two, the scanner goes there first.
 */
export function afterFound(scan: Scan, count: number, start: number, end: number, done: number): number {
  const { text } = scan
  const first = scan.found[count]!
  if (first.start > end && mayHold(text, end, first.start)) {
    scan.postpone(count)
    return start
  }
  const last = scan.found.at(-1)!
  return scan.inString || last.end !== done ? done : afterQuote(text, last.start, done)
}

/** The same finder for many words. */
export const forWords = (words: string, find: Finder): Readonly<Record<string, Finder>> =>
  Object.fromEntries(
    words
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => [word, find]),
  )

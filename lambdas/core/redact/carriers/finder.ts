/** What is asked at a word that may announce something: [start, end) is the word, `word` its lower case. Returns where to go on, or `start`. */
import type { Scan } from '../scan.ts'

export type Finder = (scan: Scan, start: number, end: number, word: string) => number

/** The same finder for many words. */
export const forWords = (words: string, find: Finder): Readonly<Record<string, Finder>> =>
  Object.fromEntries(
    words
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => [word, find]),
  )

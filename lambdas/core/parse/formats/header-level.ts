/** A level as a part of a head: a word set off from what follows, a letter in its column, the end of a channel's name. */
import { type Cursor, classAt, LETTER, skip, UPPER, WORD } from '../scan.ts'
import { severityOfWord, spellingsOf } from '../severity.ts'
import { FixedWords } from '../words.ts'
import type { Head } from './header-brackets.ts'

/**
 * A level as a part of the head. Upper-case words count wherever the head still goes on; capitalised and lower-case
 * words only when padding or punctuation sets them off, because they begin sentences as well.
 */
export const readLevelWord = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const end = skip(text, at, LETTER, at + 14)
  const length = end - at
  if (length === 1) return readLevelLetter(cursor, head)
  if (length < 3 || (classAt(text, end) & WORD) !== 0) return false
  const word = text.slice(at, end)
  const severity = severityOfWord(word)
  if (severity === 0) return false
  const upper = (classAt(text, at + 1) & UPPER) !== 0
  if (!isCertain(word, text.charCodeAt(end), text.charCodeAt(end + 1), head)) return false
  if (!setOff(text, end, upper)) return false
  head.level = word
  head.severity = severity
  cursor.at = end
  return true
}

const usual = new FixedWords(
  'trace debug info notice warn warning error critical fatal severe verbose silly inf wrn err dbg ftl trc vrb'
    .split(' ')
    .flatMap(spellingsOf)
    .map((word) => [word, true] as const),
)

/** `ALERT`, `LOG`, `HTTP`, `SUCCESS` begin sentences too: they need a column, a bracket, or a head before them. */
const isCertain = (word: string, code: number, next: number, head: Head): boolean => {
  if (usual.get(word)) return true
  const isBare =
    Number.isNaN(code) || code === 10 || (code === 32 && next !== 32 && next !== 45 && next !== 124)
  if (!head.sawTime) return code === 93 || code === 9 || code === 124
  if (code === 58 && word !== word.toUpperCase()) return false
  return !isBare || head.words.length > 0 || head.scope !== undefined || Object.keys(head.parts).length > 0
}

const setOff = (text: string, end: number, upper: boolean): boolean => {
  const code = text.charCodeAt(end)
  if (end === text.length || code === 10) return upper
  if (code === 58) return text.charCodeAt(end + 1) !== 47
  if (code === 9 || code === 124 || code === 93) return true
  if (code === 32) {
    const next = text.charCodeAt(end + 1)
    if (upper) return next !== 61
    return next === 32 || next === 124 || ((next === 45 || next === 58) && text.charCodeAt(end + 2) === 32)
  }
  return upper && (code === 47 || code === 44 || code === 91 || code === 41)
}

const letters: Readonly<Record<string, number>> = { V: 1, D: 5, I: 9, W: 13, E: 17, F: 21, A: 21, C: 21 }

/** Android's and klog's single letters: only behind a time and a number, between spaces. */
const readLevelLetter = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const letter = text[at]!
  if (!head.sawTime || !('process.pid' in head.parts) || text.charCodeAt(at + 1) !== 32) return false
  if (!Object.hasOwn(letters, letter)) return false
  head.level = letter
  head.severity = letters[letter]!
  cursor.at = at + 1
  return true
}

/** Monolog's `app.ERROR:`. */
export const dottedLevel = (word: string, head: Head): boolean => {
  const dot = word.includes('.') ? word.lastIndexOf('.') : -1
  const level = dot > 0 ? word.slice(dot + 1) : ''
  if (level === '' || level !== level.toUpperCase() || severityOfWord(level) === 0) return false
  head.scope = word.slice(0, dot)
  head.level = level
  head.severity = severityOfWord(level)
  return true
}

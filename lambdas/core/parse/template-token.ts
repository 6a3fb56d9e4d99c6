/** Whether one token of a message is a word or a value. */

import { classAt, DIGIT, HEX, LETTER, LOWER, SPACE, skip, UPPER, WORD } from './scan.ts'
import { isNamed } from './template-names.ts'

/** `unit` belongs to the number before it; a number says how many characters stay before a value. */
export type TokenKind = 'word' | 'value' | 'unit' | number

const constants = new Set([
  'true',
  'false',
  'null',
  'None',
  'True',
  'False',
  'nil',
  'undefined',
  'NaN',
  'TRUE',
  'FALSE',
  'NULL',
  'localhost',
])
const units = new Set([
  'B', 'KB', 'MB', 'GB', 'TB', 'PB', 'kB', 'KiB', 'MiB', 'GiB', 'TiB', 'Kb', 'Mb', 'Gb', 'K', 'M', 'G', 'ns', 'us', 'µs',
  'ms', 's', 'sec', 'secs', 'm', 'min', 'mins', 'h', 'hr', 'hrs', 'd', 'msec', 'usec', '%',
]) // biome-ignore format: a table
const months = new Set([
  'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'January', 'February', 'March', 'April',
  'June', 'July', 'August', 'September', 'October', 'November', 'December',
]) // biome-ignore format: a table
const weekdays = new Set([
  'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday',
]) // biome-ignore format: a table
/** What the token that ends at `end` of `text` is. `afterNumber`: a value and one space stand before it. */
export const classify = (
  word: string,
  text: string,
  end: number,
  previous: string,
  afterNumber: boolean,
): TokenKind => {
  if (afterNumber && units.has(word)) return 'unit'
  if (isDatePart(word, text, end)) return 'value'
  const digit = firstDigit(word)
  if (digit >= 0) return isCode(word, text, end) ? 'word' : withDigits(word, digit, previous)
  if (
    constants.has(word) ||
    isPlace(word) ||
    isNameOfCode(word, text.charCodeAt(end)) ||
    isNamed(word, text, end, previous)
  )
    return 'value'
  return word.length >= 8 && skip(word, 0, HEX) === word.length ? 'value' : 'word'
}

const firstDigit = (word: string): number => {
  for (let i = 0; i < word.length; i++) if ((classAt(word, i) & DIGIT) !== 0) return i
  return -1
}

/** `Sun` before `Jul` or a number, `Jul` before a number. */
const isDatePart = (word: string, text: string, end: number): boolean => {
  if (word.length < 3 || word.length > 9 || (classAt(word, 0) & UPPER) === 0) return false
  const isMonth = months.has(word)
  if (!isMonth && !weekdays.has(word)) return false
  const next = skip(text, text.charCodeAt(end) === 44 ? end + 1 : end, SPACE)
  return (classAt(text, next) & DIGIT) !== 0 || (!isMonth && months.has(text.slice(next, next + 3)))
}

/**
 * A token with digits is a value, with two exceptions: `index:0` keeps its name (`at main:12` is a place), and a name of code with one short
 * number inside (`jk2_init`, `isA2dpOn`) is a word.
 */
const withDigits = (word: string, digit: number, previous: string): TokenKind => {
  const colon = previous === 'at' || previous === 'in' ? -1 : word.indexOf(':')
  if (
    colon > 0 &&
    colon < digit &&
    (classAt(word, colon + 1) & LETTER) === 0 &&
    word.charCodeAt(colon + 1) !== 47 &&
    isName(word, colon)
  ) {
    return word.charCodeAt(colon + 1) === 58 ? colon + 2 : colon + 1
  }
  return isNameWithNumber(word, digit) ? 'word' : 'value'
}

/** `AH00128: `, `ORA-00942: ` at the beginning: the number of a message, which is the same each time. */
const isCode = (word: string, text: string, end: number): boolean =>
  end === word.length && word.length < 13 && text.charCodeAt(end) === 58 && /^[A-Z]{2,5}-?\d{4,6}$/.test(word)

/** Letters, `_` and at most one dot, without any digit. */
const isName = (word: string, end: number): boolean => {
  let dots = 0
  for (let i = 0; i < end; i++) {
    const code = word.charCodeAt(i)
    if (code === 46) dots++
    else if ((classAt(word, i) & LETTER) === 0 && code !== 95) return false
  }
  return dots < 2
}

const isNameWithNumber = (word: string, digit: number): boolean => {
  const behind = skip(word, digit, DIGIT)
  if (digit === 0 || behind - digit > 2 || word.length - behind < 2 || !isName(word, digit)) return false
  const tail = word.slice(behind)
  return (
    isName(tail, tail.length) && !tail.includes('.') && skip(word, 0, HEX) < word.length && hasLower(word)
  )
}

const hasLower = (word: string): boolean => {
  for (let i = 0; i < word.length; i++) if ((classAt(word, i) & LOWER) !== 0) return true
  return false
}

const suffixes = new Set([
  'com', 'net', 'org', 'edu', 'gov', 'mil', 'io', 'dev', 'local', 'internal', 'localdomain', 'de', 'uk', 'fr', 'jp', 'cn', 'ru', 'it', 'nl', 'br',
  'py', 'js', 'ts', 'mjs', 'java', 'go', 'rb', 'php', 'rs', 'cs', 'html', 'css', 'txt', 'log', 'json', 'xml', 'yml', 'yaml', 'conf', 'cfg', 'ini',
  'properties', 'so', 'dll', 'exe', 'jar', 'sh', 'csv', 'png', 'jpg', 'gif', 'svg', 'pdf', 'zip', 'gz', 'tar', 'db', 'sql', 'tmp', 'pid', 'sock', 'lock',
]) // biome-ignore format: a table

/** A path, an address or a name with dots: where something is. */
const isPlace = (word: string): boolean => {
  const first = word.charCodeAt(0)
  if (first === 47 || first === 126) return word.length > 1
  if (word.includes('://') || word.includes('\\')) return true
  const slash = word.indexOf('/')
  if (slash > 0 && word.indexOf('/', slash + 1) > 0) return true
  const at = word.indexOf('@')
  if (at > 0 && at < word.length - 1) return true
  const dot = word.indexOf('.', 1)
  return dot > 0 && isDotted(word, dot)
}

/** A name with a dot inside, as of files, hosts, modules and columns; `…` and a missing space behind a sentence are none. */
const isDotted = (word: string, dot: number): boolean => {
  const second = word.indexOf('.', dot + 1)
  if (second === dot + 1) return false
  if (second > 0) return true
  const colon = word.indexOf(':', dot)
  const end = colon < 0 ? word.length : colon
  return (
    suffixes.has(word.slice(dot + 1, end)) ||
    (dot > 1 && end - dot > 2 && isIdentifier(word, 0, dot) && isIdentifier(word, dot + 1, end))
  )
}

/** Letters, digits, `_`, `-` and `$`. */
const isIdentifier = (word: string, from: number, end: number): boolean => {
  for (let i = from; i < end; i++) {
    const code = word.charCodeAt(i)
    if ((classAt(word, i) & WORD) === 0 && code !== 45 && code !== 36) return false
  }
  return end > from
}

/** `orders_pkey`, in small letters: a column, an index, a setting. In front of a bracket or a colon it is a function, and stays. */
const isNameOfCode = (word: string, next: number): boolean => {
  const mark = word.indexOf('_')
  if (mark < 1 || next === 40 || next === 58 || mark === word.length - 1) return false
  for (let i = 0; i < word.length; i++) {
    const kind = classAt(word, i)
    if ((kind & WORD) === 0 || (kind & UPPER) !== 0) return false
  }
  return true
}

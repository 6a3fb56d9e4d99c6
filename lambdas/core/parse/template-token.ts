/** Whether one token of a message is a word or a value. */
import { classAt, DIGIT, HEX, LETTER, LOWER, SPACE, skip, UPPER } from './scan.ts'

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
])
const units = new Set([
  'B', 'KB', 'MB', 'GB', 'TB', 'PB', 'kB', 'KiB', 'MiB', 'GiB', 'TiB', 'Kb', 'Mb', 'Gb', 'K', 'M', 'G', 'ns', 'us', 'µs',
  'ms', 's', 'sec', 'secs', 'm', 'min', 'mins', 'h', 'hr', 'hrs', 'd', 'msec', 'usec', '%',
]) // biome-ignore format: a table
const months = new Set(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'])
const weekdays = new Set(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
const named = new Set(['user', 'User', 'username', 'account', 'ruser', 'login'])
const afterNamed = new Set([
  'unknown', 'is', 'was', 'has', 'had', 'not', 'does', 'did', 'and', 'or', 'with', 'for', 'from', 'by', 'in', 'at', 'to', 'on',
  'logged', 'failed', 'name', 'agent', 'id', 'ID', 'authentication', 'already', 'created', 'deleted', 'updated', 'of', 'can',
  'cannot', 'could', 'will', 'request', 'requested', 'input', 'session', 'data', 'space', 'account', 'password', 'locked',
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
  if (digit >= 0) return withDigits(word, digit)
  if (
    constants.has(word) ||
    isPlace(word) ||
    isNameOf(word, previous) ||
    betweenForAndFrom(previous, text, end)
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
  if (word.length !== 3 || (classAt(word, 0) & UPPER) === 0) return false
  const isMonth = months.has(word)
  if (!isMonth && !weekdays.has(word)) return false
  const next = skip(text, end, SPACE)
  return (classAt(text, next) & DIGIT) !== 0 || (!isMonth && months.has(text.slice(next, next + 3)))
}

/**
 * A token with digits is a value, with two exceptions: `index:0` keeps its name, and a name of code with one short
 * number inside (`jk2_init`, `isA2dpOn`) is a word.
 */
const withDigits = (word: string, digit: number): TokenKind => {
  const colon = word.indexOf(':')
  if (colon > 0 && colon < digit && word.charCodeAt(colon + 1) !== 47 && isName(word, colon)) {
    return word.charCodeAt(colon + 1) === 58 ? colon + 2 : colon + 1
  }
  return isNameWithNumber(word, digit) ? 'word' : 'value'
}

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
  const dot = word.indexOf('.', 1)
  if (dot < 0) return false
  if (at > 0 && word.lastIndexOf('.') > at) return true
  return isDotted(word, dot)
}

/** Three parts or more, or a suffix of files or hosts; `…` is neither. */
const isDotted = (word: string, dot: number): boolean => {
  const second = word.indexOf('.', dot + 1)
  if (second === dot + 1) return false
  if (second > 0) return true
  const colon = word.indexOf(':', dot)
  return suffixes.has(word.slice(dot + 1, colon < 0 ? word.length : colon))
}

/** The name behind `user`. */
const isNameOf = (word: string, previous: string): boolean =>
  named.has(previous) && !afterNamed.has(word) && (classAt(word, 0) & LETTER) !== 0

/** `password for root from …`: what stands between the two is a name. */
const betweenForAndFrom = (previous: string, text: string, end: number): boolean =>
  previous === 'for' && (text.startsWith(' from ', end) || text.startsWith(' by ', end))

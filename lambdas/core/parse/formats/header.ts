/**
 * The head of a text line: time, level, process, thread and logger in the orders and separators that loggers use, read part
 * by part from the left. One reader serves Python logging, loguru, structlog's console, Celery, gunicorn, log4j, logback,
 * Spring Boot, PostgreSQL, MySQL, nginx and Apache error logs, Monolog, tracing, zap and their like, because they differ
 * in order and punctuation only. The first part must be a time or a level; a level inside a sentence is not a level.
 */
import type { Json } from '../../records.ts'
import { type Draft, put, setTime } from '../draft.ts'
import { takeSpan, takeTrace } from '../identifiers.ts'
import { type Cursor, classAt, DIGIT, LETTER, LOWER, SPACE, skip, UPPER } from '../scan.ts'
import { severityOfWord } from '../severity.ts'
import { readTime } from '../time.ts'
import { type Head, keepWord, newHead, numberOrText, readBracket } from './header-brackets.ts'
import { dottedLevel, readLevelWord } from './header-level.ts'
import { readLogger } from './header-logger.ts'
import { readSyslogAt } from './syslog.ts'

/** Header parts are sought in this many characters and steps. */
const headLimit = 400
const stepLimit = 14

/** Reads the head of `text` from `at` on; the rest becomes the body. False, and nothing changed, when there is none. */
export const readHeader = (text: string, at: number, draft: Draft): boolean => {
  const head = newHead()
  const cursor: Cursor = { text, at }
  const start = takeTime(cursor, head) ? at : leadEnd(text, at)
  if (!head.sawTime) cursor.at = start
  const afterTime = readUntilLevel(cursor, head)
  if (head.severity === 0 && !head.sawTime) return false
  if (head.severity === 0) {
    if (readSyslogAt(text, head.timeAt, draft)) return true
    cursor.at = afterTime
    head.parts = {}
    head.scope = undefined
  } else {
    readLogger(cursor, head)
  }
  if (start > at + 2) head.parts['log.lead'] = text.slice(at, start).trim()
  takeHead(head, draft)
  draft.format = head.sawTime ? 'text' : 'text/level'
  draft.body = text.slice(skip(text, cursor.at, SPACE))
  return true
}

/** What a relay or a collector puts before the time: at most three words with digits, dots or in capitals. */
const leadEnd = (text: string, start: number): number => {
  const cursor: Cursor = { text, at: start }
  if (classAt(text, start) === 0 && text.charCodeAt(start) !== 45) return start
  for (let i = 0; i < 3; i++) {
    if (readTime(cursor) !== undefined) return i === 0 ? start : leadOf(text, start, i)
    let end = cursor.at
    while (end < text.length && end - cursor.at < 80 && !isBreak(text.charCodeAt(end))) end++
    const word = text.slice(cursor.at, end)
    if (word !== '-' && (!isHeadWord(word) || severityOfWord(word) > 0)) return start
    cursor.at = skip(text, end, SPACE)
  }
  return start
}

/** The end of the first `count` words. */
const leadOf = (text: string, at: number, count: number): number => {
  for (let i = 0; i < count; i++) {
    while (at < text.length && !isBreak(text.charCodeAt(at))) at++
    at = skip(text, at, SPACE)
  }
  return at
}

const takeHead = (head: Head, draft: Draft): void => {
  setTime(draft, head.time)
  if (head.severity > 0) {
    draft.severityText = head.level
    draft.severityNumber = head.severity
  }
  if (head.scope !== undefined) draft.scope = head.scope
  for (const key in head.parts)
    if (!takeContext(key, head.parts[key]!, draft)) put(draft.attributes, key, head.parts[key]!)
}

/** Trace, span and service that a head names. */
const takeContext = (key: string, value: Json, draft: Draft): boolean => {
  if (typeof value !== 'string') return false
  if (key === 'trace_id') return takeTrace(draft, value)
  if (key === 'span_id') return takeSpan(draft, value)
  if (key === 'resource.service.name') draft.service = value
  return key === 'resource.service.name'
}

/** Reads parts until a level has been read. Returns where the message begins if there turns out to be none. */
const readUntilLevel = (cursor: Cursor, head: Head): number => {
  const { text } = cursor
  const limit = Math.min(text.length, cursor.at + headLimit)
  let afterTime = head.sawTime ? skipAfterTime(text, cursor.at) : cursor.at
  for (let step = 0; step < stepLimit && cursor.at < limit && head.severity === 0; step++) {
    const before = cursor.at
    cursor.at = skipSeparators(text, cursor.at)
    const first = !head.sawTime
    const timed = mayBeTime(text, cursor.at, first) && takeTime(cursor, head)
    if (!timed && !readPart(cursor, head, limit)) {
      cursor.at = before
      break
    }
    if (timed && first) afterTime = skipAfterTime(text, cursor.at)
  }
  return head.sawTime ? afterTime : cursor.at
}

/** A second time in a head is rare: a number alone is none, and no time begins with a small letter. */
const mayBeTime = (text: string, at: number, first: boolean): boolean => {
  const kind = classAt(text, at)
  if (first || (kind & DIGIT) === 0) return (kind & LOWER) === 0
  return !endsPart(text.charCodeAt(skip(text, at, DIGIT)))
}

const takeTime = (cursor: Cursor, head: Head): boolean => {
  const { text } = cursor
  const bracketed = text.charCodeAt(cursor.at) === 91
  const start = cursor.at
  if (bracketed) cursor.at++
  const time = readTime(cursor)
  const next = text.charCodeAt(cursor.at)
  if (time === undefined || !endsTime(next, cursor.at === text.length)) {
    cursor.at = start
    return false
  }
  head.time ??= Number.isNaN(time) ? undefined : time
  head.timeAt = bracketed ? start + 1 : start
  head.sawTime = true
  head.bracketed = bracketed && next !== 93
  return true
}

/** Space, tab, `]`, `,`, `|`, `:`, `-`, `)`, `;` or the end of the line. */
const endsTime = (code: number, atEnd: boolean): boolean =>
  atEnd ||
  code === 32 ||
  code === 9 ||
  code === 93 ||
  code === 44 ||
  code === 124 ||
  code === 58 ||
  code === 45 ||
  code === 41 ||
  code === 59 ||
  code === 10

/** Behind a time: `]`, `,`, `:`, `|`, `-` between spaces. */
const skipAfterTime = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  if (code === 93 || code === 44 || code === 58 || code === 124 || code === 41) at++
  at = skip(text, at, SPACE)
  return text.charCodeAt(at) === 45 && (classAt(text, at + 1) & SPACE) !== 0 ? skip(text, at + 1, SPACE) : at
}

/** Spaces, and `|`, `-`, `,`, `]`, `:`, `;`, `*` between header parts. */
const skipSeparators = (text: string, at: number): number => {
  for (;;) {
    const code = text.charCodeAt(at)
    const single = code === 124 || code === 44 || code === 93 || code === 58 || code === 59
    if (code === 32 || code === 9 || single) at++
    else if (code === 45 && (classAt(text, at + 1) & SPACE) !== 0) at++
    else return at
  }
}

const readPart = (cursor: Cursor, head: Head, limit: number): boolean => {
  const { text, at } = cursor
  const code = text.charCodeAt(at)
  if (code === 91 || code === 40 || code === 60) return readBracket(cursor, head)
  if (code === 35 && head.sawTime) {
    cursor.at = at + 1
    return readNumber(cursor, head)
  }
  const kind = classAt(text, at)
  if ((kind & DIGIT) !== 0 && head.sawTime) {
    const end = skip(text, at, DIGIT, limit)
    if (endsPart(text.charCodeAt(end)) || text.charCodeAt(end) === 35) return readNumber(cursor, head)
  }
  if ((kind & LETTER) !== 0 && readLevelWord(cursor, head)) return true
  return head.sawTime && readSkippedWord(cursor, head, limit)
}

const endsPart = (code: number): boolean =>
  code === 32 || code === 9 || code === 124 || code === 93 || code === 58 || code === 44

/** A process or thread number, also as `12#12`. */
const readNumber = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const end = skip(text, at, DIGIT)
  if (end === at || end - at > 18) return false
  const key = 'process.pid' in head.parts ? 'thread.id' : 'process.pid'
  head.parts[key] = numberOrText(text.slice(at, end))
  cursor.at = end
  if (text.charCodeAt(end) === 35) {
    cursor.at = end + 1
    readNumber(cursor, head)
  }
  return true
}

/**
 * A word between time and level that is no level: a host, a node, a logger. Words of a sentence end the head: a part has
 * a separator behind it, or is not a plain lower-case word, or the level follows with its own punctuation.
 */
const readSkippedWord = (cursor: Cursor, head: Head, limit: number): boolean => {
  const { text, at } = cursor
  let end = at
  while (end < limit && !isBreak(text.charCodeAt(end))) end++
  if (end === at || end >= limit) return false
  const word = text.slice(at, end)
  const trimmed = word.endsWith(':') ? word.slice(0, -1) : word
  const separated =
    text.startsWith(' - ', end) ||
    text.startsWith(' | ', end) ||
    text.charCodeAt(end) === 124 ||
    text.charCodeAt(end) === 9
  if (!separated && !isHeadWord(trimmed) && !levelFollows(text, end)) return false
  if (dottedLevel(trimmed, head)) {
    cursor.at = at + trimmed.length
    return true
  }
  const after = skip(text, end, SPACE)
  if (text.charCodeAt(after) === 61) return false
  if (/^[A-Za-z_][\w.$-]*$/.test(trimmed) && head.scope === undefined) head.scope = trimmed
  else if (head.words.length > 6) return false
  else keepWord(trimmed, head)
  cursor.at = end
  return true
}

const isBreak = (code: number): boolean => code === 32 || code === 9 || code === 124 || code === 10

/** Not a word of a sentence: has digits or dots or other marks inside, or is in capitals. */
const isHeadWord = (word: string): boolean => {
  if (word.length > 100 || /[="'(){},]/.test(word)) return false
  return /[.\d$@/_-]/.test(word) || /^[A-Z]{2,}$/.test(word)
}

/** The next word is an upper-case level with a separator of its own. */
const levelFollows = (text: string, end: number): boolean => {
  const at = skip(text, end, SPACE)
  const levelEnd = skip(text, at, UPPER, at + 12)
  if (levelEnd - at < 3 || severityOfWord(text.slice(at, levelEnd)) === 0) return false
  const code = text.charCodeAt(levelEnd)
  return code === 58 || code === 124 || text.startsWith(' - ', levelEnd) || text.startsWith(' | ', levelEnd)
}

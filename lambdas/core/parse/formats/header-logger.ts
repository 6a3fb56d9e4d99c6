/** What stands between level and message: process number, threads, the logger and the place in the code. */
import { type Cursor, classAt, DIGIT, SPACE, skip } from '../scan.ts'
import { readTime } from '../time.ts'
import { type Head, numberOrText, readBrackets } from './header-brackets.ts'
import { nameEnd, readName } from './header-name.ts'

/** Moves the cursor to the message and notes the logger in the head. */
export const readLogger = (cursor: Cursor, head: Head): void => {
  const { text } = cursor
  const levelEnd = cursor.at
  const colon = text.charCodeAt(levelEnd) === 58
  skipAfterLevel(cursor, head)
  readLateTime(cursor, head)
  if (colon && cursor.at === levelEnd + 1 && readBasicConfig(cursor, head)) return
  if (readInModule(cursor, head)) return
  readSpring(cursor, head)
  if (readBrackets(cursor, head)) return
  if (head.scope === undefined) readName(cursor, head, colon)
  if (text.charCodeAt(cursor.at) === 91 && cursor.at > levelEnd && isContext(text, cursor.at))
    readBrackets(cursor, head)
}

/** Brackets that belong to the head even behind the logger: a place in the code, a trace, or one with a dash behind it. */
const isContext = (text: string, at: number): boolean =>
  /^\[(?:trace_id=|[\w./-]+\.py:\d+\]|[^\][\s]{0,60}\] - )/.test(text.slice(at, at + 80))

/** `]`, `:`, `|`, ` - ` and spaces. */
const skipAfterLevel = (cursor: Cursor, head: Head): void => {
  const { text } = cursor
  let { at } = cursor
  if (text.charCodeAt(at) === 47) {
    const end = processEnd(text, at)
    if (end > at + 1) head.parts['process.name'] = text.slice(at + 1, end)
    at = end
  }
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === 32 || code === 9 || code === 93 || code === 58 || code === 124 || code === 44) at++
    else if (code === 45 && (classAt(text, at + 1) & SPACE) !== 0) at++
    else break
  }
  cursor.at = at
}

/** Celery's `/MainProcess]`. */
const processEnd = (text: string, at: number): number => {
  const end = text.indexOf(']', at)
  return end > 0 && end - at < 60 ? end : at + 1
}

/** A time behind the level, and what Django's verbose format puts behind that: module, process and thread. */
const readLateTime = (cursor: Cursor, head: Head): void => {
  const { at } = cursor
  const bracketed = cursor.text.charCodeAt(at) === 91
  if (head.sawTime || (classAt(cursor.text, bracketed ? at + 1 : at) & DIGIT) === 0) return
  if (bracketed) cursor.at++
  const time = readTime(cursor)
  if (time === undefined || (bracketed && cursor.text.charCodeAt(cursor.at++) !== 93)) {
    cursor.at = at
    return
  }
  head.time = Number.isNaN(time) ? undefined : time
  head.sawTime = true
  cursor.at = skip(cursor.text, cursor.at, SPACE)
  const found = verbose.exec(cursor.text.slice(cursor.at, cursor.at + 120))
  if (!found) return
  head.scope = found[1]!
  head.parts['process.pid'] = Number(found[2])
  head.parts['thread.id'] = numberOrText(found[3]!)
  cursor.at += found[0].length
}

const verbose = /^([A-Za-z_][\w.]*) (\d{1,10}) (\d{5,19}) /

/** Python's default `LEVEL:logger:message`, with no space. */
const readBasicConfig = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const end = nameEnd(text, at)
  if (end === at || text.charCodeAt(end) !== 58) return false
  head.scope = text.slice(at, end)
  cursor.at = end + 1
  return true
}

/** Flask's `ERROR in app: `. */
const readInModule = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  if (!text.startsWith('in ', at)) return false
  const end = nameEnd(text, at + 3)
  if (end === at + 3 || !text.startsWith(': ', end)) return false
  head.scope = text.slice(at + 3, end)
  cursor.at = end + 2
  return true
}

/** Spring Boot's `1234 --- `, Ruby's `-- : `. */
const readSpring = (cursor: Cursor, head: Head): void => {
  const { text, at } = cursor
  const end = skip(text, at, DIGIT)
  if (end > at && end - at < 12 && text.startsWith(' --- ', end)) {
    head.parts['process.pid'] = Number(text.slice(at, end))
    cursor.at = end + 5
  } else if (end > at && text.charCodeAt(end) === 35 && skip(text, end + 1, DIGIT) > end + 1) {
    readWorker(cursor, head, end)
  } else if (end > at && end - at < 12 && text.startsWith(' [', end)) {
    head.parts['process.pid'] = Number(text.slice(at, end))
    cursor.at = end + 1
  } else if (text.startsWith('--- ', at)) {
    cursor.at = at + 4
  } else if (text.startsWith('-- ', at)) {
    const colon = text.indexOf(':', at)
    const program = colon > 0 && colon - at < 60 ? text.slice(at + 3, colon).trim() : undefined
    if (program === undefined) return
    if (program !== '') head.scope = program
    cursor.at = colon + 1
  }
  cursor.at = skip(text, cursor.at, SPACE)
}

/** nginx's `12#34: `. */
const readWorker = (cursor: Cursor, head: Head, mark: number): void => {
  const { text, at } = cursor
  const end = skip(text, mark + 1, DIGIT)
  if (text.charCodeAt(end) !== 58) return
  head.parts['process.pid'] = numberOrText(text.slice(at, mark))
  head.parts['thread.id'] = numberOrText(text.slice(mark + 1, end))
  cursor.at = end + 1
}

/** The logger's name in a head, and the place in the code that may stand for it. */
import { type Cursor, classAt, NAME, SPACE, skip, WORD } from '../scan.ts'
import { Words } from '../words.ts'
import { type Head, readBrackets } from './header-brackets.ts'

/** The end of a name of code: words with `.`, `$`, `-`, `/`, `::` or `<>` inside. */
export const nameEnd = (text: string, at: number): number => {
  const limit = Math.min(text.length, at + 160)
  let end = at
  while (end < limit) {
    end = skip(text, end, NAME, limit)
    const isScope = end < limit && text.startsWith('::', end) && (classAt(text, end + 2) & WORD) !== 0
    if (isScope) end += 2
    else break
  }
  return end
}

/** loguru's and Python's `module:function:line`. */
const place = /^([\w.<>]+):([\w<>]+):(\d+)$/
/** zap's `package/file.go:12`, `file.py:12`. */
const file = /^([\w./-]*\.[a-z]\w*):(\d+)$/

/** Notes the logger, the place in the code or the number of a message at the cursor, if one stands there. */
export const readName = (cursor: Cursor, head: Head, colon: boolean): void => {
  const { text, at } = cursor
  if ((classAt(text, at) & WORD) === 0 && text.charCodeAt(at) !== 46) return
  const end = withSegments(text, nameEnd(text, at))
  if (text.charCodeAt(end) === 58 && text.charCodeAt(end + 1) > 32 && readPlaces(cursor, head)) return
  if (end === at) return
  const name = text.slice(at, end)
  if (isColumn(name, text, end)) {
    head.scope = name
    cursor.at = skip(text, end, SPACE)
    return
  }
  if (text.charCodeAt(end) === 93 && head.bracketed) {
    head.scope = name
    cursor.at = skip(text, end + 1, SPACE)
    return
  }
  const separator = separatorAfter(text, end)
  if (isApacheCode(name) && separator > 0) {
    head.parts['event.id'] = name
    cursor.at = skip(text, end + separator, SPACE)
    return
  }
  if (separator > 0 ? !isLoggerName(name, colon, text.charCodeAt(end)) : !isBareLogger(name, text, end))
    return
  head.scope = name
  cursor.at = skip(text, end + Math.max(separator, 0), SPACE)
  if (separator > 0) readPlaceBehind(cursor, head)
  else if (isThread(text, cursor.at)) readBrackets(cursor, head)
}

/** `[main] `: one word in a bracket. */
const isThread = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 91 && /^\[[^\][\s]{1,60}\] /.test(text.slice(at, at + 70))

/** Tomcat's loggers, `o.a.c.c.C.[Tomcat].[localhost].[/]  : `: up to the space before the colon. */
const withSegments = (text: string, end: number): number => {
  if (text.charCodeAt(end) !== 91 || text.charCodeAt(end - 1) !== 46) return end
  const stop = wordEnd(text, end)
  const colon = skip(text, stop, SPACE)
  return colon > stop && text.charCodeAt(colon) === 58 ? stop : end
}

/** Apache's `AH01630: `: the number of a message, not a logger. */
const isApacheCode = (name: string): boolean => name.length === 7 && /^AH\d{5}$/.test(name)

/** A name with `:` inside: module, function and line. */
const readPlaces = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const end = wordEnd(text, at)
  if (text.charCodeAt(end - 1) === 34) return false
  const word = text.slice(at, end)
  return readPlace(cursor, head, word, end) || readLine(cursor, head, word, end)
}

/** Behind the word at `at`: at the first character that is a space or less, 200 characters on at most. */
const wordEnd = (text: string, at: number): number => {
  const limit = Math.min(text.length, at + 200)
  let end = at
  while (end < limit && text.charCodeAt(end) > 32) end++
  return end
}

/** `shop.orders:19 ` with nothing but a space behind it. */
const line = /^([A-Za-z_]\w*(?:\.\w+)*):(\d{1,6})$/

const readPlace = (cursor: Cursor, head: Head, word: string, end: number): boolean => {
  const found = word.includes(':') ? (place.exec(word) ?? file.exec(word)) : null
  if (!found || separatorAfter(cursor.text, end) <= 0) return false
  if (found[3] !== undefined) {
    head.scope = found[1]!
    head.parts['code.function.name'] = found[2]!
  } else {
    head.parts['code.file.path'] = found[1]!
  }
  head.parts['code.line.number'] = Number(found[3] ?? found[2])
  cursor.at = skip(cursor.text, end + separatorAfter(cursor.text, end), SPACE)
  return true
}

const readLine = (cursor: Cursor, head: Head, word: string, end: number): boolean => {
  const found = word.length < 100 && word.includes(':') ? line.exec(word) : null
  if (!found) return false
  head.scope = found[1]!
  head.parts['code.line.number'] = Number(found[2])
  cursor.at = skip(cursor.text, end + separatorAfter(cursor.text, end), SPACE)
  return true
}

/** zap's caller behind the logger. */
const readPlaceBehind = (cursor: Cursor, head: Head): void => {
  const end = wordEnd(cursor.text, cursor.at)
  if (end < cursor.text.length && cursor.text.charCodeAt(end) === 9) {
    readPlace(cursor, head, cursor.text.slice(cursor.at, end), end)
  }
}

/** The length of `: `, ` - `, ` -- `, ` | `, ` : ` or a tab at `at`; 0 when there is none. */
const separatorAfter = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  if (code === 9) return 1
  if (code === 58)
    return text.charCodeAt(at + 1) === 32 || text.charCodeAt(at + 1) === 10 || at + 1 === text.length ? 1 : 0
  if (code === 124) return 1
  if (code !== 32) return 0
  const start = skip(text, at, SPACE)
  const mark = text.charCodeAt(start)
  if (mark === 124 || mark === 58) return (classAt(text, start + 1) & SPACE) !== 0 ? start + 1 - at : 0
  if (mark !== 45) return 0
  const end = text.charCodeAt(start + 1) === 45 ? start + 2 : start + 1
  return (classAt(text, end) & SPACE) !== 0 ? end - at : 0
}

/** Capitals padded to a column: `CBS    Loaded …`. */
const isColumn = (name: string, text: string, end: number): boolean =>
  text.charCodeAt(end) === 32 && text.charCodeAt(end + 1) === 32 && (marksOf.of(name) & COLUMN) !== 0

const COLUMN = 1
const ERROR = 2
const MARKED = 4
const ADDRESS = 8
const SMALL = 16
const CAMEL = 32
const DOTTED = 64
const TWO_DOTS = 128

/** What a name looks like: the same loggers come again and again. */
const marksOf = new Words((name): number => {
  let marks = /^[A-Z]{2,12}$/.test(name) ? COLUMN : 0
  if (name.endsWith('Error') || name.endsWith('Exception') || name.endsWith('Throwable')) marks |= ERROR
  if (/[.$@]|::/.test(name)) marks |= MARKED
  if (name.includes('//')) marks |= ADDRESS
  if (/^[a-z_][\w/-]*$/.test(name)) marks |= SMALL
  if (/[a-z][A-Z]|[\d_]/.test(name)) marks |= CAMEL
  if (/^[a-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(name)) marks |= DOTTED
  return /^\w+\.\w+\.\w+/.test(name) ? marks | TWO_DOTS : marks
})

/** `Failed: …` is a sentence, `app.Failed: …`, `payments: …`, `MyClass: …` are loggers. */
const isLoggerName = (name: string, colon: boolean, separator: number): boolean => {
  const marks = marksOf.of(name)
  if ((marks & ERROR) !== 0) return false
  if ((marks & MARKED) !== 0) return (marks & ADDRESS) === 0
  if (colon && separator === 58) return false
  return separator !== 58 || (marks & (SMALL | CAMEL)) !== 0
}

/** A dotted name with nothing behind it but the message: at least two dots, or a bracket follows. */
const isBareLogger = (name: string, text: string, end: number): boolean => {
  const marks = text.charCodeAt(end) === 32 ? marksOf.of(name) : 0
  if ((marks & DOTTED) === 0) return false
  return text.charCodeAt(end + 1) === 91 || (marks & TWO_DOTS) !== 0
}

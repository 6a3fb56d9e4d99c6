/** What stands between level and message: process number, threads, the logger and the place in the code. */
import { type Cursor, classAt, DIGIT, SPACE, skip, WORD } from '../scan.ts'
import { readTime } from '../time.ts'
import { closingBracket, type Head, nameBracket, numberOrText, takeBracket } from './header-brackets.ts'

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

/** Up to three bracketed parts. True when a dash behind them says that the message begins. */
const readBrackets = (cursor: Cursor, head: Head): boolean => {
  const { text } = cursor
  for (let i = 0; i < 4 && text.charCodeAt(cursor.at) === 91; i++) {
    const end = closingBracket(text, cursor.at)
    const next = end < 0 ? 0 : text.charCodeAt(end + 1)
    if (end < 0 || (next !== 32 && next !== 58 && next !== 91 && next !== 9)) return false
    const content = text.slice(cursor.at + 1, end).trim()
    if (!takeBracket(content, head)) nameBracket(content, head)
    cursor.at = skip(text, end + (next === 58 ? 2 : 1), SPACE)
    if (text.charCodeAt(cursor.at) === 45 && (classAt(text, cursor.at + 1) & SPACE) !== 0) {
      cursor.at = skip(text, cursor.at + 1, SPACE)
      return true
    }
  }
  return false
}

/** The end of a name of code: words with `.`, `$`, `-`, `/`, `::` or `<>` inside. */
const nameEnd = (text: string, at: number): number => {
  const limit = Math.min(text.length, at + 160)
  let end = at
  while (end < limit) {
    const code = text.charCodeAt(end)
    if (
      (classAt(text, end) & WORD) !== 0 ||
      code === 46 ||
      code === 36 ||
      code === 45 ||
      code === 47 ||
      code === 60 ||
      code === 62 ||
      code === 64
    )
      end++
    else if (code === 58 && text.charCodeAt(end + 1) === 58 && (classAt(text, end + 2) & WORD) !== 0) end += 2
    else break
  }
  return end
}

/** loguru's and Python's `module:function:line`. */
const place = /^([\w.<>]+):([\w<>]+):(\d+)$/
/** zap's `package/file.go:12`, `file.py:12`. */
const file = /^([\w./-]*\.[a-z]\w*):(\d+)$/

const readName = (cursor: Cursor, head: Head, colon: boolean): void => {
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
  text.charCodeAt(end) === 32 && text.charCodeAt(end + 1) === 32 && /^[A-Z]{2,12}$/.test(name)

/** `Failed: …` is a sentence, `app.Failed: …`, `payments: …`, `MyClass: …` are loggers. */
const isLoggerName = (name: string, colon: boolean, separator: number): boolean => {
  if (/(?:Error|Exception|Throwable)$/.test(name)) return false
  if (name.includes('.') || name.includes('$') || name.includes('::') || name.includes('@'))
    return !name.includes('//')
  if (colon && separator === 58) return false
  if (/^[a-z_][\w/-]*$/.test(name)) return true
  return separator !== 58 || /[a-z][A-Z]|[\d_]/.test(name)
}

/** A dotted name with nothing behind it but the message: at least two dots, or a bracket follows. */
const isBareLogger = (name: string, text: string, end: number): boolean => {
  if (text.charCodeAt(end) !== 32 || !/^[a-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(name)) return false
  return text.charCodeAt(end + 1) === 91 || /^\w+\.\w+\.\w+/.test(name)
}

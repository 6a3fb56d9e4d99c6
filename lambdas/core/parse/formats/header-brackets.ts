/** Bracketed parts of a head: `[INFO]`, `[main]`, `[core:error]`, `[pid 12:tid 34]`, `[client 10.0.0.1:80]`, `[req-…]`. */
import { type MutableAttributes, put } from '../draft.ts'
import { isUuid } from '../identifiers.ts'
import { type Cursor, classAt, DIGIT, digits, SPACE, skip } from '../scan.ts'
import { severityOfWord } from '../severity.ts'
import { Words } from '../words.ts'

/** What a head has told so far. */
export interface Head {
  time: number | undefined
  sawTime: boolean
  /** The time stands in a bracket that was still open behind it: `[time LEVEL module] …`. */
  bracketed: boolean
  /** Where the last time that was read begins. */
  timeAt: number
  level: string
  severity: number
  scope: string | undefined
  parts: MutableAttributes
  words: string[]
}

export const newHead = (): Head => ({
  time: undefined,
  sawTime: false,
  bracketed: false,
  timeAt: 0,
  level: '',
  severity: 0,
  scope: undefined,
  parts: {},
  words: [],
})

/** A bracketed part is at most this long. */
const bracketLimit = 200

/** The position of the bracket that closes the one at `at`, with others nested inside; -1 when it is not near. */
export const closingBracket = (text: string, at: number): number => {
  const open = text.charCodeAt(at)
  const close = open === 40 ? 41 : open + 2
  let depth = 0
  const limit = Math.min(text.length, at + bracketLimit)
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === open) depth++
    else if (code === close && --depth === 0) return i
    else if (code === 10) return -1
  }
  return -1
}

/** Reads one bracketed part before the level. False: it is not a part of a head. */
export const readBracket = (cursor: Cursor, head: Head): boolean => {
  const { text, at } = cursor
  const end = closingBracket(text, at)
  if (end < 0) return false
  const content = text.slice(at + 1, end).trim()
  if (!takeBracket(content, head)) {
    if (!head.sawTime && head.severity === 0) return false
    nameBracket(content, head)
  }
  cursor.at = end + 1
  return true
}

/** Uses what a bracket holds, if that can be told. */
export const takeBracket = (content: string, head: Head): boolean => {
  const kinds = kindsOf.of(content)
  return (
    content === '' ||
    ((kinds & LEVEL) !== 0 && takeLevel(content, head)) ||
    ((kinds & NUMBER) !== 0 && takeNumber(content, head)) ||
    ((kinds & NAMED) !== 0 && takeNamed(content, head))
  )
}

const LEVEL = 1
const NUMBER = 2
const NAMED = 4
const DOTTED = 8

/** What a bracket can be by its content alone: threads and loggers come again and again. */
const kindsOf = new Words((content): number => {
  const head: Head = newHead()
  const level = takeLevel(content, head) ? LEVEL : 0
  const number = takeNumber(content, head) ? NUMBER : 0
  const named = takeNamed(content, head) ? NAMED : 0
  return level | number | named | (dotted.test(content) ? DOTTED : 0)
})

const takeLevel = (content: string, head: Head): boolean => {
  if (head.severity > 0 || content.length > 60) return false
  const separator = content.search(/[:/]/)
  const first = separator < 0 ? content : content.slice(0, separator)
  const last = separator < 0 ? '' : content.slice(separator + 1)
  const word = severityOfWord(first) > 0 ? first : severityOfWord(last) > 0 ? last : ''
  if (word === '') return false
  head.level = word
  head.severity = severityOfWord(word)
  const other = word === first ? last : first
  if (other !== '') head.parts[content[separator] === '/' ? 'process.name' : 'log.module'] = other
  return true
}

/** As a number, or as it is when a number could not hold it. */
export const numberOrText = (text: string): number | string => {
  const short = text.length < 16 ? digits(text, 0, text.length) : -1
  if (short >= 0) return short
  return Number.isSafeInteger(Number(text)) ? Number(text) : text
}

const takeNumber = (content: string, head: Head): boolean => {
  if ((classAt(content, content.length - 1) & DIGIT) === 0) return false
  const match = /^(?:pid:? ?)?(\d{1,19})(?::tid (\d{1,19}))?$/i.exec(content)
  if (!match || 'thread.id' in head.parts) return false
  const key = 'process.pid' in head.parts ? 'thread.id' : 'process.pid'
  head.parts[key] = numberOrText(match[1]!)
  if (match[2]) head.parts['thread.id'] = numberOrText(match[2])
  return true
}

/** OpenTelemetry's Python format: `[trace_id=… span_id=… resource.service.name=shop trace_sampled=True]`. */
const takeTraceContext = (content: string, head: Head): boolean => {
  if (!content.startsWith('trace_id=')) return false
  for (const pair of content.split(' ')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.length > equals + 1) put(head.parts, pair.slice(0, equals), pair.slice(equals + 1))
  }
  return true
}

/** `[views.py:12]`: a place in the code. */
const takeFile = (content: string, head: Head): boolean => {
  if ((classAt(content, content.length - 1) & DIGIT) === 0) return false
  const match = /^([\w./-]+\.[a-z]{1,4}):(\d{1,6})$/.exec(content)
  if (!match) return false
  head.parts['code.file.path'] = match[1]!
  head.parts['code.line.number'] = Number(match[2])
  return true
}

/** Apache's `[client 10.0.0.1:42542]`. */
const takeClient = (client: string, head: Head): void => {
  const [, address, port] = /^(.+?)(?::(\d{1,5}))?$/.exec(client) ?? []
  const isBareIpv6 = port !== undefined && address!.includes(':') && !address!.endsWith(']')
  head.parts['client.address'] = isBareIpv6 ? client : (address ?? client)
  if (port !== undefined && !isBareIpv6) head.parts['client.port'] = Number(port)
}

const takeNamed = (content: string, head: Head): boolean => {
  if (isUuid(content) || content.startsWith('req-')) head.parts['request.id'] = content
  else if (content.startsWith('client ')) takeClient(content.slice(7), head)
  else return takeTraceContext(content, head) || takeFile(content, head)
  return true
}

const dotted = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/

/** What cannot be told: a name with dots is the logger, the first other one a thread, the rest stays as it is. */
export const nameBracket = (content: string, head: Head): void => {
  if (head.scope === undefined && (kindsOf.of(content) & DOTTED) !== 0) head.scope = content
  else if (head.parts['thread.name'] === undefined) head.parts['thread.name'] = content
  else keepWord(content, head)
}

/** Keeps a part of a head that has no name. */
export const keepWord = (word: string, head: Head): void => {
  head.words.push(word)
  head.parts['log.prefix'] = head.words.join(' ')
}

/** Up to three bracketed parts. True when a dash behind them says that the message begins. */
export const readBrackets = (cursor: Cursor, head: Head): boolean => {
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

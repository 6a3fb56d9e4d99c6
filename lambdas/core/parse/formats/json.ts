/**
 * One JSON object: the record of a structured logger. Its standard fields are consumed; every other field becomes an
 * attribute of the same name, nested values as they are. A field that does not hold what its name says (a time that is
 * none, a level that is an object) is an attribute too: nothing gets lost.
 */
import type { Json } from '../../records.ts'
import { type Draft, put } from '../draft.ts'
import { takeSpan, takeTrace } from '../identifiers.ts'
import { severityOfNumber, severityOfWord } from '../severity.ts'
import { timeOf } from '../time.ts'
import { takeError, takeFullMessage, takeStackField } from './json-error.ts'
import { messageRank, type Role, roleOf } from './json-fields.ts'
import { unwrap } from './json-shapes.ts'

export type JsonObject = { readonly [key: string]: Json }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads the text of a message once more: what is inside `message` or Docker's `log`. */
export type ReadText = (text: string) => Draft

/** JSON nested deeper than this is text: writing it back would overflow the stack. */
const depthLimit = 500
/** Texts up to this length are not looked at: two characters make a level. */
const shallowLength = 2 * depthLimit

/** An upper bound, because brackets inside strings count too. */
const isShallow = (text: string): boolean => {
  if (text.length <= shallowLength) return true
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 32
    if (code === 123) depth++
    else if (code === 125) depth--
    if (depth > depthLimit) return false
  }
  return true
}

const parseObject = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const endsWithBrace = (text: string): boolean => {
  let end = text.length - 1
  while (end > 0 && text.charCodeAt(end) <= 32) end--
  return text.charCodeAt(end) === 125
}

/** Reads `text` as one JSON object. False, and nothing changed, when it is none. */
export const readJson = (text: string, draft: Draft, readText: ReadText | undefined): boolean => {
  if (!endsWithBrace(text) || !isShallow(text)) return false
  const object = parseObject(text)
  if (!object) return false
  draft.format = 'json'
  draft.body = ''
  readObject(unwrap(object, draft), draft, readText)
  return true
}

/** The chosen message field, and the value that the field gave. */
interface Message {
  key: string
  rank: number
}

const isLevelled = (object: JsonObject): boolean =>
  Object.hasOwn(object, 'level') || Object.hasOwn(object, 'levelname')

/** Takes the fields of a record: those with a role for what they say, the others as attributes. */
export const readObject = (object: JsonObject, draft: Draft, readText: ReadText | undefined): void => {
  const message: Message = { key: '', rank: Number.POSITIVE_INFINITY }
  for (const key in object) {
    const role = roleOf(key)
    if (role === undefined) {
      put(draft.attributes, key, object[key]!)
    } else if (role === 'message') {
      chooseMessage(object, key, message, draft)
    } else if (!takeField(role, key, object[key]!, role === 'logger' && isLevelled(object), draft)) {
      put(draft.attributes, key, object[key]!)
    }
  }
  if (message.key !== '') takeMessage(object[message.key]!, draft, readText)
  else takeRequest(object, draft)
  if (draft.body.includes('{}')) fillIn(object['arguments'], draft)
}

/** logback's JsonEncoder: the arguments of a message beside it. */
const fillIn = (values: Json | undefined, draft: Draft): void => {
  if (!Array.isArray(values) || values.length > 50) return
  const all = values as readonly Json[]
  let next = 0
  draft.body = draft.body.replaceAll('{}', (place) => (next < all.length ? String(all[next++]) : place))
}

const requestLine = /^([A-Z]{3,10}) ([^ ?]{1,2000})(?:\?[^ ]*)?(?: HTTP\/[\d.]+)?$/

/** What stands for the message of an access log in JSON: `GET /path 200`. The fields stay as they are. */
const takeRequest = (object: JsonObject, draft: Draft): void => {
  const { request, status } = object
  const match = typeof request === 'string' ? requestLine.exec(request) : null
  if (!match) return
  const code = typeof status === 'number' || typeof status === 'string' ? ` ${status}` : ''
  draft.body = `${match[1]} ${match[2]}${code}`
}

/** How strongly a field of that name means the message: lower wins; infinite when its value cannot be one. */
export const rankOf = (name: string, value: Json): number => {
  const rank = messageRank(name)
  if (typeof value === 'string') return rank
  return rank < 4 && value !== null ? rank + 100 : Number.POSITIVE_INFINITY
}

/** Keeps the field with the lowest rank as the message; the others are attributes. */
const chooseMessage = (object: JsonObject, key: string, message: Message, draft: Draft): void => {
  const value = object[key]!
  const rank = rankOf(key, value)
  if (rank >= message.rank) {
    put(draft.attributes, key, value)
    return
  }
  if (message.key !== '') put(draft.attributes, message.key, object[message.key]!)
  message.key = key
  message.rank = rank
}

/** Uses the field for its role; `isLevelled`: a level stands beside it. False: it is not what its name says, or the role is taken. */
export const takeField = (
  role: Role,
  key: string,
  value: Json,
  isLevelled: boolean,
  draft: Draft,
): boolean => {
  if (role === 'level') return takeLevel(value, draft)
  if (role === 'time') return takeTime(value, draft)
  if (role === 'logger') return takeLogger(key, value, isLevelled, draft)
  if (role === 'service') return takeService(value, draft)
  if (role === 'severityNumber') return takeSeverityNumber(value, draft)
  if (role === 'trace') return typeof value === 'string' && takeTrace(draft, value)
  if (role === 'span') return typeof value === 'string' && takeSpan(draft, value)
  if (role === 'stack')
    return key === 'full_message' ? takeFullMessage(value, draft) : takeStackField(value, draft)
  return role !== 'message' && takeError(role, value, draft)
}

const takeTime = (value: Json, draft: Draft): boolean => {
  if (draft.timestamp !== undefined) return false
  const ms = isObject(value) ? instantOf(value) : timeOf(value)
  if (ms === undefined) return false
  draft.timestamp = ms
  return true
}

/** log4j2's `instant`: seconds and nanoseconds. */
const instantOf = (value: JsonObject): number | undefined => {
  const seconds = value['epochSecond']
  const nanos = value['nanoOfSecond'] ?? 0
  if (typeof seconds !== 'number' || typeof nanos !== 'number') return undefined
  return timeOf(seconds * 1000 + Math.trunc(nanos / 1e6))
}

const takeLevel = (value: Json, draft: Draft): boolean => {
  if (draft.severityText !== '') return false
  if (typeof value === 'number') {
    const number = severityOfNumber(value)
    if (number === 0) return false
    draft.severityNumber ||= number
    draft.severityText = String(value)
    return true
  }
  if (typeof value !== 'string' || value.length === 0 || value.length > 20) return false
  if (value.length === 1 && value >= '0' && value <= '7')
    draft.severityNumber ||= severityOfNumber(Number(value))
  draft.severityText = value
  draft.severityNumber ||= severityOfWord(value) || severityOfWord(value.trim().toLowerCase())
  return true
}

const takeSeverityNumber = (value: Json, draft: Draft): boolean => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 24) return false
  draft.severityNumber = value
  return true
}

/** `name` is a person's as often as a logger's: it counts only beside a level, and when it looks like a name of code. */
const takeLogger = (key: string, value: Json, isLevelled: boolean, draft: Draft): boolean => {
  if (draft.scope !== undefined || typeof value !== 'string' || value === '' || value.length > 200)
    return false
  if (key === 'name' || key === 'category' || key === 'channel') {
    if (!isLevelled || !/^[\w.$:/@-]+$/.test(value)) return false
  }
  draft.scope = value
  return true
}

const takeService = (value: Json, draft: Draft): boolean => {
  const name = isObject(value) ? value['name'] : value
  if (draft.service !== undefined || typeof name !== 'string' || name === '' || name.length > 200)
    return false
  draft.service = name
  return !isObject(value) || Object.keys(value).length === 1
}

/** Text inside the message is read once more if it may be JSON, an access line or a trace; outer fields win. */
export const takeMessage = (value: Json, draft: Draft, readText: ReadText | undefined): void => {
  if (typeof value !== 'string') {
    draft.body = typeof value === 'object' ? JSON.stringify(value) : String(value)
    const inner = isObject(value) && readText ? readText(draft.body) : undefined
    if (inner && inner.body !== '') adopt(inner, draft)
    return
  }
  draft.body = value
  if (readText && worthReading(value)) adopt(readText(value), draft)
}

/** Begins like JSON or an access line, or has several lines. */
const worthReading = (value: string): boolean => {
  const first = value.charCodeAt(0)
  return first === 123 || first === 91 || (first >= 48 && first <= 57) || value.includes('\n')
}

const adopt = (inner: Draft, draft: Draft): void => {
  if (inner.format === 'plain') return
  draft.format += `+${inner.format}`
  draft.body = inner.body
  draft.timestamp ??= inner.timestamp
  if (draft.severityText === '') {
    draft.severityText = inner.severityText
    draft.severityNumber ||= inner.severityNumber
  }
  draft.traceId ??= inner.traceId
  draft.spanId ??= inner.spanId
  draft.scope ??= inner.scope
  draft.service ??= inner.service
  for (const key in inner.attributes) {
    if (!Object.hasOwn(draft.attributes, key)) put(draft.attributes, key, inner.attributes[key]!)
  }
}

/** Where the object ends: with the text, or with its line when a stack trace follows. */
const tailEnd = (text: string, from: number): number => {
  if (endsWithBrace(text)) return text.length
  const line = text.indexOf('\n', from)
  return line > 0 && text.charCodeAt(line - 1) === 125 ? line : -1
}

/** A text followed by one JSON object behind a tab: Lambda's uncaught errors, zap's fields. */
export const takeJsonTail = (draft: Draft): void => {
  const tab = draft.body.includes('\t') ? draft.body.indexOf('\t{') : -1
  if (tab < 0) return
  const end = tailEnd(draft.body, tab)
  if (end < 0) return
  const tail = draft.body.slice(tab + 1, end)
  const object = isShallow(tail) ? parseObject(tail) : undefined
  if (!object) return
  draft.body = draft.body.slice(0, tab).trim() + draft.body.slice(end)
  for (const key in object) {
    const role = roleOf(key)
    const isError = role === 'stack' || role === 'errorType' || role === 'errorMessage' || role === 'error'
    if (!isError || !takeField(role, key, object[key]!, false, draft))
      put(draft.attributes, key, object[key]!)
  }
}

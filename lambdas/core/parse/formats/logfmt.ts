/** `key=value key="quoted value"` lines: logfmt, logrus, slog's TextHandler, zerolog without JSON. */
import type { Json } from '../../records.ts'
import { type Draft, put } from '../draft.ts'
import { takeSpan, takeTrace } from '../identifiers.ts'
import { KEY, SPACE, skip } from '../scan.ts'
import { severityOfWord } from '../severity.ts'
import { timeOf } from '../time.ts'
import { type Role, roleOf } from './json-fields.ts'

const EQUALS = 61
const QUOTE = 34
const keyLimit = 80

/** The end of a key (words with `.`, `-`, `/`, `@` inside) that begins at `at`; -1 when no `=` follows. */
const keyEnd = (text: string, at: number): number => {
  const end = skip(text, at, KEY, Math.min(text.length, at + keyLimit))
  return end > at && end < text.length && text.charCodeAt(end) === EQUALS ? end : -1
}

/** Reads a line that is nothing but pairs, one of them a level, time or message. False, and nothing changed, otherwise. */
export const readLogfmt = (text: string, draft: Draft): boolean => {
  const first = keyEnd(text, 0)
  if (first < 0 || valueEnd(text, first + 1) >= text.length) return false
  const { body } = draft
  draft.body = ''
  const found = takePairs(text, 0, draft)
  if (found >= 2) {
    draft.format = 'logfmt'
    return true
  }
  reset(draft, body)
  return false
}

/** Undoes what pairs have told, when the line turns out to be something else. */
const reset = (draft: Draft, body: string): void => {
  const empty = { timestamp: undefined, severityText: '', severityNumber: 0, attributes: {} }
  const names = { traceId: undefined, spanId: undefined, scope: undefined, service: undefined }
  Object.assign(draft, empty, names, { body })
}

/** Takes all pairs: 1 if they are all there is, 2 if a standard field is among them, 0 if anything else is in the text. */
const takePairs = (text: string, at: number, draft: Draft): 0 | 1 | 2 => {
  let standard: 1 | 2 = 1
  while (at < text.length) {
    const key = keyAt(text, at)
    if (key === undefined) return 0
    const stop = valueEnd(text, key.end)
    if (takePair(key, fieldValue(text, key.end, stop), draft)) standard = 2
    at = skip(text, stop, SPACE)
    if (at === stop && at < text.length && text.charCodeAt(at) > 32) return 0
    if (at < text.length && text.charCodeAt(at) <= 32) return text.trimEnd().length <= at ? standard : 0
  }
  return standard
}

/** Where the value that begins at `at` ends: behind its closing quote, or at the next space. */
const valueEnd = (text: string, at: number): number => {
  if (at < text.length && text.charCodeAt(at) === QUOTE) return quotedEnd(text, at)
  const space = text.indexOf(' ', at)
  return space < 0 ? text.length : space
}

const quotedEnd = (text: string, at: number): number => {
  const quote = text.indexOf('"', at + 1)
  if (quote < 0) return text.length
  if (text.charCodeAt(quote - 1) !== 92) return quote + 1
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === 92) end++
    else if (code === QUOTE) return end + 1
  }
  return text.length
}

/** The value without its quotes and escapes. */
const fieldValue = (text: string, at: number, end: number): string => {
  if (text.charCodeAt(at) !== QUOTE || end - at < 2) return text.slice(at, end)
  const inner = text.slice(at + 1, end - 1)
  if (!inner.includes('\\')) return inner
  try {
    return String(JSON.parse(text.slice(at, end)))
  } catch {
    return inner
  }
}

interface Key {
  readonly name: string
  /** Behind its `=`. */
  readonly end: number
  readonly role: Role | undefined
}

/** The key of the pair that begins at `at`; undefined when there is none. */
const keyAt = (text: string, at: number): Key | undefined => {
  const equals = keyEnd(text, at)
  if (equals < 0) return undefined
  const name = text.slice(at, equals)
  return { name, end: equals + 1, role: roleOf(name) }
}

/** True when the pair is a level, a time or a message. */
const takePair = ({ name, role }: Key, value: string, draft: Draft): boolean => {
  if (role !== undefined && takeRole(role, value, draft)) {
    return role === 'level' || role === 'message' || role === 'time'
  }
  put(draft.attributes, name, typed(value))
  return false
}

/** Digits without a leading zero as a number; -1 when it is anything else. */
const wholeNumber = (value: string): number => {
  let number = 0
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 48
    if (digit < 0 || digit > 9 || (digit === 0 && i === 0 && value.length > 1)) return -1
    number = number * 10 + digit
  }
  return number
}

/** Numbers as numbers, as long as they read the same. */
const typed = (value: string): Json => {
  const code = value.length > 15 || value.length === 0 ? 0 : value.charCodeAt(0)
  if (!((code >= 48 && code <= 57) || code === 45)) return value
  const integer = code === 45 ? -1 : wholeNumber(value)
  if (integer >= 0) return integer
  const last = value.charCodeAt(value.length - 1)
  if (last < 48 || last > 57) return value
  const number = Number(value)
  return String(number) === value ? number : value
}

/** Uses a value for its role. False: it is not what its name says, or the role is taken. */
export const takeRole = (role: Role, value: string, draft: Draft): boolean => {
  if (role === 'message' && draft.body === '') draft.body = value
  else if (role === 'level' && draft.severityText === '') {
    draft.severityText = value
    draft.severityNumber = severityOfWord(value) || severityOfWord(value.toLowerCase())
  } else if (role === 'time' && draft.timestamp === undefined) {
    const ms = timeOf(value)
    if (ms === undefined) return false
    draft.timestamp = ms
  } else if (role === 'logger' && draft.scope === undefined) draft.scope = value
  else if (role === 'service' && draft.service === undefined) draft.service = value
  else if (role === 'trace') return takeTrace(draft, value)
  else if (role === 'span') return takeSpan(draft, value)
  else return false
  return true
}

/** `event        key=value key=value`: the pairs behind a padded message become attributes (structlog, logrus, tint). */
export const takePairsBehind = (draft: Draft): void => {
  const { body, attributes } = draft
  const line = body.indexOf('\n')
  const lineStop = line < 0 ? body.length : line
  const gap = body.indexOf('  ')
  const start = gap < 0 ? lineStop : skip(body, gap, SPACE)
  if (start >= lineStop || keyEnd(body, start) < 0) return
  draft.attributes = { ...attributes }
  if (takePairs(body.slice(start, lineStop), 0, draft) > 0)
    draft.body = body.slice(0, gap) + body.slice(lineStop)
  else draft.attributes = attributes
}

/** `"message" key=value key="value"`: klog's structured form. */
export const takeQuotedMessage = (draft: Draft): void => {
  const { body, attributes } = draft
  const end = quotedEnd(body, 0)
  const start = skip(body, end, SPACE)
  if (start < body.length && (start === end || keyEnd(body, start) < 0)) return
  draft.attributes = { ...attributes }
  if (start >= body.length || takePairs(body.slice(start), 0, draft) > 0)
    draft.body = fieldValue(body, 0, end)
  else draft.attributes = attributes
}

/** `key=value key="quoted value"` lines: logfmt, logrus, slog's TextHandler, zerolog without JSON. */
import type { Json } from '../../records.ts'
import { type Draft, put } from '../draft.ts'
import { takeSpan, takeTrace } from '../identifiers.ts'
import { classAt, SPACE, skip, WORD } from '../scan.ts'
import { severityOfWord } from '../severity.ts'
import { timeOf } from '../time.ts'
import { type Role, roleOf } from './json-fields.ts'

const EQUALS = 61
const QUOTE = 34

/** A key: words with `.`, `-`, `/`, `@` inside. Returns its end, or -1 when no `=` follows. */
const keyEnd = (text: string, at: number): number => {
  let end = at
  while ((classAt(text, end) & WORD) !== 0 || isKeyMark(text.charCodeAt(end))) end++
  return end > at && text.charCodeAt(end) === EQUALS ? end : -1
}

const isKeyMark = (code: number): boolean => code === 46 || code === 45 || code === 47 || code === 64

/** Whether all of `text` from `at` to `end` is pairs, and one of them a level, time or message if `standard` asks for it. */
const isPairs = (text: string, at: number, end: number, standard: boolean): boolean => {
  let found = !standard
  while (at < end) {
    const equals = keyEnd(text, at)
    if (equals < 0) return false
    found ||= isStandard(text, at, equals)
    const stop = valueEnd(text, equals + 1)
    at = skip(text, stop, SPACE)
    if (stop < end && at === stop) return false
  }
  return found
}

const takePairs = (text: string, at: number, end: number, draft: Draft): void => {
  while (at < end) {
    const equals = keyEnd(text, at)
    const stop = valueEnd(text, equals + 1)
    takePair(text.slice(at, equals), fieldValue(text, equals + 1, stop), draft)
    at = skip(text, stop, SPACE)
  }
}

/** Reads a line that is nothing but pairs, one of them a level, time or message. False, and nothing changed, otherwise. */
export const readLogfmt = (text: string, draft: Draft): boolean => {
  if (keyEnd(text, 0) < 0) return false
  const end = trimmedEnd(text)
  if (!isPairs(text, 0, end, true) || valueEnd(text, keyEnd(text, 0) + 1) >= end) return false
  draft.format = 'logfmt'
  draft.body = ''
  takePairs(text, 0, end, draft)
  return true
}

const trimmedEnd = (text: string): number => {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end--
  return end
}

/** Names that only log lines have: a line of other pairs is a message with values. */
const isStandard = (text: string, at: number, end: number): boolean => {
  const length = end - at
  if (length < 2 || length > 10) return false
  const code = text.charCodeAt(at)
  if (code !== 108 && code !== 116 && code !== 109 && code !== 64 && code !== 115) return false
  const role = roleOf(text.slice(at, end))
  return role === 'level' || role === 'message' || role === 'time'
}

/** Where the value that begins at `at` ends: behind its closing quote, or at the next space. */
const valueEnd = (text: string, at: number): number => {
  if (text.charCodeAt(at) === QUOTE) {
    for (let end = at + 1; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === 92) end++
      else if (code === QUOTE) return end + 1
    }
    return text.length
  }
  while (at < text.length && text.charCodeAt(at) > 32) at++
  return at
}

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

const takePair = (key: string, value: string, draft: Draft): void => {
  const role = roleOf(key)
  if (role !== undefined && takeRole(role, value, draft)) return
  put(draft.attributes, key, typed(value))
}

/** Numbers as numbers, as long as they read the same. */
const typed = (value: string): Json => {
  const code = value.charCodeAt(0)
  if (value.length > 15 || !((code >= 48 && code <= 57) || code === 45)) return value
  const number = Number(value)
  return String(number) === value ? number : value
}

const takeRole = (role: Role, value: string, draft: Draft): boolean => {
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
  const { body } = draft
  const line = body.indexOf('\n')
  const lineStop = line < 0 ? body.length : line
  const gap = body.indexOf('  ')
  const start = gap < 0 ? lineStop : skip(body, gap, SPACE)
  if (start >= lineStop) return
  const pairs = body.slice(start, lineStop)
  const end = trimmedEnd(pairs)
  if (!isPairs(pairs, 0, end, false)) return
  takePairs(pairs, 0, end, draft)
  draft.body = body.slice(0, gap) + body.slice(lineStop)
}

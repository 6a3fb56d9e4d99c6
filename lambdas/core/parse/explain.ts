/** Why a text was read as it was: for people who ask, never for the hot path. */
import type { Json, ParsedLog } from '../records.ts'
import { finish } from './draft.ts'
import { explainFrames, type FingerprintLink } from './fingerprint.ts'
import { type Role, roleOf } from './formats/json-fields.ts'
import { read } from './parse.ts'
import { classAt, DIGIT, SPACE, skip, UPPER } from './scan.ts'
import { templateOf } from './template.ts'
import { readTime, timeOf } from './time.ts'

/**
 * Where a value comes from: a `field` (its name in `key` when it can be told), the `head` of a line, syslog's `priority`,
 * a stack `trace` without a level, the `format` itself, a word that is `unknown`, a time that is `not_believed`, or `nothing`.
 */
export interface Source {
  readonly from: 'field' | 'head' | 'priority' | 'trace' | 'format' | 'unknown' | 'not_believed' | 'nothing'
  readonly key?: string
}

/** What the fingerprint is made of. */
export interface Grouping {
  readonly by: 'frames' | 'exception' | 'message' | 'field_names'
  /** The frames are the application's; false: no frame is, so those next to the raise stand for the place. */
  readonly inApp: boolean
  readonly links: readonly FingerprintLink[]
}

/** The record and the reasons. */
export interface ParseExplanation {
  readonly format: string
  readonly log: ParsedLog
  /** The constant part of the body; what the fingerprint is made of when there are no frames. */
  readonly template: string
  readonly severity: Source
  readonly time: Source
  readonly grouping: Grouping
}

/** Like `parse`, with the format, the template and the reasons. Expects redacted text; linear; never throws. */
export const explainParse = (text: string): ParseExplanation => {
  const draft = read(text)
  const log = finish(draft)
  const { format } = draft
  return {
    format,
    log,
    template: templateOf(log.body),
    severity: severitySource(log, format, text),
    time: timeSource(log, format, text),
    grouping: groupingOf(log),
  }
}

const isStructured = (format: string): boolean =>
  format.startsWith('json') || format === 'logfmt' || format === 'cef'

const withKey = (key: string | undefined): Source =>
  key === undefined ? { from: 'field' } : { from: 'field', key }

const severitySource = (log: ParsedLog, format: string, text: string): Source => {
  const { severity_number: number, severity_text: word } = log
  if (number === 0) return { from: word === '' ? 'nothing' : 'unknown' }
  if (word === '') return { from: format === 'lambda-platform' ? 'format' : 'trace' }
  if (isStructured(format)) return withKey(fieldOf(text, 'level', (value) => String(value) === word))
  return { from: 'syslog.facility' in log.attributes ? 'priority' : 'head' }
}

const timeSource = ({ timestamp }: ParsedLog, format: string, text: string): Source => {
  if (timestamp === undefined) return { from: tellsTime(text) ? 'not_believed' : 'nothing' }
  if (isStructured(format)) return withKey(fieldOf(text, 'time', (value) => timeOf(value) === timestamp))
  return { from: 'head' }
}

/** Whether a time stands near the beginning whose instant cannot be known. */
const tellsTime = (text: string): boolean => {
  for (let at = 0, words = 0; at < Math.min(text.length, 200) && words < 4; words++) {
    const start = (classAt(text, at) & (DIGIT | UPPER)) !== 0 ? at : at + 1
    if (Number.isNaN(readTime({ text, at: start }) ?? 0)) return true
    const space = text.indexOf(' ', at)
    if (space < 0) return false
    at = skip(text, space, SPACE)
  }
  return false
}

/** Levels of nesting in which a field is looked for. */
const depthLimit = 3

/** The dotted name of the first field of this role whose value is as `fits` says; undefined when it cannot be told. */
const fieldOf = (text: string, role: Role, fits: (value: Json) => boolean): string | undefined => {
  const brace = text.indexOf('{')
  const object = brace < 0 ? undefined : jsonIn(text.slice(brace))
  if (object !== undefined) return fieldIn(object, role, fits, depthLimit)
  for (const [, key, quoted, bare] of text.slice(0, 10_000).matchAll(pair))
    if (roleOf(key!) === role && fits(quoted ?? bare ?? '')) return key
  return undefined
}

const pair = /(?:^|\s)([\w.@/-]{1,80})=(?:"([^"]*)"|(\S*))/g

const jsonIn = (text: string): Json | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const fieldIn = (
  value: Json,
  role: Role,
  fits: (value: Json) => boolean,
  depth: number,
): string | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return undefined
  const entries = Object.entries(value as Readonly<Record<string, Json>>)
  for (const [key, each] of entries) if (roleOf(key) === role && fits(each)) return key
  for (const [key, each] of entries) {
    const inner = fieldIn(each, role, fits, depth - 1)
    if (inner !== undefined) return `${key}.${inner}`
  }
  return undefined
}

const groupingOf = (log: ParsedLog): Grouping => {
  const frames = explainFrames(log)
  if (frames) return { by: 'frames', inApp: frames.inApp, links: frames.links }
  const none = { inApp: false, links: [] }
  if (typeof log.attributes['exception.type'] === 'string' && log.attributes['exception.type'] !== '')
    return { by: 'exception', ...none }
  return { by: log.body === '' ? 'field_names' : 'message', ...none }
}

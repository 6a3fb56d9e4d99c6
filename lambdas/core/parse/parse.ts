/** Text to fields: picks the format by the first characters, then looks for an exception in what is left. */
import type { ParsedLog } from '../records.ts'
import { type Draft, finish, newDraft, put } from './draft.ts'
import { readException } from './exceptions/index.ts'
import { readAccessLine, readUvicornLine } from './formats/access-log.ts'
import { readHeader } from './formats/header.ts'
import { readJson } from './formats/json.ts'
import { readLambdaNode, readLambdaPlatform, readLambdaPython } from './formats/lambda.ts'
import { readLogfmt } from './formats/logfmt.ts'
import { readSyslog } from './formats/syslog.ts'
import { withoutRepeatedPrefix } from './prefix.ts'
import { classAt, DIGIT, LETTER, LOWER, SPACE, skip } from './scan.ts'

const ansi = /\x1b\[[0-9;]*[A-Za-z]/g

/** Colours say nothing that the words do not. */
const withoutColours = (text: string): string => (text.includes('\x1b[') ? text.replace(ansi, '') : text)

/** Structured text: tried once, by first character. */
const readStructured = (text: string, draft: Draft, depth: number): boolean => {
  const first = text.charCodeAt(0)
  if (first === 123) return readJson(text, draft, (inner) => read(inner, depth + 1))
  return (classAt(text, 0) & LETTER) !== 0 && readLogfmt(text, draft)
}

/** Lines: the formats that the first character allows. */
const readLine = (text: string, draft: Draft): boolean => {
  const first = text.charCodeAt(0)
  const kind = classAt(text, 0)
  if ((kind & DIGIT) !== 0)
    return readLambdaNode(text, draft) || readAccessLine(text, draft) || readHeader(text, 0, draft)
  if (first === 91)
    return readLambdaPython(text, draft) || readAccessLine(text, draft) || readHeader(text, 0, draft)
  if (first === 60) return readSyslog(text, draft)
  if ((kind & LETTER) === 0)
    return readAccessLine(text, draft) || (first === 45 && readHeader(text, 0, draft))
  if ((kind & LOWER) === 0 && (readLambdaPlatform(text, draft) || readSyslog(text, draft))) return true
  if (text.startsWith('panic: ') || (text.startsWith('Error: ') && text.includes('\n'))) return false
  return readHeader(text, 0, draft) || readAccessLine(text, draft)
}

/** uvicorn's access lines stand behind its level; a program's own head stands behind syslog's. */
const readInside = (draft: Draft): void => {
  if (draft.format === 'text/level' && draft.body.includes(' - "')) readUvicornLine(draft.body, 0, draft)
  if (draft.format === 'syslog' && draft.severityNumber === 0) {
    readHeader(draft.body, 0, draft)
    draft.format = 'syslog'
  }
}

/** Moves a trace from the body to the exception's attributes. */
const takeException = (draft: Draft): void => {
  const { body, attributes } = draft
  const found = body.includes('\n') || body.startsWith('panic: ') ? readException(body) : undefined
  if (!found || Object.hasOwn(attributes, 'exception.stacktrace')) return
  const head = body.slice(0, found.start).trim()
  const stack = body.slice(found.start).trimEnd()
  if (found.type !== '' && !Object.hasOwn(attributes, 'exception.type'))
    put(attributes, 'exception.type', found.type)
  if (found.message !== '' && !Object.hasOwn(attributes, 'exception.message'))
    put(attributes, 'exception.message', found.message)
  put(attributes, 'exception.stacktrace', stack)
  draft.body = head || summary(found.type, found.message)
  if (draft.severityNumber === 0) draft.severityNumber = 17
}

const summary = (type: string, message: string): string => (message === '' ? type : `${type}: ${message}`)

const read = (raw: string, depth: number): Draft => {
  const text = withoutRepeatedPrefix(withoutColours(raw))
  const draft = newDraft(text)
  if (depth < 3 && readStructured(text, draft, depth)) {
    if (draft.body.includes('\n')) takeException(draft)
    return draft
  }
  const start = skip(text, 0, SPACE)
  const line = start === 0 ? text : text.slice(start)
  if (readLine(line, draft)) readInside(draft)
  takeException(draft)
  return draft
}

/** What a text says about itself. Never throws; linear in the text; expects redacted text and reads the marks as values. */
export const parse = (text: string): ParsedLog => finish(read(text, 0))

/** The record and the name of the format that gave it, for people who ask why. */
export interface ParseExplanation {
  readonly format: string
  readonly log: ParsedLog
}

/** Like `parse`, with the format. */
export const explainParse = (text: string): ParseExplanation => {
  const draft = read(text, 0)
  return { format: draft.format, log: finish(draft) }
}

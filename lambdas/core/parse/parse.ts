/** Text to fields: picks the format by the first characters, then looks for an exception in what is left. */

import type { Lying } from '../page/index.ts'
import type { ParsedLog } from '../records.ts'
import { type Draft, finish, newDraft, put } from './draft.ts'
import { readException } from './exceptions/index.ts'
import { readAccessLine, readGinLine, readUvicornLine, readUwsgiLine } from './formats/access-log.ts'
import { readAlb } from './formats/alb.ts'
import { readCef, takeCarrier } from './formats/carriers.ts'
import { readHeader } from './formats/header.ts'
import { readJson, takeJsonTail } from './formats/json.ts'
import { readLambdaNode, readLambdaPlatform, readLambdaPython, readLambdaTimeout } from './formats/lambda.ts'
import { readLogfmt, takePairsBehind } from './formats/logfmt.ts'
import {
  readDotnetConsole,
  readJul,
  readKlog,
  readLogrusTty,
  readRedis,
  readRubyLogger,
  takePhpLevel,
} from './formats/own-heads.ts'
import {
  takeFpm,
  takeNginx,
  takePhpPlace,
  takePostgresParts,
  takeRequestBehindTime,
} from './formats/servers.ts'
import { readSyslog } from './formats/syslog.ts'
import { PageLog } from './page-log.ts'
import { linePrefix, withoutRepeatedPrefix } from './prefix.ts'
import { classAt, DIGIT, LOWER, SPACE, skip, UPPER } from './scan.ts'
import { theTexts } from './usual/texts.ts'

const ansi = /\x1b\[[0-9;]*[A-Za-z]/g

/** Colours say nothing that the words do not. */
const withoutColours = (text: string): string => (text.includes('\x1b') ? text.replace(ansi, '') : text)

const digitFirst = (text: string, draft: Draft): boolean =>
  readLambdaNode(text, draft) ||
  readLambdaTimeout(text, draft) ||
  readAccessLine(text, draft) ||
  readRedis(text, draft) ||
  readHeader(text, 0, draft)

const upperFirst = (text: string, draft: Draft): boolean =>
  readLambdaPlatform(text, draft) ||
  readSyslog(text, draft) ||
  readKlog(text, draft) ||
  readRubyLogger(text, draft) ||
  readLogrusTty(text, draft) ||
  readCef(text, draft) ||
  readJul(text, draft) ||
  (!isBareError(text) && readHeader(text, 0, draft))

const lowerFirst = (text: string, draft: Draft): boolean =>
  readLogfmt(text, draft) ||
  readDotnetConsole(text, draft) ||
  readAlb(text, draft) ||
  (!text.startsWith('panic: ') && readHeader(text, 0, draft)) ||
  readAccessLine(text, draft)

/** `Error: message` with frames below is an exception, not a level. */
const isBareError = (text: string): boolean => text.startsWith('Error: ') && text.includes('\n')

/** Lines: the formats that the first character allows, the most particular first. */
const readLine = (text: string, draft: Draft): boolean => {
  const first = text.charCodeAt(0)
  const kind = classAt(text, 0)
  if ((kind & DIGIT) !== 0) return digitFirst(text, draft)
  if (first === 91)
    return (
      readLambdaPython(text, draft) ||
      readUwsgiLine(text, draft) ||
      readGinLine(text, draft) ||
      readAccessLine(text, draft) ||
      readHeader(text, 0, draft)
    )
  if ((kind & UPPER) !== 0) return upperFirst(text, draft)
  if ((kind & LOWER) !== 0) return lowerFirst(text, draft)
  if (first === 60) return readSyslog(text, draft)
  return readAccessLine(text, draft) || (first === 45 && readHeader(text, 0, draft))
}

/** What a head's message may hold: uvicorn's access line, a program's own head behind syslog's, pairs, PHP's level. */
const readInside = (draft: Draft): void => {
  const { format } = draft
  if (format === 'text' || format === 'lambda') takeJsonTail(draft)
  if (format === 'text') readServerText(draft)
  if (format === 'text' || format === 'logrus') {
    if (draft.body.includes('=') && draft.body.includes('  ')) takePairsBehind(draft)
  } else if (format === 'text/level') {
    readUvicornLine(draft.body, 0, draft)
  } else if (format === 'syslog' && draft.severityNumber === 0) {
    if (draft.body.charCodeAt(0) !== 123) readHeader(draft.body, 0, draft)
    else readJson(draft.body, draft, (inner) => read(inner, depthLimit))
    draft.format = format
  }
}

/** What the message of a server's log begins with tells which server's. */
const readServerText = (draft: Draft): void => {
  switch (draft.body.charCodeAt(0)) {
    case 42: // *
      takeNginx(draft)
      break
    case 112: // p
      takeFpm(draft)
      break
    case 34: // "
      if (draft.severityNumber === 0) takeRequestBehindTime(draft)
  }
  if (draft.body.includes('\n')) takePostgresParts(draft)
}

/** Moves a trace from the body to the exception's attributes. */
const takeException = (draft: Draft): void => {
  const { body, attributes } = draft
  if (draft.format === 'access-log') return // its body is one line
  if (!body.includes('\n') && !body.startsWith('panic: ')) return
  const found = Object.hasOwn(attributes, 'exception.stacktrace') ? undefined : readException(body)
  if (!found) {
    if (draft.format !== 'plain') draft.body = body.trimEnd()
    return
  }
  const head = body
    .slice(0, found.start)
    .trim()
    .replace(/(?:^|\s)Uncaught$/, '')
  putOnce(draft, 'exception.type', found.type)
  putOnce(draft, 'exception.message', found.message)
  attributes['exception.stacktrace'] = body.slice(found.start).trimEnd()
  draft.trace = found.trace
  draft.body = head || summary(found.type, found.message)
  if (draft.severityNumber === 0) draft.severityNumber = 17
}

const putOnce = (draft: Draft, key: string, value: string): void => {
  if (value !== '' && !Object.hasOwn(draft.attributes, key)) put(draft.attributes, key, value)
}

/** What stands for a message that is missing: the exception, or an error field in words. */
const exceptionSummary = ({ attributes }: Draft): string => {
  const { err, error } = attributes
  if (typeof err === 'string') return err
  if (typeof error === 'string') return error
  const type = attributes['exception.type']
  const message = attributes['exception.message']
  return summary(typeof type === 'string' ? type : '', typeof message === 'string' ? message : '')
}

const summary = (type: string, message: string): string =>
  message === '' || type === '' ? type || message : `${type}: ${message}`

/** A message is read inside its envelope this many times at most. */
const depthLimit = 2

const readText = (raw: string, draft: Draft): void => {
  const plain = withoutColours(raw)
  const prefix = linePrefix(plain)
  const text = prefix ? withoutRepeatedPrefix(plain, prefix) : plain
  const start = skip(text, prefix ? takeCarrier(text, prefix, draft) : 0, SPACE)
  const line = start === 0 ? text : text.slice(start)
  draft.body = draft.format === 'plain' ? text : line
  if (line.charCodeAt(0) === 123 && readJson(line, draft, (inner) => read(inner, depthLimit))) return
  if (readLine(line, draft)) readInside(draft)
  takePhp(line, draft)
}

const takePhp = (line: string, draft: Draft): void => {
  if ((draft.format === 'text' || draft.format === 'plain') && isPhp(line, draft)) {
    takePhpLevel(draft)
    takePhpPlace(draft)
  }
}

/** PHP's own words, also where its level was read as that of a head: `[time] PHP Warning:  message`. */
const isPhp = (line: string, draft: Draft): boolean => {
  if (draft.scope !== 'PHP') return draft.severityNumber === 0 && draft.body.startsWith('PHP ')
  draft.scope = undefined
  return line.includes('PHP ')
}

/** Reads `text` into a draft. `depth`: how many envelopes are around it. */
export const read = (text: string, depth = 0): Draft => {
  const draft = newDraft(text)
  const isJson = text.charCodeAt(0) === 123 && readJson(text, draft, reader(depth))
  if (!isJson) readText(text, draft)
  return readEnd(draft)
}

const readEnd = (draft: Draft): Draft => {
  takeException(draft)
  if (draft.body === '') draft.body = exceptionSummary(draft)
  return draft
}

/** Reads what is behind a head, in a text without colours that no carrier brought. */
const readRest = (text: string, draft: Draft): Draft => {
  readInside(draft)
  takePhp(text, draft)
  return readEnd(draft)
}

const reader = (depth: number) => (depth < depthLimit ? (inner: string) => read(inner, depth + 1) : undefined)

const readOuter = reader(0)

/** What a text says about itself. Never throws; linear in the text; expects redacted text and reads the marks as values. */
export const parse = (text: string): ParsedLog => finish(read(text))

/**
 * As `parse`, for texts that come together: returns what reads the nth of them. What most lines hold stays on the page; it is to be
 * used before other texts are read. Texts that are undefined are those of `lying`.
 */
export const parseTogether = (
  texts: readonly (string | undefined)[],
  lying?: Lying,
): ((nth: number) => PageLog) => {
  const usual = theTexts()
  usual.load(texts, lying)
  return (nth) =>
    new PageLog(
      usual.read(nth, readOuter, readRest) ?? usual.learnHead(nth, read(usual.page.textOf(nth)), read),
      nth,
    )
}

/** As `parse`, but attributes that stand in the text as JSON stay text until they are asked for. */
export const parseAsText = (text: string): ParsedLog => parseTogether([text])(0).take()

/**
 * Lambda's text format: the platform's START, END, REPORT and INIT lines, Node's tab-separated console lines and Python's
 * `[LEVEL]` lines (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
 */
import { ownText } from '../../own-text.ts'
import { type Draft, put, setTime } from '../draft.ts'
import { isUuid, takeTrace } from '../identifiers.ts'
import { classAt, DIGIT } from '../scan.ts'
import { severityOfWord } from '../severity.ts'
import { timeOf } from '../time.ts'

const TAB = '\t'
const timeout = /^(\S{20,30}) ([0-9a-f-]{36}) (Task timed out after [\d.]+ seconds)$/

/** `<time> <request id> Task timed out after 3.00 seconds`, the last that is heard of an invocation. */
export const readLambdaTimeout = (text: string, draft: Draft): boolean => {
  const match = text.length < 140 && text.charCodeAt(10) === 84 ? timeout.exec(text.trimEnd()) : null
  if (!match) return false
  takeLine(draft, match[1]!, match[2]!, '', match[3]!)
  draft.format = 'lambda-platform'
  draft.severityNumber = 17
  return true
}

const events = ['START', 'END', 'REPORT']
const beforeId = ' RequestId: '

/** The event of `START RequestId: 8d5c…`; undefined when it is none of an invocation. */
const invocationEvent = (text: string): string | undefined => {
  const event = events.find((word) => text.startsWith(word))
  return event !== undefined && text.startsWith(beforeId, event.length) ? event : undefined
}

/** `START RequestId: …`, `REPORT RequestId: …\tDuration: 1.2 ms\t…`, `INIT_START Runtime Version: …`. */
export const readLambdaPlatform = (text: string, draft: Draft): boolean => {
  const first = text.charCodeAt(0)
  if (first !== 83 && first !== 69 && first !== 82 && first !== 73) return false // S, E, R, I
  const event = invocationEvent(text)
  if (event === undefined) return first === 73 && readInit(text, draft)
  const idAt = event.length + beforeId.length
  const id = text.slice(idAt, idAt + 36)
  if (!isUuid(id)) return false
  takeEvent(event, text, draft)
  draft.attributes['faas.invocation_id'] = id
  if (text.includes(TAB)) readMetrics(text, draft)
  return true
}

const readInit = (text: string, draft: Draft): boolean => {
  if (!text.startsWith('INIT_START ') && !text.startsWith('INIT_REPORT ')) return false
  takeEvent(text.slice(0, text.indexOf(' ')), text, draft)
  if (text.includes(TAB)) readMetrics(text, draft)
  return true
}

const takeEvent = (event: string, text: string, draft: Draft): void => {
  draft.format = 'lambda-platform'
  draft.body = text
  draft.attributes['aws.lambda.event'] = event
}

/** Attributes by the names of metrics, which are few. */
const metricNames = new Map<string, string>()
const mostMetricNames = 50

const metricName = (name: string): string => {
  const known = metricNames.get(name)
  if (known !== undefined) return known
  const made = `aws.lambda.${name.toLowerCase().replaceAll(' ', '_')}`
  if (metricNames.size < mostMetricNames) metricNames.set(ownText(name), made)
  return made
}

/** `1.2` of `1.2 ms` and `512` of `512 MB`; undefined for what is no quantity. */
const quantity = (value: string): number | undefined => {
  if (!value.endsWith(' ms') && !value.endsWith(' MB')) return undefined
  const number = Number(value.slice(0, -3))
  return Number.isFinite(number) && (classAt(value, 0) & DIGIT) !== 0 ? number : undefined
}

const readMetrics = (text: string, draft: Draft): void => {
  for (const field of text.slice(0, 2000).split(TAB)) {
    const colon = field.indexOf(': ')
    if (colon < 0) continue
    const name = field.slice(0, colon).trim()
    const value = field.slice(colon + 2).trim()
    const number = quantity(value)
    if (number !== undefined) put(draft.attributes, metricName(name), number)
    else if (name === 'XRAY TraceId') takeTrace(draft, value)
    else if (name === 'Status') draft.attributes['aws.lambda.status'] = value
  }
}

/** `2024-06-01T00:00:00.000Z\t<request id>\tINFO\tmessage`. */
export const readLambdaNode = (text: string, draft: Draft): boolean => {
  const first = text.indexOf(TAB)
  if (first < 20 || first > 30) return false
  const second = text.indexOf(TAB, first + 1)
  const id = text.slice(first + 1, second)
  if (second < 0 || !(isUuid(id) || id === 'undefined')) return false
  const third = text.indexOf(TAB, second + 1)
  const level = third < 0 ? '' : text.slice(second + 1, third)
  takeLine(
    draft,
    text.slice(0, first),
    id,
    level,
    text.slice((severityOfWord(level) > 0 ? third : second) + 1),
  )
  return true
}

/** The first bracket's end, if it is near and a tab follows. */
const closeOfLevel = (text: string): number => {
  for (let at = 4; at < 13; at++)
    if (text.charCodeAt(at) === 93) return text.charCodeAt(at + 1) === 9 ? at : -1
  return -1
}

/** `[ERROR]\t2024-06-01T00:00:00.123Z\t<request id>\tmessage`. */
export const readLambdaPython = (text: string, draft: Draft): boolean => {
  const close = closeOfLevel(text)
  const first = close + 1
  const second = close < 0 || close > 12 ? -1 : text.indexOf(TAB, first + 1)
  const third = second < 0 || second - first > 40 ? -1 : text.indexOf(TAB, second + 1)
  const id = text.slice(second + 1, third)
  if (third < 0 || !isUuid(id)) return false
  takeLine(draft, text.slice(first + 1, second), id, text.slice(1, close), text.slice(third + 1))
  return true
}

const takeLine = (draft: Draft, time: string, id: string, level: string, body: string): void => {
  draft.format = 'lambda'
  draft.body = body
  setTime(draft, timeOf(time))
  draft.severityNumber = severityOfWord(level)
  if (draft.severityNumber > 0) draft.severityText = level
  if (isUuid(id)) draft.attributes['faas.invocation_id'] = id
}

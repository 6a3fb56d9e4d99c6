/**
 * What formats fill in while they read. A draft is mutable and short-lived; `finish` turns it into a `ParsedLog` that has
 * only the fields that were found.
 */
import type { Attributes, Json, ParsedLog } from '../records.ts'

export type MutableAttributes = { [key: string]: Json }

/** A ParsedLog in the making, with the name of the format that recognised it. */
export interface Draft {
  format: string
  timestamp: number | undefined
  severityText: string
  severityNumber: number
  body: string
  attributes: MutableAttributes
  /** The attributes as they stand in the text, as JSON; then `attributes` means nothing. */
  attributesText: string | undefined
  traceId: string | undefined
  spanId: string | undefined
  scope: string | undefined
  service: string | undefined
}

/** An empty draft: plain text, nothing known. */
export const newDraft = (body: string): Draft => ({
  format: 'plain',
  timestamp: undefined,
  severityText: '',
  severityNumber: 0,
  body,
  attributes: {},
  attributesText: undefined,
  traceId: undefined,
  spanId: undefined,
  scope: undefined,
  service: undefined,
})

/** Sets an own property whatever its name is: `__proto__` in a log is a key like any other. */
export const put = (target: MutableAttributes, key: string, value: Json): void => {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[key] = value
  }
}

/** Keeps `ms` as the event time if it is an instant (not NaN). */
export const setTime = (draft: Draft, ms: number | undefined): void => {
  if (ms !== undefined && !Number.isNaN(ms)) draft.timestamp = ms
}

type Growing = { -readonly [Field in keyof ParsedLog]: ParsedLog[Field] }

/** The record with the fields that were found. */
export const finish = (draft: Draft): ParsedLog => {
  const { attributesText } = draft
  const attributes =
    attributesText === undefined ? draft.attributes : (JSON.parse(attributesText) as Attributes)
  return withFound(
    {
      severity_text: draft.severityText,
      severity_number: draft.severityNumber,
      body: draft.body,
      attributes,
    },
    draft,
  )
}

/** As `finish`, but attributes that are text stay text until they are asked for. */
export const finishAsText = (draft: Draft): ParsedLog =>
  draft.attributesText === undefined
    ? finish(draft)
    : withFound(new TextLog(draft, draft.attributesText), draft)

const withFound = (log: Growing, draft: Draft): ParsedLog => {
  if (draft.timestamp !== undefined) log.timestamp = draft.timestamp
  if (draft.traceId !== undefined) log.trace_id = draft.traceId
  if (draft.spanId !== undefined) log.span_id = draft.spanId
  if (draft.scope !== undefined) log.scope_name = draft.scope
  if (draft.service !== undefined) log.service = draft.service
  return log
}

class TextLog implements ParsedLog {
  readonly severity_text: string
  readonly severity_number: number
  readonly body: string
  readonly attributesText: string
  private made: Attributes | undefined

  constructor({ severityText, severityNumber, body }: Draft, attributesText: string) {
    this.severity_text = severityText
    this.severity_number = severityNumber
    this.body = body
    this.attributesText = attributesText
    this.made = undefined
  }

  get attributes(): Attributes {
    this.made ??= JSON.parse(this.attributesText) as Attributes
    return this.made
  }
}

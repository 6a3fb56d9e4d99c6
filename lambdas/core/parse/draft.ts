/**
 * What formats fill in while they read. A draft is mutable and short-lived; `finish` turns it into a `ParsedLog` that has
 * only the fields that were found.
 */
import type { Span } from '../page/index.ts'
import type { Json, ParsedLog } from '../records.ts'
import type { Trace } from './exceptions/index.ts'

export type MutableAttributes = { [key: string]: Json }

/** A ParsedLog in the making, with the name of the format that recognised it. */
export interface Draft {
  format: string
  timestamp: number | undefined
  severityText: string
  severityNumber: number
  body: string
  attributes: MutableAttributes
  /** Attributes, and perhaps the body, as they stand on the page; then `attributes` means nothing. */
  made: Made | undefined
  /** The frames of the stack trace in the attributes, where they were read with it. */
  trace: Trace | undefined
  traceId: string | undefined
  spanId: string | undefined
  scope: string | undefined
  service: string | undefined
}

/**
 * Where attributes stand on the page, as JSON, and the body, as JSON without its quotes. One of the two bodies is there. `ids`: where trace
 * and span id stand as columns of a line.
 */
export interface Made {
  readonly attributes: Span
  readonly body: Span | undefined
  readonly bodyText: string | undefined
  readonly ids: Span | undefined
}

/** An empty draft: plain text, nothing known. */
export const newDraft = (body: string): Draft => ({
  format: 'plain',
  timestamp: undefined,
  severityText: '',
  severityNumber: 0,
  body,
  attributes: {},
  made: undefined,
  trace: undefined,
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

/** The record with the fields that were found; of drafts nothing of which stands on the page. */
export const finish = (draft: Draft): ParsedLog => {
  const log: Growing = {
    severity_text: draft.severityText,
    severity_number: draft.severityNumber,
    body: draft.body,
    attributes: draft.attributes,
  }
  if (draft.timestamp !== undefined) log.timestamp = draft.timestamp
  if (draft.traceId !== undefined) log.trace_id = draft.traceId
  if (draft.spanId !== undefined) log.span_id = draft.spanId
  if (draft.scope !== undefined) log.scope_name = draft.scope
  if (draft.service !== undefined) log.service = draft.service
  return log
}

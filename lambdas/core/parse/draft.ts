/**
 * What formats fill in while they read. A draft is mutable and short-lived; `finish` turns it into a `ParsedLog` that has
 * only the fields that were found.
 */
import { type Page, type Span, thePage } from '../page/index.ts'
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
  /** Attributes, and perhaps the body, as they stand on the page; then `attributes` means nothing. */
  made: Made | undefined
  traceId: string | undefined
  spanId: string | undefined
  scope: string | undefined
  service: string | undefined
}

/** Where attributes stand on the page, as JSON, and the body, as JSON without its quotes. One of the two bodies is there. */
export interface Made {
  readonly attributes: Span
  readonly body: Span | undefined
  readonly bodyText: string | undefined
}

/** Where long parts of a text stand on the page, as text; both are its end. */
export interface LongParts {
  readonly generation: number
  readonly body: Span | undefined
  readonly trace: Span | undefined
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

/** The record with the fields that were found. What stands on the page is left there: valid until other texts are loaded. */
export const finish = (draft: Draft): ParsedLog => {
  const { made, severityText, severityNumber, body, attributes } = draft
  if (made !== undefined) return withFound(new PageLog(draft, made), draft)
  const log: Growing = { severity_text: severityText, severity_number: severityNumber, body, attributes }
  return withFound(log, draft)
}

const withFound = <Log extends Growing>(log: Log, draft: Draft): Log => {
  if (draft.timestamp !== undefined) log.timestamp = draft.timestamp
  if (draft.traceId !== undefined) log.trace_id = draft.traceId
  if (draft.spanId !== undefined) log.span_id = draft.spanId
  if (draft.scope !== undefined) log.scope_name = draft.scope
  if (draft.service !== undefined) log.service = draft.service
  return log
}

/** A log of a long text, parts of which stand on the page too, as long as no other texts are loaded. */
export class LongLog implements ParsedLog {
  declare timestamp?: number
  declare trace_id?: string
  declare span_id?: string
  declare scope_name?: string
  declare service?: string
  readonly severity_text: string
  readonly severity_number: number
  readonly body: string
  readonly attributes: Attributes
  private readonly parts: LongParts

  constructor({ severityText, severityNumber, body, attributes }: Draft, parts: LongParts) {
    this.severity_text = severityText
    this.severity_number = severityNumber
    this.body = body
    this.attributes = attributes
    this.parts = parts
  }

  get longParts(): LongParts | undefined {
    return this.parts.generation === thePage().generation ? this.parts : undefined
  }
}

/** As `finish`, of the text of that number on the page. */
export const finishLong = (draft: Draft, nth: number): ParsedLog => {
  const page = thePage()
  const stack = draft.attributes['exception.stacktrace']
  const trace = typeof stack === 'string' ? page.endOf(nth, stack) : undefined
  const body = draft.body.length < longBody ? undefined : page.endOf(nth, draft.body)
  if (trace === undefined && body === undefined) return finish(draft)
  return withFound(new LongLog(draft, { generation: page.generation, body, trace }), draft)
}

/** Shorter bodies are copied as fast. */
const longBody = 100

/** A log whose attributes, and perhaps whose body, stand on the page. */
export class PageLog implements ParsedLog {
  declare timestamp?: number
  declare trace_id?: string
  declare span_id?: string
  declare scope_name?: string
  declare service?: string
  readonly severity_text: string
  readonly severity_number: number
  private made: Made | undefined
  private readonly generation: number
  private texts: { readonly body: string; readonly attributes: string } | undefined

  constructor({ severityText, severityNumber }: Draft, made: Made) {
    this.severity_text = severityText
    this.severity_number = severityNumber
    this.made = made
    this.generation = thePage().generation
    this.texts = undefined
  }

  /** Where it stands; undefined when it was taken from the page. @throws when other texts have been loaded since. */
  get onPage(): Made | undefined {
    if (this.made !== undefined && this.generation !== thePage().generation)
      throw new Error('[parse] page: other texts were loaded')
    return this.made
  }

  get body(): string {
    if (this.texts !== undefined) return this.texts.body
    const { body, bodyText } = this.onPage!
    return bodyText ?? textAt(thePage(), body!)
  }

  get attributes(): Attributes {
    return JSON.parse(this.attributesText) as Attributes
  }

  get attributesText(): string {
    return this.texts !== undefined ? this.texts.attributes : textAt(thePage(), this.onPage!.attributes)
  }

  /** Takes what stands on the page from there. */
  take(): this {
    this.texts = { body: this.body, attributes: this.attributesText }
    this.made = undefined
    return this
  }
}

const textAt = (page: Page, { from, to }: Span): string => page.textAt(from, to)

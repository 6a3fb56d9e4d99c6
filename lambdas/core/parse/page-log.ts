/** Logs that are read together: what is large in them stays on the page until they are lines. */
import { type Page, type Span, thePage } from '../page/index.ts'
import type { Attributes, ParsedLog } from '../records.ts'
import type { Draft, Made } from './draft.ts'
import type { Trace } from './exceptions/index.ts'

/** Where long parts of a text stand on the page, as text, beside in the log; both are its end. */
export interface LongParts {
  readonly body: Span | undefined
  readonly trace: Span | undefined
}

/** Shorter bodies are copied as fast as they are found on the page. */
const longBody = 100

/**
 * A log of the texts that are on the page. All have the same fields in the same order, found or undefined, which the processor likes: a
 * batch makes thousands.
 */
export class PageLog implements ParsedLog {
  readonly severity_text: string
  readonly severity_number: number
  readonly timestamp?: number
  readonly trace_id?: string
  readonly span_id?: string
  readonly scope_name?: string
  readonly service?: string
  /** The frames of the stack trace in the attributes, where they were read with it. */
  readonly trace: Trace | undefined
  private readonly generation: number
  private made: Made | undefined
  private parts: LongParts | undefined
  private bodyText: string | undefined
  private attributesJson: string | undefined
  private readonly object: Attributes | undefined

  /** @param nth - the number of its text on the page. */
  constructor(draft: Draft, nth: number) {
    const { made } = draft
    this.severity_text = draft.severityText
    this.severity_number = draft.severityNumber
    this.timestamp = draft.timestamp as number
    this.trace_id = draft.traceId as string
    this.span_id = draft.spanId as string
    this.scope_name = draft.scope as string
    this.service = draft.service as string
    this.trace = draft.trace
    this.generation = thePage().generation
    this.made = made
    this.parts = made === undefined ? longPartsOf(draft, nth) : undefined
    this.bodyText = made === undefined ? draft.body : made.bodyText
    this.attributesJson = undefined
    this.object = made === undefined ? draft.attributes : undefined
  }

  /** Where attributes and body stand; undefined when they stand in the log. @throws when other texts have been loaded since. */
  get onPage(): Made | undefined {
    if (this.made !== undefined && !this.isCurrent) throw new Error('[parse] page: other texts were loaded')
    return this.made
  }

  /** Where long parts stand too, as long as no other texts are loaded. */
  get longParts(): LongParts | undefined {
    return this.isCurrent ? this.parts : undefined
  }

  get body(): string {
    return this.bodyText ?? textAt(thePage(), this.onPage!.body!)
  }

  get attributes(): Attributes {
    return this.object ?? (JSON.parse(this.attributesText!) as Attributes)
  }

  get attributesText(): string | undefined {
    if (this.object !== undefined) return undefined
    return this.attributesJson ?? textAt(thePage(), this.onPage!.attributes)
  }

  /** Takes what stands on the page from there. */
  take(): this {
    this.bodyText = this.body
    this.attributesJson = this.attributesText
    this.made = undefined
    this.parts = undefined
    return this
  }

  private get isCurrent(): boolean {
    return this.generation === thePage().generation
  }
}

function longPartsOf({ body, attributes }: Draft, nth: number): LongParts | undefined {
  const page = thePage()
  if (!page.has(nth)) return undefined
  const stack = attributes['exception.stacktrace']
  const trace = typeof stack === 'string' ? page.endOf(nth, stack) : undefined
  return { body: body.length < longBody ? undefined : page.endOf(nth, body), trace }
}

const textAt = (page: Page, { from, to }: Span): string => page.textAt(from, to)

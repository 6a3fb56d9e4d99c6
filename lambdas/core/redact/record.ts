import { fingerprint, type LongParts, PageLog, parseAsText, parseTogether } from '../parse/index.ts'
import type { Attributes, LogRecord, Origin, ParsedLog, Resource, StitchedEvent } from '../records.ts'
import { type RedactedRecord, sealRecord } from './redacted.ts'
import type { Redactor } from './redactor.ts'
import { type Counts, redactEach } from './together.ts'

/** Why a record could not be finished. The original belongs into quarantine under this code. */
export type RedactionFaultCode = 'redaction_failed' | 'parse_failed'

/** With a `fault`, `record` is a placeholder that holds ids and times, and nothing of the text. */
export interface RedactionOutcome {
  readonly record: RedactedRecord
  readonly fault?: RedactionFaultCode
}

/** From severity error on, a record has a fingerprint. */
const ERROR = 17

/**
 * Redacts the whole text of each event, then parses what is left: everything in a record comes from redacted text.
 * Fails closed: whatever goes wrong with one, its record holds ids, times and the code, and nothing of the text.
 *
 * All are redacted, then all are parsed: the code of one stage at a time fits the processor's cache.
 *
 * @param onPage - what is large in the records may stay on the page that their texts are read on; it is to be left to lines before
 * other events are redacted.
 */
export function redactRecords(
  events: readonly StitchedEvent[],
  origin: Origin,
  redactor: Redactor,
  onPage = false,
): RedactionOutcome[] {
  const redacted = onPage ? redactor.redactTogether?.(events) : undefined
  const { texts, counts, ...lying } = redacted ?? redactEach(events, ({ text }) => redactor.redact(text))
  const logOf = onPage ? parseTogether(texts, lying) : (i: number) => parseAsText(texts[i]!)
  return events.map((event, i) => outcomeOf(event, i, origin, redactor, counts[i], logOf))
}

/** As `redactRecords`, of one event. */
export const redactRecord = (event: StitchedEvent, origin: Origin, redactor: Redactor): RedactionOutcome =>
  redactRecords([event], origin, redactor)[0]!

function outcomeOf(
  event: StitchedEvent,
  nth: number,
  origin: Origin,
  redactor: Redactor,
  counts: Counts | undefined,
  logOf: (nth: number) => ParsedLog,
): RedactionOutcome {
  if (counts === undefined) return failed(event, origin, 'redaction_failed')
  try {
    return { record: sealRecord(recordOf(event, place(origin, redactor), logOf(nth), counts)) }
  } catch {
    return failed(event, origin, 'parse_failed')
  }
}

const failed = (event: StitchedEvent, origin: Origin, fault: RedactionFaultCode): RedactionOutcome => ({
  record: placeholder(event, origin, fault),
  fault,
})

const places = new WeakMap<Origin, Origin>()
let lastOrigin: Origin | undefined
let lastPlace: Origin

/** The origin as it may leave: applications choose the names of their log streams, so these are redacted too, once. */
function place(origin: Origin, redactor: Redactor): Origin {
  if (origin === lastOrigin) return lastPlace
  lastPlace = places.get(origin) ?? {
    ...origin,
    logStream: redactor.redact(origin.logStream).text as string,
  }
  lastOrigin = origin
  places.set(origin, lastPlace)
  return lastPlace
}

/** Where the redactor itself has failed, the name of the stream is not known to be clean. */
const unplaced = (origin: Origin): Origin => ({ ...origin, logStream: '[REDACTED:unprocessable]' })

const recordOf = (
  event: StitchedEvent,
  origin: Origin,
  log: ParsedLog,
  redactions: LogRecord['redactions'],
): LogRecord => new BatchRecord(event, resourceOf(origin, log.service ?? origin.service), log, redactions)

/** Where the line of a record can be read again. */
export interface Lines {
  textAt(place: number): string
}

/** What a record may leave to its line. */
type Large = Pick<LogRecord, 'body' | 'attributes' | 'attributesText'>

/** Where what is large in a record stands, when it stands on the page. */
export type OnPage = NonNullable<PageLog['onPage']>

/**
 * A record on its way through a batch. What is large in it can be left to its line once that is written: few records are
 * asked for anything afterwards, and thousands of them would be carried from one garbage collection to the next. All have the same
 * fields in the same order, there or undefined: the hot path is fast where it sees one shape.
 */
class BatchRecord implements LogRecord {
  readonly timestamp: number
  readonly observed_timestamp: number
  readonly severity_text: string
  readonly severity_number: number
  readonly resource: Resource
  readonly trace_id?: string
  readonly span_id?: string
  readonly scope_name?: string
  readonly event_id: string
  readonly event_ids?: readonly string[]
  readonly fingerprint?: string
  readonly redactions: LogRecord['redactions']
  private large: Large | undefined
  private lines: Lines | undefined
  private place: number

  constructor(
    { events, timestamp }: StitchedEvent,
    resource: Resource,
    log: ParsedLog,
    redactions: LogRecord['redactions'],
  ) {
    this.timestamp = log.timestamp ?? timestamp
    this.observed_timestamp = timestamp
    this.severity_text = log.severity_text
    this.severity_number = log.severity_number
    this.resource = resource
    this.trace_id = log.trace_id as string
    this.span_id = log.span_id as string
    this.scope_name = log.scope_name as string
    this.event_id = events[0]?.id ?? ''
    this.event_ids = (events.length > 1 ? events.map(({ id }) => id) : undefined) as readonly string[]
    this.fingerprint = (log.severity_number >= ERROR ? fingerprint(log) : undefined) as string
    this.redactions = redactions
    this.large = log
    this.lines = undefined
    this.place = 0
  }

  get body(): string {
    return (this.large ?? this.read()).body
  }

  get attributes(): Attributes {
    return (this.large ?? this.read()).attributes
  }

  get attributesText(): string | undefined {
    return this.large?.attributesText
  }

  get onPage(): OnPage | undefined {
    return this.large instanceof PageLog ? this.large.onPage : undefined
  }

  get longParts(): LongParts | undefined {
    return this.large instanceof PageLog ? this.large.longParts : undefined
  }

  /** Leaves body and attributes to the line. */
  leaveTo(lines: Lines, place: number): void {
    this.lines = lines
    this.place = place
    this.large = undefined
  }

  private read(): Large {
    this.large = JSON.parse(this.lines!.textAt(this.place)) as Large
    return this.large
  }

  /** The columns alone. */
  toJSON(): object {
    const { large: _, lines: __, place: ___, ...columns } = this
    return { ...columns, body: this.body, attributes: this.attributes }
  }
}

/** Leaves what is large in a record of a batch to its line. Records of other origins stay as they are. */
export function leaveToLine(record: LogRecord, lines: Lines, place: number): void {
  if (record instanceof BatchRecord) record.leaveTo(lines, place)
}

/** Where what is large in a record stands on the page; undefined when it stands in the record. */
export const onPage = (record: LogRecord): OnPage | undefined =>
  record instanceof BatchRecord ? record.onPage : undefined

/** Where long parts of a record stand on the page, beside in the record. */
export const longParts = (record: LogRecord): LongParts | undefined =>
  record instanceof BatchRecord ? record.longParts : undefined

const placeholder = (event: StitchedEvent, origin: Origin, code: string): RedactedRecord =>
  sealRecord(
    recordOf(
      event,
      places.get(origin) ?? unplaced(origin),
      {
        severity_text: '',
        severity_number: 0,
        body: '[REDACTED:unprocessable]',
        attributes: { 'sluice.fault': code },
      },
      { unprocessable: 1 },
    ),
  )

/** Services that one origin's log names before the rest get a resource of their own each. */
const mostServices = 100
const resources = new WeakMap<Origin, Map<string, Resource>>()
let lastResource: Resource | undefined
let lastOwner: Origin | undefined

/** Records of one origin and service share their resource, so that it is made, and encoded, once. */
function resourceOf(origin: Origin, service: string): Resource {
  if (origin !== lastOwner || lastResource?.['service.name'] !== service) {
    lastResource = knownResource(origin, service)
    lastOwner = origin
  }
  return lastResource
}

function knownResource(origin: Origin, service: string): Resource {
  const known = resources.get(origin) ?? new Map<string, Resource>()
  if (known.size === 0) resources.set(origin, known)
  const resource = known.get(service) ?? {
    'service.name': service,
    'cloud.account.id': origin.account,
    'cloud.region': origin.region,
    'aws.log.group.name': origin.logGroup,
    'aws.log.stream.name': origin.logStream,
  }
  if (known.size < mostServices) known.set(service, resource)
  return resource
}

/**
 * The shapes that travel through the stages. From `parse` on there is one: the OpenTelemetry log data model
 * (https://opentelemetry.io/docs/specs/otel/logs/data-model/) with snake_case names, because they become columns.
 */

/** One event as CloudWatch Logs delivers it. `id` has 56 digits; `timestamp` is milliseconds since the epoch. */
export interface LogEvent {
  readonly id: string
  readonly timestamp: number
  readonly message: string
}

/** Where a batch comes from. One payload of a subscription holds events of exactly one log stream. */
export interface Origin {
  readonly account: string
  readonly region: string
  readonly logGroup: string
  readonly logStream: string
  /** The configured `service` of the source that selected this log group: what `service.name` is unless the log says. */
  readonly service: string
}

/** What is archived and counted as one unit: delivered again, it has the same `id` (see `batchId`). */
export interface Batch {
  readonly id: string
  readonly origin: Origin
  readonly events: readonly LogEvent[]
}

/**
 * One thing said, by one event or by several that follow each other in a stream (the lines of a traceback).
 * `text` joins the messages of `events` with a line feed; `timestamp` is that of the first. Never empty.
 */
export interface StitchedEvent {
  readonly events: readonly LogEvent[]
  readonly timestamp: number
  readonly text: string
  /** The batch ended inside it: more lines may follow in the next batch. */
  readonly unfinished?: true
}

/** OpenTelemetry's severity ranges: 1-4 trace, 5-8 debug, 9-12 info, 13-16 warn, 17-20 error, 21-24 fatal; 0 = not said. */
export const severityNumbers = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const
export type Severity = keyof typeof severityNumbers

/** A JSON value. Log content is data: nothing in it is trusted, not even its key names. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type Attributes = { readonly [key: string]: Json }

/** Flat, with OpenTelemetry's names. */
export interface Resource {
  readonly 'service.name': string
  readonly 'cloud.account.id': string
  readonly 'cloud.region': string
  readonly 'aws.log.group.name': string
  readonly 'aws.log.stream.name': string
}

/** What `parse` can tell from a text alone. */
export interface ParsedLog {
  /** Event time in milliseconds since the epoch; absent when the text has none, or only an absurd one. */
  readonly timestamp?: number
  /** As the log wrote it (`WARNING`, `30`), or '' when it does not say. */
  readonly severity_text: string
  /** 1-24, or 0 when the log does not say. */
  readonly severity_number: number
  readonly body: string
  /** Including `exception.type`, `exception.message` and `exception.stacktrace` when there is one. */
  readonly attributes: Attributes
  /** The attributes as JSON, where the log had them as JSON: then `attributes` is made from it each time it is asked for. */
  readonly attributesText?: string | undefined
  readonly trace_id?: string
  readonly span_id?: string
  /** The logger's name. */
  readonly scope_name?: string
  /** `service.name` when the log itself says it. */
  readonly service?: string
}

/** One log record. Times are milliseconds since the epoch; the archive writes them as ISO 8601 with milliseconds, UTC. */
export interface LogRecord {
  readonly timestamp: number
  /** CloudWatch's own timestamp of the (first) event: deterministic under redelivery, unlike a clock. */
  readonly observed_timestamp: number
  readonly severity_text: string
  readonly severity_number: number
  readonly body: string
  readonly attributes: Attributes
  /** As in `ParsedLog`; not a column. */
  readonly attributesText?: string | undefined
  readonly resource: Resource
  readonly trace_id?: string
  readonly span_id?: string
  readonly scope_name?: string
  /** Id of the first event. */
  readonly event_id: string
  /** Ids of all events, in order; present only when the record was stitched from more than one. */
  readonly event_ids?: readonly string[]
  /** `v1:` and 16 hex digits; of records of severity error and above. */
  readonly fingerprint?: string
  /** How many values each detector removed, by detector name; {} when none. */
  readonly redactions: Readonly<Record<string, number>>
}

/** How many events a record stands for: counts per event add up over stitching. */
export const eventCount = (record: LogRecord): number => record.event_ids?.length ?? 1

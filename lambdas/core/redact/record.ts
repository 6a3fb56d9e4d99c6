import { fingerprint, parse } from '../parse/index.ts'
import type { LogRecord, Origin, ParsedLog, Resource, StitchedEvent } from '../records.ts'
import { type RedactedRecord, sealRecord } from './redacted.ts'
import type { Redactor } from './redactor.ts'

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
 * Redacts the whole text of an event, then parses what is left: everything in the record comes from redacted text.
 * Fails closed: whatever goes wrong, the result holds ids, times and the code, and nothing of the text.
 */
export function redactRecord(event: StitchedEvent, origin: Origin, redactor: Redactor): RedactionOutcome {
  let fault: RedactionFaultCode = 'redaction_failed'
  try {
    const { text, counts } = redactor.redact(event.text)
    fault = 'parse_failed'
    return { record: sealRecord(recordOf(event, origin, parse(text), counts)) }
  } catch {
    return { record: placeholder(event, origin, fault), fault }
  }
}

function recordOf(
  event: StitchedEvent,
  origin: Origin,
  log: ParsedLog,
  redactions: LogRecord['redactions'],
): LogRecord {
  const { timestamp, service, ...rest } = log
  return {
    ...rest,
    timestamp: timestamp ?? event.timestamp,
    observed_timestamp: event.timestamp,
    resource: resourceOf(origin, service),
    ...idsOf(event),
    ...(log.severity_number >= ERROR ? { fingerprint: fingerprint(log) } : {}),
    redactions,
  }
}

const placeholder = (event: StitchedEvent, origin: Origin, code: string): RedactedRecord =>
  sealRecord({
    timestamp: event.timestamp,
    observed_timestamp: event.timestamp,
    severity_text: '',
    severity_number: 0,
    body: '[REDACTED:unprocessable]',
    attributes: { 'sluice.fault': code },
    resource: resourceOf(origin),
    ...idsOf(event),
    redactions: { unprocessable: 1 },
  })

const resourceOf = (origin: Origin, service?: string): Resource => ({
  'service.name': service ?? origin.service,
  'cloud.account.id': origin.account,
  'cloud.region': origin.region,
  'aws.log.group.name': origin.logGroup,
  'aws.log.stream.name': origin.logStream,
})

function idsOf({ events }: StitchedEvent): { event_id: string; event_ids?: readonly string[] } {
  const ids = events.map(({ id }) => id)
  return ids.length > 1 ? { event_id: ids[0] ?? '', event_ids: ids } : { event_id: ids[0] ?? '' }
}

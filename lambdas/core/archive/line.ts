import type { Resource } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { quote } from './escape/escape.ts'
import { isoTime } from './iso-time.ts'

/** A stack trace is most of its record, and needs an escape in each line. */
function attributesText({ attributes }: RedactedRecord): string {
  if (attributes['exception.stacktrace'] === undefined) return JSON.stringify(attributes)
  let members = ''
  for (const key in attributes) {
    const value = attributes[key]!
    members += `${members && ','}${quote(key)}:${typeof value === 'string' ? quote(value) : JSON.stringify(value)}`
  }
  return `{${members}}`
}

/** The two columns of severity as JSON, by number and text. Logs use few; what comes behind the first hundred is made each time. */
const severities = Array.from({ length: 25 }, () => new Map<string, string>())
const mostSeverities = 100

function severityColumns(text: string, number: number): string {
  const ofNumber = severities[number]
  const known = ofNumber?.get(text)
  if (known !== undefined) return known
  const made = `","severity_text":${JSON.stringify(text)},"severity_number":${number},"body":`
  if (ofNumber !== undefined && ofNumber.size < mostSeverities) ofNumber.set(text, made)
  return made
}

/** Names of detectors are ours or validated: letters, digits and `_`, which need no escaping. */
function redactionsText(counts: Readonly<Record<string, number>>): string {
  let members = ''
  for (const detector in counts) members += `${members && ','}"${detector}":${counts[detector]}`
  return members === '' ? ',"redactions":{}}' : `,"redactions":{${members}}}`
}

let lastCounts: Readonly<Record<string, number>> | undefined
let lastRedactions = ''

/** Records in which the same was found share their counts. */
function redactionsColumn(counts: Readonly<Record<string, number>>): string {
  if (counts === lastCounts) return lastRedactions
  lastCounts = counts
  lastRedactions = redactionsText(counts)
  return lastRedactions
}

function optionalColumns(record: RedactedRecord): string {
  let columns = ''
  if (record.trace_id !== undefined) columns += `,"trace_id":${quote(record.trace_id)}`
  if (record.span_id !== undefined) columns += `,"span_id":${quote(record.span_id)}`
  if (record.scope_name !== undefined) columns += `,"scope_name":${quote(record.scope_name)}`
  if (record.event_ids !== undefined) columns += `,"event_ids":${JSON.stringify(record.event_ids)}`
  if (record.fingerprint !== undefined) columns += `,"fingerprint":${quote(record.fingerprint)}`
  return columns
}

const resources = new WeakMap<Resource, string>()

/** The records of a batch share their resource, so its text is made once. */
function resourceColumn(resource: Resource): string {
  const known = resources.get(resource)
  if (known !== undefined) return known
  const made = `,"resource":${JSON.stringify(resource)}`
  resources.set(resource, made)
  return made
}

/**
 * One record as one line of NDJSON, without the line feed. Columns always come in the same order, which compresses well. What
 * surrounds them comes with what is made once: each piece of the line costs as much as a few dozen characters.
 */
export function encodeRecord(record: RedactedRecord): string {
  return (
    '{"timestamp":"' +
    isoTime(record.timestamp) +
    '","observed_timestamp":"' +
    isoTime(record.observed_timestamp) +
    severityColumns(record.severity_text, record.severity_number) +
    quote(record.body) +
    ',"attributes":' +
    (record.attributesText ?? attributesText(record)) +
    resourceColumn(record.resource) +
    optionalColumns(record) +
    ',"event_id":' +
    quote(record.event_id) +
    redactionsColumn(record.redactions)
  )
}

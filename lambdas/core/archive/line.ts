import type { Resource } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { isoTime } from './iso-time.ts'

/** Level words as JSON. Logs use few; whatever comes behind the first hundred is made each time. */
const severities = new Map<string, string>()
const mostSeverities = 100

function severityText(severity: string): string {
  const known = severities.get(severity)
  if (known !== undefined) return known
  const made = JSON.stringify(severity)
  if (severities.size < mostSeverities) severities.set(severity, made)
  return made
}

/** Names of detectors are ours or validated: letters, digits and `_`, which need no escaping. */
function counts(value: Readonly<Record<string, number>>): string {
  let members = ''
  for (const detector in value) members += `${members && ','}"${detector}":${value[detector]}`
  return `{${members}}`
}

function optionalColumns(record: RedactedRecord): string {
  let columns = ''
  if (record.trace_id !== undefined) columns += `,"trace_id":${JSON.stringify(record.trace_id)}`
  if (record.span_id !== undefined) columns += `,"span_id":${JSON.stringify(record.span_id)}`
  if (record.scope_name !== undefined) columns += `,"scope_name":${JSON.stringify(record.scope_name)}`
  if (record.event_ids !== undefined) columns += `,"event_ids":${JSON.stringify(record.event_ids)}`
  if (record.fingerprint !== undefined) columns += `,"fingerprint":${JSON.stringify(record.fingerprint)}`
  return columns
}

const resources = new WeakMap<Resource, string>()

/** The records of a batch share their resource, so its text is made once. */
function resourceText(resource: Resource): string {
  const known = resources.get(resource)
  if (known !== undefined) return known
  const made = JSON.stringify(resource)
  resources.set(resource, made)
  return made
}

/** One record as one line of NDJSON, without the line feed. Columns always come in the same order, which compresses well. */
export function encodeRecord(record: RedactedRecord): string {
  return (
    `{"timestamp":"${isoTime(record.timestamp)}","observed_timestamp":"${isoTime(record.observed_timestamp)}` +
    `","severity_text":${severityText(record.severity_text)},"severity_number":${record.severity_number}` +
    `,"body":${JSON.stringify(record.body)},"attributes":${record.attributesText ?? JSON.stringify(record.attributes)}` +
    `,"resource":${resourceText(record.resource)}${optionalColumns(record)}` +
    `,"event_id":${JSON.stringify(record.event_id)},"redactions":${counts(record.redactions)}}`
  )
}

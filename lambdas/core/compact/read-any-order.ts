import type { LogRecord } from '../records.ts'
import type { Row } from './row.ts'

type Written = Omit<LogRecord, 'timestamp' | 'observed_timestamp'> &
  Readonly<Record<'timestamp' | 'observed_timestamp', string>> & { readonly account?: unknown }

const texts = ['severity_text', 'body', 'attributes', 'resource', 'event_id', 'redactions'] as const

/** What every row has to be, or no Parquet can be made of it. */
function checked(row: Row): Row {
  const isText = texts.every((name) => typeof row[name] === 'string')
  const isNumber = [row.timestamp, row.observed_timestamp, row.severity_number].every(Number.isInteger)
  if (!isText || !isNumber) throw new SyntaxError('the line is not a record')
  return row
}

/**
 * The row of a line of NDJSON, by way of `JSON.parse`: whatever the order of its columns.
 *
 * @param service that of the object's key.
 * @throws {SyntaxError} or {TypeError} when it is not a record.
 */
export function readAnyOrder(line: string, service: string): Row {
  const { account: _, attributes, resource, redactions, ...written } = JSON.parse(line) as Written
  return checked({
    ...written,
    timestamp: Date.parse(written.timestamp),
    observed_timestamp: Date.parse(written.observed_timestamp),
    attributes: JSON.stringify(attributes),
    resource: JSON.stringify(resource),
    service,
    redactions: JSON.stringify(redactions),
  })
}

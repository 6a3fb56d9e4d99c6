import { safeService } from '../archive/index.ts'
import type { LogRecord, Resource } from '../records.ts'
import { LineScanner } from './line-scanner.ts'
import type { Row } from './row.ts'

type Written = Omit<LogRecord, 'timestamp' | 'observed_timestamp'> &
  Readonly<Record<'timestamp' | 'observed_timestamp', string>>

const serviceOf = (resource: Resource): string => safeService(resource['service.name'])

/** The row of a line, by way of `JSON.parse`: whatever the order of the columns. */
function readAnyOrder(line: string): Row {
  const { attributes, resource, redactions, ...written } = JSON.parse(line) as Written
  return {
    ...written,
    timestamp: Date.parse(written.timestamp),
    observed_timestamp: Date.parse(written.observed_timestamp),
    attributes: JSON.stringify(attributes),
    resource: JSON.stringify(resource),
    service: serviceOf(resource),
    redactions: JSON.stringify(redactions),
  }
}

/** The records of a batch share their resource: what its text means is looked up, not read again. */
function createServiceLookup(): (resource: string) => string {
  const known = new Map<string, string>()
  return (resource) => {
    const before = known.get(resource)
    if (before !== undefined) return before
    if (known.size >= 10_000) known.clear()
    const service = serviceOf(JSON.parse(resource))
    known.set(resource, service)
    return service
  }
}

function readInOrder(scanner: LineScanner, service: (resource: string) => string): Row {
  const timestamp = Date.parse(scanner.string('{"timestamp":'))
  const observed_timestamp = Date.parse(scanner.string(',"observed_timestamp":'))
  const severity_text = scanner.string(',"severity_text":')
  const severity_number = scanner.number(',"severity_number":')
  const body = scanner.string(',"body":')
  const attributes = scanner.structure(',"attributes":')
  const resource = scanner.structure(',"resource":')
  const trace_id = scanner.optionalString(',"trace_id":')
  const span_id = scanner.optionalString(',"span_id":')
  const scope_name = scanner.optionalString(',"scope_name":')
  const ids = scanner.optionalStructure(',"event_ids":')
  const fingerprint = scanner.optionalString(',"fingerprint":')
  const event_id = scanner.string(',"event_id":')
  const redactions = scanner.structure(',"redactions":')
  scanner.end('}')
  const event_ids = ids === undefined ? undefined : (JSON.parse(ids) as string[])
  return {
    timestamp,
    observed_timestamp,
    severity_text,
    severity_number,
    body,
    attributes,
    resource,
    service: service(resource),
    trace_id,
    span_id,
    scope_name,
    event_id,
    event_ids,
    fingerprint,
    redactions,
  }
}

/**
 * Makes rows of lines that `encodeRecord` wrote. It knows the order in which that writes the columns and cuts the text
 * there, three times as fast as `JSON.parse`; a line in another order is read by that.
 *
 * @throws {SyntaxError} when a line is not such a record.
 */
export function createRowReader(): (line: string) => Row {
  const service = createServiceLookup()
  const scanner = new LineScanner()
  return (line) => {
    scanner.begin(line)
    try {
      return readInOrder(scanner, service)
    } catch {
      return readAnyOrder(line)
    }
  }
}

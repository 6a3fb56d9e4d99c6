import type { LogRecord } from '../records.ts'
import { isoTime } from './iso-time.ts'

/**
 * A service name as it stands in a key: letters, digits and `. _ -`, anything else `_`, at most 100 characters. What a log
 * says cannot leave its own partition (`../`, `/`, `=`); the name in full stays in the record's resource.
 */
export function safeService(service: string): string {
  const safe = service
    .slice(0, 100)
    .replace(/[^\w.-]/g, '_')
    .replace(/^\.+/, '_')
  return safe === '' ? 'unknown' : safe
}

/** The Hive partition of a record by its event time, in UTC: `service=shop/dt=2026-11-22/hour=09`. */
export function partitionOf(record: LogRecord): string {
  const time = isoTime(record.timestamp)
  return `service=${safeService(record.resource['service.name'])}/dt=${time.slice(0, 10)}/hour=${time.slice(11, 13)}`
}

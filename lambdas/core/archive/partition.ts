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

const day = 24 * 3_600_000

/** A Hive partition: `service=shop/dt=2026-11-22/hour=09`, in UTC. */
export function partitionAt(service: string, time: number): string {
  const iso = isoTime(time)
  return `service=${safeService(service)}/dt=${iso.slice(0, 10)}/hour=${iso.slice(11, 13)}`
}

/**
 * The Hive partition of a record, by its event time. A time that is more than a day later than CloudWatch had the event is
 * a wrong clock or a lie: then by CloudWatch's, because an hour in the future is closed, and compacted, only when it is over.
 */
export const partitionOf = ({ timestamp, observed_timestamp, resource }: LogRecord): string =>
  partitionAt(resource['service.name'], timestamp > observed_timestamp + day ? observed_timestamp : timestamp)

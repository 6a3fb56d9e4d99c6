import { createHash } from 'node:crypto'
import type { LogEvent, Origin } from '../records.ts'

/**
 * The identity of what one payload carries: 32 hex digits of the SHA-256 over account, region, group, stream, first and last
 * event id and count. Delivered again, a payload has the same id, whatever the redaction rules are by then; and since
 * no content goes into it, it says nothing about what was redacted.
 */
export function batchId(origin: Omit<Origin, 'service'>, events: readonly LogEvent[]): string {
  const { account, region, logGroup, logStream } = origin
  const identity = [account, region, logGroup, logStream, events[0]?.id, events.at(-1)?.id, events.length]
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}

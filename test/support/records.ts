import { parseConfig } from '../../lambdas/core/config/index.ts'
import type { LogRecord } from '../../lambdas/core/records.ts'
import { createRedactor, type RedactedRecord, redactRecord } from '../../lambdas/core/redact/index.ts'
import { eventId, nine, origin } from './events.ts'

const redactor = createRedactor(
  parseConfig({ name: 'shop', sources: [{ logGroups: ['/ecs/shop/web'] }] }).redact,
)

/** A record with the given columns. Only the redactor may make one, so it starts from one that the redactor made. */
export function recordOf(columns: Partial<LogRecord> = {}, number = 0): RedactedRecord {
  const event = { id: eventId(number), timestamp: nine + number * 1_000, message: 'hello' }
  const stitched = { events: [event], timestamp: event.timestamp, text: event.message }
  const { record } = redactRecord(stitched, origin, redactor)
  return { ...JSON.parse(JSON.stringify(record)), ...columns }
}

/** Records and landing objects for tests of what comes after ingest. */
import { encodeRecords, landingKey, partitionOf } from '../../../lambdas/core/archive/index.ts'
import type { ReadableStore } from '../../../lambdas/core/ports.ts'
import type { LogRecord } from '../../../lambdas/core/records.ts'
import { fromArchive } from '../../../lambdas/core/redact/from-archive.ts'
import type { RedactedRecord } from '../../../lambdas/core/redact/redacted.ts'
import { eventId, nine, origin } from '../events.ts'

/** A record as the archive holds it: number `i` is of the second `i` (modulo 10,000) after nine. */
export function archivedRecord(i: number, columns: Partial<LogRecord> = {}): RedactedRecord {
  return fromArchive({
    timestamp: nine + (i % 10_000) * 1_000,
    observed_timestamp: nine + (i % 10_000) * 1_000 + 5,
    severity_text: 'INFO',
    severity_number: 9,
    body: `message ${i}`,
    attributes: { number: i },
    resource: {
      'service.name': origin.service,
      'cloud.account.id': origin.account,
      'cloud.region': origin.region,
      'aws.log.group.name': origin.logGroup,
      'aws.log.stream.name': origin.logStream,
    },
    event_id: eventId(i),
    redactions: {},
    ...columns,
  })
}

/** A record of several events. */
export const stitchedRecord = (numbers: readonly number[]): RedactedRecord =>
  archivedRecord(numbers[0]!, numbers.length > 1 ? { event_ids: numbers.map(eventId) } : {})

/** Puts records into landing as ingest does, as one object for each partition. */
export async function land(
  store: ReadableStore,
  batch: string,
  records: readonly RedactedRecord[],
): Promise<void> {
  for (const [partition, members] of Map.groupBy(records, partitionOf))
    await store.putIfAbsent(landingKey(partition, batch), encodeRecords(members))
}

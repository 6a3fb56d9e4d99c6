import type { ObjectStore } from '../ports.ts'
import { eventCount } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { encodeRecords } from './encode.ts'
import { partitionOf } from './partition.ts'

/** What came of archiving a batch; events, not records. */
export interface Archived {
  readonly archived: number
  /** Events of objects that existed already: the batch had been delivered before. */
  readonly duplicates: number
  /** Compressed, of the objects made now. */
  readonly bytes: number
  readonly keys: readonly string[]
}

const countEvents = (records: readonly RedactedRecord[]): number =>
  records.reduce((sum, record) => sum + eventCount(record), 0)

/** Where a batch's records of one partition lie. */
export const landingKey = (partition: string, batchId: string): string =>
  `landing/${partition}/${batchId}.ndjson.zst`

/**
 * Stores a batch's records, one object for each partition that they fall into, each only if it is not there yet. Calling
 * it again with the same batch changes nothing and says so in `duplicates`; a crash between two objects is mended by the retry.
 *
 * @throws whatever the store throws: the invocation fails and is retried.
 */
export async function archive(
  records: readonly RedactedRecord[],
  batchId: string,
  store: ObjectStore,
): Promise<Archived> {
  const partitions = Map.groupBy(records, partitionOf)
  const objects = await Promise.all(
    [...partitions].map(async ([partition, members]) => {
      const key = landingKey(partition, batchId)
      const bytes = encodeRecords(members)
      const outcome = await store.putIfAbsent(key, bytes, 'application/zstd')
      return { key, created: outcome === 'created', events: countEvents(members), bytes: bytes.length }
    }),
  )
  const sum = (created: boolean, of: 'events' | 'bytes') =>
    objects.reduce((total, object) => (object.created === created ? total + object[of] : total), 0)
  return {
    archived: sum(true, 'events'),
    duplicates: sum(false, 'events'),
    bytes: sum(true, 'bytes'),
    keys: objects.map(({ key }) => key),
  }
}

import type { ObjectStore } from '../ports.ts'
import { type Batch, eventCount } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { accountOf, encodeLoneAccount, type Outcome } from './account.ts'
import type { BatchLines } from './batch-lines.ts'
import { encodeRecords, pack } from './encode.ts'
import { accountKey, landingKey } from './place.ts'
import { placeRecords } from './placement.ts'

/** What came of archiving a batch; events, not records. */
export interface Archived {
  readonly archived: number
  /** Events of objects that existed already: the batch had been delivered before. */
  readonly duplicates: number
  /** Objects made now. */
  readonly objects: number
  /** Compressed, of the objects made now. */
  readonly bytes: number
  /** Of the objects that hold records. */
  readonly keys: readonly string[]
}

const countEvents = (records: readonly RedactedRecord[]): number =>
  records.reduce((sum, record) => sum + eventCount(record), 0)

/** Stores what is kept of one partition with the account of the rest, or, where nothing is kept, the account alone. */
async function storePartition(
  partition: string,
  records: readonly RedactedRecord[],
  outcome: Outcome,
  { id, origin }: Pick<Batch, 'id' | 'origin'>,
  store: ObjectStore,
  lines: BatchLines | undefined,
) {
  const account = accountOf(records, outcome)
  const kept = outcome.dropped.size === 0 ? records : records.filter((record) => !outcome.dropped.has(record))
  if (kept.length === 0) {
    const bytes = encodeLoneAccount({ logGroup: origin.logGroup, account: account! })
    const stored = await store.putIfAbsent(accountKey(partition, id), bytes, 'application/json')
    return { keys: [], created: stored === 'created', events: 0, bytes: bytes.length }
  }
  const key = landingKey(partition, id)
  const bytes = lines === undefined ? encodeRecords(kept, account) : pack(lines.bytesOf(kept, account))
  const stored = await store.putIfAbsent(key, bytes, 'application/zstd')
  return { keys: [key], created: stored === 'created', events: countEvents(kept), bytes: bytes.length }
}

/**
 * Stores what is kept of a batch and the account of what is not, one object for each partition that its records fall into,
 * each only if it is not there yet. Calling it again with the same batch changes nothing and says so in `duplicates`; a crash
 * between two objects is mended by the retry.
 *
 * @param lines of all kept records, where they were written as the records were made.
 * @throws whatever the store throws: the invocation fails and is retried.
 */
export async function archive(
  outcome: Outcome,
  batch: Pick<Batch, 'id' | 'origin'>,
  store: ObjectStore,
  lines?: BatchLines,
): Promise<Archived> {
  const objects = await Promise.all(
    [...placeRecords(outcome.records, batch.origin)].map(([partition, records]) =>
      storePartition(partition, records, outcome, batch, store, lines),
    ),
  )
  const sum = (created: boolean, of: 'events' | 'bytes') =>
    objects.reduce((total, object) => (object.created === created ? total + object[of] : total), 0)
  return {
    archived: sum(true, 'events'),
    duplicates: sum(false, 'events'),
    objects: objects.filter(({ created }) => created).length,
    bytes: sum(true, 'bytes'),
    keys: objects.flatMap(({ keys }) => keys),
  }
}

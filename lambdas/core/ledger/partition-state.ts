import { manifestFolder, type Partition, partitionOfKey } from '../archive/index.ts'
import type { ReadableStore, StoredObject } from '../ports.ts'
import { readAhead } from '../store/read-ahead.ts'
import { type ArchiveObject, decodeEntry, type LedgerEntry } from './entry.ts'

/** What the ledger says about one hour of one service. */
export interface PartitionState {
  /** Batches that are in the archive; their landing objects no longer count. With the time when queries could know it. */
  readonly consumed: ReadonlyMap<string, number>
  /** Objects whose records are the archive of this hour, by key. */
  readonly live: ReadonlyMap<string, ArchiveObject>
  /** Keys of objects that others have replaced, with the time when queries could know it. */
  readonly removed: ReadonlyMap<string, number>
  readonly lastSequence: number
}

/** An entry as queries see it. `published` is later than `committed_at`, by an hour if the writer crashed in between. */
export interface Published {
  readonly entry: LedgerEntry
  readonly published: number
}

/** What entries of one partition, in their order, add up to. */
export function stateOf(entries: readonly Published[]): PartitionState {
  const consumed = new Map<string, number>()
  const live = new Map<string, ArchiveObject>()
  const removed = new Map<string, number>()
  for (const { entry, published } of entries) {
    for (const { batch } of entry.landing) consumed.set(batch, published)
    for (const object of entry.added) live.set(object.key, object)
    for (const key of entry.removed) {
      live.delete(key)
      removed.set(key, published)
    }
  }
  return { consumed, live, removed, lastSequence: entries.at(-1)?.entry.sequence ?? 0 }
}

/** The published entries of one partition or of many, in order of their keys. */
export async function* readManifests(
  store: ReadableStore,
  prefix: string,
  wanted: (partition: Partition) => boolean = () => true,
): AsyncIterable<Published> {
  const read = async ({ key, modified }: StoredObject): Promise<Published | undefined> => {
    const partition = partitionOfKey(key)
    const bytes = partition && wanted(partition) ? await store.get(key) : undefined
    return bytes && { entry: decodeEntry(bytes), published: modified }
  }
  for await (const found of readAhead(store.list(prefix), read)) if (found) yield found
}

/** Reads what the ledger says about a partition, from the published entries. */
export async function readPartition(store: ReadableStore, partition: Partition): Promise<PartitionState> {
  return stateOf(await Array.fromAsync(readManifests(store, manifestFolder(partition))))
}

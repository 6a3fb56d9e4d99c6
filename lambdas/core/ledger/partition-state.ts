import { manifestFolder, type Partition } from '../archive/index.ts'
import type { ReadableStore } from '../ports.ts'
import { type ArchiveObject, decodeEntry, type LedgerEntry } from './entry.ts'

/** What the ledger says about one hour of one service. */
export interface PartitionState {
  /** Batches that are in the archive; their landing objects no longer count. With the time of the entry that took them. */
  readonly consumed: ReadonlyMap<string, number>
  /** Objects whose records are the archive of this hour, by key. */
  readonly live: ReadonlyMap<string, ArchiveObject>
  /** Keys of objects that others have replaced, with the time of the entry that did so. */
  readonly removed: ReadonlyMap<string, number>
  readonly lastSequence: number
}

/** What entries of one partition, in their order, add up to. */
export function stateOf(entries: readonly LedgerEntry[]): PartitionState {
  const consumed = new Map<string, number>()
  const live = new Map<string, ArchiveObject>()
  const removed = new Map<string, number>()
  for (const { landing, added, removed: gone, committed_at } of entries) {
    const time = Date.parse(committed_at)
    for (const { batch } of landing) consumed.set(batch, time)
    for (const object of added) live.set(object.key, object)
    for (const key of gone) {
      live.delete(key)
      removed.set(key, time)
    }
  }
  return { consumed, live, removed, lastSequence: entries.at(-1)?.sequence ?? 0 }
}

/** The published entries below a prefix of `manifest/`, in order of their keys. */
export async function* readManifests(store: ReadableStore, prefix: string): AsyncIterable<LedgerEntry> {
  for await (const { key } of store.list(prefix)) {
    const bytes = await store.get(key)
    if (bytes) yield decodeEntry(bytes)
  }
}

/** Reads what the ledger says about a partition, from the published entries. */
export async function readPartition(store: ReadableStore, partition: Partition): Promise<PartitionState> {
  return stateOf(await Array.fromAsync(readManifests(store, manifestFolder(partition))))
}

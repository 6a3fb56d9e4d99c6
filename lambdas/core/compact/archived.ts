import type { ArchiveObject, PartitionState } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { decodeParquet, readEventIds } from './parquet.ts'
import { rangeOf } from './range.ts'
import { idsOf, type Row } from './row.ts'

/** Lines of one traceback come within seconds; a record that repeats another in part cannot be further away than this. */
const nearby = 5_000

/** An object that the ledger names is not there: someone removed it, or replaced it and swept since we looked. */
export class MissingObject extends Error {
  readonly key: string

  constructor(key: string) {
    super(`[compact] the ledger names an object that is not there: ${key}`)
    this.name = 'MissingObject'
    this.key = key
  }
}

async function read(store: ReadableStore, key: string): Promise<Uint8Array> {
  const bytes = await store.get(key)
  if (!bytes) throw new MissingObject(key)
  return bytes
}

/**
 * Which of the rows' event ids the archive of this hour holds already. Reads the id columns of those objects only whose
 * time of arrival at CloudWatch overlaps: the same event always has the same.
 */
export async function archivedIds(
  store: ReadableStore,
  { live }: PartitionState,
  rows: readonly Row[],
): Promise<Set<string>> {
  const [first, last] = rangeOf(rows, 'observed_timestamp')
  const found = new Set<string>()
  for (const { key, observed_from, observed_to } of live.values()) {
    const [from, to] = [Date.parse(observed_from) - nearby, Date.parse(observed_to) + nearby]
    if (to < first || from > last) continue
    const near = rows.filter((row) => row.observed_timestamp >= from && row.observed_timestamp <= to)
    const wanted = new Set(near.flatMap(idsOf))
    if (wanted.size === 0) continue
    for (const id of await readEventIds(await read(store, key))) if (wanted.has(id)) found.add(id)
  }
  return found
}

/** The rows of archive objects, to be written again together with new ones. */
export async function readArchived(store: ReadableStore, objects: readonly ArchiveObject[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const { key } of objects) for (const row of await decodeParquet(await read(store, key))) rows.push(row)
  return rows
}

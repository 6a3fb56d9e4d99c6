import type { ArchiveObject } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import type { RecentIds } from './id-hashes.ts'
import { decodeParquet, readEventIds } from './parquet.ts'
import { rangeOf } from './range.ts'
import type { Row } from './row.ts'
import type { RowTable } from './row-table.ts'

/** Lines are stitched over at most 10 s (`limits` of stitch): a record that repeats another in part is hardly further away. */
const nearby = 10_000

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

/** Those of the rows that arrived at CloudWatch in a stretch of time. */
function rowsBetween(
  { observed_timestamp }: RowTable,
  rows: Uint32Array,
  from: number,
  to: number,
): number[] {
  const between: number[] = []
  for (const row of rows) {
    const time = observed_timestamp[row]!
    if (time >= from && time <= to) between.push(row)
  }
  return between
}

/**
 * Which of the rows' event ids are in archive objects. Reads the id columns of those only whose time of arrival at CloudWatch
 * overlaps: the same event always has the same.
 */
export async function archivedIds(
  store: ReadableStore,
  objects: Iterable<ArchiveObject>,
  table: RowTable,
  rows: Uint32Array,
  recent: RecentIds,
): Promise<Set<string>> {
  const found = new Set<string>()
  const [first, last] = rangeOf(table.observed_timestamp, rows)
  for (const { key, observed_from, observed_to } of objects) {
    const [from, to] = [Date.parse(observed_from) - nearby, Date.parse(observed_to) + nearby]
    if (to < first || from > last) continue
    const near = rowsBetween(table, rows, from, to)
    if (near.length === 0 || !recent.mayHold(key, table, near)) continue
    const wanted = new Set(near.flatMap((row) => table.ids(row)))
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

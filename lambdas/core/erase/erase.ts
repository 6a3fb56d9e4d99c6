import {
  archivePrefix,
  manifestFolder,
  manifestPrefix,
  type Partition,
  partitionOfKey,
  readLandingKey,
} from '../archive/index.ts'
import {
  compact,
  decodeParquet,
  defaultLimits,
  eventsOf,
  groupsOf,
  MissingObject,
  type Row,
  readLandingRows,
  sweepHour,
  writeRows,
} from '../compact/index.ts'
import {
  type ArchiveObject,
  accountsOf,
  append,
  type Change,
  readHead,
  readManifests,
  readPartition,
  readVisible,
} from '../ledger/index.ts'
import type { Clock, ReadableStore, Signer } from '../ports.ts'

export interface EraseOptions {
  readonly store: ReadableStore
  readonly clock: Clock
  /** Signs what is entered into the ledger. */
  readonly signer?: Signer
  /** Which records have to go. */
  readonly matches: (row: Row) => boolean
  readonly wanted: (hour: Partition) => boolean
}

/** What was erased, or would be. */
export interface Erased {
  readonly objects: number
  readonly records: number
  readonly events: number
}

const nothing: Erased = { objects: 0, records: 0, events: 0 }
const sum = (rows: readonly Row[]): number => rows.reduce((total, row) => total + eventsOf(row), 0)
const add = (a: Erased, rows: readonly Row[]): Erased =>
  rows.length === 0
    ? a
    : { objects: a.objects + 1, records: a.records + rows.length, events: a.events + sum(rows) }

async function read(store: ReadableStore, key: string): Promise<Uint8Array> {
  const bytes = await store.get(key)
  if (!bytes) throw new MissingObject(key)
  return bytes
}

/** What `erase` would remove. */
export interface Erasable extends Erased {
  /** When the newest of the archive objects was stored that hold some of it. */
  readonly stored?: number
}

/** When the archive's objects were entered into the ledger, which is when they were stored, by key. */
async function storedAt({ store, wanted }: EraseOptions): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  for await (const { entry } of readManifests(store, manifestPrefix, wanted))
    for (const { key } of entry.added) times.set(key, Date.parse(entry.committed_at))
  return times
}

/** Counts what `erase` would remove. Changes nothing. */
export async function findErasable(options: EraseOptions): Promise<Erasable> {
  const { store, matches, wanted } = options
  const { archive, landing } = await readVisible(store, wanted)
  const times = await storedAt(options)
  let found = nothing
  let stored = Number.NEGATIVE_INFINITY
  for (const key of archive) {
    const rows = (await decodeParquet(await read(store, key))).filter(matches)
    found = add(found, rows)
    if (rows.length > 0) stored = Math.max(stored, times.get(key) ?? stored)
  }
  for (const key of landing) {
    const rows = readLandingRows(await read(store, key), readLandingKey(key)!.partition.service)
    found = add(found, rows.filter(matches))
  }
  return Number.isFinite(stored) ? { ...found, stored } : found
}

/** The change that leaves the matching rows of one object out; nothing when none match. */
async function without(
  { store, matches }: EraseOptions,
  partition: Partition,
  object: ArchiveObject,
): Promise<{ readonly change: Change; readonly gone: readonly Row[] } | undefined> {
  const rows = await decodeParquet(await read(store, object.key))
  const gone = rows.filter(matches)
  if (gone.length === 0) return undefined
  const kept = rows.filter((row) => !matches(row))
  const added = kept.length === 0 ? [] : [await writeRows(store, partition, kept)]
  const events = { in: object.events, archived: sum(kept), repeated: 0, erased: sum(gone) }
  const accounts = accountsOf({ erased: groupsOf(gone) })
  return { change: { partition, landing: [], added, removed: [object.key], events, accounts }, gone }
}

/** Erases in one hour. The ledger's end is read before its state, so that a change by someone else makes `append` fail. */
async function eraseHour(options: EraseOptions, partition: Partition): Promise<Erased> {
  const { store, clock, signer } = options
  let erased = nothing
  let head = await readHead(store)
  let todo = [...(await readPartition(store, partition)).live.values()]
  for (let object = todo.shift(); object; object = todo.shift()) {
    const found = await without(options, partition, object)
    if (!found) continue
    const next = await append(store, head, found.change, clock, signer)
    if (next) {
      head = next
      erased = add(erased, found.gone)
    } else {
      head = await readHead(store)
      todo = [...(await readPartition(store, partition)).live.values()]
    }
  }
  await sweepHour(store, partition, clock(), 0)
  return erased
}

async function hoursOf({ store, wanted }: EraseOptions): Promise<Partition[]> {
  const hours = new Map<string, Partition>()
  for (const prefix of [manifestPrefix, archivePrefix])
    for await (const { key } of store.list(prefix)) {
      const hour = partitionOfKey(key)
      if (hour && wanted(hour)) hours.set(manifestFolder(hour), hour)
    }
  return [...hours.values()]
}

/**
 * Removes records from the archive for good. What has landed is compacted first; then every object with a matching record is
 * written again without it, and an entry in the ledger says how many events are gone, not which: `verify` holds. The old
 * objects are removed at once, so a query that is reading them fails. In a versioned bucket they stay as old versions until
 * the lifecycle removes those.
 *
 * Can be stopped and run again; what arrives anew afterwards (a backfill from CloudWatch Logs) is not known to be erased.
 */
export async function erase(options: EraseOptions): Promise<Erased> {
  const { store, clock, signer, wanted } = options
  await compact({
    store,
    clock,
    ...(signer ? { signer } : {}),
    limits: defaultLimits,
    settle: Number.NEGATIVE_INFINITY,
    grace: 0,
    wanted,
  })
  let erased = nothing
  for (const hour of await hoursOf(options)) {
    const { objects, records, events } = await eraseHour(options, hour)
    erased = {
      objects: erased.objects + objects,
      records: erased.records + records,
      events: erased.events + events,
    }
  }
  return erased
}

import { archiveFolder, type Partition } from '../archive/index.ts'
import { type ArchiveObject, type Change, type PartitionState, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { accountsOfStep } from './accounts.ts'
import { archivedIds, readArchived } from './archived.ts'
import { compareBytes } from './arena.ts'
import { Elsewhere } from './elsewhere.ts'
import { type Gathered, gather, type Limits } from './gather.ts'
import { IdHashes, RecentIds } from './id-hashes.ts'
import type { LandingObject } from './landing.ts'
import { encodeParquet } from './parquet.ts'
import { describeRows } from './range.ts'
import type { Row } from './row.ts'
import { RowTable } from './row-table.ts'
import { withoutRepeats } from './without-repeats.ts'

/** S3 does not move smaller objects to colder tiers. */
const movable = 128 * 1024
/** Objects up to this size are written again together with late records, so that no hour ends up in crumbs. */
const small = 1024 * 1024

/** Sorts rows by time. They come nearly so, which costs little. */
function sortByTime({ timestamp, texts, arena }: RowTable, rows: Uint32Array): Uint32Array {
  const { starts, ends } = texts.event_id
  const compare = (a: number, b: number): number =>
    timestamp[a]! - timestamp[b]! || compareBytes(arena.bytes, starts[a]!, ends[a]!, starts[b]!, ends[b]!)
  return rows.every((row, i) => i === 0 || compare(rows[i - 1]!, row) <= 0) ? rows : rows.sort(compare)
}

/** Stores under a name made of the content; never under one that is taken, whose object may be swept at any moment. */
async function storeParquet(store: ReadableStore, folder: string, bytes: Uint8Array): Promise<string> {
  const name = sha256(bytes).slice(0, 32)
  for (let attempt = 0; ; attempt++) {
    const key = `${folder}${name}${attempt === 0 ? '' : `-${attempt}`}.parquet`
    if ((await store.putIfAbsent(key, bytes, 'application/vnd.apache.parquet')) === 'created') return key
  }
}

/** Makes a Parquet object of rows of a table, sorted by time, and says what the ledger has to know of it. */
async function writeTable(
  store: ReadableStore,
  partition: Partition,
  table: RowTable,
  rows: Uint32Array,
): Promise<ArchiveObject> {
  const bytes = encodeParquet(table, sortByTime(table, rows))
  const key = await storeParquet(store, archiveFolder(partition), bytes)
  return { key, sha256: sha256(bytes), bytes: bytes.length, ...describeRows(table, rows) }
}

/** `writeTable` of rows that are at hand as objects. */
export function writeRows(
  store: ReadableStore,
  partition: Partition,
  rows: readonly Row[],
): Promise<ArchiveObject> {
  const table = new RowTable()
  return writeTable(store, partition, table, table.addAll(rows))
}

/** The objects that late records are written together with: small ones, or any if the late ones alone could not be moved. */
function companions(
  { live }: PartitionState,
  { table, consumed, complete }: Gathered,
  limits: Limits,
): ArchiveObject[] {
  if (!complete) return []
  const chosen: ArchiveObject[] = []
  let records = table.length
  let bytes = consumed.reduce((sum, object) => sum + object.bytes, 0)
  for (const object of [...live.values()].sort((a, b) => a.bytes - b.bytes)) {
    if (records + object.records > limits.records) break
    if (object.bytes > small && bytes >= movable) break
    chosen.push(object)
    records += object.records
    bytes += object.bytes
  }
  return chosen
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** What the steps of one run have in common. */
export class Workspace {
  readonly table = new RowTable()
  readonly recent = new RecentIds()
  readonly elsewhere: Elsewhere

  constructor(store: ReadableStore) {
    this.elsewhere = new Elsewhere(store)
  }
}

/** The ids of rows that are in the archive already: of all rows in this hour, of those that came late in others too. */
async function idsBefore(
  store: ReadableStore,
  partition: Partition,
  { live }: PartitionState,
  { table, late }: Gathered,
  { recent, elsewhere }: Workspace,
): Promise<Set<string>> {
  const here = await archivedIds(store, live.values(), table, table.rows(), recent)
  const lateRows = Uint32Array.from(late)
  const others = await elsewhere.near(partition, table, lateRows)
  return here.union(await archivedIds(store, others, table, lateRows, recent))
}

/** What one step would change, and what it could not read. `change` is missing when there was nothing readable. */
export interface Prepared {
  readonly change?: Change
  readonly gathered: Gathered
}

/**
 * Makes one Parquet object of what lies in landing (as much as the limits allow, in order of arrival) and says how the
 * ledger changes by it. Until the ledger has that change, the new object is nothing but a stray that nobody reads.
 *
 * @returns nothing when landing has changed meanwhile.
 * @throws {MissingObject} when an object of the archive has gone.
 */
export async function prepare(
  store: ReadableStore,
  partition: Partition,
  state: PartitionState,
  waiting: readonly LandingObject[],
  limits: Limits,
  workspace: Workspace,
): Promise<Prepared | undefined> {
  const { table, recent } = workspace
  const gathered = await gather(store, partition, waiting, limits, table)
  if (!gathered) return undefined
  if (gathered.consumed.length === 0) return { gathered }
  const distinct = withoutRepeats(table, await idsBefore(store, partition, state, gathered, workspace))
  const old = distinct.rows.length === 0 ? [] : companions(state, gathered, limits)
  const accounts = accountsOfStep(gathered, distinct)
  const again = table.addAll(await readArchived(store, old))
  const all = joined(distinct.rows, again)
  const added = all.length === 0 ? [] : [await writeTable(store, partition, table, all)]
  for (const { key } of added)
    recent.add(key, old.length === 0 && distinct.hashes ? distinct.hashes : new IdHashes(table, all))
  const sum = (objects: readonly { readonly events: number }[]) =>
    objects.reduce((total, { events }) => total + events, 0)
  const change = {
    partition,
    landing: gathered.consumed,
    added,
    removed: old.map(({ key }) => key),
    events: {
      in: sum(gathered.consumed) + sum(old),
      archived: sum(added),
      repeated: distinct.repeated.reduce((total, row) => total + table.events(row), 0),
      erased: 0,
    },
    accounts,
  }
  return { change, gathered }
}

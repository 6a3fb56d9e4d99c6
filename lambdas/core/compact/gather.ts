import { zstdDecompressSync } from 'node:zlib'
import { accountInLine, decodeLoneAccount, type LoneAccount, type Partition } from '../archive/index.ts'
import { type Consumed, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { readAhead } from '../store/read-ahead.ts'
import type { LandingObject } from './landing.ts'
import { LineReader } from './line-reader.ts'
import { groupOfRow } from './range.ts'
import type { Row } from './row.ts'
import { RowTable } from './row-table.ts'

/** How much is taken at once. The memory that compaction needs is a small multiple of `textBytes`, however much lies in landing. */
export interface Limits {
  /** Unpacked NDJSON of one Parquet object. */
  readonly textBytes: number
  readonly records: number
}

/** What was read from landing for one Parquet object. */
export interface Gathered {
  readonly table: RowTable
  readonly consumed: Consumed[]
  /** Rows of objects that were stored long after CloudWatch got what they hold. */
  readonly late: number[]
  /** What became of events of these batches that are not among the rows as what they were. */
  readonly accounts: LoneAccount[]
  /** Keys of objects that are not what ingest writes; they stay where they are. */
  readonly unreadable: string[]
  /** Whether that was everything. */
  readonly complete: boolean
}

interface ReadObject {
  /** Unpacked. */
  readonly size: number
  readonly account?: LoneAccount
}

/** Deliveries come within a minute or two, seldom later. */
export const punctual = 600_000

/** Landing objects have some megabytes when they are unpacked. Ingest has no memory to make one that is larger than the most here. */
const unpacking = { chunkSize: 1024 * 1024, maxOutputLength: 512 * 1024 * 1024 }
const lineFeed = 10

/** Adds the records to the reader's table. */
function readRecords(bytes: Uint8Array, { table, reader }: Target): ReadObject {
  const lines = zstdDecompressSync(bytes, unpacking)
  const first = table.length
  reader.read(lines)
  if (table.length === first) return { size: lines.length }
  const account = accountInLine(
    lines.toString('utf8', 0, (lines.indexOf(lineFeed) + 1 || lines.length + 1) - 1),
  )
  return account
    ? { size: lines.length, account: { logGroup: groupOfRow(table, first), account } }
    : { size: lines.length }
}

interface Target {
  readonly table: RowTable
  readonly reader: LineReader
}

/** What the object says, or nothing when it is not what ingest writes: then the table is as it was. */
function readObject(
  bytes: Uint8Array,
  holds: LandingObject['holds'],
  target: Target,
): ReadObject | undefined {
  const before = target.table.length
  try {
    if (holds === 'records') return readRecords(bytes, target)
    return { size: bytes.length, account: decodeLoneAccount(bytes) }
  } catch {
    target.table.truncate(before)
    return undefined
  }
}

/**
 * Reads landing objects in the order given until a limit is reached, at least one.
 *
 * @param table what is in it is forgotten.
 * @returns nothing when an object has gone meanwhile: someone else is compacting the same hour.
 */
export async function gather(
  store: ReadableStore,
  { service }: Partition,
  objects: readonly LandingObject[],
  limits: Limits,
  table: RowTable,
): Promise<Gathered | undefined> {
  table.clear()
  const target = { table, reader: new LineReader(table, service) }
  const consumed: Consumed[] = []
  const late: number[] = []
  const accounts: LoneAccount[] = []
  const unreadable: string[] = []
  let size = 0
  const reads = readAhead(objects, async (object) => ({ ...object, bytes: await store.get(object.key) }))
  for await (const { key, batch, holds, modified, bytes } of reads) {
    if (size >= limits.textBytes || table.length >= limits.records)
      return { table, consumed, late, accounts, unreadable, complete: false }
    if (!bytes) return undefined
    const first = table.length
    const read = readObject(bytes, holds, target)
    if (!read) {
      unreadable.push(key)
      continue
    }
    size += read.size
    if (read.account) accounts.push(read.account)
    for (let row = first; row < table.length; row++)
      if (modified - table.observed_timestamp[row]! > punctual) late.push(row)
    const [records, events] = [table.length - first, table.eventsFrom(first)]
    consumed.push({ batch, sha256: sha256(bytes), bytes: bytes.length, records, events })
  }
  return { table, consumed, late, accounts, unreadable, complete: true }
}

/** The rows of one landing object of records. */
export function readLandingRows(bytes: Uint8Array, service: string): Row[] {
  const table = new RowTable()
  readRecords(bytes, { table, reader: new LineReader(table, service) })
  return Array.from({ length: table.length }, (_, row) => table.row(row))
}

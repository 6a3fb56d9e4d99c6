import {
  accountInLine,
  decodeLoneAccount,
  type LoneAccount,
  type Partition,
  readLines,
} from '../archive/index.ts'
import { type Consumed, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { readAhead } from '../store/read-ahead.ts'
import type { LandingObject } from './landing.ts'
import { groupOf } from './range.ts'
import { createRowReader } from './read-row.ts'
import { eventsOf, type Row } from './row.ts'

/** How much is taken at once. The memory that compaction needs is a small multiple of `textBytes`, however much lies in landing. */
export interface Limits {
  /** Unpacked NDJSON of one Parquet object. */
  readonly textBytes: number
  readonly records: number
}

/** What was read from landing for one Parquet object. */
export interface Gathered {
  readonly rows: Row[]
  readonly consumed: Consumed[]
  /** What became of events of these batches that are not among the rows as what they were. */
  readonly accounts: LoneAccount[]
  /** Keys of objects that are not what ingest writes; they stay where they are. */
  readonly unreadable: string[]
  /** Whether that was everything. */
  readonly complete: boolean
}

interface ReadObject {
  readonly rows: readonly Row[]
  readonly characters: number
  readonly account?: LoneAccount
}

function readRecords(bytes: Uint8Array, read: (line: string) => Row): ReadObject {
  const lines = readLines(bytes)
  const rows = lines.map(read)
  const characters = lines.reduce((sum, line) => sum + line.length + 1, 0)
  const account = lines[0] === undefined ? undefined : accountInLine(lines[0])
  return account
    ? { rows, characters, account: { logGroup: groupOf(rows[0]!), account } }
    : { rows, characters }
}

/** The object, or nothing when it is not what ingest writes. */
function readObject(
  bytes: Uint8Array,
  holds: LandingObject['holds'],
  read: (line: string) => Row,
): ReadObject | undefined {
  try {
    if (holds === 'records') return readRecords(bytes, read)
    return { rows: [], characters: bytes.length, account: decodeLoneAccount(bytes) }
  } catch {
    return undefined
  }
}

/**
 * Reads landing objects in the order given until a limit is reached, at least one.
 *
 * @returns nothing when an object has gone meanwhile: someone else is compacting the same hour.
 */
export async function gather(
  store: ReadableStore,
  { service }: Partition,
  objects: readonly LandingObject[],
  limits: Limits,
): Promise<Gathered | undefined> {
  const rows: Row[] = []
  const consumed: Consumed[] = []
  const accounts: LoneAccount[] = []
  const unreadable: string[] = []
  const readRow = createRowReader(service)
  let characters = 0
  const reads = readAhead(objects, async (object) => ({ ...object, bytes: await store.get(object.key) }))
  for await (const { key, batch, holds, bytes } of reads) {
    if (characters >= limits.textBytes || rows.length >= limits.records)
      return { rows, consumed, accounts, unreadable, complete: false }
    if (!bytes) return undefined
    const read = readObject(bytes, holds, readRow)
    if (!read) {
      unreadable.push(key)
      continue
    }
    characters += read.characters
    for (const row of read.rows) rows.push(row)
    if (read.account) accounts.push(read.account)
    const events = read.rows.reduce((sum, row) => sum + eventsOf(row), 0)
    consumed.push({ batch, sha256: sha256(bytes), bytes: bytes.length, records: read.rows.length, events })
  }
  return { rows, consumed, accounts, unreadable, complete: true }
}

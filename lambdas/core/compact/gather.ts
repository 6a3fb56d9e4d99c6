import { readLines } from '../archive/index.ts'
import { type Consumed, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { readAhead } from '../store/read-ahead.ts'
import type { LandingObject } from './landing.ts'
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
  /** Keys of objects that are not what ingest writes; they stay where they are. */
  readonly unreadable: string[]
  /** Whether that was everything. */
  readonly complete: boolean
}

interface ReadObject {
  readonly rows: Row[]
  readonly characters: number
}

function readObject(bytes: Uint8Array, read: (line: string) => Row): ReadObject | undefined {
  try {
    const lines = readLines(bytes)
    return { rows: lines.map(read), characters: lines.reduce((sum, line) => sum + line.length + 1, 0) }
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
  objects: readonly LandingObject[],
  limits: Limits,
): Promise<Gathered | undefined> {
  const rows: Row[] = []
  const consumed: Consumed[] = []
  const unreadable: string[] = []
  const readRow = createRowReader()
  let characters = 0
  const reads = readAhead(objects, async ({ key, batch }) => ({ key, batch, bytes: await store.get(key) }))
  for await (const { key, batch, bytes } of reads) {
    if (characters >= limits.textBytes || rows.length >= limits.records)
      return { rows, consumed, unreadable, complete: false }
    if (!bytes) return undefined
    const read = readObject(bytes, readRow)
    if (!read) {
      unreadable.push(key)
      continue
    }
    characters += read.characters
    for (const row of read.rows) rows.push(row)
    const events = read.rows.reduce((sum, row) => sum + eventsOf(row), 0)
    consumed.push({ batch, sha256: sha256(bytes), bytes: bytes.length, records: read.rows.length, events })
  }
  return { rows, consumed, unreadable, complete: true }
}

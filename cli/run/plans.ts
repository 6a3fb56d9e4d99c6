import { DatabaseSync } from 'node:sqlite'

/** How a batch was cut and what time its untimed lines got, so that the same input makes the same batch again. */
export interface Plan {
  /** Events in the batch. */
  readonly count: number
  readonly lastId: string
  /** Bytes of the last line, when the input ended inside it: a file that was still being written. */
  readonly lastBytes: number | null
  /** The timestamp for lines that tell none. */
  readonly time: number
}

/** What the batches of one output folder looked like. */
export interface PlanBook {
  /** Plans of batches that begin with this event, or with a line that may have grown since. */
  find(stream: string, ordinal: number, firstId: string): readonly Plan[]
  keep(stream: string, ordinal: number, firstId: string, plan: Plan): void
  close(): void
}

const table = `
  CREATE TABLE IF NOT EXISTS plans (
    stream TEXT NOT NULL, ordinal INTEGER NOT NULL, first_id TEXT NOT NULL,
    count INTEGER NOT NULL, last_id TEXT NOT NULL, last_bytes INTEGER, time REAL NOT NULL,
    PRIMARY KEY (stream, ordinal, first_id, count, last_id)
  ) WITHOUT ROWID`

/** Opens the book in an SQLite file; `:memory:` for tests. */
export function openPlanBook(file: string): PlanBook {
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${table}`)
  const select = database.prepare(`
    SELECT count, last_id AS lastId, last_bytes AS lastBytes, time FROM plans
    WHERE stream = ? AND ordinal = ? AND (first_id = ? OR (count = 1 AND last_bytes IS NOT NULL))`)
  const insert = database.prepare('INSERT OR IGNORE INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)')
  return {
    find: (stream, ordinal, firstId) => select.all(stream, ordinal, firstId) as unknown as Plan[],
    keep: (stream, ordinal, firstId, { count, lastId, lastBytes, time }) => {
      insert.run(stream, ordinal, firstId, count, lastId, lastBytes, time)
    },
    close: () => database.close(),
  }
}

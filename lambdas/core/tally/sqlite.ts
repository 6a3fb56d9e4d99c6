import type { DatabaseSync } from 'node:sqlite'
import { bucketsOf, inRange, newestFirst, type TallyStore } from './store.ts'
import type { Tally } from './types.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS tallies (
    series TEXT NOT NULL, bucket INTEGER NOT NULL, batch TEXT NOT NULL, tally TEXT NOT NULL,
    PRIMARY KEY (series, bucket, batch)
  ) WITHOUT ROWID`

/** Tallies in SQLite, which comes with Node: for a run on one machine that outlives its process. Makes its table itself. */
export function createSqliteTallyStore(database: DatabaseSync): TallyStore {
  database.exec(schema)
  const insert = database.prepare('INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, ?)')
  const select = database.prepare('SELECT tally FROM tallies WHERE series = ? AND bucket = ?')
  return {
    async put(tallies) {
      database.exec('BEGIN')
      try {
        for (const tally of tallies)
          insert.run(tally.series, tally.bucket, tally.batch, JSON.stringify(tally))
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    async range(range) {
      const found = bucketsOf(range).flatMap((bucket) =>
        select.all(range.series, bucket).map(({ tally }) => JSON.parse(String(tally)) as Tally),
      )
      return newestFirst(
        found.filter((tally) => inRange(tally, range)),
        range.limit,
      )
    },
  }
}

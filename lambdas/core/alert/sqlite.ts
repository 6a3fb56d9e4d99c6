import type { DatabaseSync } from 'node:sqlite'
import { type IncidentState, needsSweep } from './incident.ts'
import type { IncidentStore, SightingStore, Stored } from './store.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS incidents (
    key TEXT PRIMARY KEY, version INTEGER NOT NULL, open INTEGER NOT NULL, state TEXT NOT NULL
  ) WITHOUT ROWID`

const read = (row: Record<string, unknown>): Stored => ({
  state: JSON.parse(String(row['state'])) as IncidentState,
  version: Number(row['version']),
})

/** Incidents in SQLite, beside the tallies. Makes its table itself. */
export function createSqliteIncidentStore(database: DatabaseSync): IncidentStore {
  database.exec(schema)
  const select = database.prepare('SELECT version, state FROM incidents WHERE key = ?')
  const insert = database.prepare('INSERT OR IGNORE INTO incidents VALUES (?, 1, ?, ?)')
  const update = database.prepare(
    'UPDATE incidents SET version = version + 1, open = ?, state = ? WHERE key = ? AND version = ?',
  )
  const selectOpen = database.prepare('SELECT version, state FROM incidents WHERE open = 1')
  return {
    async get(key) {
      const row = select.get(key)
      return row && read(row)
    },
    async put(key, state, expected) {
      const open = needsSweep(state) ? 1 : 0
      const text = JSON.stringify(state)
      const { changes } =
        expected === undefined ? insert.run(key, open, text) : update.run(open, text, key, expected)
      return Number(changes) === 1 ? (expected ?? 0) + 1 : undefined
    },
    async open() {
      return selectOpen.all().map(read)
    },
  }
}

/** Sightings in SQLite, beside the incidents. Forgets nothing. Makes its table itself. */
export function createSqliteSightingStore(database: DatabaseSync): SightingStore {
  database.exec(
    'CREATE TABLE IF NOT EXISTS sightings (key TEXT PRIMARY KEY, seen REAL NOT NULL) WITHOUT ROWID',
  )
  const select = database.prepare('SELECT seen FROM sightings WHERE key = ?')
  const upsert = database.prepare(
    'INSERT INTO sightings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET seen = max(seen, excluded.seen)',
  )
  return {
    async lastSeen(key) {
      const row = select.get(key)
      return row && Number(row['seen'])
    },
    async saw(key, time) {
      upsert.run(key, time)
    },
  }
}

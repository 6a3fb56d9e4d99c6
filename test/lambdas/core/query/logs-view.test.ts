import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columns, compact } from '../../../../lambdas/core/compact/index.ts'
import type { ReadableStore } from '../../../../lambdas/core/ports.ts'
import { athena, duckdb, logsView } from '../../../../lambdas/core/query/index.ts'
import { createFolderStore, createMemoryStore } from '../../../../lambdas/core/store/index.ts'
import { archivedRecord, land } from '../../../support/archive/records.ts'
import { eventId, nine } from '../../../support/events.ts'

const hour = 3_600_000

/** The keys that were there at one moment. */
interface Moment {
  readonly time: number
  readonly keys: readonly string[]
  readonly events: readonly string[]
}

/** Notes what is there after each change, and keeps every object that ever was. */
function createFilm(store: ReadableStore & { objects: Map<string, Uint8Array> }, clock: () => number) {
  const moments: Moment[] = []
  const everything = new Map<string, Uint8Array>()
  const landed = new Set<string>()
  const note = () => {
    for (const [key, bytes] of store.objects) everything.set(key, bytes)
    moments.push({ time: clock(), keys: [...store.objects.keys()], events: [...landed].sort() })
  }
  const noting =
    <Arguments extends unknown[], Result>(act: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      const result = await act(...args)
      note()
      return result
    }
  const filmed: ReadableStore = {
    ...store,
    putIfAbsent: noting(store.putIfAbsent),
    remove: async (keys) => {
      for (const key of keys) await noting(store.remove)([key])
    },
  }
  return { filmed, moments, everything, landed }
}

/** Three rounds of arrivals and compactions, an hour apart and more, every operation some seconds after the one before. */
async function film() {
  let now = nine + 3 * hour
  const clock = () => (now += 2_000)
  const store = createMemoryStore(clock)
  const { filmed, moments, everything, landed } = createFilm(store, clock)
  const arrive = async (batch: string, numbers: readonly number[]) => {
    for (const number of numbers) landed.add(eventId(number))
    await land(
      filmed,
      batch,
      numbers.map((i) => archivedRecord(i)),
    )
  }
  const options = { store: filmed, clock, limits: { textBytes: 1_000, records: 4 }, settle: 0, grace: hour }
  for (const round of [0, 1, 2]) {
    await arrive(
      `a${round}`,
      [100, 101, 102].map((i) => i + round * 10),
    )
    await arrive(
      `b${round}`,
      [200, 201].map((i) => i + round * 10),
    )
    await compact(options)
    now += hour
    await compact(options)
    now += hour
  }
  return { moments, everything }
}

let connection: DuckDBConnection
let root: string
let moments: readonly Moment[]
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sluice-view-'))
  const filmed = await film()
  moments = filmed.moments
  const folder = createFolderStore(root)
  for (const [key, bytes] of filmed.everything) await folder.putIfAbsent(key, bytes)
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const list = (keys: readonly string[]) => `[${keys.map((key) => `'${join(root, key)}'`).join(', ')}]`
const hive =
  "hive_partitioning = true, hive_types = {'service': VARCHAR, 'dt': VARCHAR, 'hour': VARCHAR}, filename = true"
const types = columns
  .filter(({ name }) => name !== 'service')
  .map(({ name, duckdb: type }) => [name, type] as const)
const manifest = `{'committed_at': 'VARCHAR', 'partition': 'STRUCT(service VARCHAR)', 'landing': 'STRUCT(batch VARCHAR)[]',
  'added': 'STRUCT("key" VARCHAR)[]', 'removed': 'VARCHAR[]'}`

/** A table over the objects of a prefix, as they were listed at one moment. */
async function table(
  name: string,
  prefix: string,
  { keys }: Moment,
  read: (files: string) => string,
): Promise<void> {
  const members = keys.filter((key) => key.startsWith(prefix))
  const any = [...moments].flatMap((moment) => moment.keys).find((key) => key.startsWith(prefix))!
  const files = members.length > 0 ? members : [any]
  const nothing = members.length > 0 ? '' : ' WHERE false'
  await connection.run(`CREATE OR REPLACE VIEW ${name} AS SELECT * FROM ${read(list(files))}${nothing}`)
}

async function eventsSeen(begun: Moment, listed: { archive: Moment; landing: Moment; manifests: Moment }) {
  await table('archive_objects', 'archive/', listed.archive, (files) => `read_parquet(${files}, ${hive})`)
  await table('landing_objects', 'landing/', listed.landing, (files) => {
    const names = types.map(([name, type]) => `'${name}': '${type}'`).join(', ')
    return `read_json(${files}, format = 'newline_delimited', columns = {${names}}, filename = true)`
  })
  await table(
    'manifests',
    'manifest/',
    listed.manifests,
    (files) => `read_json(${files}, columns = ${manifest}, ${hive})`,
  )
  const asOf = `TIMESTAMP '${new Date(begun.time).toISOString().slice(0, -1)}'`
  const seen = await connection.runAndReadAll(
    `SELECT event_id FROM (${logsView(duckdb, asOf)}) ORDER BY event_id`,
  )
  return seen.getRows().map(([id]) => String(id))
}

describe('the view logs', () => {
  it('shows each event once after every operation of a compaction', async () => {
    expect(moments.length).toBeGreaterThan(30)
    for (const moment of moments)
      expect(await eventsSeen(moment, { archive: moment, landing: moment, manifests: moment })).toEqual(
        moment.events,
      )
  })

  it('shows each event once however long an engine takes between its listings, in whatever order', async () => {
    const within = fc.nat({ max: 25 })
    await fc.assert(
      fc.asyncProperty(fc.nat(), within, within, within, async (start, archive, landing, manifests) => {
        const begin = start % moments.length
        const begun = moments[begin]!
        const later = (steps: number): Moment => {
          const half = moments
            .slice(begin, begin + steps + 1)
            .filter(({ time }) => time <= begun.time + hour / 2)
          return half.at(-1)!
        }
        const listed = { archive: later(archive), landing: later(landing), manifests: later(manifests) }
        const seen = await eventsSeen(begun, listed)
        expect(new Set(seen).size).toBe(seen.length)
        for (const event of begun.events) expect(seen).toContain(event)
      }),
      { seed: 1, numRuns: 150 },
    )
  })

  it('can be ended by a time before anything was compacted', async () => {
    const last = moments.findLast(({ keys }) => keys.some((key) => key.startsWith('landing/')))!
    const seen = await eventsSeen({ ...last, time: 0 }, { archive: last, landing: last, manifests: last })
    expect(seen.length).toBeLessThan(last.events.length)
  })

  it('reads the path of an object where Athena has it', () => {
    const sql = logsView(athena, "current_timestamp - INTERVAL '1' MINUTE")
    expect(sql).toContain(`regexp_extract("$path", '(archive/dt=.*)$', 1)`)
    expect(sql).not.toMatch(/filename|list_transform/)
  })
})

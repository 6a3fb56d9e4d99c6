import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { styleText } from 'node:util'
import {
  type Alerter,
  createAlerter,
  createSqliteIncidentStore,
  createSqliteSightingStore,
  type Notification,
  type Notifier,
  type Touched,
} from '../../lambdas/core/alert/index.ts'
import type { Config } from '../../lambdas/core/config/index.ts'
import type { LogRecord } from '../../lambdas/core/records.ts'
import { createSqliteTallyStore, eventTime, type TallyStore } from '../../lambdas/core/tally/index.ts'
import type { World } from '../command.ts'
import { groupWords } from '../report/index.ts'
import { plain, short } from '../terminal.ts'
import { openAlertFile } from './alert-file.ts'
import type { OutputFolder } from './folder.ts'
import { localRegion } from './origin.ts'

/** Alerts of a local run: tallies go in, notifications come out into alerts.jsonl and, while it runs, to the terminal. */
export interface Alerting {
  readonly tallyStore: TallyStore
  /** Hears of each record, to know what time it is: that of the latest event. */
  observe(record: LogRecord): void
  /** Decides what has changed, as of the latest event: a run over the past is in the past. At once for a `live` input. */
  afterBatch(live: boolean): Promise<void>
  /** Decides what is over, as of the latest event. */
  finish(): Promise<void>
  close(): void
}

/** Remembers which tallies were put, so that what they touch can be looked at. */
function watched(store: TallyStore, touched: Touched[]): TallyStore {
  return {
    async put(tallies) {
      await store.put(tallies)
      for (const { rule, group, series, from, to } of tallies) touched.push({ rule, group, series, from, to })
    },
    range: (range) => store.range(range),
  }
}

/** What is touched by files is judged when all of it is known, or when it has become this much. */
const mostTouched = 5_000
/** Evaluations of one group decide a few notifications at most; this many rounds are enough for any. */
const mostRounds = 10_000

const minute = 60_000

function alerterFor(
  config: Config,
  database: DatabaseSync,
  tallies: TallyStore,
  notifier: Notifier,
): Alerter {
  const runbooks = Object.fromEntries(
    Object.entries(config.notify).map(([name, { runbook }]) => [name, runbook]),
  )
  return createAlerter({
    rules: config.alerts,
    tallies,
    incidents: createSqliteIncidentStore(database),
    sightings: createSqliteSightingStore(database),
    notifier,
    sender: { pipeline: config.name, place: { region: localRegion }, runbooks },
    // Files may come in any order, and are history anyway: nothing is too late to be told, nothing is waited for, and what is
    // in the file for the first time is new.
    settings: { horizon: Number.POSITIVE_INFINITY, grace: 0, learning: 0 },
  })
}

/** A line for whoever watches: it has just begun, or is over. */
function announcement({ state, rule, group, service, at }: Notification, world: World): string {
  const word = styleText(state === 'firing' ? 'red' : 'green', state.toUpperCase(), { stream: world.stderr })
  return `${word} ${plain(rule)}  ${short(groupWords(group), 80)}  ${short(service, 40)}  ${plain(at)}\n`
}

/** Opens what counts and alerts for one run in `folder`. */
export async function openAlerting(
  config: Config,
  folder: OutputFolder,
  world: World,
  tell: (text: string) => void,
): Promise<Alerting> {
  const touched: Touched[] = []
  const database = new DatabaseSync(join(folder.state, 'alerts.db'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  const clock = openClock(database)
  const tallyStore = watched(createSqliteTallyStore(database), touched)
  const file = await openAlertFile(folder.alerts)
  const alerter = alerterFor(config, database, tallyStore, {
    async publish(notification) {
      if (await file.append(notification)) tell(announcement(notification, world))
    },
  })
  let now = clock.read()
  /** When the input begins: that nothing came before is no silence. */
  let began = Number.POSITIVE_INFINITY
  let swept = now
  const sweep = async () => {
    swept = now
    for (let rounds = 0; rounds < mostRounds; rounds++)
      if ((await alerter.sweep(now, Math.min(began, now))).published === 0) return
  }
  const look = async () => {
    const regions = touched.splice(0)
    if (regions.length > 0) await alerter.alertOn(regions, now)
    clock.write(now)
  }
  return {
    tallyStore,
    observe(record) {
      const time = eventTime(record)
      now = Math.max(now, time)
      began = Math.min(began, time)
    },
    async afterBatch(live) {
      if (live || touched.length >= mostTouched) await look()
      if (live && now - swept >= minute) await sweep()
    },
    async finish() {
      await look()
      if (Number.isFinite(now)) await sweep()
    },
    close: () => database.close(),
  }
}

/**
 * What time it was at the end of the last run. Time does not go back when an older file is read, or the same one again: an
 * incident that was told to be over would seem to go on.
 */
function openClock(database: DatabaseSync): { read(): number; write(now: number): void } {
  database.exec('CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), now REAL NOT NULL)')
  const select = database.prepare('SELECT now FROM clock')
  const replace = database.prepare('INSERT OR REPLACE INTO clock VALUES (1, ?)')
  return {
    read: () => Number(select.get()?.['now'] ?? Number.NEGATIVE_INFINITY),
    write: (now) => {
      if (Number.isFinite(now)) replace.run(now)
    },
  }
}

import {
  type Alerter,
  createAlerter,
  createMemoryIncidentStore,
  createMemorySightingStore,
  type IncidentStore,
  type Notification,
  type Settings,
  type SightingStore,
} from '../../../lambdas/core/alert/index.ts'
import type { AlertRule } from '../../../lambdas/core/config/index.ts'
import type { RedactedRecord } from '../../../lambdas/core/redact/index.ts'
import {
  createMemoryTallyStore,
  type Tally,
  type TallyStore,
  tally,
} from '../../../lambdas/core/tally/index.ts'
import { aRecord } from './records.ts'

/** 2026-11-22T09:00:00.000Z, as seconds. */
export const nineSeconds = Date.UTC(2026, 10, 22, 9) / 1_000

/** An alerter over stores in memory, driven in seconds after nine. */
export interface Workbench {
  readonly alerter: Alerter
  readonly tallies: TallyStore
  readonly incidents: IncidentStore
  readonly sightings: SightingStore
  readonly published: Notification[]
  /** Stores the errors of a batch, by default what happened at `seconds`, without looking at them. */
  store(
    batch: string,
    seconds: readonly number[],
    record?: (second: number) => RedactedRecord,
  ): Promise<Tally[]>
  /** Stores a batch and looks at it, at once unless `now` is given. */
  batch(batch: string, seconds: readonly number[], now?: number): Promise<void>
  sweep(now: number): Promise<void>
  /** What was told: state, `started_at` and `at` as seconds after nine, and what was observed. */
  told(): (readonly [state: string, started: number, at: number, observed: number])[]
}

export interface WorkbenchOptions {
  readonly settings?: Partial<Settings>
  readonly tallies?: TallyStore
  readonly incidents?: IncidentStore
  readonly sightings?: SightingStore
  readonly publish?: (notification: Notification) => Promise<void>
}

const after = (iso: string): number => Date.parse(iso) / 1_000 - nineSeconds

export function workbench(rules: readonly AlertRule[], options: WorkbenchOptions = {}): Workbench {
  const {
    tallies = createMemoryTallyStore(),
    incidents = createMemoryIncidentStore(),
    sightings = createMemorySightingStore(),
    settings = {},
  } = options
  const published: Notification[] = []
  const publish = async (notification: Notification): Promise<void> => {
    await options.publish?.(notification)
    published.push(notification)
  }
  const alerter = createAlerter({
    rules,
    tallies,
    incidents,
    sightings,
    notifier: { publish },
    sender: { pipeline: 'shop', place: { region: 'eu-west-1' }, runbooks: {} },
    settings,
  })
  const errorAt = (second: number): RedactedRecord => aRecord({ timestamp: (nineSeconds + second) * 1_000 })
  const bench: Workbench = {
    alerter,
    tallies,
    incidents,
    sightings,
    published,
    async store(batch, seconds, record = errorAt) {
      const made = tally(seconds.map(record), batch, rules)
      await tallies.put(made)
      return made
    },
    async batch(batch, seconds, now = Math.max(...seconds)) {
      await alerter.alertOn(await bench.store(batch, seconds), (nineSeconds + now) * 1_000)
    },
    async sweep(now) {
      await alerter.sweep((nineSeconds + now) * 1_000)
    },
    told: () =>
      published.map(({ state, started_at, at, observed }) => [state, after(started_at), after(at), observed]),
  }
  return bench
}

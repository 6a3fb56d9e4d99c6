import type { Milliseconds } from '../config/index.ts'
import type { Severity } from '../records.ts'
import type { Group } from '../tally/index.ts'
import type { Notification } from './notification.ts'
import type { Stretch } from './thresholds/stretch.ts'

/** Of what a notification is about: what subscribers filter by, beside the rule's own name and priority. */
export interface Label {
  readonly service: string
  readonly severity: Severity | 'unspecified'
}

/** One incident of a rule and group, as far as it is known. Times are event times in milliseconds since the epoch. */
export interface Incident extends Stretch {
  /** When it began as far as was known when it was first told: part of its identity, and never changed. `from` may be earlier. */
  readonly started_at: number
  readonly state: 'firing' | 'resolved'
  /** As it was first told. Never changed: whoever filters messages by it and got the opening gets the recovery, too. */
  readonly label?: Label
  /** How many notifications it has had. */
  readonly sequence: number
  /** As of when it was last told. */
  readonly told_at: number
  /** What `total` was then. */
  readonly told_total: number
  /** Records of the incident, from the first of its first window on. */
  readonly total: number
  /** The first and the last record of it, to the quantum. */
  readonly first_seen: number
  readonly last_seen: number
  /** Those of `total` before the time that is settled (`IncidentState.settled`). */
  readonly settled_total: number
  /** More than could be read at once: counts are at least this. */
  readonly at_least: boolean
  /** Of what is told when it is seen for the first time, and of a silence: when the last record before it was; absent if never. */
  readonly before?: number
  /** It was not told, as its rule is mute. */
  readonly muted?: true
}

/** How far a silence has been looked for. */
export interface Watch {
  /** What is waited for: another definition of the rule begins afresh. */
  readonly series: string
  /** The last record that came, or when the watch began if there was none. */
  readonly last: number
  readonly seen: boolean
  /** None came after `last` until then. */
  readonly quiet: number
}

/** A notification that is decided and not known to be published. */
export interface Pending {
  readonly notification: Notification
  /** When it was decided, by the clock of the one who decided: that one publishes it at once, others only if it is late. */
  readonly decided_at: number
}

/** All that is remembered of a rule and group. It exists only while there is or was an incident, or is watched for silence. */
export interface IncidentState {
  readonly rule: string
  readonly group: Group
  /** Ascending, apart by at least `resolveAfter`; only the last may be firing. */
  readonly incidents: readonly Incident[]
  /**
   * While an incident is firing: what happened at this time and after is read again by the next sweep, so that tallies which
   * touch nothing earlier need no evaluation of their own.
   */
  readonly settled: number
  /** Something was found that cannot be told apart from its neighbour yet: to be read again from here. */
  readonly revisit?: number
  readonly watch?: Watch
  readonly outbox: readonly Pending[]
}

/** Bounds that make decisions final. */
export interface Settings {
  /**
   * What happened at t is known by t + grace: an incident is told to be over only then. Later records still count, and can still
   * open an incident, but can no longer undo that one was told to be over.
   */
  readonly grace: Milliseconds
  /** What is later than this opens nothing: a backfill never alerts. */
  readonly horizon: Milliseconds
  /** What is further in the future than this is ignored until then. */
  readonly ahead: Milliseconds
  /** After this time a notification that its decider did not publish is published by whoever finds it. */
  readonly lease: Milliseconds
  /** For how long after a rule first exists what is new to it is learnt and not told, at most `firstSeenWithin`. */
  readonly learning: Milliseconds
}

/** CloudWatch delivers within seconds and Lambda tries again after one minute; it gives up after six hours. */
export const defaultSettings: Settings = {
  grace: 120_000,
  horizon: 6 * 3_600_000,
  ahead: 300_000,
  lease: 30_000,
  learning: 24 * 3_600_000,
}

/**
 * The last quantum of which all records are known: a `grace` after its last moment. Where nothing is waited for, all that there
 * is is known.
 */
export function finalTime(quantum: Milliseconds, now: number, { grace }: Settings): number {
  const wait = grace > 0 ? grace + quantum - 1 : 0
  return Math.floor((now - wait) / quantum) * quantum
}

/** The incident that is firing, if there is one. */
export function firing(state: IncidentState | undefined): Incident | undefined {
  const last = state?.incidents.at(-1)
  return last?.state === 'firing' ? last : undefined
}

/** Whether the sweep has something to do for it. */
export const needsSweep = (state: IncidentState): boolean =>
  firing(state) !== undefined ||
  state.outbox.length > 0 ||
  state.revisit !== undefined ||
  state.watch !== undefined

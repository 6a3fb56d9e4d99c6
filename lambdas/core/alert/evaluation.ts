/** What an evaluation starts from, and what it comes to. */
import type { AlertRule } from '../config/index.ts'
import type { Tally } from '../tally/index.ts'
import type { Incident, IncidentState, Settings, Watch } from './incident.ts'
import type { Quanta } from './thresholds/stretch.ts'

/** What was read of a rule and group. */
export interface Evidence {
  /** Newest first. */
  readonly tallies: readonly Tally[]
  readonly quanta: Quanta
  /** Not all could be read. */
  readonly truncated: boolean
  /** All records from this time on were read, but for those further back than any evaluation asks for. */
  readonly complete: number
}

/** What is known of a group from before: for what is told when it is seen for the first time. */
export interface Sighting {
  /** When it was seen last; absent if never, as far as is remembered. */
  readonly last?: number
  /** What is seen before this time is learnt, and not told. */
  readonly learning: number
}

/** What an evaluation starts from. */
export interface Circumstances {
  readonly rule: AlertRule
  readonly evidence: Pick<Evidence, 'quanta' | 'truncated' | 'complete'>
  /** The evidence holds everything from `state.settled` on. */
  readonly sweeping: boolean
  readonly state: IncidentState | undefined
  /** Of `silentFor`. */
  readonly watch?: Watch
  /** Of `firstSeenWithin`. */
  readonly sighting?: Sighting
  readonly now: number
  /** Up to when windows may be judged. */
  readonly latest: number
  readonly settings: Settings
}

/** What is to be told, before it is put into words. */
export interface Decision {
  readonly incident: Incident
  readonly state: 'firing' | 'resolved'
  /** Event time, and what the window held then. */
  readonly at: number
  readonly observed: number
  /** Records since the last notification. */
  readonly suppressed: number
  readonly reopened?: true
}

/** What an evaluation comes to. */
export interface Evaluation {
  readonly incidents: readonly Incident[]
  readonly decisions: readonly Decision[]
  readonly settled: number
  /** There is more to decide at once: evaluate again after this is stored. */
  readonly more: boolean
  readonly revisit?: number
  readonly watch?: Watch
}

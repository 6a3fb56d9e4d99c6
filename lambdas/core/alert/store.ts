import type { Group } from '../tally/index.ts'
import { groupHash } from '../tally/index.ts'
import type { IncidentState } from './incident.ts'

/** A state as it is stored. `version` changes with each writing. */
export interface Stored {
  readonly state: IncidentState
  readonly version: number
}

/** Where incidents are kept, with the notifications that are decided and not known to be published. */
export interface IncidentStore {
  /** Sees the last `put` that has finished. */
  get(key: string): Promise<Stored | undefined>
  /**
   * Stores a state if what is stored still has the version `expected` (undefined: nothing is stored). Returns the new version, or
   * undefined when another writer was faster.
   */
  put(key: string, state: IncidentState, expected: number | undefined): Promise<number | undefined>
  /** Those that the sweep has something to do for. */
  open(): Promise<readonly Stored[]>
}

/** Where it is remembered when something was seen last. */
export interface SightingStore {
  /** Sees every `saw` that has finished; undefined when there was none, or it is forgotten. */
  lastSeen(key: string): Promise<number | undefined>
  /** Remembers until `forget` that it was seen at `time`, unless it is known to have been seen later. */
  saw(key: string, time: number, forget: number): Promise<void>
}

/** The key of a rule and group: the same over changes of what the rule counts, so that its incident still recovers. */
export const incidentKey = (rule: string, group: Group): string => `${rule}.${groupHash(group)}`

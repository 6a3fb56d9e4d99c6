import type { AlertRule } from '../config/index.ts'
import type { Incident, IncidentState, Settings } from './incident.ts'
import { joinStretches, type Quanta, type Stretch } from './thresholds/count.ts'

/** What an evaluation starts from. */
export interface Circumstances {
  readonly rule: AlertRule
  readonly evidence: { readonly quanta: Quanta; readonly truncated: boolean }
  /** The evidence holds everything from `state.settled` on. */
  readonly sweeping: boolean
  readonly state: IncidentState | undefined
  readonly now: number
  readonly settings: Settings
}

/** A stretch, or several with gaps shorter than `resolveAfter`, with the incidents already told that it holds. */
export interface Episode {
  readonly stretch: Stretch
  readonly told: readonly Incident[]
}

/** Brings together what was found and what was told, in order of time. */
export function episodes(
  found: readonly Stretch[],
  told: readonly Incident[],
  resolveAfter: number,
): Episode[] {
  const all: Episode[] = [
    ...found.map((stretch) => ({ stretch, told: [] })),
    ...told.map((incident) => ({ stretch: incident, told: [incident] })),
  ].sort((a, b) => a.stretch.from - b.stretch.from)
  const merged: Episode[] = []
  for (const next of all) {
    const before = merged.at(-1)
    if (before && next.stretch.from < before.stretch.until + resolveAfter)
      merged[merged.length - 1] = {
        stretch: joinStretches(before.stretch, next.stretch),
        told: [...before.told, ...next.told],
      }
    else merged.push(next)
  }
  return merged
}

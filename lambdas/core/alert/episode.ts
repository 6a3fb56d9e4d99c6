import type { Incident } from './incident.ts'
import { joinStretches, type Stretch } from './thresholds/stretch.ts'

/** A stretch, or several with gaps shorter than `resolveAfter`, with the incidents already told that it holds. */
export interface Episode {
  readonly stretch: Stretch
  readonly told: readonly Incident[]
  /** The last record before it, where that matters. */
  readonly before?: number
  /** A late record may still show that it is none. */
  readonly unsure?: true
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

import type { Milliseconds } from '../config/index.ts'

/** A stretch of event time, both ends inclusive. */
export interface Region {
  readonly from: number
  readonly to: number
}

/** Regions that are at most `distance` apart become one, so that their neighbourhoods are read once. */
export function joinRegions(regions: readonly Region[], distance: Milliseconds): Region[] {
  const joined: Region[] = []
  for (const next of regions.toSorted((a, b) => a.from - b.from)) {
    const before = joined.at(-1)
    if (before && next.from <= before.to + distance)
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, next.to) }
    else joined.push(next)
  }
  return joined
}

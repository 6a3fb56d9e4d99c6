import type { Milliseconds } from '../../config/index.ts'

/** How many records count at a time: ascending times, the starts of quanta. */
export type Quanta = readonly (readonly [time: number, count: number])[]

/** A stretch of time in which the window is at or above the threshold. */
export interface Stretch {
  /** The event time at which the threshold is reached. */
  readonly from: number
  /** The first time at which the window is below again, if nothing else comes. */
  readonly until: number
  /** The most that a window held, and when. */
  readonly peak: number
  readonly peak_at: number
  /** The last event time at or above the threshold, and what the window held then. */
  readonly last: number
  readonly last_count: number
}

/** How many records are in the window (at - within, at]. */
export const countAt = (quanta: Quanta, at: number, within: Milliseconds): number =>
  quanta.reduce((sum, [time, count]) => (time > at - within && time <= at ? sum + count : sum), 0)

/** When the window falls below `count` if nothing comes after `quanta[last]`; `sum` is what it holds then. */
function fallsBelow(
  quanta: Quanta,
  oldest: number,
  sum: number,
  count: number,
  within: Milliseconds,
): number {
  let left = sum
  for (let i = oldest; ; i++) {
    left -= quanta[i]![1]
    if (left < count) return quanta[i]![0] + within
  }
}

/** Two stretches as one; `b` does not begin before `a`. */
export function joinStretches(a: Stretch, b: Stretch): Stretch {
  const later = b.last >= a.last ? b : a
  const higher = b.peak > a.peak ? b : a
  return {
    from: Math.min(a.from, b.from),
    until: Math.max(a.until, b.until),
    peak: higher.peak,
    peak_at: higher.peak_at,
    last: later.last,
    last_count: later.last_count,
  }
}

/**
 * Where a sliding window holds `count` records or more: at event time t the window is (t - within, t]. With part of the
 * records, what it finds is part of the truth: a record more never ends a stretch. Linear in the number of quanta, but for
 * the ends, which cost what a window holds.
 */
export function countStretches(quanta: Quanta, count: number, within: Milliseconds): Stretch[] {
  const stretches: Stretch[] = []
  let oldest = 0
  let sum = 0
  quanta.forEach(([time, records]) => {
    sum += records
    while (quanta[oldest]![0] <= time - within) sum -= quanta[oldest++]![1]
    if (sum < count) return
    const until = fallsBelow(quanta, oldest, sum, count, within)
    const found = { from: time, until, peak: sum, peak_at: time, last: time, last_count: sum }
    const before = stretches.at(-1)
    if (before && time <= before.until) stretches[stretches.length - 1] = joinStretches(before, found)
    else stretches.push(found)
  })
  return stretches
}

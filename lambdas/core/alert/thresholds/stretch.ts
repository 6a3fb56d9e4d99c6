import type { Milliseconds } from '../../config/index.ts'

/**
 * How many records count at a time: ascending times, the starts of quanta. Of a ratio the last is how many there are of those
 * that the matching ones are compared with, these included.
 */
export type Quanta = readonly (readonly [time: number, count: number, compared?: number])[]

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

/** How many are there that the records of a ratio's window are compared with. */
export const comparedAt = (quanta: Quanta, at: number, within: Milliseconds): number =>
  quanta.reduce((sum, [time, , all = 0]) => (time > at - within && time <= at ? sum + all : sum), 0)

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

import type { Milliseconds } from '../config/index.ts'
import type { Tally } from './types.ts'

/** Which tallies are wanted: those of a series that hold something from `from` to `to`, both inclusive. */
export interface TallyRange {
  readonly series: string
  /** The width of the series' buckets. */
  readonly width: Milliseconds
  readonly from: number
  readonly to: number
  /** How many at most; `mostTallies` unless given. */
  readonly limit?: number
}

export interface TalliesInRange {
  /** Newest first. */
  readonly tallies: readonly Tally[]
  /** There were more than the limit; the oldest are missing. */
  readonly truncated: boolean
}

/**
 * How many tallies one reading returns at most unless it says otherwise. It keeps a storm's reading to a few megabytes; what
 * was counted is then said to be "at least".
 */
export const mostTallies = 5_000

/** Where tallies are kept. A tally has one identity (series, bucket, batch), whatever is put how often. */
export interface TallyStore {
  /** Stores all or throws; trying again is safe. */
  put(tallies: readonly Tally[]): Promise<void>
  /** Sees everything whose `put` has finished. */
  range(range: TallyRange): Promise<TalliesInRange>
}

/** The starts of the buckets that a range touches, newest first. */
export function bucketsOf({ width, from, to }: TallyRange): number[] {
  const buckets: number[] = []
  for (let bucket = Math.floor(to / width) * width; bucket + width > from; bucket -= width)
    buckets.push(bucket)
  return buckets
}

/** Whether a tally of the right bucket holds something of the range. */
export const inRange = (tally: Tally, { from, to }: TallyRange): boolean =>
  tally.to >= from && tally.from <= to

/** Puts the newest first and applies the bound. */
export function newestFirst(tallies: readonly Tally[], limit = mostTallies): TalliesInRange {
  const sorted = tallies.toSorted((a, b) => b.to - a.to || (a.batch < b.batch ? -1 : 1))
  return { tallies: sorted.slice(0, limit), truncated: sorted.length > limit }
}

import type { Milliseconds } from '../../config/index.ts'
import { joinStretches, type Quanta, type Stretch } from './stretch.ts'

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

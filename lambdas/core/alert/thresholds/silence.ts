import type { Milliseconds } from '../../config/index.ts'
import type { Stretch } from './stretch.ts'

/** A silence from `last` on, as of `at`; what it measures is the time without a record, in seconds. */
const silence = (last: number, silentFor: Milliseconds, at: number, until: number): Stretch => {
  const seconds = (at - last) / 1_000
  return { from: last + silentFor, until, peak: seconds, peak_at: at, last: at, last_count: seconds }
}

/**
 * Where no record came for `silentFor`: from that long after a record until the next. It may be looked for only until `latest`,
 * when nothing earlier can come any more; a silence that reaches that far lasts until just after it, as far as is known.
 *
 * @param last the record before the first of `times`, or when watching began.
 */
export function silenceStretches(
  last: number,
  times: readonly number[],
  silentFor: Milliseconds,
  latest: number,
): Stretch[] {
  const stretches: Stretch[] = []
  let before = last
  for (const time of times) {
    if (time > before + silentFor) stretches.push(silence(before, silentFor, time, time))
    before = Math.max(before, time)
  }
  if (latest >= before + silentFor) stretches.push(silence(before, silentFor, latest, latest + 1))
  return stretches
}

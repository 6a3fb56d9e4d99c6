import type { RatioThreshold } from '../../config/index.ts'
import type { Quanta, Stretch } from './stretch.ts'

/** From when to when windows may be judged, both included: the records of all of them are known. */
export interface Bounds {
  readonly earliest: number
  readonly latest: number
}

/** What is a share of a window, and 0 where there are fewer than `minimum` to compare with. */
export const shareOf = (matching: number, compared: number, minimum: number): number =>
  compared >= minimum && compared > 0 ? matching / compared : 0

/** The times to judge: the first, and those at which a record enters the window or leaves it. */
function changes(quanta: Quanta, within: number, { earliest, latest }: Bounds): number[] {
  const times = new Set(quanta.flatMap(([time]) => [time, time + within]))
  if (Number.isFinite(earliest)) times.add(earliest)
  return [...times].filter((time) => time <= latest).sort((a, b) => a - b)
}

/**
 * Where the share of matching records in the window (t - within, t] reaches `ratio`, among at least `minimum`. One record more can
 * end such a stretch or part it, so it is looked for only where nothing can come any more (`latest`); a stretch that reaches
 * that far lasts until just after it, as far as is known.
 */
export function ratioStretches(
  quanta: Quanta,
  { ratio, minimum, within }: RatioThreshold,
  bounds: Bounds,
): Stretch[] {
  const { earliest, latest } = bounds
  const stretches: Stretch[] = []
  let current: Stretch | undefined
  let entering = 0
  let leaving = 0
  let matching = 0
  let compared = 0
  for (const time of changes(quanta, within, bounds)) {
    for (; entering < quanta.length && quanta[entering]![0] <= time; entering++) {
      matching += quanta[entering]![1]
      compared += quanta[entering]![2] ?? 0
    }
    for (; leaving < quanta.length && quanta[leaving]![0] <= time - within; leaving++) {
      matching -= quanta[leaving]![1]
      compared -= quanta[leaving]![2] ?? 0
    }
    const share = time >= earliest ? shareOf(matching, compared, minimum) : 0
    if (share >= ratio) {
      const found = { from: time, until: time + 1, peak: share, peak_at: time, last: time, last_count: share }
      current = current ? grown(current, found) : found
    } else if (current) {
      stretches.push({ ...current, until: time })
      current = undefined
    }
  }
  return current ? [...stretches, { ...current, until: latest + 1 }] : stretches
}

const grown = (stretch: Stretch, { last, last_count, peak }: Stretch): Stretch => ({
  ...stretch,
  last,
  last_count,
  ...(peak > stretch.peak ? { peak, peak_at: last } : {}),
})

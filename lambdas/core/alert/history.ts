/** What a rule would have made of what is known to have happened: without stores, and nothing told. */
import type { AlertRule, Threshold } from '../config/index.ts'
import { episodes } from './episode.ts'
import { onlyNew } from './first-seen.ts'
import { defaultSettings } from './incident.ts'
import { countStretches } from './thresholds/count.ts'
import { measureOf } from './thresholds/measure.ts'
import { ratioStretches } from './thresholds/ratio.ts'
import { silenceStretches } from './thresholds/silence.ts'
import type { Quanta, Stretch } from './thresholds/stretch.ts'

/** From when to when there is something known. */
export interface Span {
  readonly first: number
  readonly last: number
}

function stretchesOf(
  { threshold, resolveAfter }: AlertRule,
  quanta: Quanta,
  { first, last }: Span,
): Stretch[] {
  if ('count' in threshold) return countStretches(quanta, threshold.count, threshold.within)
  if ('ratio' in threshold)
    return ratioStretches(quanta, threshold, { earliest: Number.NEGATIVE_INFINITY, latest: last })
  if ('firstSeenWithin' in threshold) return countStretches(quanta, 1, resolveAfter)
  const times = quanta.map(([time]) => time)
  return silenceStretches(first, times, threshold.silentFor, last)
}

/** How many incidents a rule would have had in one of its groups. */
export function countIncidents(rule: AlertRule, quanta: Quanta, span: Span): number {
  const all = episodes(stretchesOf(rule, quanta, span), [], measureOf(rule).resolveAfter)
  const { threshold } = rule
  if (!('firstSeenWithin' in threshold)) return all.length
  const settings = { ...defaultSettings, grace: 0 }
  return onlyNew(all, threshold, { now: span.last, settings }).length
}

/** The most that a window held at any time: records, or their share; of silence the longest, in seconds. */
export function peakOf(rule: AlertRule, quanta: Quanta, span: Span): number {
  const { threshold } = rule
  const lowest: Threshold =
    'count' in threshold
      ? { ...threshold, count: 1 }
      : 'ratio' in threshold
        ? { ...threshold, ratio: Number.MIN_VALUE }
        : 'silentFor' in threshold
          ? { silentFor: 1_000 }
          : threshold
  const peaks = stretchesOf({ ...rule, threshold: lowest }, quanta, span).map(({ peak }) => peak)
  return peaks.reduce((most, peak) => Math.max(most, peak), 0)
}

import type { AlertRule, Milliseconds } from '../../config/index.ts'
import { widthOf } from '../../tally/index.ts'
import { shareOf } from './ratio.ts'
import { comparedAt, countAt, type Quanta } from './stretch.ts'

/** What is the same for all kinds of thresholds once they are stretches of time. */
export interface Measure {
  readonly kind: 'count' | 'ratio' | 'first_seen' | 'silence'
  /** The length of the window. */
  readonly within: Milliseconds
  /** Below for this long after `Stretch.until`, an incident is over. */
  readonly resolveAfter: Milliseconds
  /** Only what can no longer change is judged, as a record more may end or part a stretch. */
  readonly patient: boolean
  /** From how much on it fires: records, a share, or seconds. */
  readonly threshold: number
}

/** How a rule is measured. */
export function measureOf(rule: AlertRule): Measure {
  const { threshold, resolveAfter } = rule
  if ('count' in threshold)
    return {
      kind: 'count',
      within: threshold.within,
      resolveAfter,
      patient: false,
      threshold: threshold.count,
    }
  if ('ratio' in threshold)
    return {
      kind: 'ratio',
      within: threshold.within,
      resolveAfter,
      patient: true,
      threshold: threshold.ratio,
    }
  if ('silentFor' in threshold) {
    const { silentFor } = threshold
    return {
      kind: 'silence',
      within: silentFor,
      resolveAfter: 0,
      patient: true,
      threshold: silentFor / 1_000,
    }
  }
  // A stretch is from the first record until none came for `resolveAfter`: a window of that length that holds one.
  return { kind: 'first_seen', within: widthOf(rule), resolveAfter: 0, patient: false, threshold: 1 }
}

/** What the window that ends at `at` holds: records, or their share. 0 of a silence: it is over. */
export function observedAt(rule: AlertRule, quanta: Quanta, at: number): number {
  const { kind, within } = measureOf(rule)
  if (kind === 'silence') return 0
  const matching = countAt(quanta, at, within)
  if (!('ratio' in rule.threshold)) return matching
  return shareOf(matching, comparedAt(quanta, at, within), rule.threshold.minimum)
}

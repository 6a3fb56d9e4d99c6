/** Thresholds that a rule might have, and what each would have told. */
import { countIncidents, peakOf, type Quanta, type Span, shareOf } from '../../lambdas/core/alert/index.ts'
import type { AlertRule, Threshold } from '../../lambdas/core/config/index.ts'
import type { GroupHistory } from './history.ts'

export interface Candidate {
  readonly threshold: Threshold
  readonly alerts: number
}

/** What windows held: records, shares, or seconds between records. */
export interface Usual {
  /** How many windows there are, one after the other. */
  readonly windows: number
  /** Of these the median and the 99th percentile. */
  readonly median: number
  readonly high: number
  /** Of a window that begins at any time. */
  readonly most: number
}

const minute = 60_000
const counts = [1, 2, 3, 5, 7].flatMap((base) =>
  [1, 10, 100, 1_000, 10_000, 100_000].map((power) => base * power),
)
const ratios = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
const silences = [2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440, 2_880, 10_080].map(
  (minutes) => minutes * minute,
)
const memories = [1, 7, 30, 90].map((days) => days * 1_440 * minute)

/** The value below which `part` of sorted values are; `zeros` more of them are 0. */
function percentile(sorted: readonly number[], zeros: number, part: number): number {
  const index = Math.ceil(part * (sorted.length + zeros)) - 1 - zeros
  return index < 0 ? 0 : (sorted[index] ?? 0)
}

/** The windows from the beginning on, one after the other, that hold something. */
function windowsOf(quanta: Quanta, { threshold }: AlertRule, { first }: Span): number[] {
  if (!('within' in threshold)) return []
  const windows = Map.groupBy(quanta, ([time]) => Math.floor((time - first) / threshold.within))
  return [...windows.values()].flatMap((each) => {
    const matching = each.reduce((sum, [, count]) => sum + count, 0)
    if (!('ratio' in threshold)) return [matching]
    const compared = each.reduce((sum, [, , all = 0]) => sum + all, 0)
    return compared >= threshold.minimum ? [shareOf(matching, compared, threshold.minimum)] : []
  })
}

const pauses = (quanta: Quanta): number[] =>
  quanta.slice(1).map(([time], i) => (time - quanta[i]![0]) / 1_000)

/** What is usual for a rule over all its groups. Windows in which nothing matched count, too: of a ratio only those that can be judged. */
export function usualOf(rule: AlertRule, groups: readonly GroupHistory[], span: Span): Usual {
  const { threshold } = rule
  const values = groups
    .flatMap(({ quanta }) => ('silentFor' in threshold ? pauses(quanta) : windowsOf(quanta, rule, span)))
    .sort((a, b) => a - b)
  const all =
    'count' in threshold ? groups.length * (Math.floor((span.last - span.first) / threshold.within) + 1) : 0
  const zeros = Math.max(0, all - values.length)
  return {
    windows: values.length + zeros,
    median: percentile(values, zeros, 0.5),
    high: percentile(values, zeros, 0.99),
    most: Math.max(0, ...groups.map(({ quanta }) => peakOf(rule, quanta, span))),
  }
}

const alertsOf = (rule: AlertRule, groups: readonly GroupHistory[], span: Span): number =>
  groups.reduce((sum, { quanta }) => sum + countIncidents(rule, quanta, span), 0)

/** A share just above another, in per mille. */
const above = (share: number): number => Math.min(0.999, (Math.floor(share * 1_000) + 1) / 1_000)

/** Thresholds of the kind of a rule, from those that fire most to those that fire least. */
function thresholdsFor({ threshold }: AlertRule, { high, most }: Usual): Threshold[] {
  if ('count' in threshold) {
    const next = [Math.floor(high) + 1, most + 1]
    return [...counts.filter((count) => count <= most), ...next].map((count) => ({ ...threshold, count }))
  }
  if ('ratio' in threshold) return [...ratios, above(most)].map((ratio) => ({ ...threshold, ratio }))
  if ('silentFor' in threshold) return silences.map((silentFor) => ({ silentFor }))
  return memories.map((firstSeenWithin) => ({ firstSeenWithin }))
}

const size = (threshold: Threshold): number =>
  'count' in threshold
    ? threshold.count
    : 'ratio' in threshold
      ? threshold.ratio
      : 'silentFor' in threshold
        ? threshold.silentFor
        : threshold.firstSeenWithin

/** What each of some thresholds would have told, the rule's own among them, ascending. */
export function candidatesFor(
  rule: AlertRule,
  groups: readonly GroupHistory[],
  span: Span,
  usual: Usual,
): Candidate[] {
  const unique = new Map([rule.threshold, ...thresholdsFor(rule, usual)].map((each) => [size(each), each]))
  return [...unique.values()]
    .sort((a, b) => size(a) - size(b))
    .map((threshold) => ({ threshold, alerts: alertsOf({ ...rule, threshold }, groups, span) }))
}

/** The lowest threshold above what is usual that tells `few` or less; of what is new there is nothing to suggest. */
export function suggested(
  candidates: readonly Candidate[],
  { high }: Usual,
  few: number,
): Candidate | undefined {
  const [first] = candidates
  if (!first || 'firstSeenWithin' in first.threshold) return undefined
  const usual = 'silentFor' in first.threshold ? high * 1_000 : high
  return candidates.find(({ threshold, alerts }) => alerts <= few && size(threshold) > usual)
}

/** Those around what matters: the suggestion, the rule's own, and where something changes. */
export function worthShowing(
  candidates: readonly Candidate[],
  kept: readonly (Candidate | undefined)[],
): Candidate[] {
  const differing = candidates.filter(
    (each, i) => kept.includes(each) || each.alerts !== candidates[i - 1]?.alerts,
  )
  const at = differing.findIndex((each) => kept.includes(each))
  return differing.filter((each, i) => kept.includes(each) || Math.abs(i - at) <= 4)
}

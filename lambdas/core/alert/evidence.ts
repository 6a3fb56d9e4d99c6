import type { AlertRule } from '../config/index.ts'
import {
  countingRule,
  type Group,
  groupHash,
  mostTallies,
  quantumOf,
  quantumTime,
  seriesKey,
  type Tally,
  type TallyStore,
} from '../tally/index.ts'
import type { Decision, Evidence } from './evaluation.ts'
import { joinRegions, type Region } from './regions.ts'
import { measureOf } from './thresholds/measure.ts'
import type { Quanta } from './thresholds/stretch.ts'

/** The key of the tallies of a rule, as it is defined now, and a group. */
export const seriesOf = (rule: AlertRule, group: Group): string =>
  seriesKey(countingRule(rule).definition, groupHash(group))

/** Adds up tallies, quantum by quantum. */
export function quantaOf(
  tallies: readonly Pick<Tally, 'counts' | 'compared' | 'bucket' | 'quantum'>[],
): Quanta {
  const sums = new Map<number, [count: number, compared: number]>()
  const at = (time: number): [number, number] => {
    const known = sums.get(time) ?? [0, 0]
    sums.set(time, known)
    return known
  }
  for (const tally of tallies) {
    for (const [index, count] of tally.counts) at(quantumTime(tally, index))[0] += count
    for (const [index, count] of tally.compared ?? []) at(quantumTime(tally, index))[1] += count
  }
  return [...sums]
    .map(([time, [count, compared]]) => [time, count, compared] as const)
    .sort(([a], [b]) => a - b)
}

/** A ratio is over all records, which are many and whose tallies are small. */
const mostCompared = 100_000

/** Each tally holds one record at least, and a window before it fires fewer than the threshold; some windows are read at once. */
const limitFor = ({ threshold }: AlertRule): number =>
  'ratio' in threshold
    ? mostCompared
    : 'count' in threshold
      ? Math.max(mostTallies, Math.min(4 * threshold.count, 40_000))
      : mostTallies

/** A share needs all that is compared: everything between the regions is read, too. */
const joined = (rule: AlertRule, regions: readonly Region[], distance: number): Region[] =>
  joinRegions(regions, measureOf(rule).patient ? Number.POSITIVE_INFINITY : distance)

/**
 * Reads all that can bear on what happened in some regions: what came a window before each, and until the window after it
 * could recover. A record elsewhere changes nothing there. What is after `latest` is in the future, and not looked for.
 */
export async function readEvidence(
  store: TallyStore,
  rule: AlertRule,
  group: Group,
  regions: readonly Region[],
  latest: number,
): Promise<Evidence> {
  const { within, resolveAfter } = measureOf(rule)
  const before = within + quantumOf(within)
  const after = within + resolveAfter
  const tallies: Tally[] = []
  let truncated = false
  let complete = Number.NEGATIVE_INFINITY
  for (const { from, to } of joined(rule, regions, before + after)) {
    const range = {
      limit: limitFor(rule),
      series: seriesOf(rule, group),
      width: within,
      from: from - before,
      to: Math.max(to, Math.min(to + after, latest)),
    }
    const found = await store.range(range)
    tallies.unshift(...found.tallies)
    truncated ||= found.truncated
    complete = Math.max(complete, found.truncated ? found.tallies.at(-1)!.to + 1 : range.from)
  }
  const unique = [...new Map(tallies.map((tally) => [`${tally.bucket}/${tally.batch}`, tally])).values()]
  return { tallies: unique, quanta: quantaOf(unique), truncated, complete }
}

/** How many windows the trend shows. */
export const trendWindows = 12

/** Reads what a notification shows: the windows of the trend, and the last one that was above the threshold. */
export async function readTrend(
  store: TallyStore,
  rule: AlertRule,
  group: Group,
  { at, incident }: Decision,
): Promise<Evidence> {
  const { within } = measureOf(rule)
  const from = Math.min(at - trendWindows * within, incident.last - within)
  const to = at + quantumOf(within) - 1
  const limit = limitFor(rule)
  const range = { series: seriesOf(rule, group), width: within, from, to, limit }
  const { tallies, truncated } = await store.range(range)
  return { tallies, quanta: quantaOf(tallies), truncated, complete: from }
}

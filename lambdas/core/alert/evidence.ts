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
import type { Decision } from './judge.ts'
import { joinRegions, type Region } from './regions.ts'
import type { Quanta } from './thresholds/count.ts'

/** The key of the tallies of a rule, as it is defined now, and a group. */
export const seriesOf = (rule: AlertRule, group: Group): string =>
  seriesKey(countingRule(rule).definition, groupHash(group))

/** Adds up tallies, quantum by quantum. */
export function quantaOf(tallies: readonly Tally[]): Quanta {
  const sums = new Map<number, number>()
  for (const tally of tallies)
    for (const [index, count] of tally.counts) {
      const time = quantumTime(tally, index)
      sums.set(time, (sums.get(time) ?? 0) + count)
    }
  return [...sums].sort(([a], [b]) => a - b)
}

/** Each tally holds one record at least, and a window before it fires fewer than the threshold; some windows are read at once. */
const limitFor = ({ threshold: { count } }: AlertRule): number =>
  Math.max(mostTallies, Math.min(4 * count, 40_000))

export interface Evidence {
  /** Newest first. */
  readonly tallies: readonly Tally[]
  readonly quanta: Quanta
  /** Not all could be read. */
  readonly truncated: boolean
}

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
  const { within } = rule.threshold
  const before = within + quantumOf(within)
  const after = within + rule.resolveAfter
  const tallies: Tally[] = []
  let truncated = false
  for (const { from, to } of joinRegions(regions, before + after)) {
    const limit = limitFor(rule)
    const range = {
      limit,
      series: seriesOf(rule, group),
      width: within,
      from: from - before,
      to: Math.max(to, Math.min(to + after, latest)),
    }
    const found = await store.range(range)
    tallies.unshift(...found.tallies)
    truncated ||= found.truncated
  }
  const unique = [...new Map(tallies.map((tally) => [`${tally.bucket}/${tally.batch}`, tally])).values()]
  return { tallies: unique, quanta: quantaOf(unique), truncated }
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
  const { within } = rule.threshold
  const from = Math.min(at - trendWindows * within, incident.last - within)
  const to = at + quantumOf(within) - 1
  const { tallies, truncated } = await store.range({ series: seriesOf(rule, group), width: within, from, to })
  return { tallies, quanta: quantaOf(tallies), truncated }
}

import type { AlertRule, FirstSeenThreshold } from '../config/index.ts'
import { definitionOf } from '../tally/index.ts'
import type { Sighting } from './evaluation.ts'
import type { Settings } from './incident.ts'
import type { SightingStore } from './store.ts'
import { isNews, newFrom } from './thresholds/first-seen.ts'

const day = 86_400_000
/** For how long beyond `firstSeenWithin` it is remembered that something was seen, so that it can be said to be back. */
const memory = 90 * day

export type FirstSeenRule = AlertRule & { readonly threshold: FirstSeenThreshold }

/** What `firstSeenWithin` remembers. */
export interface Sightings {
  /** What is known of a series, and until when its rule only learns: it begins to when it is asked for the first time. */
  of(rule: FirstSeenRule, series: string, now: number): Promise<Sighting>
  learning(rule: FirstSeenRule, now: number): Promise<number>
  /** Writes down what was seen, if it is worth it. */
  saw(rule: FirstSeenRule, series: string, last: number | undefined, time: number): Promise<void>
}

/** Whether records of a time can only be of something known. */
export const isKnown = (
  { threshold }: FirstSeenRule,
  { last }: Sighting,
  { from }: { readonly from: number },
): boolean => last !== undefined && from < newFrom(threshold, last)

/** Makes the memory of `firstSeenWithin` over a store. */
export function createSightings(store: SightingStore, settings: Settings): Sightings {
  const began = new Map<string, number>()

  /** When a rule, as it is defined now, was first known. */
  async function beginningOf(rule: FirstSeenRule, now: number): Promise<number> {
    const key = `${definitionOf(rule)}.began`
    const known = began.get(key) ?? (await store.lastSeen(key))
    if (known === undefined) await store.saw(key, now, now + 100 * 365 * day)
    began.set(key, known ?? now)
    return known ?? now
  }

  async function learning(rule: FirstSeenRule, now: number): Promise<number> {
    const period = Math.min(settings.learning, rule.threshold.firstSeenWithin)
    return period === 0 ? Number.NEGATIVE_INFINITY : (await beginningOf(rule, now)) + period
  }

  return {
    learning,
    async of(rule, series, now) {
      const last = await store.lastSeen(series)
      return { learning: await learning(rule, now), ...(last === undefined ? {} : { last }) }
    },
    async saw(rule, series, last, time) {
      const { threshold } = rule
      if (!isNews(threshold, last, time)) return
      await store.saw(series, time, newFrom(threshold, time) + memory)
    },
  }
}

import { bucketsOf, inRange, newestFirst, type TallyStore } from './store.ts'
import type { Tally } from './types.ts'

/** Tallies in memory: for tests, and for a run that keeps nothing. */
export function createMemoryTallyStore(): TallyStore {
  const buckets = new Map<string, Map<string, Tally>>()
  const bucketOf = (key: string): Map<string, Tally> => {
    const known = buckets.get(key)
    if (known) return known
    const made = new Map<string, Tally>()
    buckets.set(key, made)
    return made
  }
  return {
    async put(tallies) {
      for (const tally of tallies) bucketOf(`${tally.series}@${tally.bucket}`).set(tally.batch, tally)
    },
    async range(range) {
      const found = bucketsOf(range).flatMap((bucket) => [
        ...(buckets.get(`${range.series}@${bucket}`)?.values() ?? []),
      ])
      return newestFirst(
        found.filter((tally) => inRange(tally, range)),
        range.limit,
      )
    },
  }
}

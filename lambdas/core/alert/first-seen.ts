import type { FirstSeenThreshold } from '../config/index.ts'
import type { Episode } from './episode.ts'
import type { Circumstances } from './evaluation.ts'
import { newFrom } from './thresholds/first-seen.ts'

/**
 * Of the episodes of a group, those that have been told and those that begin when it was not seen for `firstSeenWithin`. While a late
 * record could still show that it was, an episode is `unsure`.
 */
export function onlyNew(
  all: readonly Episode[],
  threshold: FirstSeenThreshold,
  { sighting, now, settings }: Pick<Circumstances, 'sighting' | 'now' | 'settings'>,
): Episode[] {
  const { last, learning = Number.NEGATIVE_INFINITY } = sighting ?? {}
  let before: number | undefined
  return all.flatMap((episode) => {
    const { stretch, told } = episode
    const earlier = [before, last].filter((time) => time !== undefined && time < stretch.from) as number[]
    const overtaken = last !== undefined && last >= stretch.from && told.length === 0
    before = Math.max(before ?? stretch.last, stretch.last)
    if (told.length > 0) return [episode]
    if (overtaken || stretch.from < learning) return []
    if (earlier.length === 0) return [episode]
    const latest = Math.max(...earlier)
    const due = newFrom(threshold, latest)
    if (stretch.from < due) return []
    return [{ ...episode, before: latest, ...(now < due + settings.grace ? { unsure: true as const } : {}) }]
  })
}

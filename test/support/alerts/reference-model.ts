/** What incidents there are, said as simply as possible: each event once, in order, second by second. All in seconds. */
export interface ModelIncident {
  readonly from: number
  readonly until: number
  readonly peak: number
  readonly total: number
}

interface Watched {
  readonly within: number
  readonly resolveAfter: number
  /** From when to when there is something to look at. */
  readonly first: number
  readonly last: number
  /** What a second comes to; undefined below the threshold. */
  measure(at: number): number | undefined
}

const inWindow = (events: readonly number[], at: number, within: number): number =>
  events.filter((event) => event > at - within && event <= at).length

function incidentsOf(events: readonly number[], watched: Watched): ModelIncident[] {
  const { within, resolveAfter, first, last, measure } = watched
  const incidents: ModelIncident[] = []
  let firing: { from: number; peak: number; below?: number | undefined } | undefined
  for (let now = first; now <= last + within + resolveAfter + 1; now++) {
    const observed = measure(now)
    if (firing?.below !== undefined && now - firing.below >= resolveAfter) {
      const { from, peak, below } = firing
      const total = events.filter((event) => event > from - within && event < below).length
      incidents.push({ from, until: below, peak, total })
      firing = undefined
    }
    if (observed !== undefined) {
      firing ??= { from: now, peak: observed }
      firing = { from: firing.from, peak: Math.max(firing.peak, observed) }
    } else if (firing) firing.below ??= now
  }
  return incidents
}

interface ModelRule {
  readonly within: number
  readonly resolveAfter: number
}

/** So many in a window. */
export function modelIncidents(
  events: readonly number[],
  { count, ...rule }: ModelRule & { readonly count: number },
): ModelIncident[] {
  if (events.length === 0) return []
  const [first, last] = [Math.min(...events), Math.max(...events)]
  const measure = (at: number) => {
    const observed = inWindow(events, at, rule.within)
    return observed >= count ? observed : undefined
  }
  return incidentsOf(events, { ...rule, first, last, measure })
}

/** So large a share of a window. */
export function modelRatios(
  events: readonly number[],
  others: readonly number[],
  { ratio, minimum, ...rule }: ModelRule & { readonly ratio: number; readonly minimum: number },
): ModelIncident[] {
  const all = [...events, ...others]
  if (all.length === 0) return []
  const measure = (at: number) => {
    const compared = inWindow(all, at, rule.within)
    const share = inWindow(events, at, rule.within) / compared
    return compared >= minimum && share >= ratio ? share : undefined
  }
  return incidentsOf(events, { ...rule, first: Math.min(...all), last: Math.max(...all), measure })
}

/** What had not been seen for a time, to a hundredth of it, until it was quiet for `resolveAfter`. */
export function modelFirstSeen(
  events: readonly number[],
  { firstSeenWithin, resolveAfter }: { readonly firstSeenWithin: number; readonly resolveAfter: number },
): ModelIncident[] {
  const cell = Math.ceil(firstSeenWithin / 100)
  const isNew = ({ from }: ModelIncident): boolean => {
    const before = events.filter((event) => event < from)
    if (before.length === 0) return true
    return (
      Math.floor(from / cell) - Math.floor(Math.max(...before) / cell) > Math.ceil(firstSeenWithin / cell)
    )
  }
  return modelIncidents(events, { count: 1, within: resolveAfter, resolveAfter: 0 }).filter(isNew)
}

/** From when to when nothing came; the last one has no end. */
export function modelSilences(
  events: readonly number[],
  silentFor: number,
): { readonly from: number; readonly until?: number }[] {
  const sorted = events.toSorted((a, b) => a - b)
  return sorted.flatMap((event, i) => {
    const until = sorted[i + 1]
    const from = event + silentFor
    return until === undefined ? [{ from }] : until > from ? [{ from, until }] : []
  })
}

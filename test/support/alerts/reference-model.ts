/** What incidents there are, said as simply as possible: each event once, in order, second by second. */
export interface ModelIncident {
  readonly from: number
  readonly until: number
  readonly peak: number
  readonly total: number
}

interface ModelRule {
  readonly count: number
  readonly within: number
  readonly resolveAfter: number
}

/** All in seconds. */
export function modelIncidents(
  events: readonly number[],
  { count, within, resolveAfter }: ModelRule,
): ModelIncident[] {
  const incidents: ModelIncident[] = []
  if (events.length === 0) return incidents
  const inWindow = (at: number): number => events.filter((event) => event > at - within && event <= at).length
  let firing: { from: number; peak: number; below?: number | undefined } | undefined
  const end = Math.max(...events) + within + resolveAfter + 1
  for (let now = Math.min(...events); now <= end; now++) {
    const observed = inWindow(now)
    if (firing?.below !== undefined && now - firing.below >= resolveAfter) {
      const { from, peak, below } = firing
      const total = events.filter((event) => event > from - within && event < below).length
      incidents.push({ from, until: below, peak, total })
      firing = undefined
    }
    if (observed >= count) {
      firing ??= { from: now, peak: observed }
      firing = { from: firing.from, peak: Math.max(firing.peak, observed) }
    } else if (firing) firing.below ??= now
  }
  return incidents
}

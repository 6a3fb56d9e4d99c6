import type { LogEvent } from '../../lambdas/core/records.ts'

/** Reads the time that a line tells, if it tells one. */
export type TimeOf = (message: string) => number | undefined

/** Lines whose neighbours are this close need no closer look. */
const close = 60_000
/** Distance of the lines that are always looked at, and how far to look for one that tells its time. */
const stride = 64
const reach = 16

/** The first time told at `from` or in the lines after it. */
function timeNear(events: readonly LogEvent[], from: number, to: number, timeOf: TimeOf): number | undefined {
  for (let i = from; i < Math.min(to, from + reach); i++) {
    const time = timeOf(events[i]!.message)
    if (time !== undefined) return time
  }
  return undefined
}

/**
 * Gives each event what CloudWatch would have stamped on it: about its own time. Looks at few lines closely (reading the
 * time of each would be parsing everything twice): where two are near in time, what stands between is taken to be, too.
 * Depends on nothing but the arguments. Where no line tells a time, all get `fallback`.
 */
export function stamped(events: readonly LogEvent[], fallback: number, timeOf: TimeOf): LogEvent[] {
  const times = new Array<number>(events.length)
  let before = timeNear(events, 0, events.length, timeOf) ?? fallback
  for (let from = 0; from < events.length; from += stride) {
    const to = Math.min(from + stride, events.length)
    const after = timeNear(events, to, events.length, timeOf) ?? timeOf(events[to - 1]!.message) ?? before
    fill(times, events, from, to, before, after, timeOf)
    before = after
  }
  return events.map((event, i) => ({ ...event, timestamp: times[i]! }))
}

function fill(
  times: number[],
  events: readonly LogEvent[],
  from: number,
  to: number,
  before: number,
  after: number,
  timeOf: TimeOf,
): void {
  if (Math.abs(after - before) <= close || to - from <= 1) {
    times.fill(before, from, to)
    return
  }
  const middle = (from + to) >> 1
  const between = timeNear(events, middle, to, timeOf) ?? before
  fill(times, events, from, middle, before, between, timeOf)
  fill(times, events, middle, to, between, after, timeOf)
}

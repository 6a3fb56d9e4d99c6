import type { LogEvent } from '../../lambdas/core/records.ts'

/** Reads the time that a line tells, if it tells one. */
export type TimeOf = (message: string) => number | undefined

/** A line that tells its time. */
interface Anchor {
  readonly at: number
  readonly time: number
}

/** Between lines that are this close in time, no line is looked at. */
const close = 5_000
/** Distance of the lines that are always looked at, and how far to look for one that tells its time. */
const stride = 64
const reach = 16

/**
 * Gives each event what CloudWatch would have stamped on it: about its own time. Looks at few lines closely (reading the
 * time of each would be parsing everything twice): where two are near in time, what stands between is taken to be, too.
 * The time changes only at a line that tells its own, so the lines of a traceback keep that of the line before.
 * Depends on nothing but the arguments. Where no line tells a time, all get `fallback`.
 */
export function stamped(events: readonly LogEvent[], fallback: number, timeOf: TimeOf): LogEvent[] {
  const anchorIn = (from: number, to: number): Anchor | undefined => {
    for (let at = from; at < Math.min(to, from + reach); at++) {
      const time = timeOf(events[at]!.message)
      if (time !== undefined) return { at, time }
    }
    return undefined
  }
  const times = new Array<number>(events.length)
  const fill = (left: Anchor, right: Anchor): void => {
    const middle = (left.at + right.at + 1) >> 1
    const between = Math.abs(right.time - left.time) > close ? anchorIn(middle, right.at) : undefined
    if (!between) times.fill(left.time, left.at, right.at)
    else {
      fill(left, between)
      fill(between, right)
    }
  }
  let left = anchorIn(0, events.length) ?? { at: 0, time: fallback }
  times.fill(left.time)
  const goTo = (right: Anchor | undefined): void => {
    if (!right) return
    fill(left, right)
    left = right
    times.fill(left.time, left.at)
  }
  for (let from = left.at + stride; from < events.length; from = Math.max(from, left.at) + stride)
    goTo(anchorIn(from, events.length))
  goTo(lastAnchor(events, left.at, timeOf))
  return events.map((event, i) => ({ ...event, timestamp: times[i]! }))
}

/** The last line after `after` that tells its time, looked for near the end. */
function lastAnchor(events: readonly LogEvent[], after: number, timeOf: TimeOf): Anchor | undefined {
  for (let at = events.length - 1; at > Math.max(after, events.length - 1 - reach); at--) {
    const time = timeOf(events[at]!.message)
    if (time !== undefined) return { at, time }
  }
  return undefined
}

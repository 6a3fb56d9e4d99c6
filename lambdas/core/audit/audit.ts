/** Compares what CloudWatch Logs says it forwarded with what ingest says it received. */

/** From when to when, in milliseconds since the epoch; `to` excluded. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What CloudWatch Logs counts for the filters of one log group. */
export interface Forwarded {
  readonly events: number
  /** Deliveries that failed and were not tried again. */
  readonly errors: number
  /** Deliveries that were throttled; CloudWatch Logs tries these again. */
  readonly throttles: number
}

/** Where the two sides are asked, each by log group. */
export interface Counters {
  forwarded(span: Span): Promise<ReadonlyMap<string, Forwarded>>
  received(span: Span): Promise<ReadonlyMap<string, number>>
}

/** A log group in which something is missing or went wrong. */
export interface Imbalance extends Forwarded {
  readonly logGroup: string
  readonly received: number
  /** Forwarded and never received. */
  readonly missing: number
}

export interface Audit {
  readonly span: Span
  readonly logGroups: number
  readonly forwarded: number
  readonly missing: number
  readonly errors: number
  readonly throttles: number
  /** The worst first, at most `mostImbalances`. */
  readonly imbalances: readonly Imbalance[]
}

export const mostImbalances = 20
const minute = 60_000
const hour = 60 * minute
/** CloudWatch's metrics of logs are complete after some minutes, and deliveries that fail are tried again for longer. */
const settle = 30 * minute
/** What is forwarded at the end of the hour is received a little later; at its beginning, clocks may differ. */
const before = 5 * minute

/** The last hour that is over for so long that everything about it has been counted. */
export function spanToAudit(now: number): Span {
  const to = Math.floor((now - settle) / hour) * hour
  return { from: to - hour, to }
}

function compare(
  forwarded: ReadonlyMap<string, Forwarded>,
  received: ReadonlyMap<string, number>,
): Imbalance[] {
  return [...forwarded].map(([logGroup, counts]) => {
    const arrived = received.get(logGroup) ?? 0
    return { logGroup, ...counts, received: arrived, missing: Math.max(0, counts.events - arrived) }
  })
}

const isWrong = ({ missing, errors, throttles }: Imbalance): boolean => missing + errors + throttles > 0
const worstFirst = (a: Imbalance, b: Imbalance): number =>
  b.missing - a.missing || b.errors - a.errors || b.throttles - a.throttles

/**
 * Audits one hour. Received is asked for a longer time than forwarded, so that an event that was on its way when the hour ended
 * is not called missing; in turn, a loss that is smaller than what came in those minutes may not show in this hour. More received
 * than forwarded is fine: deliveries come twice.
 */
export async function audit(now: number, counters: Counters): Promise<Audit> {
  const span = spanToAudit(now)
  const [forwarded, received] = await Promise.all([
    counters.forwarded(span),
    counters.received({ from: span.from - before, to: span.to + settle }),
  ])
  const groups = compare(forwarded, received)
  const sum = (of: 'events' | 'missing' | 'errors' | 'throttles') =>
    groups.reduce((total, group) => total + group[of], 0)
  return {
    span,
    logGroups: groups.length,
    forwarded: sum('events'),
    missing: sum('missing'),
    errors: sum('errors'),
    throttles: sum('throttles'),
    imbalances: groups.filter(isWrong).toSorted(worstFirst).slice(0, mostImbalances),
  }
}

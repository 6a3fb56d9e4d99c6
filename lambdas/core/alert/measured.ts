/** The figures of a notification: what was measured, against what, and when. */
import { isoTime } from '../archive/index.ts'
import type { AlertRule } from '../config/index.ts'
import type { Decision, Evidence } from './evaluation.ts'
import { trendWindows } from './evidence.ts'
import type { Notification } from './notification.ts'
import { measureOf, observedAt } from './thresholds/measure.ts'
import { comparedAt, countAt } from './thresholds/stretch.ts'

/** A share is told to four digits. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** What a notification is made from. */
export type Shown = Pick<Evidence, 'tallies' | 'quanta'>

/** What was measured, and against what. */
export function measured(
  decision: Decision,
  rule: AlertRule,
  { quanta }: Shown,
): Partial<Notification> & Measured {
  const { incident, at, state } = decision
  const measure = measureOf(rule)
  const { kind, within } = measure
  const { threshold } = rule
  const trend =
    kind === 'silence'
      ? []
      : Array.from({ length: trendWindows }, (_, i) =>
          rounded(observedAt(rule, quanta, at - (trendWindows - 1 - i) * within)),
        )
  // Read after the decision, it may hold what came in between; of what is judged when nothing can come any more it cannot.
  const observed = measure.patient ? rounded(decision.observed) : Math.max(decision.observed, trend.at(-1)!)
  return {
    observed,
    threshold: measure.threshold,
    within_seconds: ('firstSeenWithin' in threshold ? threshold.firstSeenWithin : within) / 1_000,
    ...('ratio' in threshold
      ? {
          matching: countAt(quanta, at, within),
          compared: comparedAt(quanta, at, within),
          minimum: threshold.minimum,
        }
      : {}),
    ...(incident.before === undefined ? {} : { seen_before: isoTime(incident.before) }),
    total: Math.max(incident.total, state === 'firing' && !measure.patient ? observed : 0),
    // At the moment at which one is over the next may begin, which is not its peak.
    peak: rounded(state === 'firing' ? Math.max(incident.peak, observed) : incident.peak),
    trend,
    trend_seconds: within / 1_000,
  }
}

type Measured = Pick<
  Notification,
  'observed' | 'threshold' | 'within_seconds' | 'total' | 'peak' | 'trend' | 'trend_seconds'
>

/** When its records were seen. Of a silence those are the last before it, and the first after it. */
export function seen(
  { incident, state }: Decision,
  rule: AlertRule,
): Pick<Notification, 'first_seen' | 'last_seen'> {
  const { before = incident.from, until } = incident
  if (measureOf(rule).kind !== 'silence')
    return { first_seen: isoTime(incident.first_seen), last_seen: isoTime(incident.last_seen) }
  return { first_seen: isoTime(before), last_seen: isoTime(state === 'resolved' ? until : before) }
}

/** When it was over, and how long it was. What is seen for the first time was over with its last record. */
export function ending({ incident, state }: Decision, rule: AlertRule): Partial<Notification> {
  if (state !== 'resolved') return {}
  const end = measureOf(rule).kind === 'first_seen' ? incident.last : incident.until
  return { ended_at: isoTime(end), duration_seconds: (end - incident.from) / 1_000 }
}

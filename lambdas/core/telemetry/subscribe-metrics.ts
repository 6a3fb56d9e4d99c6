import type { Run } from '../subscribe/run.ts'
import { emf, metricNamespace } from './emf.ts'

/**
 * The metrics of one run of `subscribe` as lines to print, then one line for each log group that could not be subscribed:
 * names of log groups are no log content.
 */
export function subscribeMetrics({ report, unfinished }: Run, pipeline: string, timestamp: number): string[] {
  const refused = Object.entries(report.refused)
  const totals = emf(
    metricNamespace,
    { pipeline },
    {
      LogGroupsSeen: report.seen,
      LogGroupsSelected: report.selected,
      SubscriptionsMade: report.subscribed,
      SubscriptionsHealed: report.healed,
      SubscriptionsRemoved: report.removed,
      SubscriptionsRefused: refused.reduce((sum, [, count]) => sum + count, 0),
      RetentionsSet: report.retentionsSet,
      SweepsUnfinished: unfinished ? 1 : 0,
    },
    timestamp,
  )
  return [
    totals,
    ...refused.map(([code, count]) =>
      emf(metricNamespace, { pipeline, code }, { SubscriptionsRefused: count }, timestamp),
    ),
    ...report.problems.map((problem) => JSON.stringify({ message: 'not subscribed', ...problem })),
  ]
}

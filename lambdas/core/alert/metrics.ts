import type { Config } from '../config/index.ts'
import { emf, metricNamespace } from '../telemetry/index.ts'
import type { AlertReport } from './report.ts'

/**
 * The metrics of one run as a line to print.
 *
 * @param writtenAt when the first of the tallies was stored that this run looked at: then how long it waited is measured too.
 */
export function alertMetrics(report: AlertReport, pipeline: string, now: number, writtenAt?: number): string {
  const delay =
    writtenAt !== undefined && Number.isFinite(writtenAt) ? Math.max(0, now - writtenAt) : undefined
  return emf(
    metricNamespace,
    { pipeline },
    {
      Evaluations: report.evaluations,
      EvaluationConflicts: report.conflicts,
      ...(report.open === undefined ? {} : { IncidentsOpen: report.open }),
      IncidentsOpened: report.opened,
      IncidentsResolved: report.resolved,
      NotificationsPublished: report.published,
      NotificationsPending: report.pending,
      RecordsSuppressed: report.notifications.reduce((sum, { suppressed }) => sum + suppressed, 0),
      ...(delay === undefined ? {} : { EvaluationDelayMilliseconds: delay }),
    },
    now,
  )
}

/** The names in `notify` that want what chats understand. */
export const chatsOf = ({ notify }: Pick<Config, 'notify'>): string[] =>
  Object.keys(notify).filter((name) => notify[name]?.chat)

/** The runbooks of a configuration, by name in `notify`. */
export const runbooksOf = ({ notify }: Pick<Config, 'notify'>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(notify).map(([name, { runbook }]) => [name, runbook]))

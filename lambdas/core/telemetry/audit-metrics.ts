import type { Audit } from '../audit/audit.ts'
import { emf, metricNamespace } from './emf.ts'

/** The metrics of an audit, then one line for each log group in which something is missing or went wrong, by name. */
export function auditMetrics(
  { span, logGroups, forwarded, missing, errors, throttles, imbalances }: Audit,
  pipeline: string,
  timestamp: number,
): string[] {
  const totals = emf(
    metricNamespace,
    { pipeline },
    {
      LogGroupsAudited: logGroups,
      EventsForwarded: forwarded,
      EventsMissing: missing,
      DeliveryErrors: errors,
      DeliveryThrottles: throttles,
    },
    timestamp,
  )
  const hour = new Date(span.from).toISOString()
  return [totals, ...imbalances.map((each) => JSON.stringify({ message: 'does not balance', hour, ...each }))]
}

import type { IngestReport } from '../report.ts'
import { emf, metricNamespace } from './emf.ts'

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((a, b) => a + b, 0)

function each(
  name: string,
  dimension: string,
  counts: Readonly<Record<string, number>>,
): { readonly name: string; readonly dimension: string; readonly key: string; readonly value: number }[] {
  return Object.entries(counts).map(([key, value]) => ({ name, dimension, key, value }))
}

/**
 * The metrics of one invocation as lines to print: the totals of the pipeline (on which the alarms stand), then one line for
 * each detector, route and fault code that occurred. Their names come from the configuration and from bounded lists. The first
 * line is also the account of the report's log group: received = archived + duplicates + dropped.
 */
export function ingestMetrics(report: IngestReport, pipeline: string, timestamp: number): string[] {
  const totals = emf(
    metricNamespace,
    { pipeline },
    {
      PayloadsReceived: report.payloads,
      ControlMessages: report.control,
      EventsReceived: report.received,
      EventsArchived: report.archived,
      EventsDuplicate: report.duplicates,
      EventsDropped: sum(report.dropped),
      Quarantined: sum(report.quarantined),
      Redactions: sum(report.redactions),
      ReceivedBytes: report.bytesIn,
      ArchivedBytes: report.bytesOut,
    },
    timestamp,
    report.logGroup === undefined ? {} : { log_group: report.logGroup },
  )
  const parts = [
    ...each('Redactions', 'detector', report.redactions),
    ...each('EventsDropped', 'route', report.dropped),
    ...each('Quarantined', 'code', report.quarantined),
  ].map(({ name, dimension, key, value }) =>
    emf(metricNamespace, { pipeline, [dimension]: key }, { [name]: value }, timestamp),
  )
  return [totals, ...parts]
}

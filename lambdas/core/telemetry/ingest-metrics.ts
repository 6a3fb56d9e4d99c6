import { type IngestReport, total } from '../report.ts'
import { type Dimensions, emf, metricNamespace } from './emf.ts'

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
 * line is also the account of the report's log group: received = archived + duplicates + dropped. Every line names the log
 * group, so that Logs Insights can count by it, which costs nothing more.
 *
 * @param measured log groups of which detectors, routes and codes are metrics of their own, too.
 */
export function ingestMetrics(
  report: IngestReport,
  pipeline: string,
  timestamp: number,
  measured: ReadonlySet<string> = new Set(),
): string[] {
  const { logGroup } = report
  const properties: Dimensions = logGroup === undefined ? {} : { log_group: logGroup }
  const finer = logGroup !== undefined && measured.has(logGroup) ? ['log_group'] : []
  const totals = emf(
    metricNamespace,
    { pipeline },
    {
      PayloadsReceived: report.payloads,
      ControlMessages: report.control,
      EventsReceived: report.received,
      EventsArchived: report.archived,
      EventsDuplicate: report.duplicates,
      EventsDropped: total(report.dropped),
      Quarantined: total(report.quarantined),
      Redactions: total(report.redactions),
      ReceivedBytes: report.bytesIn,
      ObjectsArchived: report.objects,
      ArchivedBytes: report.bytesOut,
    },
    timestamp,
    properties,
  )
  const parts = [
    ...each('Redactions', 'detector', report.redactions),
    ...each('EventsDropped', 'route', report.dropped),
    ...each('Quarantined', 'code', report.quarantined),
  ].map(({ name, dimension, key, value }) =>
    emf(metricNamespace, { pipeline, [dimension]: key }, { [name]: value }, timestamp, properties, finer),
  )
  return [totals, ...parts]
}

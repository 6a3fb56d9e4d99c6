import type { CompactReport } from '../compact/index.ts'
import { emf, metricNamespace } from './emf.ts'

/** The metrics of one run of compaction, as a line to print. */
export function compactMetrics(report: CompactReport, pipeline: string, timestamp: number): string {
  return emf(
    metricNamespace,
    { pipeline },
    {
      CompactedObjects: report.landingObjects,
      CompactedEvents: report.events,
      CompactedRepeats: report.repeated,
      CompactedInBytes: report.bytesIn,
      CompactedOutBytes: report.bytesOut,
      CompactionUnreadable: report.unreadable,
      CompactionUnfinished: report.complete ? 0 : 1,
    },
    timestamp,
  )
}

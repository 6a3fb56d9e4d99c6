/** What a run of compaction did. */
export interface CompactReport {
  /** Parquet objects written, or entries that only found repeats. */
  readonly steps: number
  readonly landingObjects: number
  readonly records: number
  /** Including those of archive objects that were written again. */
  readonly events: number
  readonly repeated: number
  readonly bytesIn: number
  readonly bytesOut: number
  /** Objects in landing that are not what ingest writes. */
  readonly unreadable: number
  readonly sweptLanding: number
  readonly sweptArchive: number
  /** Whether everything that is due is done. */
  readonly complete: boolean
}

export const emptyCompactReport: CompactReport = {
  steps: 0,
  landingObjects: 0,
  records: 0,
  events: 0,
  repeated: 0,
  bytesIn: 0,
  bytesOut: 0,
  unreadable: 0,
  sweptLanding: 0,
  sweptArchive: 0,
  complete: true,
}

/** The sums of two reports. */
export function addReports(a: CompactReport, b: CompactReport): CompactReport {
  const sum = Object.fromEntries(
    Object.entries(a).map(([name, value]) =>
      typeof value === 'number' ? [name, value + (b[name as keyof CompactReport] as number)] : [name, value],
    ),
  ) as unknown as CompactReport
  return { ...sum, complete: a.complete && b.complete }
}

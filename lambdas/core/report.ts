/** Counts by name; the names come from the configuration or from bounded lists, never from a log. */
export type Counts = Readonly<Record<string, number>>

/**
 * What became of what was received. The sums add up: received = archived + duplicates + the sum of dropped. A payload that
 * could not be decoded has no events to count: it is in `payloads` and in `quarantined`. A record that redaction could
 * not finish is archived as a placeholder, and counted in `quarantined` too, because its original went there.
 */
export interface IngestReport {
  /** Of which log group the events are; absent when it is not known, or of several. */
  readonly logGroup?: string
  readonly payloads: number
  /** Payloads by which CloudWatch only tests the connection. */
  readonly control: number
  /** Events. */
  readonly received: number
  /** Records: stitching makes one of several events. */
  readonly records: number
  readonly archived: number
  readonly duplicates: number
  /** Events by the route that dropped them. */
  readonly dropped: Counts
  /** Payloads and records whose original was quarantined, by code. */
  readonly quarantined: Counts
  /** Values by the detector that removed them, of records that were kept or dropped. */
  readonly redactions: Counts
  /** UTF-8 bytes of the messages. */
  readonly bytesIn: number
  /** Objects made in the archive, and their bytes. */
  readonly objects: number
  readonly bytesOut: number
  /** Keys of the objects in the archive that hold the kept records, made now or before. */
  readonly keys: readonly string[]
}

/** The name under which events of the pipeline's own log groups are dropped. No route can have it: it has underscores. */
export const ownLogGroupDrop = 'own_log_group'

export const emptyReport: IngestReport = {
  payloads: 0,
  control: 0,
  received: 0,
  records: 0,
  archived: 0,
  duplicates: 0,
  dropped: {},
  quarantined: {},
  redactions: {},
  bytesIn: 0,
  objects: 0,
  bytesOut: 0,
  keys: [],
}

/** Counts items by name; each for one, unless `weightOf` says otherwise. */
export function countEach<Item>(
  items: Iterable<Item>,
  nameOf: (item: Item) => string,
  weightOf: (item: Item) => number = () => 1,
): Counts {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + weightOf(item))
  return Object.fromEntries(counts)
}

/** The sum of the values of some counts. */
export const total = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0)

/** The sum of two sets of counts. */
export function addCounts(a: Counts, b: Counts): Counts {
  const sum: Record<string, number> = { ...a }
  for (const [name, value] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + value
  return sum
}

/** The sum of two reports, without log group and keys: over many batches the list of keys would grow without bound. */
export function addReports(a: IngestReport, b: IngestReport): IngestReport {
  return {
    payloads: a.payloads + b.payloads,
    control: a.control + b.control,
    received: a.received + b.received,
    records: a.records + b.records,
    archived: a.archived + b.archived,
    duplicates: a.duplicates + b.duplicates,
    dropped: addCounts(a.dropped, b.dropped),
    quarantined: addCounts(a.quarantined, b.quarantined),
    redactions: addCounts(a.redactions, b.redactions),
    bytesIn: a.bytesIn + b.bytesIn,
    objects: a.objects + b.objects,
    bytesOut: a.bytesOut + b.bytesOut,
    keys: [],
  }
}

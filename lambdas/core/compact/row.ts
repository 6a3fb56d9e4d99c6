/** A record as the columns of Parquet hold it: what is an object in a record is JSON text here. */
export interface Row {
  readonly timestamp: number
  readonly observed_timestamp: number
  readonly severity_text: string
  readonly severity_number: number
  readonly body: string
  readonly attributes: string
  readonly resource: string
  /** That of the object's key. What the record says is in `resource`: they differ where a batch named too many services. */
  readonly service: string
  readonly trace_id?: string | undefined
  readonly span_id?: string | undefined
  readonly scope_name?: string | undefined
  readonly event_id: string
  readonly event_ids?: readonly string[] | undefined
  readonly fingerprint?: string | undefined
  readonly redactions: string
}

/** The ids of all events that a row stands for. */
export const idsOf = (row: Row): readonly string[] => row.event_ids ?? [row.event_id]
/** How many events a row stands for. */
export const eventsOf = (row: Row): number => row.event_ids?.length ?? 1

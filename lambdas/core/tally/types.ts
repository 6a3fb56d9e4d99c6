import type { Milliseconds } from '../config/index.ts'
import type { Group } from './group.ts'
import type { Sample } from './sample.ts'

/**
 * What one batch adds to one rule and group in one bucket of time. Its identity is (series, bucket, batch): made again from
 * the same batch it is the same, and storing it again changes nothing. All times are milliseconds since the epoch.
 */
export interface Tally {
  readonly rule: string
  readonly group: Group
  /** Stands for the rule's definition and the group: what a window is counted over. */
  readonly series: string
  /** Start of the bucket, a multiple of `width`. */
  readonly bucket: number
  readonly width: Milliseconds
  readonly quantum: Milliseconds
  readonly batch: string
  /** How many records fall in each quantum: sparse, `[quanta since that of the bucket's start, count]`, ascending. */
  readonly counts: readonly (readonly [quantum: number, count: number])[]
  /** Of a ratio: how many records there are in each quantum of those that the matching ones are compared with, these included. */
  readonly compared?: readonly (readonly [quantum: number, count: number])[]
  /** Sum of `counts`. */
  readonly total: number
  /** Log events: several when a record was stitched. */
  readonly events: number
  /** Event time of the first and of the last record, of a ratio also of those that do not match. */
  readonly from: number
  readonly to: number
  /** The highest severity number; 0 when no record matches. */
  readonly severity: number
  /** Up to four. */
  readonly services: readonly string[]
  /** Up to four. */
  readonly log_groups: readonly string[]
  /** In the group `(other)`: how many groups of the batch it stands for. */
  readonly folded?: number
  readonly samples: readonly Sample[]
}

/** The start of a quantum of a tally. Quanta are counted from the epoch, not from the bucket: they need not divide it. */
export const quantumTime = ({ bucket, quantum }: Pick<Tally, 'bucket' | 'quantum'>, index: number): number =>
  (Math.floor(bucket / quantum) + index) * quantum

/** The key of a series: what a rule counts, and for which group. */
export const seriesKey = (definition: string, groupHash: string): string => `${definition}.${groupHash}`

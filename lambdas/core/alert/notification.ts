/** What is told to machines, and what the messages for people are made from. docs/alert-message.schema.json describes it. */
import type { Priority } from '../config/index.ts'
import type { Severity } from '../records.ts'
import type { Group, Sample } from '../tally/index.ts'
import type { Links } from './links.ts'

/** A sample as it is sent: its time as ISO 8601. */
export type SentSample = Omit<Sample, 'timestamp' | 'severity_number' | 'count'> & {
  readonly timestamp: string
  readonly severity: string
}

export interface Notification {
  readonly schema_version: '1.0'
  /** Equal for equal (rule, group, started_at, state, sequence): a message that came twice is recognised by it. */
  readonly alert_id: string
  readonly pipeline: string
  readonly rule: string
  /** What the rule is about, and so what `observed`, `threshold` and `peak` are: records, shares from 0 to 1, records, seconds. */
  readonly kind: 'count' | 'ratio' | 'first_seen' | 'silence'
  readonly state: 'firing' | 'resolved'
  readonly priority: Priority
  /** A name in `notify`. */
  readonly notify: string
  /** The highest of the matching records when the incident was first told; the same over all its notifications. */
  readonly severity: Severity | 'unspecified'
  /** The service, or `multiple`, when the incident was first told; the same over all its notifications. */
  readonly service: string
  readonly services: readonly string[]
  readonly group: Group
  /** For the group `(other)`: it stands for groups beyond the bound of one batch. */
  readonly folded?: true
  /** ISO 8601 in event time, as all times here. Never changes over the notifications of an incident. */
  readonly started_at: string
  /** As of when this is told: then `observed` was in the window, or that long nothing had come. */
  readonly at: string
  readonly observed: number
  readonly threshold: number
  /** The window; of `first_seen` how long it must not have been seen to be new. */
  readonly within_seconds: number
  /** Of a ratio: matching records in the window, those that they are compared with, and how many of those it takes. */
  readonly matching?: number
  readonly compared?: number
  readonly minimum?: number
  /** Of `first_seen`: when it was seen before, absent if never as far as is known. Of `silence`: the last record before it. */
  readonly seen_before?: string
  /** While it fires it is told again after this time at the earliest. */
  readonly cooldown_seconds: number
  readonly total: number
  readonly peak: number
  /** More than could be counted: `observed`, `total` and `peak` are at least these. */
  readonly at_least: boolean
  /** Matching records since the last notification, which were not told one by one. */
  readonly suppressed: number
  /** 1 for the opening, then one more for each. */
  readonly sequence: number
  /** Told to be over, but late records showed that it is not. */
  readonly reopened?: true
  readonly first_seen: string
  readonly last_seen: string
  /** When it was over, and how long it lasted; of a recovery. */
  readonly ended_at?: string
  readonly duration_seconds?: number
  /** Records, or their share, in each of the last windows of `trend_seconds`, oldest first; the last ends at `at`. Of a silence none. */
  readonly trend: readonly number[]
  readonly trend_seconds: number
  readonly samples: readonly SentSample[]
  readonly log_groups: readonly string[]
  readonly links: Links
}

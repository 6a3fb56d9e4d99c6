/**
 * The configuration after validation: defaults filled in, durations in milliseconds. `parseConfig` makes it; the stages
 * read it. What a user writes (`PipelineConfig`) is in `schema.ts`.
 */
import type { Severity } from '../records.ts'

export type Milliseconds = number
export type Days = number

/** What becomes of a value that a detector or key finds. `drop` removes a field whole and exists for keys only. */
export type DetectorAction = 'mask' | 'last4' | 'hash' | 'off'

export interface SourceConfig {
  /** Names, or globs in which `*` stands for any characters. */
  readonly logGroups: readonly string[]
  /** Names and globs of log groups that are left out. */
  readonly exclude: readonly string[]
  /** What has to be on a log group, all of it. */
  readonly tags: Readonly<Record<string, string>>
  readonly service: string
  readonly filterPattern: string
  /** How long CloudWatch keeps the raw text. */
  readonly sourceRetentionDays?: Days
}

/** Every log group of the account and Region, now and in future, but some. */
export interface AccountSource {
  /** Full names: CloudWatch Logs takes no patterns here. */
  readonly exclude: readonly string[]
  readonly filterPattern: string
}

/** Other accounts whose log groups may deliver here. */
export interface Senders {
  readonly accounts: readonly string[]
  /** Every account of it. */
  readonly organization?: string
}

export interface KinesisConfig {
  readonly mode: 'on-demand' | { readonly shards: number }
  readonly retentionHours: number
  readonly from: Senders
}

export interface UserPattern {
  readonly name: string
  readonly pattern: string
  readonly action: Exclude<DetectorAction, 'off'>
}

export interface RedactConfig {
  /** Detector name to action, for detectors that differ from their default. */
  readonly detectors: Readonly<Record<string, DetectorAction>>
  /** Key names of the user, matched word-wise like the built-in ones. */
  readonly keys: {
    readonly mask: readonly string[]
    readonly hash: readonly string[]
    readonly drop: readonly string[]
    /** Names that are never redacted because of their name (their values are still scanned). */
    readonly keep: readonly string[]
  }
  readonly patterns: readonly UserPattern[]
  /** Exact values that are never redacted. */
  readonly allow: readonly string[]
}

/** `error` is error and above, `<info` below info, `>=warn` and `=debug` as they read. */
export type SeverityMatch = Severity | `${'<' | '<=' | '>' | '>=' | '='}${Severity}`
export type Scalar = string | number | boolean
/** Dotted path to exact value, glob (strings with `*`), or list of these; and the three special keys. */
export interface When {
  readonly severity?: SeverityMatch
  readonly scope?: string | readonly string[]
  readonly body?: { readonly contains: string | readonly string[] }
  readonly [path: string]: unknown
}

export interface RouteConfig {
  readonly name: string
  readonly when: When
  readonly action: 'drop' | 'keep' | { readonly sample: number }
}

export const storageClasses = [
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const
export type StorageClass = (typeof storageClasses)[number]

/** What compaction writes cannot be removed for so many days: with a special permission, or by nobody at all. */
export interface ObjectLock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE'
  readonly days: Days
}

export interface ArchiveConfig {
  readonly tiers: readonly { readonly storageClass: StorageClass; readonly afterDays: Days }[]
  readonly expireAfterDays?: Days
  readonly objectLock?: ObjectLock
  /** Whether compaction signs what it enters into the ledger, with a key of its own in KMS. */
  readonly sign: boolean
  readonly partitionBy: readonly ['service']
}

export type Priority = 'low' | 'medium' | 'high' | 'critical'

/** So many matching records within a window. */
export interface CountThreshold {
  readonly count: number
  readonly within: Milliseconds
}

/**
 * So large a share of matching records among all that match `when` without its `severity` and `body`, in a window that holds
 * at least `minimum` of those.
 */
export interface RatioThreshold {
  readonly ratio: number
  readonly within: Milliseconds
  readonly minimum: number
}

/** A matching record of a group that had none for so long, or never. */
export interface FirstSeenThreshold {
  readonly firstSeenWithin: Milliseconds
}

/** No matching record for so long. */
export interface SilenceThreshold {
  readonly silentFor: Milliseconds
}

export type Threshold = CountThreshold | RatioThreshold | FirstSeenThreshold | SilenceThreshold

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** When people want to be told. */
export interface ActiveHours {
  /** Hours that go past midnight belong to the day on which they begin. */
  readonly days: readonly Weekday[]
  /** Minutes since midnight, `to` not included. */
  readonly from: number
  readonly to: number
  /** Name in the IANA time zone database. */
  readonly timeZone: string
}

export interface AlertRule<Kind extends Threshold = Threshold> {
  readonly name: string
  readonly when: When
  readonly threshold: Kind
  /** Dotted paths into the record; [] = one group for the whole rule. */
  readonly groupBy: readonly string[]
  /** While an incident keeps firing, it is told again only after this time. */
  readonly cooldown: Milliseconds
  /**
   * An incident ends when its window has been below the threshold for this time; of `firstSeenWithin`, when it has not been seen
   * for this time. Default: the window; an hour. Of `silentFor` 0: the first record ends it.
   */
  readonly resolveAfter: Milliseconds
  readonly priority: Priority
  /** A name in `notify`. */
  readonly notify: string
  /** Nothing is told, for good or until this time. */
  readonly mute?: true | number
  /** Nothing is told at other times. */
  readonly activeHours?: ActiveHours
}

export interface NotifyTarget {
  readonly emails: readonly string[]
  readonly runbook?: string
  /** Web hooks of the topic get what Amazon Q Developer shows in Slack and Teams. */
  readonly chat?: true
}

/** How the pipeline is run; most leave it as it is. */
export interface OperationConfig {
  /** So many instances of ingest at most, which are then kept for it; absent: as many as the account has left. */
  readonly ingestConcurrency?: number
  /** Over how many keys the counts of one alert group are spread: one for each 1,000 batches a second of the largest. */
  readonly tallyShards: number
  /** X-Ray traces of the functions' invocations. */
  readonly tracing: boolean
  /** Log groups whose redactions, drops and quarantines are metrics of their own; each such metric is paid for. */
  readonly logGroupMetrics: readonly string[]
}

export interface Config {
  readonly name: string
  /** Empty when `account` is there. */
  readonly sources: readonly SourceConfig[]
  readonly account?: AccountSource
  /** `direct`: log groups invoke ingest; otherwise they write into a stream that ingest reads. */
  readonly delivery: 'direct' | { readonly kinesis: KinesisConfig }
  readonly redact: RedactConfig
  readonly routes: readonly RouteConfig[]
  readonly archive: ArchiveConfig
  readonly alerts: readonly AlertRule[]
  /** Always holds `default`. */
  readonly notify: Readonly<Record<string, NotifyTarget>>
  readonly operation: OperationConfig
}

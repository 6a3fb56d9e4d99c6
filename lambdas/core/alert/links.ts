import { isoTime, safeService } from '../archive/index.ts'
import { type AlertRule, severityRange } from '../config/index.ts'

/** Where a pipeline runs: what a link to the console needs. */
export interface Place {
  readonly region: string
  /** Absent where there is no archive in S3. */
  readonly archiveBucket?: string
}

export interface Links {
  /** CloudWatch Logs Insights with the query typed in. */
  readonly logs?: string
  /** The partition of the archive in the S3 console. */
  readonly archive?: string
  readonly runbook?: string
}

const consoleHost = (region: string): string =>
  region.startsWith('cn-')
    ? `${region}.console.amazonaws.cn`
    : region.startsWith('us-gov-')
      ? 'console.amazonaws-us-gov.com'
      : `${region}.console.aws.amazon.com`

/** Percent-encoding that leaves letters, digits, `-`, `_` and `.` only. */
const percent = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** A string inside the console's `~(…)` notation: a quote, then percent-encoding with `*` for `%`, in lower case. */
const quoted = (text: string): string =>
  `'${percent(text).replace(/%([0-9A-F]{2})/g, (_, code: string) => `*${code.toLowerCase()}`)}`

/** Encoded twice with `$` for `%`, so that no mail program ends the link at a quote or a bracket. */
const hidden = (notation: string): string =>
  notation.replace(/[~()'*]/g, (char) => `$25${char.charCodeAt(0).toString(16).toUpperCase()}`)

const suspicious = '/(?i)(error|critical|fatal|exception|traceback)/'

/** The rule's `when` as far as Logs Insights, which sees the raw text, can express it; too much rather than too little. */
function query({ when }: AlertRule): string {
  const range = typeof when.severity === 'string' ? severityRange(when.severity) : undefined
  const filter = range && range.least >= 17 ? `| filter @message like ${suspicious}\n` : ''
  return `fields @timestamp, @logStream, @message\n${filter}| sort @timestamp desc\n| limit 200`
}

/**
 * The address of CloudWatch Logs Insights over some log groups from `from` to `to`, with the query typed in. AWS documents no
 * form of it; this is the one that the console itself writes: after `#logsV2:logs-insights?queryDetail=` comes an object as
 * `~(key~'value…)` with `*` for `%` in strings, and the fragment is percent-encoded with `$` for `%`.
 */
export function logsLink(
  place: Place,
  rule: AlertRule,
  logGroups: readonly string[],
  from: number,
  to: number,
): string {
  const detail = [
    `end~${quoted(isoTime(to))}`,
    `start~${quoted(isoTime(from))}`,
    `timeType~'ABSOLUTE`,
    `tz~'UTC`,
    `editorString~${quoted(query(rule))}`,
    `source~(${logGroups.map((group) => `~${quoted(group)}`).join('')})`,
  ]
  const address = `https://${consoleHost(place.region)}/cloudwatch/home?region=${percent(place.region)}`
  return `${address}#logsV2:logs-insights$3FqueryDetail$3D${hidden(`~(${detail.join('~')})`)}`
}

/** The address of the archive's partition for a service and hour in the S3 console. */
export function archiveLink(
  { region, archiveBucket }: Place,
  service: string,
  at: number,
): string | undefined {
  if (archiveBucket === undefined) return undefined
  const time = isoTime(at)
  const prefix = `landing/service=${safeService(service)}/dt=${time.slice(0, 10)}/hour=${time.slice(11, 13)}/`
  return `https://${consoleHost(region)}/s3/buckets/${percent(archiveBucket)}?region=${percent(region)}&prefix=${percent(prefix)}&showversions=false`
}

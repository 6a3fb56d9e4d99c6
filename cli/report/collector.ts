import { BoundedCounts } from '../../lambdas/core/lint/index.ts'
import { eventCount } from '../../lambdas/core/records.ts'
import type { RedactedRecord } from '../../lambdas/core/redact/index.ts'
import { type Series, TimeSeries } from './time-series.ts'

/** One kind of error, by fingerprint. Texts are redacted, and still hostile: escape them. */
export interface ErrorKind {
  readonly fingerprint: string
  count: number
  /** `exception.type` and `exception.message`, or ''. */
  readonly exception: string
  readonly reason: string
  /** The message of the first one seen. */
  readonly sample: string
  readonly service: string
  readonly logger: string
  first: number
  last: number
}

/** How much a service or logger said, and how much of it was an error. */
export interface Share {
  count: number
  errors: number
}

export const severityClasses = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'not said'] as const
export type SeverityClass = (typeof severityClasses)[number]

/** What the report shows of the records. */
export interface Findings {
  readonly events: number
  readonly records: number
  readonly first: number
  readonly last: number
  readonly series: Series
  readonly severities: Readonly<Record<SeverityClass, number>>
  readonly errors: readonly ErrorKind[]
  /** Errors of kinds that are not in the list. */
  readonly otherErrors: number
  readonly services: readonly (readonly [string, Share])[]
  readonly loggers: readonly (readonly [string, Share])[]
}

function severityClass(severityNumber: number): SeverityClass {
  if (severityNumber >= 21) return 'fatal'
  if (severityNumber >= 17) return 'error'
  if (severityNumber >= 13) return 'warn'
  if (severityNumber >= 9) return 'info'
  if (severityNumber >= 5) return 'debug'
  return severityNumber >= 1 ? 'trace' : 'not said'
}

const sampleLength = 400
/** A copy: a slice would keep the whole text alive. */
const text = (value: unknown): string =>
  typeof value === 'string' ? Buffer.from(value.slice(0, sampleLength)).toString() : ''

/** The last line of a stack trace that says what went wrong. */
function lastWords(stack: unknown): string {
  const lines = typeof stack === 'string' ? stack.split('\n') : []
  return text(lines.findLast((line) => /^[\w.$]+: /.test(line)) ?? lines[0])
}

/** Looks at each record once and keeps what the report needs, in bounded memory however many there are. */
export class Collector {
  private events = 0
  private records = 0
  private first = Number.POSITIVE_INFINITY
  private last = Number.NEGATIVE_INFINITY
  private readonly time = new TimeSeries()
  private readonly severities = Object.fromEntries(severityClasses.map((name) => [name, 0])) as Record<
    SeverityClass,
    number
  >
  private readonly errors = new BoundedCounts<ErrorKind>(2_000)
  private readonly services = new BoundedCounts<Share>(500)
  private readonly loggers = new BoundedCounts<Share>(2_000)

  observe(record: RedactedRecord): void {
    const events = eventCount(record)
    this.events += events
    this.records++
    this.first = Math.min(this.first, record.timestamp)
    this.last = Math.max(this.last, record.timestamp)
    this.time.add(record.timestamp, record.severity_number, 1)
    this.severities[severityClass(record.severity_number)]++
    this.share(this.services, record.resource['service.name'], record)
    if (record.scope_name) this.share(this.loggers, record.scope_name, record)
    if (record.severity_number >= 17) this.error(record)
  }

  /** Event time of the latest record so far: what `now` is in a run over the past. */
  get watermark(): number {
    return this.last
  }

  findings(limits = { errors: 15, services: 12, loggers: 15 }): Findings {
    const errors = this.errors.top(limits.errors).map(([, kind]) => kind)
    const all = this.severities.error + this.severities.fatal
    return {
      events: this.events,
      records: this.records,
      first: this.first,
      last: this.last,
      series: this.time.series(96),
      severities: { ...this.severities },
      errors,
      otherErrors: all - errors.reduce((sum, { count }) => sum + count, 0),
      services: this.services.top(limits.services),
      loggers: this.loggers.top(limits.loggers),
    }
  }

  private share(counts: BoundedCounts<Share>, name: string, record: RedactedRecord): void {
    const share = counts.entry(name.slice(0, 200), () => ({ count: 0, errors: 0 }))
    share.count++
    if (record.severity_number >= 17) share.errors++
  }

  private error(record: RedactedRecord): void {
    const kind = this.errors.entry(record.fingerprint ?? 'none', () => ({
      fingerprint: record.fingerprint ?? '',
      count: 0,
      exception: text(record.attributes['exception.type']),
      reason: text(record.attributes['exception.message']),
      sample: text(record.body) || lastWords(record.attributes['exception.stacktrace']),
      service: text(record.resource['service.name']),
      logger: text(record.scope_name),
      first: record.timestamp,
      last: record.timestamp,
    }))
    kind.count++
    kind.first = Math.min(kind.first, record.timestamp)
    kind.last = Math.max(kind.last, record.timestamp)
  }
}

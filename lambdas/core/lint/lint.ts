/**
 * Mistakes of logging itself, found while records go by: what costs money, tells too much, or cannot be searched. Looks at each
 * record once and keeps a bounded number of places, whatever comes. For reports; no part of the hot path.
 */
import { templateOf } from '../parse/index.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { BoundedCounts } from './bounded-counts.ts'
import { placeOf } from './place.ts'
import type { Shape } from './shape.ts'

/** In the order in which they matter. */
export const lintRules = ['repeated_secret', 'debug_enabled', 'chatty_logger', 'unstructured_text'] as const
export type LintRule = (typeof lintRules)[number]

/** One mistake at one place. Texts are redacted, and still hostile: escape them. */
export interface LintFinding {
  readonly rule: LintRule
  readonly service: string
  /** '' when the log names none. */
  readonly logger: string
  /** `orders.py:12 in total`, or '' when it is not known. */
  readonly place: string
  /** The message without its values, of the first record there. */
  readonly template: string
  /** What redaction removed, of a `repeated_secret`; else ''. */
  readonly detector: string
  /** Records; of a `repeated_secret`, values that were removed. */
  readonly count: number
  readonly bytes: number
  /** Of all bytes; of `unstructured_text`, of the service's records. */
  readonly share: number
}

export interface LintSettings {
  /** A secret is a finding when it was removed more often than this from one place. */
  readonly secrets: number
  /** A logger is chatty with more than this share of all bytes, among at least two loggers and so many records. */
  readonly share: number
  readonly records: number
  /** A service logs JSON when more than half of its records are JSON, and at least so many. */
  readonly structured: number
}

const usual: LintSettings = { secrets: 5, share: 0.5, records: 50, structured: 5 }

/** Addresses stand in every access log: that is no mistake of whoever wrote the line. */
const expected: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'unprocessable'])

interface Place {
  count: number
  bytes: number
  readonly service: string
  readonly logger: string
  readonly place: string
  readonly template: string
  readonly detector: string
}

interface ServiceCount {
  count: number
  structured: number
}

/** A copy: a slice would keep the whole text alive. */
const copied = (text: string, length: number): string => Buffer.from(text.slice(0, length)).toString()

export class Lint {
  private readonly settings: LintSettings
  private bytes = 0
  private records = 0
  private readonly secrets = new BoundedCounts<Place>(1_000)
  private readonly debug = new BoundedCounts<Place>(500)
  private readonly unstructured = new BoundedCounts<Place>(500)
  /** Largest first by bytes, so that is what `count` holds here. */
  private readonly loggers = new BoundedCounts<Place>(500)
  private readonly services = new BoundedCounts<ServiceCount>(500)

  constructor(settings: Partial<LintSettings> = {}) {
    this.settings = { ...usual, ...settings }
  }

  /** Looks at one record; `shape` is that of its original text. */
  observe(record: RedactedRecord, shape: Shape): void {
    const service = record.resource['service.name']
    const logger = record.scope_name ?? ''
    this.records++
    this.bytes += shape.bytes
    add(this.loggers, `${service}\n${logger}`, record, shape.bytes, shape.bytes)
    if (record.severity_number > 0 && record.severity_number < 9)
      add(this.debug, `${service}\n${logger}`, record, 1, shape.bytes)
    this.observeShape(record, service, shape)
    this.observeSecrets(record, shape)
  }

  private observeShape(record: RedactedRecord, service: string, { structured, bytes }: Shape): void {
    if (isPlatform(record)) return
    const counts = this.services.entry(copied(service, 200), () => ({ count: 0, structured: 0 }))
    counts.count++
    if (structured) counts.structured++
    else add(this.unstructured, `${service}\n${record.scope_name ?? ''}\n${kindOf(record)}`, record, 1, bytes)
  }

  private observeSecrets(record: RedactedRecord, { bytes }: Shape): void {
    for (const detector in record.redactions) {
      if (expected.has(detector)) continue
      const key = `${record.resource['service.name']}\n${record.scope_name ?? ''}\n${kindOf(record)}\n${detector}`
      add(this.secrets, key, record, record.redactions[detector]!, bytes, detector)
    }
  }

  /** The findings of each rule, those that weigh most first. `limit`: so many of each at most. */
  findings(limit = 5): LintFinding[] {
    const { settings, bytes, records } = this
    const places = (counts: BoundedCounts<Place>) =>
      counts.top(Number.POSITIVE_INFINITY).map(([, place]) => place)
    const spoken = places(this.loggers).filter(({ logger }) => logger !== '')
    const chatty = spoken.length > 1 && records >= settings.records ? spoken : []
    const text = places(this.unstructured).filter(({ service }) => this.logsJson(service))
    return [
      ...found(
        'repeated_secret',
        places(this.secrets).filter(({ count }) => count > settings.secrets),
        bytes,
        limit,
      ),
      ...found('debug_enabled', places(this.debug), bytes, limit),
      ...found(
        'chatty_logger',
        chatty.filter((place) => place.bytes > bytes * settings.share),
        bytes,
        limit,
      ),
      ...found('unstructured_text', text, bytes, limit).map((finding) => ({
        ...finding,
        share: finding.count / this.countOf(finding.service).count,
      })),
    ]
  }

  private countOf(service: string): ServiceCount {
    return this.services.entry(service, () => ({ count: 0, structured: 0 }))
  }

  private logsJson(service: string): boolean {
    const { count, structured } = this.countOf(service)
    return structured >= this.settings.structured && structured > count / 2
  }
}

/** Lambda's own lines, and placeholders: nobody's code wrote them. */
const isPlatform = ({ attributes }: RedactedRecord): boolean =>
  Object.hasOwn(attributes, 'aws.lambda.event') || Object.hasOwn(attributes, 'sluice.fault')

/** What is the same for records that one statement wrote. */
const kindOf = (record: RedactedRecord): string => record.fingerprint ?? templateOf(record.body).slice(0, 200)

function add(
  counts: BoundedCounts<Place>,
  key: string,
  record: RedactedRecord,
  count: number,
  bytes: number,
  detector = '',
): void {
  const entry = counts.entry(copied(key, 600), () => ({
    count: 0,
    bytes: 0,
    service: copied(record.resource['service.name'], 200),
    logger: copied(record.scope_name ?? '', 200),
    place: copied(placeOf(record), 200),
    template: copied(templateOf(record.body), 200),
    detector,
  }))
  entry.count += count
  entry.bytes += bytes
}

const found = (rule: LintRule, places: readonly Place[], bytes: number, limit: number): LintFinding[] =>
  places.slice(0, limit).map((place) => ({ rule, ...place, share: bytes === 0 ? 0 : place.bytes / bytes }))

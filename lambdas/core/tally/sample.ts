import type { Json, LogRecord } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { clean, cleanLine } from './clean.ts'

/** One matching record, redacted, made safe to show and cut. Absent parts are left out. */
export interface Sample {
  /** Event time. */
  readonly timestamp: number
  readonly event_id: string
  readonly severity_number: number
  readonly body: string
  readonly logger?: string
  readonly fingerprint?: string
  readonly exception?: { readonly type: string; readonly message: string; readonly frame?: string }
  readonly trace_id?: string
  readonly log_group: string
  readonly log_stream: string
  /** How many records of its kind it stands for, itself and those of which there is no sample; 1 unless given. */
  readonly count?: number
}

export const mostSamples = 3
/** UTF-16 units of a body, and of the samples of one tally together: four write units of DynamoDB at most. */
const longestBody = 2_048
const mostText = 3_000

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Frames of Python and JavaScript that are not the application's own. */
const foreign = /site-packages|dist-packages|node_modules|node:internal|\/lib\/python\d|<frozen /

/** The innermost frame of the application itself, else the innermost: Python writes it last, JavaScript first. */
function topFrame(stacktrace: string): string | undefined {
  const lines = stacktrace.slice(-20_000).split('\n')
  const python = lines.filter((line) => /^\s*File ".+", line \d+/.test(line)).reverse()
  const frames = python.length > 0 ? python : lines.filter((line) => /^\s+at \S/.test(line))
  const frame = frames.find((line) => !foreign.test(line)) ?? frames[0]
  return frame === undefined ? undefined : cleanLine(frame, 200)
}

function exceptionOf({ attributes }: LogRecord): Sample['exception'] {
  const type = text(attributes['exception.type'])
  if (type === '') return undefined
  const frame = topFrame(text(attributes['exception.stacktrace']))
  return {
    type: cleanLine(type, 200),
    message: cleanLine(text(attributes['exception.message']), 500),
    ...(frame === undefined ? {} : { frame }),
  }
}

/** What people are shown of a record. */
export function sampleOf(record: RedactedRecord, timestamp: number): Sample {
  const { resource, scope_name, fingerprint, trace_id } = record
  const exception = exceptionOf(record)
  return {
    timestamp,
    event_id: cleanLine(record.event_id, 80),
    severity_number: record.severity_number,
    body: clean(record.body, longestBody),
    ...(scope_name === undefined ? {} : { logger: cleanLine(scope_name, 200) }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(exception === undefined ? {} : { exception }),
    ...(trace_id === undefined ? {} : { trace_id: cleanLine(trace_id, 64) }),
    log_group: cleanLine(resource['aws.log.group.name'], 512),
    log_stream: cleanLine(resource['aws.log.stream.name'], 512),
  }
}

const kindOf = ({ fingerprint, exception, body }: Sample): string => fingerprint ?? exception?.type ?? body

const kindOfRecord = ({ fingerprint, attributes, body }: LogRecord): string =>
  fingerprint ?? (text(attributes['exception.type']) || body)

/** One of each kind, of the most frequent first, equally frequent ones as they come; if there are fewer, more of the same. */
function mostTelling<T>(
  items: readonly T[],
  kindOf: (item: T) => string,
  weightOf: (item: T) => number,
): T[] {
  const kinds = [...Map.groupBy(items, kindOf).values()].map((of) => ({
    first: of[0] as T,
    weight: of.reduce((sum, item) => sum + weightOf(item), 0),
  }))
  const first = new Set(kinds.sort((a, b) => b.weight - a.weight).map((kind) => kind.first))
  return [...first, ...items.filter((item) => !first.has(item))].slice(0, mostSamples)
}

/** Leaves out what has no room; the first is always taken. */
function within(budget: number, samples: readonly Sample[]): Sample[] {
  let left = budget
  return samples.filter(({ body, exception }, i) => {
    const size = body.length + (exception?.message.length ?? 0)
    if (i > 0 && size > left) return false
    left -= size
    return true
  })
}

/**
 * At most three samples that say most: of different errors before equal ones, the most frequent before rarer ones, then those
 * that come first in the list. How frequent they are is what their counts say together, so it is that of all tallies whose
 * samples are in the list: of each its three most frequent kinds.
 *
 * @param budget the text that they may have together; the first is always taken.
 */
export const pickSamples = (samples: readonly Sample[], budget: number): Sample[] =>
  within(
    budget,
    mostTelling(samples, kindOf, ({ count = 1 }) => count),
  )

/**
 * Samples of records, chosen as `pickSamples` does, and small enough for a tally. Together those of a kind count all records
 * of it.
 */
export function samplesOf(
  records: readonly { readonly record: RedactedRecord; readonly time: number }[],
): Sample[] {
  const kinds = Map.groupBy(records, ({ record }) => kindOfRecord(record))
  const telling = mostTelling(
    records,
    ({ record }) => kindOfRecord(record),
    () => 1,
  )
  const of = new Map(telling.map(({ record, time }) => [sampleOf(record, time), kindOfRecord(record)]))
  const kept = within(mostText, [...of.keys()])
  const counted = new Set<string>()
  return kept.map((sample) => {
    const kind = of.get(sample)!
    if (counted.has(kind)) return sample
    counted.add(kind)
    const others = kept.filter((each) => of.get(each) === kind).length - 1
    const count = kinds.get(kind)!.length - others
    return count === 1 ? sample : { ...sample, count }
  })
}

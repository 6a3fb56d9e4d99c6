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

const kindOf = (sample: Sample): string => sample.fingerprint ?? sample.exception?.type ?? sample.body

/**
 * At most three samples that say most: of different errors before equal ones, then those that come first in the list. A
 * tally is kept small with `budget`, the text that its samples may have together; the first is always taken.
 */
export function pickSamples(samples: readonly Sample[], budget = mostText): Sample[] {
  const kinds = new Set<string>()
  const first: Sample[] = []
  const more: Sample[] = []
  for (const sample of samples) {
    const seen = kinds.has(kindOf(sample))
    kinds.add(kindOf(sample))
    ;(seen ? more : first).push(sample)
    if (first.length === mostSamples) break
  }
  let left = budget
  return [...first, ...more].slice(0, mostSamples).filter((sample, i) => {
    left -= sample.body.length + (sample.exception?.message.length ?? 0)
    return i === 0 || left >= 0
  })
}

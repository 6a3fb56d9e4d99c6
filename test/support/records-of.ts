/** A stream's text through stitch and parse, one short line per record: what a reader can check at a glance. */
import { fingerprint, parse } from '../../lambdas/core/parse/index.ts'
import type { LogEvent, ParsedLog } from '../../lambdas/core/records.ts'
import { stitch } from '../../lambdas/core/stitch/index.ts'

/** One event per line, a millisecond apart. */
export const eventsOf = (text: string): LogEvent[] =>
  text
    .split('\n')
    .map((message, i) => ({ id: String(i).padStart(56, '0'), timestamp: 1_795_340_000_000 + i, message }))

const severity = (log: ParsedLog): string =>
  log.severity_number === 0 ? '-' : `${log.severity_text || '(none)'}=${log.severity_number}`

const line = (events: number, log: ParsedLog): string => {
  const time = log.timestamp === undefined ? '-' : new Date(log.timestamp).toISOString()
  const type = log.attributes['exception.type']
  const name = log.service === undefined ? (log.scope_name ?? '-') : `${log.scope_name ?? '-'}@${log.service}`
  return `${events} ${time} ${severity(log)} ${name} ${typeof type === 'string' ? `<${type}> ` : ''}${JSON.stringify(log.body)}`
}

/** The records of a sample; `### name` begins a stream. */
export const recordsOf = (sample: string): string[] => {
  const out: string[] = []
  for (const part of sample.replace(/\n$/, '').split(/^(?=### )/m)) {
    const named = /^### .*\n/.exec(part)
    if (named) out.push(named[0].trim())
    const text = part.slice(named?.[0].length ?? 0).replace(/\n$/, '')
    for (const stitched of stitch(eventsOf(text)))
      out.push(line(stitched.events.length, parse(stitched.text)))
  }
  return out
}

/** The fingerprint of a text. */
export const fingerprintOf = (text: string): string => fingerprint(parse(text))

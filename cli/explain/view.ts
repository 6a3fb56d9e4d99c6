import { styleText } from 'node:util'
import type { ParsedLog } from '../../lambdas/core/records.ts'
import type { World } from '../command.ts'
import { plural, short } from '../terminal.ts'
import type { Explained } from './explained.ts'
import { frameLines, groupingReason, severityReason, type TimeOrigin, timeReason } from './reasons.ts'

/** What is known of a record beside its own text. */
export interface Place {
  readonly label: string
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly timeOrigin: TimeOrigin
  /** The service of the configuration, when the log names none. */
  readonly service: string
}

/** Records of severity error and above keep their fingerprint. */
const ERROR = 17

const textLength = 400

/** `12`, `12-31`, and in the middle of other writers' lines `12-31 (4 lines)`. */
function lineNumbers(lines: readonly number[]): string {
  const [first, last] = [lines[0] ?? 0, lines.at(-1) ?? 0]
  if (first === last) return String(first)
  return `${first}-${last}${last - first + 1 === lines.length ? '' : ` (${plural(lines.length, 'line')})`}`
}

const classNames = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
const severityName = (number: number): string => classNames[Math.ceil(number / 4) - 1] ?? 'not said'

const attribute = (log: ParsedLog, key: string): string => {
  const value = log.attributes[key]
  return typeof value === 'string' ? value : ''
}

type Row = readonly [name: string, value: string, why?: string]

function identifiers({ log }: { readonly log: ParsedLog }): Row[] {
  const request =
    attribute(log, 'faas.invocation_id') || attribute(log, 'request.id') || attribute(log, 'request_id')
  return [
    ...(log.trace_id
      ? [['trace', `${log.trace_id}${log.span_id ? ` span ${log.span_id}` : ''}`] as const]
      : []),
    ...(request ? [['request', request] as const] : []),
  ]
}

function rowsOf({ parsed, fingerprint, redactions }: Explained, place: Place): Row[] {
  if (!parsed)
    return [
      [
        'format',
        'unprocessable',
        'redaction could not finish it; the pipeline keeps the original in quarantine',
      ],
    ]
  const { log, format, template, severity, time, grouping } = parsed
  const said = log.severity_text === '' ? '' : ` (${log.severity_text})`
  const type = attribute(log, 'exception.type')
  const removed = Object.entries(redactions).map(([name, times]) => `${name} ${times}`)
  return [
    ['format', format],
    ['severity', `${severityName(log.severity_number)}${said}`, severityReason(severity, format)],
    ['time', new Date(place.time).toISOString(), timeReason(time, place.timeOrigin)],
    ...(log.scope_name ? [['logger', log.scope_name] as const] : []),
    ['service', log.service ?? place.service, log.service ? 'the log says so' : 'the configuration'],
    ...identifiers(parsed),
    ...(type
      ? [['exception', [type, attribute(log, 'exception.message')].filter(Boolean).join(': ')] as const]
      : []),
    ['body', log.body],
    ['template', template],
    [
      'fingerprint',
      fingerprint,
      `${groupingReason(grouping)}${log.severity_number < ERROR ? '; kept of errors only' : ''}`,
    ],
    ...(removed.length > 0 ? [['redacted', removed.join(', ')] as const] : []),
  ]
}

function rowLine([name, value, why]: Row, world: World): string {
  const dim = (text: string) => styleText('dim', text, { stream: world.stdout })
  return `  ${dim(name.padEnd(11))} ${short(value.split('\n')[0] ?? '', textLength)}${why ? `  ${dim(`- ${why}`)}` : ''}`
}

/** One record for people: a line that names it, then a line for each thing that is known, with the reason. */
export function blockText(explained: Explained, place: Place, world: World): string {
  const { lines, unfinished, parsed } = explained
  const title = styleText('bold', `${place.label}:${lineNumbers(lines)}`, { stream: world.stdout })
  const rows = rowsOf(explained, place).map((row) => rowLine(row, world))
  const frames = parsed ? frameLines(parsed.grouping).map((line) => `${' '.repeat(14)}${line}`) : []
  const cut = unfinished ? '  cut off: more lines may follow' : ''
  return `${[`${title}${cut}`, ...rows, ...frames].join('\n')}\n\n`
}

/** One record for machines: one JSON object. */
export function jsonLine(
  { lines, unfinished, redactions, parsed, fingerprint }: Explained,
  place: Place,
): string {
  const log = parsed?.log
  return `${JSON.stringify({
    file: place.label,
    lines,
    unfinished,
    format: parsed?.format ?? 'unprocessable',
    severity: { number: log?.severity_number ?? 0, text: log?.severity_text ?? '', ...parsed?.severity },
    time: { at: new Date(place.time).toISOString(), origin: place.timeOrigin, ...parsed?.time },
    logger: log?.scope_name,
    service: { name: log?.service ?? place.service, origin: log?.service ? 'log' : 'configuration' },
    trace_id: log?.trace_id,
    span_id: log?.span_id,
    body: log?.body,
    attributes: log?.attributes,
    template: parsed?.template,
    fingerprint: { value: fingerprint, kept: (log?.severity_number ?? 0) >= ERROR, ...parsed?.grouping },
    redactions,
  })}\n`
}

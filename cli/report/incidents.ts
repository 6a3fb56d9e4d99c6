/** One line of alerts.jsonl, as far as summary and report need it (docs/alert-message.schema.json has all of it). */
export interface AlertLine {
  readonly alert_id: string
  readonly rule: string
  readonly kind?: 'count' | 'ratio' | 'first_seen' | 'silence'
  readonly state: 'firing' | 'resolved'
  readonly group: Readonly<Record<string, unknown>>
  readonly severity: string
  readonly service: string
  readonly started_at: string
  readonly at: string
  readonly ended_at?: string
  readonly observed: number
  readonly peak?: number
  readonly total?: number
  readonly threshold: number
  readonly within_seconds?: number
  readonly seen_before?: string
}

/** One incident: what was told when it began, and when it ended. */
export interface Incident {
  readonly id: string
  readonly rule: string
  readonly kind: NonNullable<AlertLine['kind']>
  readonly group: Readonly<Record<string, unknown>>
  readonly severity: string
  readonly service: string
  readonly from: number
  readonly to: number | undefined
  /** What was in the window when it was told first, the most that was, and what the rule allows: as `kind` says. */
  readonly observed: number
  readonly peak: number
  readonly threshold: number
  readonly within: number | undefined
  /** When it was seen before, or the last record before a silence. */
  readonly before: number | undefined
  /** How often it was told that it is still going on. */
  readonly reminders: number
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads one line of alerts.jsonl; what is no notification gives undefined. */
export function readAlertLine(line: string): AlertLine | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const known =
      isObject(value) && typeof value['alert_id'] === 'string' && typeof value['rule'] === 'string'
    return known ? ({ group: {}, ...value } as unknown as AlertLine) : undefined
  } catch {
    return undefined
  }
}

const identity = ({ rule, group, started_at }: AlertLine): string => JSON.stringify([rule, group, started_at])

function incidentOf(id: string, told: readonly AlertLine[]): Incident[] {
  const firing = told.filter(({ state }) => state === 'firing')
  const [first] = firing
  if (!first) return []
  const last = told.at(-1)!
  const { rule, group, severity, service, observed, threshold, within_seconds } = first
  return [
    {
      id,
      rule,
      kind: first.kind ?? 'count',
      group,
      severity,
      service,
      observed,
      peak: Math.max(...told.map((each) => each.peak ?? each.observed)),
      threshold,
      within: within_seconds,
      before: first.seen_before === undefined ? undefined : Date.parse(first.seen_before),
      from: Date.parse(first.started_at),
      to: last.state === 'resolved' ? Date.parse(last.ended_at ?? last.at) : undefined,
      reminders: firing.length - 1,
    },
  ]
}

/** Puts notifications together to incidents, in the order in which they began. */
export function incidentsOf(lines: readonly AlertLine[]): Incident[] {
  const incidents = [...Map.groupBy(lines, identity)].flatMap(([id, told]) => incidentOf(id, told))
  return incidents.sort((a, b) => a.from - b.from)
}

/** A group in words: `service.name=shop`, or `everything` when the rule does not group. */
export function groupWords(group: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(group).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return parts.length > 0 ? parts.join(', ') : 'everything'
}

/** Seconds in words: `5 min`. */
function secondsWords(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}%`

/** Why it was told: `12 within 5 min, threshold 10, peak 31`. */
export function reasonWords({ kind, observed, peak, threshold, within, before, from }: Incident): string {
  if (kind === 'first_seen')
    return before === undefined ? 'new' : `back after ${secondsWords(Math.round((from - before) / 1_000))}`
  if (kind === 'silence')
    return `silent for ${secondsWords(Math.round(peak))}, threshold ${secondsWords(threshold)}`
  const said = kind === 'ratio' ? percent : String
  const window = within === undefined ? '' : ` within ${secondsWords(within)}`
  return `${said(observed)}${window}, threshold ${said(threshold)}${peak > observed ? `, peak ${said(peak)}` : ''}`
}

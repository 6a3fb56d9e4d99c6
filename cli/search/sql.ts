import { safeService } from '../../lambdas/core/archive/index.ts'
import { type Severity, severityNumbers } from '../../lambdas/core/records.ts'
import type { TimeRange } from '../query/index.ts'

/** What to look for. */
export interface Wanted {
  readonly text: string
  readonly service: string | undefined
  readonly severity: Severity | undefined
  readonly range: TimeRange
  readonly limit: number
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const timestamp = (time: number): string => `TIMESTAMP ${literal(new Date(time).toISOString().slice(0, -1))}`

/** The newest records that hold the text, in whatever case, in the order of time. */
export function searchSql({ text, service, severity, range, limit }: Wanted): string {
  const needle = literal(text.toLowerCase())
  const conditions = [
    ...(text === '' ? [] : [`(contains(lower(body), ${needle}) OR contains(lower(attributes), ${needle}))`]),
    ...(service === undefined ? [] : [`service = ${literal(safeService(service))}`]),
    ...(severity === undefined ? [] : [`severity_number >= ${severityNumbers[severity]}`]),
    ...(Number.isFinite(range.from) ? [`timestamp >= ${timestamp(range.from)}`] : []),
    ...(Number.isFinite(range.to) ? [`timestamp < ${timestamp(range.to)}`] : []),
  ]
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  return `SELECT * FROM (
    SELECT timestamp, severity_text, service, scope_name, body, attributes, trace_id, fingerprint, event_id
    FROM logs ${where} ORDER BY timestamp DESC, event_id DESC LIMIT ${limit}
  ) ORDER BY timestamp, event_id`
}

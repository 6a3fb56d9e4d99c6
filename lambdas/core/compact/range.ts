import type { ArchiveObject } from '../ledger/index.ts'
import { type Counts, countEach } from '../report.ts'
import { eventsOf, type Row } from './row.ts'

const iso = (time: number): string => new Date(time).toISOString()

/** Smallest and largest of a time column. */
export function rangeOf(rows: readonly Row[], column: 'timestamp' | 'observed_timestamp'): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of rows) {
    if (row[column] < low) low = row[column]
    if (row[column] > high) high = row[column]
  }
  return [low, high]
}

/** The log group of a row. */
export const groupOf = ({ resource }: Pick<Row, 'resource'>): string =>
  String(JSON.parse(resource)['aws.log.group.name'])

/** Events by log group. */
export function groupsOf(rows: readonly Row[]): Counts {
  const byResource = countEach(rows, ({ resource }) => resource, eventsOf)
  return countEach(
    Object.entries(byResource),
    ([resource]) => groupOf({ resource }),
    ([, events]) => events,
  )
}

/** What the ledger says about the rows of an archive object. */
export function describeRows(rows: readonly Row[]): Omit<ArchiveObject, 'key' | 'sha256' | 'bytes'> {
  const [from, to] = rangeOf(rows, 'timestamp')
  const [observed_from, observed_to] = rangeOf(rows, 'observed_timestamp')
  return {
    records: rows.length,
    events: rows.reduce((sum, row) => sum + eventsOf(row), 0),
    from: iso(from),
    to: iso(to),
    observed_from: iso(observed_from),
    observed_to: iso(observed_to),
    groups: groupsOf(rows),
  }
}

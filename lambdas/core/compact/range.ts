import type { ArchiveObject } from '../ledger/index.ts'
import { type Counts, countEach } from '../report.ts'
import { eventsOf, type Row } from './row.ts'
import type { RowTable } from './row-table.ts'

const iso = (time: number): string => new Date(time).toISOString()

/** Smallest and largest of a time column. */
export function rangeOf(times: Float64Array, rows: Uint32Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of rows) {
    const time = times[row]!
    if (time < low) low = time
    if (time > high) high = time
  }
  return [low, high]
}

const groupIn = (resource: string): string => String(JSON.parse(resource)['aws.log.group.name'])

/** The log group of a row of a table. */
export const groupOfRow = (table: RowTable, row: number): string => groupIn(table.text('resource', row)!)

/** Events of rows of a table by log group. Rows share their resources, of which each is read once. */
export function groupsOfTable(table: RowTable, rows: Uint32Array): Counts {
  const { repeats, numbers, starts } = table.texts.resource
  const resources = repeats ? numbers : starts
  const counts = new Map<number, { readonly row: number; events: number }>()
  for (const row of rows) {
    const found = counts.get(resources[row]!)
    if (found) found.events += table.events(row)
    else counts.set(resources[row]!, { row, events: table.events(row) })
  }
  return countEach(
    counts.values(),
    ({ row }) => groupOfRow(table, row),
    ({ events }) => events,
  )
}

/** Events by log group. */
export function groupsOf(rows: readonly Row[]): Counts {
  const byResource = countEach(rows, ({ resource }) => resource, eventsOf)
  return countEach(
    Object.entries(byResource),
    ([resource]) => groupIn(resource),
    ([, events]) => events,
  )
}

/** What the ledger says about the rows of an archive object. */
export function describeRows(
  table: RowTable,
  rows: Uint32Array,
): Omit<ArchiveObject, 'key' | 'sha256' | 'bytes'> {
  const [from, to] = rangeOf(table.timestamp, rows)
  const [observed_from, observed_to] = rangeOf(table.observed_timestamp, rows)
  return {
    records: rows.length,
    events: rows.reduce((sum, row) => sum + table.events(row), 0),
    from: iso(from),
    to: iso(to),
    observed_from: iso(observed_from),
    observed_to: iso(observed_to),
    groups: groupsOfTable(table, rows),
  }
}

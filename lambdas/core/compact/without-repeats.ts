import { idsOf, type Row } from './row.ts'

/** Rows without those whose events are all there already. */
export interface Distinct {
  readonly rows: readonly Row[]
  readonly repeated: readonly Row[]
}

function holdsRepeats(rows: readonly Row[], archived: ReadonlySet<string>): boolean {
  if (archived.size > 0) return true
  const seen = new Set<string>()
  for (const row of rows) {
    for (const id of idsOf(row)) {
      if (seen.has(id)) return true
      seen.add(id)
    }
  }
  return false
}

/**
 * Leaves each event in one row. The same event may have come twice, by subscription and by backfill, and the lines of one
 * traceback may have been cut into batches differently each time: the longer row wins, a row is taken if all of its
 * events are new, and dropped if all are there. A row that is partly new is kept only when nothing else has its new events:
 * rather a line twice than a line lost.
 *
 * @param archived ids of events that other objects hold.
 */
export function withoutRepeats(rows: readonly Row[], archived: ReadonlySet<string> = new Set()): Distinct {
  if (!holdsRepeats(rows, archived)) return { rows, repeated: [] }
  const taken = new Set(archived)
  const kept = new Set<Row>()
  const take = (row: Row): void => {
    kept.add(row)
    for (const id of idsOf(row)) taken.add(id)
  }
  const longestFirst = rows.toSorted((a, b) => idsOf(b).length - idsOf(a).length)
  for (const row of longestFirst) if (!idsOf(row).some((id) => taken.has(id))) take(row)
  for (const row of longestFirst) if (!kept.has(row) && idsOf(row).some((id) => !taken.has(id))) take(row)
  return { rows: rows.filter((row) => kept.has(row)), repeated: rows.filter((row) => !kept.has(row)) }
}

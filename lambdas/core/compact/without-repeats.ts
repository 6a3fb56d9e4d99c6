import { IdHashes } from './id-hashes.ts'
import type { RowTable } from './row-table.ts'

/** The rows of a table without those whose events are all there already. */
export interface Distinct {
  readonly rows: Uint32Array
  readonly repeated: Uint32Array
  /** Of `rows`, if they had to be looked at. */
  readonly hashes?: IdHashes
}

/** What the choice between rows goes by. */
interface Candidate {
  readonly row: number
  readonly ids: readonly string[]
}

/**
 * Leaves each event in one row. The same event may have come twice, by subscription and by backfill, and the lines of one
 * traceback may have been cut into batches differently each time: the longer row wins, a row is taken if all of its
 * events are new, and dropped if all are there. A row that is partly new is kept only when nothing else has its new events:
 * rather a line twice than a line lost.
 *
 * @param archived ids of events that other objects hold.
 */
export function withoutRepeats(table: RowTable, archived: ReadonlySet<string> = new Set()): Distinct {
  const every = table.rows()
  const hashes = new IdHashes(table, every)
  if (archived.size === 0 && !hashes.mayRepeat()) return { rows: every, repeated: new Uint32Array(0), hashes }
  const taken = new Set(archived)
  const kept = new Set<number>()
  const take = ({ row, ids }: Candidate): void => {
    kept.add(row)
    for (const id of ids) taken.add(id)
  }
  const candidates = Array.from(every, (row): Candidate => ({ row, ids: table.ids(row) }))
  const longestFirst = candidates.sort((a, b) => b.ids.length - a.ids.length)
  for (const each of longestFirst) if (!each.ids.some((id) => taken.has(id))) take(each)
  for (const each of longestFirst)
    if (!kept.has(each.row) && each.ids.some((id) => !taken.has(id))) take(each)
  return { rows: every.filter((row) => kept.has(row)), repeated: every.filter((row) => !kept.has(row)) }
}

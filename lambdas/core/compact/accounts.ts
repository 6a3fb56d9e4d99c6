import { accountsOf, type GroupAccounts } from '../ledger/index.ts'
import { addCounts, type Counts, countEach } from '../report.ts'
import type { Gathered } from './gather.ts'
import { groupOfRow, groupsOfTable } from './range.ts'
import type { Distinct } from './without-repeats.ts'

type ByGroup<Value> = Record<string, Value>

function droppedBy(accounts: Gathered['accounts']): ByGroup<Counts> {
  const dropped: ByGroup<Counts> = {}
  for (const { logGroup, account } of accounts)
    dropped[logGroup] = addCounts(dropped[logGroup] ?? {}, account.dropped)
  return dropped
}

/** Which of the rows that stay are placeholders: ingest has said so by their ids, because a log could imitate one. */
function quarantinedOf({ table, accounts }: Gathered, kept: Uint32Array): ByGroup<Counts> {
  const codes = new Map(
    accounts.flatMap(({ account }) =>
      Object.entries(account.quarantined).flatMap(([code, ids]) => ids.map((id) => [id, code] as const)),
    ),
  )
  const codeOf = (row: number) => codes.get(table.text('event_id', row)!)
  const placeholders = codes.size === 0 ? [] : [...kept].filter((row) => codeOf(row) !== undefined)
  const groups = Map.groupBy(placeholders, (row) => groupOfRow(table, row))
  const counted = [...groups].map(
    ([group, rows]) =>
      [
        group,
        countEach(
          rows,
          (row) => codeOf(row)!,
          (row) => table.events(row),
        ),
      ] as const,
  )
  return Object.fromEntries(counted)
}

/** What became of everything that was gathered, by log group. Nothing else may be in the table yet. */
export function accountsOfStep(gathered: Gathered, { rows, repeated }: Distinct): GroupAccounts {
  const { table, accounts } = gathered
  const stored = addCounts(groupsOfTable(table, rows), groupsOfTable(table, repeated))
  return accountsOf({
    stored,
    dropped: droppedBy(accounts),
    quarantined: quarantinedOf(gathered, rows),
    repeated: groupsOfTable(table, repeated),
  })
}

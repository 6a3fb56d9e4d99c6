import { accountsOf, type GroupAccounts } from '../ledger/index.ts'
import { addCounts, type Counts, countEach } from '../report.ts'
import type { Gathered } from './gather.ts'
import { groupOf, groupsOf } from './range.ts'
import { eventsOf, type Row } from './row.ts'
import type { Distinct } from './without-repeats.ts'

type ByGroup<Value> = Record<string, Value>

function droppedBy(accounts: Gathered['accounts']): ByGroup<Counts> {
  const dropped: ByGroup<Counts> = {}
  for (const { logGroup, account } of accounts)
    dropped[logGroup] = addCounts(dropped[logGroup] ?? {}, account.dropped)
  return dropped
}

/** Which of the rows that stay are placeholders: ingest has said so by their ids, because a log could imitate one. */
function quarantinedOf(accounts: Gathered['accounts'], kept: readonly Row[]): ByGroup<Counts> {
  const codes = new Map(
    accounts.flatMap(({ account }) =>
      Object.entries(account.quarantined).flatMap(([code, ids]) => ids.map((id) => [id, code] as const)),
    ),
  )
  const placeholders = codes.size === 0 ? [] : kept.filter(({ event_id }) => codes.has(event_id))
  const groups = Map.groupBy(placeholders, groupOf)
  const counted = [...groups].map(
    ([group, rows]) => [group, countEach(rows, ({ event_id }) => codes.get(event_id)!, eventsOf)] as const,
  )
  return Object.fromEntries(counted)
}

/** What became of everything that was gathered, by log group. */
export const accountsOfStep = (
  { rows, accounts }: Gathered,
  { rows: kept, repeated }: Distinct,
): GroupAccounts =>
  accountsOf({
    stored: groupsOf(rows),
    dropped: droppedBy(accounts),
    quarantined: quarantinedOf(accounts, kept),
    repeated: groupsOf(repeated),
  })

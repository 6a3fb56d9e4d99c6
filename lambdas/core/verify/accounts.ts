import { emptyAccount, type GroupAccounts } from '../ledger/index.ts'
import { total } from '../report.ts'
import type { Problem } from './problem.ts'

/** What ingest says about one log group. */
export interface Account {
  readonly received: number
  readonly archived: number
  readonly duplicates: number
  readonly dropped: number
}
export type Accounts = Readonly<Record<string, Account>>

const none: Account = { received: 0, archived: 0, duplicates: 0, dropped: 0 }
const numberOf = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : 0)

function lineOf(text: string): Record<string, unknown> | undefined {
  try {
    const line = JSON.parse(text)
    const isAccount = typeof line?.log_group === 'string' && typeof line.EventsReceived === 'number'
    return isAccount ? line : undefined
  } catch {
    return undefined
  }
}

/** Adds up the lines that ingest prints (`ingestMetrics`), in any order; other lines are passed over. */
export function readAccounts(lines: Iterable<string>): Accounts {
  const accounts: Record<string, Account> = {}
  for (const text of lines) {
    const line = lineOf(text)
    if (!line) continue
    const before = accounts[String(line['log_group'])] ?? none
    accounts[String(line['log_group'])] = {
      received: before.received + numberOf(line['EventsReceived']),
      archived: before.archived + numberOf(line['EventsArchived']),
      duplicates: before.duplicates + numberOf(line['EventsDuplicate']),
      dropped: before.dropped + numberOf(line['EventsDropped']),
    }
  }
  return accounts
}

/**
 * Compares what ingest says with the ledger and landing. A function that dies after it has stored a batch tells it as a
 * duplicate when it is delivered again, so between `archived` and `archived + duplicates` everything is right; and tells again
 * what a route has dropped. More than ingest tells of, nobody can have dropped.
 */
export function compareAccounts(printed: Accounts, there: GroupAccounts): Problem[] {
  const problems: Problem[] = []
  for (const [group, { received, archived, duplicates, dropped }] of Object.entries(printed)) {
    const account = there[group] ?? emptyAccount
    const droppedThere = total(account.dropped)
    const stored = account.received - droppedThere
    if (received !== archived + duplicates + dropped) problems.push({ code: 'counts_differ', key: group })
    if (stored > archived + duplicates || droppedThere > dropped)
      problems.push({ code: 'events_inserted', key: group })
    if (stored < archived) problems.push({ code: 'events_missing', key: group })
  }
  return problems
}

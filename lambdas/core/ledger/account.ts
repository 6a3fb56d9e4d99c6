import { addCounts, type Counts, total } from '../report.ts'
import type { GroupAccount, GroupAccounts } from './entry.ts'

export const emptyAccount: GroupAccount = {
  received: 0,
  archived: 0,
  dropped: {},
  quarantined: {},
  repeated: 0,
  erased: 0,
}

const addTwo = (a: GroupAccount, b: GroupAccount): GroupAccount => ({
  received: a.received + b.received,
  archived: a.archived + b.archived,
  dropped: addCounts(a.dropped, b.dropped),
  quarantined: addCounts(a.quarantined, b.quarantined),
  repeated: a.repeated + b.repeated,
  erased: a.erased + b.erased,
})

/** Adds up accounts, log group by log group. */
export class AccountSum {
  readonly #groups = new Map<string, GroupAccount>()

  add(accounts: GroupAccounts): void {
    for (const [group, account] of Object.entries(accounts))
      this.#groups.set(group, addTwo(this.#groups.get(group) ?? emptyAccount, account))
  }

  get accounts(): GroupAccounts {
    return Object.fromEntries(this.#groups)
  }
}

/** What a change is made of, by log group. `stored` are the events in landing objects, among them the repeated ones. */
export interface Tallied {
  readonly stored?: Counts
  readonly dropped?: Readonly<Record<string, Counts>>
  readonly quarantined?: Readonly<Record<string, Counts>>
  readonly repeated?: Counts
  readonly erased?: Counts
}

/** Makes accounts of counts: what was received and not dropped, quarantined or there before, is archived. */
export function accountsOf({
  stored = {},
  dropped = {},
  quarantined = {},
  repeated = {},
  erased = {},
}: Tallied): GroupAccounts {
  const groups = new Set(
    [stored, dropped, quarantined, repeated, erased].flatMap((each) => Object.keys(each)),
  )
  const accounts = [...groups].map((group): [string, GroupAccount] => {
    const inObjects = stored[group] ?? 0
    const own = {
      dropped: dropped[group] ?? {},
      quarantined: quarantined[group] ?? {},
      repeated: repeated[group] ?? 0,
      erased: erased[group] ?? 0,
    }
    const received = inObjects + total(own.dropped)
    return [group, { received, archived: inObjects - total(own.quarantined) - own.repeated, ...own }]
  })
  return Object.fromEntries(accounts)
}

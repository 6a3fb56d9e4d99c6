import type { Partition } from '../archive/index.ts'
import { AccountSum, type ArchiveObject, type GroupAccount, type LedgerEntry } from '../ledger/index.ts'
import { total } from '../report.ts'
import type { Problem } from './problem.ts'

const sum = (objects: readonly { readonly events: number }[]): number =>
  objects.reduce((events, object) => events + object.events, 0)

/** Whether each log group's account is complete, and agrees with the objects that were added and removed. */
function accountsAddUp(
  { accounts, landing, added, events }: LedgerEntry,
  gone: readonly ArchiveObject[],
): boolean {
  const groups = Object.entries(accounts)
  const over = (of: (account: GroupAccount) => number) => groups.reduce((all, [, each]) => all + of(each), 0)
  const grown = (group: string): number => {
    const of = (objects: readonly ArchiveObject[]) =>
      objects.reduce((all, object) => all + (object.groups[group] ?? 0), 0)
    return of(added) - of(gone)
  }
  const names = new Set([...added, ...gone].flatMap((object) => Object.keys(object.groups)))
  return (
    over(({ received, dropped }) => received - total(dropped)) === sum(landing) &&
    over(({ repeated }) => repeated) === events.repeated &&
    over(({ erased }) => erased) === events.erased &&
    groups.every(
      ([group, { received, archived, dropped, quarantined, repeated, erased }]) =>
        received === archived + total(dropped) + total(quarantined) + repeated &&
        grown(group) === archived + total(quarantined) - erased,
    ) &&
    [...names].every((group) => group in accounts || grown(group) === 0)
  )
}

/** What the entries of the ledger, one after the other, say that the archive holds. */
export class Books {
  readonly live = new Map<string, ArchiveObject>()
  /** Every key that an entry has ever named, and the manifests that there have to be. */
  readonly named = new Set<string>()
  readonly consumed = new Set<string>()
  /** Of the hours asked for. */
  readonly accounts = new AccountSum()
  readonly #wanted: (hour: Partition) => boolean

  constructor(wanted: (hour: Partition) => boolean) {
    this.#wanted = wanted
  }

  /** Takes an entry in, and says what in it does not add up. */
  enter(entry: LedgerEntry, key: string): Problem[] {
    const { landing, added, removed, events, partition } = entry
    const problems: Problem[] = []
    const gone = removed.flatMap((name) => this.live.get(name) ?? [])
    const adds =
      gone.length === removed.length &&
      events.in === sum(landing) + sum(gone) &&
      events.archived === sum(added) &&
      events.in === events.archived + events.repeated + events.erased &&
      accountsAddUp(entry, gone)
    if (!adds) problems.push({ code: 'counts_differ', key })
    for (const { batch } of landing) {
      const name = `${partition.service}/${partition.dt}/${partition.hour}/${batch}`
      if (this.consumed.has(name)) problems.push({ code: 'batch_twice', key })
      this.consumed.add(name)
    }
    for (const name of removed) this.live.delete(name)
    for (const object of added) {
      this.live.set(object.key, object)
      this.named.add(object.key)
    }
    if (this.#wanted(partition)) this.accounts.add(entry.accounts)
    return problems
  }
}

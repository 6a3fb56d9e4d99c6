import type { ArchiveObject, LedgerEntry } from '../ledger/index.ts'
import type { Problem } from './problem.ts'

const sum = (objects: readonly { readonly events: number }[]): number =>
  objects.reduce((total, { events }) => total + events, 0)

/** What the entries of the ledger, one after the other, say that the archive holds. */
export class Books {
  readonly live = new Map<string, ArchiveObject>()
  /** Every key that an entry has ever named, and the manifests that there have to be. */
  readonly named = new Set<string>()
  readonly consumed = new Set<string>()
  repeated = 0
  erased = 0

  /** Takes an entry in, and says what in it does not add up. */
  enter(entry: LedgerEntry, key: string): Problem[] {
    const { landing, added, removed, events, partition } = entry
    const problems: Problem[] = []
    const gone = removed.flatMap((name) => this.live.get(name) ?? [])
    const adds =
      gone.length === removed.length &&
      events.in === sum(landing) + sum(gone) &&
      events.archived === sum(added) &&
      events.in === events.archived + events.repeated + events.erased
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
    this.repeated += events.repeated
    this.erased += events.erased
    return problems
  }
}

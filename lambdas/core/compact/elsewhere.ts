import { manifestPrefix, type Partition, samePartition, startOf } from '../archive/index.ts'
import { type ArchiveObject, readManifests, stateOf } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { groupsOfTable } from './range.ts'
import type { RowTable } from './row-table.ts'

const hour = 3_600_000

interface Known {
  readonly partition: Partition
  readonly object: ArchiveObject
}

const hourFolder = (time: number): string => {
  const text = new Date(time).toISOString()
  return `${manifestPrefix}dt=${text.slice(0, 10)}/hour=${text.slice(11, 13)}/`
}

/** The hours in which another copy of rows may be: theirs, those in which CloudWatch got them, and the ones beside. */
function hoursNear(partition: Partition, { observed_timestamp }: RowTable, rows: Uint32Array): Set<string> {
  const starts = new Set([startOf(partition)])
  for (const row of rows) starts.add(Math.floor(observed_timestamp[row]! / hour) * hour)
  return new Set([...starts].flatMap((start) => [start - hour, start, start + hour].map(hourFolder)))
}

/**
 * The archive objects of other hours and services, for what comes late: by backfill, or again. The same event may be there
 * already, if its source was given another service meanwhile, if its time is read otherwise, or if it is a part of a
 * traceback that was cut at the hour. What comes in time cannot be, so nothing is read for it.
 */
export class Elsewhere {
  readonly #store: ReadableStore
  readonly #hours = new Map<string, readonly Known[]>()

  constructor(store: ReadableStore) {
    this.#store = store
  }

  /** Objects that hold events of the rows' log groups. */
  async near(partition: Partition, table: RowTable, rows: Uint32Array): Promise<ArchiveObject[]> {
    if (rows.length === 0) return []
    const groups = new Set(Object.keys(groupsOfTable(table, rows)))
    const found: ArchiveObject[] = []
    for (const folder of hoursNear(partition, table, rows))
      for (const known of await this.#in(folder))
        if (
          !samePartition(known.partition, partition) &&
          Object.keys(known.object.groups).some((group) => groups.has(group))
        )
          found.push(known.object)
    return found
  }

  /** An hour has changed, or was changed by someone else. */
  forget(partition: Partition): void {
    this.#hours.delete(hourFolder(startOf(partition)))
  }

  async #in(folder: string): Promise<readonly Known[]> {
    const known = this.#hours.get(folder)
    if (known) return known
    const entries = await Array.fromAsync(readManifests(this.#store, folder))
    const services = Map.groupBy(entries, ({ entry }) => entry.partition.service)
    const read = [...services.values()].flatMap((members) =>
      [...stateOf(members).live.values()].map((object) => ({
        partition: members[0]!.entry.partition,
        object,
      })),
    )
    this.#hours.set(folder, read)
    return read
  }
}

import { archiveFolder, type Partition } from '../archive/index.ts'
import { type PartitionState, readPartition } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { type LandingHour, listLandingHour } from './landing.ts'

const hour = 3_600_000

/** What a sweep removed. */
export interface Swept {
  readonly landing: number
  readonly archive: number
}

/**
 * Removes what no query reads any more: landing objects that are in the archive, archive objects that others have replaced,
 * and strays that a crash left before the ledger knew of them. Each only when it has been so for `grace`, because a query
 * that began before may still be reading. Landing comes last: as long as it is there, the hour is looked at again.
 */
export async function sweep(
  store: ReadableStore,
  { partition, objects }: LandingHour,
  state: PartitionState,
  now: number,
  grace: number,
): Promise<Swept> {
  const old = (time: number | undefined, age = grace): boolean => time !== undefined && time + age <= now
  const archive: string[] = []
  let leftovers = 0
  for await (const { key, modified } of store.list(archiveFolder(partition))) {
    if (state.live.has(key)) continue
    const replaced = state.removed.get(key)
    // A stray may be the work of another compaction that is about to enter it into the ledger.
    if (replaced === undefined ? old(modified, Math.max(grace, hour)) : old(replaced)) archive.push(key)
    else leftovers++
  }
  await store.remove(archive)
  if (leftovers > 0) return { landing: 0, archive: archive.length }
  const landing = objects.filter(({ batch }) => old(state.consumed.get(batch))).map(({ key }) => key)
  await store.remove(landing)
  return { landing: landing.length, archive: archive.length }
}

/** `sweep` of an hour as it is now. */
export async function sweepHour(
  store: ReadableStore,
  partition: Partition,
  now: number,
  grace: number,
): Promise<Swept> {
  const objects = await listLandingHour(store, partition)
  return sweep(store, { partition, objects }, await readPartition(store, partition), now, grace)
}

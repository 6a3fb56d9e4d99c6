import {
  landingFolder,
  landingPrefix,
  manifestPrefix,
  type Partition,
  partitionOfKey,
  readLandingKey,
} from '../archive/index.ts'
import type { ReadableStore } from '../ports.ts'
import type { ArchiveObject } from './entry.ts'
import { readManifests, readPartition, stateOf } from './partition-state.ts'

/** The objects that hold the archive at one moment: each event in one of them. */
export interface Visible {
  readonly archive: readonly string[]
  readonly landing: readonly string[]
}

const nameOf = ({ service, dt, hour }: Partition): string => `${dt}/${hour}/${service}`

/**
 * Finds what a query has to read. Landing is listed first: an object that is compacted while we look is then either seen in
 * landing and named by an entry, which rules it out, or not named yet, and its Parquet object not either.
 *
 * @param wanted leaves out hours that nobody asks for.
 */
export async function readVisible(
  store: ReadableStore,
  wanted: (partition: Partition) => boolean = () => true,
): Promise<Visible> {
  const landing: { readonly key: string; readonly place: string; readonly batch: string }[] = []
  for await (const { key } of store.list(landingPrefix)) {
    const read = readLandingKey(key)
    if (read?.holds === 'records' && wanted(read.partition))
      landing.push({ key, place: nameOf(read.partition), batch: read.batch })
  }
  const entries = await Array.fromAsync(readManifests(store, manifestPrefix, wanted))
  const hours = Map.groupBy(entries, ({ entry }) => nameOf(entry.partition))
  const states = new Map([...hours].map(([place, members]) => [place, stateOf(members)]))
  return {
    archive: [...states.values()].flatMap(({ live }) => [...live.keys()]),
    landing: landing
      .filter(({ place, batch }) => !states.get(place)?.consumed.has(batch))
      .map(({ key }) => key),
  }
}

/** The objects that hold one hour of one service at one moment. */
export interface VisibleHour {
  readonly archive: readonly ArchiveObject[]
  readonly landing: readonly string[]
}

/** `readVisible` for one hour of one service, with what the ledger says of each archive object. */
export async function readVisibleHour(store: ReadableStore, partition: Partition): Promise<VisibleHour> {
  const listed = await Array.fromAsync(store.list(landingFolder(partition)))
  const { live, consumed } = await readPartition(store, partition)
  const waiting = ({ key }: { readonly key: string }): boolean => {
    const read = readLandingKey(key)
    return read?.holds === 'records' && !consumed.has(read.batch)
  }
  return { archive: [...live.values()], landing: listed.filter(waiting).map(({ key }) => key) }
}

/** The hours that hold anything, by service, oldest first. Memory: a hundred bytes for each. */
export async function listHours(
  store: ReadableStore,
  wanted: (partition: Partition) => boolean,
): Promise<Partition[]> {
  const hours = new Map<string, Partition>()
  const add = (partition: Partition | undefined): void => {
    if (partition && wanted(partition)) hours.set(nameOf(partition), partition)
  }
  for await (const { key } of store.list(landingPrefix)) add(readLandingKey(key)?.partition)
  for await (const { key } of store.list(manifestPrefix)) add(partitionOfKey(key))
  return [...hours].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, partition]) => partition)
}

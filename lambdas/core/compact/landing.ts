import {
  landingFolder,
  landingPrefix,
  type Partition,
  readLandingKey,
  samePartition,
} from '../archive/index.ts'
import type { ReadableStore, StoredObject } from '../ports.ts'

/** A landing object, by the batch that it is of. */
export interface LandingObject extends StoredObject {
  readonly batch: string
  readonly holds: 'records' | 'account'
}

/** What lies in landing for one hour of one service, oldest arrival first. */
export interface LandingHour {
  readonly partition: Partition
  readonly objects: readonly LandingObject[]
}

const byArrival = (a: LandingObject, b: LandingObject): number =>
  a.modified - b.modified || (a.key < b.key ? -1 : 1)

/** Everything in landing, hour by hour; a listing is in order of keys, so the objects of an hour come together. */
export async function* listLanding(store: ReadableStore): AsyncIterable<LandingHour> {
  let partition: Partition | undefined
  let objects: LandingObject[] = []
  for await (const object of store.list(landingPrefix)) {
    const read = readLandingKey(object.key)
    if (!read) continue
    if (partition && !samePartition(partition, read.partition)) {
      yield { partition, objects: objects.sort(byArrival) }
      objects = []
    }
    partition = read.partition
    objects.push({ ...object, batch: read.batch, holds: read.holds })
  }
  if (partition) yield { partition, objects: objects.sort(byArrival) }
}

/** What lies in landing for one hour now. */
export async function listLandingHour(store: ReadableStore, partition: Partition): Promise<LandingObject[]> {
  const objects: LandingObject[] = []
  for await (const object of store.list(landingFolder(partition))) {
    const read = readLandingKey(object.key)
    if (read) objects.push({ ...object, batch: read.batch, holds: read.holds })
  }
  return objects.sort(byArrival)
}

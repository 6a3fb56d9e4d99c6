import { type Partition, readRecords } from '../archive/index.ts'
import { decodeParquet, type Row } from '../compact/index.ts'
import { type ArchiveObject, readVisibleHour, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { fromArchive, type RedactedRecord } from '../redact/index.ts'
import { readAhead } from '../store/read-ahead.ts'
import { ReplayFault } from './fault.ts'

/** How often an hour is listed anew when compaction has removed one of its objects before anything of it was read. */
const mostAttempts = 4

/** Says how many objects in landing are not what ingest writes. */
export type Unreadable = (objects: number) => void

function recordOf(row: Row): RedactedRecord {
  const { service: _, attributes, resource, redactions, ...columns } = row
  return fromArchive({
    ...(columns as Omit<RedactedRecord, 'attributes' | 'resource' | 'redactions'>),
    attributes: JSON.parse(attributes),
    resource: JSON.parse(resource),
    redactions: JSON.parse(redactions),
  })
}

class Gone extends Error {}

/** The rows of an archive object, if it is what the ledger says. */
async function readArchived(store: ReadableStore, object: ArchiveObject): Promise<readonly Row[]> {
  const bytes = await store.get(object.key)
  if (!bytes) throw new Gone()
  if (sha256(bytes) === object.sha256) return decodeParquet(bytes)
  throw new ReplayFault(
    'damaged_object',
    `${object.key} is not what the ledger says; sluice verify tells more`,
  )
}

function tryRead(object: Uint8Array): readonly RedactedRecord[] | undefined {
  try {
    return readRecords(object)
  } catch {
    return undefined
  }
}

async function* readOnce(
  store: ReadableStore,
  partition: Partition,
  unreadable: Unreadable,
): AsyncIterable<Iterable<RedactedRecord>> {
  const { archive, landing } = await readVisibleHour(store, partition)
  for (const object of archive) {
    const rows = await readArchived(store, object)
    yield rows.values().map(recordOf)
  }
  for await (const bytes of readAhead(landing, (key) => store.get(key))) {
    if (!bytes) throw new Gone()
    const records = tryRead(bytes)
    if (records) yield records
    else unreadable(1)
  }
}

/**
 * The records of one hour of one service, object by object, each event once, as a query sees them. Of the archive one object at a
 * time is in memory (at most 400,000 records), of landing sixteen, as ingest wrote them.
 *
 * @throws {ReplayFault} when an object is not what the ledger says, or goes away after others of the hour were read: their
 * records may be in the object that replaces it, so that nobody can go on from there.
 */
export async function* readHour(
  store: ReadableStore,
  partition: Partition,
  unreadable: Unreadable,
): AsyncIterable<Iterable<RedactedRecord>> {
  for (let attempt = 1; ; attempt++) {
    let begun = false
    try {
      for await (const records of readOnce(store, partition, unreadable)) {
        begun = true
        yield records
      }
      return
    } catch (error) {
      if (!(error instanceof Gone)) throw error
      if (begun || attempt >= mostAttempts)
        throw new ReplayFault('archive_changed', 'the archive was compacted or erased in while it was read')
    }
  }
}

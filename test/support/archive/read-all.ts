import { readRecords } from '../../../lambdas/core/archive/index.ts'
import { decodeParquet, idsOf } from '../../../lambdas/core/compact/index.ts'
import { readVisible } from '../../../lambdas/core/ledger/index.ts'
import type { ReadableStore } from '../../../lambdas/core/ports.ts'

async function get(store: ReadableStore, key: string): Promise<Uint8Array> {
  const bytes = await store.get(key)
  if (!bytes) throw new Error(`a visible object is not there: ${key}`)
  return bytes
}

/** The ids of all events that a query sees at this moment, each as often as it sees it, in order. */
export async function visibleEvents(store: ReadableStore): Promise<string[]> {
  const { archive, landing } = await readVisible(store)
  const rows = await Promise.all(archive.map(async (key) => decodeParquet(await get(store, key))))
  const records = await Promise.all(landing.map(async (key) => readRecords(await get(store, key))))
  return [
    ...rows.flat().flatMap(idsOf),
    ...records.flat().flatMap(({ event_id, event_ids }) => event_ids ?? [event_id]),
  ].sort()
}

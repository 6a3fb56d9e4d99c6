/** Ingest over stores in memory, and a look at what it stored. */
import { zstdDecompressSync } from 'node:zlib'
import { readLandingKey } from '../../lambdas/core/archive/index.ts'
import { type Config, parseConfig } from '../../lambdas/core/config/index.ts'
import type { Ingest } from '../../lambdas/core/pipeline.ts'
import type { ObjectStore } from '../../lambdas/core/ports.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../lambdas/core/store/index.ts'
import { createMemoryTallyStore, type Tally, type TallyStore } from '../../lambdas/core/tally/index.ts'

export const shopConfig: Config = parseConfig({
  name: 'shop',
  sources: [{ logGroups: ['/ecs/shop/web'], service: 'shop' }],
  alerts: [{ name: 'burst', when: { severity: 'error' }, threshold: { count: 2, within: '5m' } }],
})

/** Tallies in memory, each under what makes it one; `tallies` is what it holds. */
export function recordingTallies(): TallyStore & { readonly tallies: Map<string, Tally> } {
  const store = createMemoryTallyStore()
  const tallies = new Map<string, Tally>()
  return {
    ...store,
    tallies,
    async put(some) {
      await store.put(some)
      for (const tally of some) tallies.set(`${tally.series}@${tally.bucket}@${tally.batch}`, tally)
    },
  }
}

export function ingestInMemory(config: Config = shopConfig) {
  const archiveStore = createMemoryStore()
  const quarantineStore = createMemoryStore()
  const tallyStore = recordingTallies()
  const stages: Ingest = {
    redactor: createRedactor(config.redact),
    route: createRouter(config.routes),
    rules: config.alerts,
    archiveStore,
    quarantineStore,
    tallyStore,
  }
  return { stages, archiveStore, quarantineStore, tallyStore }
}

/** The lines of an archive's landing objects, in the order in which the objects were made. */
export const archivedText = (objects: ReadonlyMap<string, Uint8Array>): string =>
  [...objects]
    .filter(([key]) => readLandingKey(key)?.holds === 'records')
    .map(([, bytes]) => zstdDecompressSync(bytes).toString())
    .join('')

/** The ids of all events in an archive, in the order in which they were archived. */
export const archivedEvents = (objects: ReadonlyMap<string, Uint8Array>): string[] =>
  archivedText(objects)
    .split('\n')
    .filter(Boolean)
    .map((line): { event_id: string; event_ids?: string[] } => JSON.parse(line))
    .flatMap(({ event_id, event_ids }) => event_ids ?? [event_id])

/** Refuses, when asked to, before or after the real write: a crash may fall on either side of it. */
export const flakyStore = (store: ObjectStore, refuse: () => void): ObjectStore => ({
  ...store,
  async putIfAbsent(...object) {
    refuse()
    const outcome = await store.putIfAbsent(...object)
    refuse()
    return outcome
  },
})

export const flakyTallies = (store: TallyStore, refuse: () => void): TallyStore => ({
  ...store,
  async put(tallies) {
    refuse()
    await store.put(tallies)
    refuse()
  },
})

import { parseConfig } from '../../lambdas/core/config/index.ts'
import { type Ingest, ingestPayload } from '../../lambdas/core/pipeline.ts'
import type { ObjectStore } from '../../lambdas/core/ports.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../lambdas/core/store/index.ts'

const config = parseConfig({
  name: 'bench',
  sources: [{ logGroups: ['/ecs/prod/web-api'], service: 'web-api' }],
})
const surroundings = { region: 'eu-west-1', serviceOf: () => 'web-api' }
const redactor = createRedactor(config.redact)

function stagesInto(archiveStore: ObjectStore): Ingest {
  return {
    redactor,
    route: createRouter(config.routes),
    rules: config.alerts,
    archiveStore,
    quarantineStore: createMemoryStore(),
    tallyStore: { put: async () => {}, range: async () => [] } as unknown as Ingest['tallyStore'],
  }
}

/**
 * The whole hot path with no I/O: what a subscription delivers in (base64 of gzip), the bytes of the archive objects out
 * (zstd NDJSON; frames of several hours follow each other, which is valid zstd).
 */
export async function ingest(data: string): Promise<Uint8Array> {
  const store = createMemoryStore()
  await ingestPayload(data, surroundings, stagesInto(store))
  const objects = [...store.objects.values()]
  return objects.length === 1 ? objects[0]! : Buffer.concat(objects)
}

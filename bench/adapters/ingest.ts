import { BatchLines, pack } from '../../lambdas/core/archive/index.ts'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { decode } from '../../lambdas/core/decode/index.ts'
import { batchOf, processBatch } from '../../lambdas/core/pipeline.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'

const config = parseConfig({
  name: 'bench',
  sources: [{ logGroups: ['/ecs/prod/web-api'], service: 'web-api' }],
})
const surroundings = { region: 'eu-west-1', serviceOf: () => 'web-api' }
const stages = { redactor: createRedactor(config.redact), route: createRouter(config.routes) }

/**
 * The whole hot path with no I/O: what a subscription delivers in (base64 of gzip), the bytes of the archive object out (zstd
 * NDJSON). Records of several hours or services, which the archive would put into an object each, come in one here.
 */
export function ingest(data: string): Uint8Array {
  const decoded = decode(data)
  if (decoded.kind !== 'data') throw new Error(`[bench] not a payload: ${decoded.kind}`)
  const lines = new BatchLines(true)
  const { kept } = processBatch(batchOf(decoded.envelope, surroundings), stages, lines)
  const bytes = pack(lines.bytesOf(kept))
  lines.release()
  return bytes
}

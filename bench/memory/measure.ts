/** Ingests one payload of a given size in a process of its own and prints what it took: run by run.ts, not by hand. */
import { gzipSync } from 'node:zlib'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { ingestPayload } from '../../lambdas/core/pipeline.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../lambdas/core/store/index.ts'
import { createMemoryTallyStore } from '../../lambdas/core/tally/index.ts'

const lines: Readonly<Record<string, string>> = {
  json: '{"level":"info","logger":"shop.web","message":"GET /cart 200","user_email":"ana@example.com","ip":"10.1.2.3"}',
  text: '2026-11-22 09:00:00,123 INFO shop.web: GET /cart 200 for ana@example.com from 10.1.2.3',
  hostile: '"\\"'.repeat(50_000),
}
const [kind = 'json', megabytes = '1'] = process.argv.slice(2)
const line = lines[kind]!
const sizeOfEvent = JSON.stringify(line).length + 110
const count = Math.floor((Number(megabytes) * 1_048_576) / sizeOfEvent)

function payload(): string {
  const logEvents = Array.from({ length: count }, (_, i) => ({
    id: String(i).padStart(56, '0'),
    timestamp: Date.UTC(2026, 10, 22, 9) + i,
    message: line,
  }))
  const envelope = {
    messageType: 'DATA_MESSAGE',
    owner: '1',
    logGroup: '/ecs/shop',
    logStream: 's',
    logEvents,
  }
  return gzipSync(JSON.stringify(envelope)).toString('base64')
}

const config = parseConfig({ name: 'shop', sources: [{ logGroups: ['/ecs/shop'] }] })
const stages = {
  redactor: createRedactor(config.redact),
  route: createRouter(config.routes),
  rules: [],
  archiveStore: createMemoryStore(),
  quarantineStore: createMemoryStore(),
  tallyStore: createMemoryTallyStore(),
}
const data = payload()
globalThis.gc?.()
const start = performance.now()
const report = await ingestPayload(data, { region: 'local', serviceOf: () => 'shop' }, stages)
console.log(
  JSON.stringify({
    kind,
    megabytes: Number(megabytes),
    events: report.archived,
    seconds: (performance.now() - start) / 1_000,
    residentMegabytes: process.resourceUsage().maxRSS / 1_024,
  }),
)

/** The two ways in which a payload reaches ingest, with what goes wrong on them. */
import { type Ingest, ingestPayload, type Surroundings } from '../../lambdas/core/pipeline.ts'
import type { IngestReport } from '../../lambdas/core/report.ts'
import { ingestRecords } from '../../lambdas/ingest/records.ts'
import {
  type Invoke,
  readShard,
  type StreamItem,
} from '../../test/support/simulators/event-source-mapping.ts'
import type { Payload, Random } from './producer.ts'

/** What an invocation printed: lost when the function is killed before it prints. */
export type Print = (report: IngestReport) => void

export interface Delivering {
  readonly stages: Ingest
  readonly surroundings: Surroundings
  readonly random: Random
  readonly print: Print
  /** Throws when it is time to: the function is killed. */
  readonly kill: () => void
}

const attempts = 3
/** CloudWatch Logs delivers some payloads twice, even if nothing failed. */
const twice = 0.03

/** Invokes like Lambda does asynchronously: three attempts. False when all failed: it is then in the queue of failures. */
async function invoke({ data }: Payload, world: Delivering): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      world.kill()
      const report = await ingestPayload(data, world.surroundings, world.stages)
      world.kill()
      world.print(report)
      return true
    } catch {
      // Lambda tries again.
    }
  }
  return false
}

/** Out of order, some twice; returns what is in the queue of failures at the end. */
export async function deliverDirectly(payloads: readonly Payload[], world: Delivering): Promise<Payload[]> {
  const again = payloads.filter(() => world.random() < twice)
  const order = new Map([...payloads, ...again].map((payload) => [payload, world.random()]))
  const queue = [...payloads, ...again].toSorted((a, b) => order.get(a)! - order.get(b)!)
  const failed = new Set<Payload>()
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let payload = queue.pop(); payload; payload = queue.pop())
        if (!(await invoke(payload, world))) failed.add(payload)
    }),
  )
  return [...failed]
}

/** Through a shard; returns what was given up. */
export async function deliverByStream(payloads: readonly Payload[], world: Delivering): Promise<Payload[]> {
  const items: StreamItem[] = payloads.map(({ number, logGroup, logStream, data }) => ({
    sequenceNumber: String(number),
    partitionKey: `${logGroup}/${logStream}`,
    data,
  }))
  const read: Invoke = async (batch) => {
    world.kill()
    const { reports, failed } = await ingestRecords(batch, world.surroundings, world.stages)
    world.kill()
    for (const report of reports) world.print(report)
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.sequenceNumber }] : [] }
  }
  const settings = { batchSize: 20, parallelization: 4, retryAttempts: 20 }
  const givenUp = await readShard(items, settings, read)
  const numbers = new Set(givenUp.flat().map(({ sequenceNumber }) => Number(sequenceNumber)))
  return payloads.filter(({ number }) => numbers.has(number))
}

/** Batches that touch the rule, through ingest in this process; its tallies go over the wire into the deployed table. */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { type Ingest, ingestPayload } from '../../lambdas/core/pipeline.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../lambdas/core/store/index.ts'
import { createDynamoTallyStore } from '../../lambdas/core/tally/index.ts'
import { makeIds, payloadOf } from '../../test/e2e/delivery.ts'
import { type Aws, region } from '../../test/e2e/local-aws.ts'
import config from './latency.config.ts'

export const pipeline = parseConfig(config)
export const logGroup = '/ecs/latency'
/** How many errors of a route open an incident. */
export const opensAt = 8
const routesAtOnce = 10
const eventsOfBatch = 10

/** When ingest returned, for each batch of a route, in milliseconds since the epoch. */
export type Returned = ReadonlyMap<string, readonly number[]>

/**
 * The route of a batch. Ten routes have errors at a time, each in so many batches; those after the eighth touch a group that
 * already fires. They begin one after the other, so that incidents open evenly, but for the first ones.
 */
function routeOf(index: number, batchesOfRoute: number): string {
  const place = index % routesAtOnce
  const wave = Math.floor((index + place * batchesOfRoute) / (routesAtOnce * batchesOfRoute))
  return `/route/${place}/${wave}`
}

function payload(account: string, route: string, index: number) {
  const timestamp = Date.now()
  const events = Array.from({ length: eventsOfBatch }, (_, i) => ({
    timestamp,
    message: JSON.stringify(
      i === 0
        ? { level: 'ERROR', logger: 'app.payments', message: `payment ${index} failed`, route }
        : { level: 'INFO', logger: 'app.web', message: `GET ${route} 200 in ${i} ms`, route },
    ),
  }))
  const batch = { logGroup, logStream: `web/${index}`, events }
  return payloadOf(account, batch, makeIds(eventsOfBatch, index * eventsOfBatch))
}

/** Takes payloads through ingest and writes down when it returned. */
export class Load {
  readonly returned = new Map<string, number[]>()
  readonly #stages: Ingest
  readonly #account: string
  #sent = 0

  constructor(aws: Aws, account: string, table: string) {
    this.#account = account
    this.#stages = {
      redactor: createRedactor(pipeline.redact),
      route: createRouter(pipeline.routes),
      rules: pipeline.alerts,
      archiveStore: createMemoryStore(),
      quarantineStore: createMemoryStore(),
      tallyStore: createDynamoTallyStore(aws.dynamodb, table),
    }
  }

  /** One batch with one error of a route. */
  async send(route: string): Promise<void> {
    const { awslogs } = payload(this.#account, route, this.#sent++)
    await ingestPayload(awslogs.data, { region, serviceOf: () => 'latency' }, this.#stages)
    const times = this.returned.get(route) ?? []
    this.returned.set(route, times)
    times.push(Date.now())
  }

  /**
   * Batches at a rate, whether or not the earlier ones have returned. Resolves with how long it took until all had, in seconds.
   *
   * @param incidents how many open in a second.
   */
  async run(rate: number, seconds: number, incidents: number): Promise<number> {
    const began = performance.now()
    const sending: Promise<void>[] = []
    for (let index = 0; index < rate * seconds; index++) {
      const due = began + (index * 1_000) / rate
      if (due > performance.now()) await sleep(due - performance.now())
      sending.push(this.send(routeOf(index, rate / incidents)))
    }
    await Promise.all(sending)
    return (performance.now() - began) / 1_000
  }
}

/**
 * `npm run bench:latency`: how long it takes from ingest's return, when a batch is archived and tallied, until SNS has published
 * what it opened, at 100 batches a second of which each touches a rule and two incidents that open each second. The stack is deployed into a local AWS as the end-to-end
 * test does it; the table's stream wakes the deployed alert function. Exit code 1 if the 99th percentile is above five
 * seconds or an incident was not told exactly once.
 */
import { mkdirSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { Cleanup } from '../../test/e2e/cleanup.ts'
import { createLogGroups, deploy } from '../../test/e2e/deploy.ts'
import { localAws } from '../../test/e2e/local-aws.ts'
import { createInbox, subscribeInbox } from '../../test/e2e/notifications.ts'
import { output } from '../../test/e2e/places.ts'
import { pythonEnvironment } from '../../test/e2e/python.ts'
import { Load, logGroup, opensAt, type Returned } from './load.ts'
import { type Told, takeTold } from './told.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '30' },
    incidents: { type: 'string', default: '2' },
  },
})
const rate = Number(values.rate)
const seconds = Number(values.seconds)
const incidents = Number(values.incidents)
const bound = 5_000

/** From the return of the batch that reached the threshold, whichever it was, to the first message. Milliseconds, ascending. */
const latencies = (returned: Returned, told: Told): number[] =>
  [...told]
    .map(
      ([route, times]) => Math.min(...times) - returned.get(route)!.toSorted((a, b) => a - b)[opensAt - 1]!,
    )
    .sort((a, b) => a - b)

/** By nearest rank. */
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN

async function measure(cleanup: Cleanup): Promise<boolean> {
  const aws = await localAws(await pythonEnvironment(cleanup), cleanup)
  const inbox = await createInbox(aws, 'latency')
  await createLogGroups(aws, [logGroup])
  const { table, topics } = await deploy(aws, inbox.account, 'bench/latency/latency.config.ts', cleanup)
  await subscribeInbox(aws, inbox, topics)
  const first = new Load(aws, inbox.account, table)
  for (let i = 0; i < opensAt; i++) await first.send('/route/first')
  const [cold] = latencies(first.returned, await takeTold(aws, inbox, 1, 30))
  if (cold === undefined) throw new Error('the stream of the table does not wake the alert function')

  const load = new Load(aws, inbox.account, table)
  const took = await load.run(rate, seconds, incidents)
  const busy = loadavg()[0]!
  const opened = [...load.returned.values()].filter(({ length }) => length >= opensAt).length
  const told = await takeTold(aws, inbox, opened, 20)
  const sorted = latencies(load.returned, told)
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile(sorted, share))
  const once = told.size === opened && [...told.values()].every(({ length }) => length === 1)
  console.table({
    'batches, each touching a rule': rate * seconds,
    'batches a second': Math.round((rate * seconds) / took),
    'incidents opened': opened,
    'of these told once': [...told.values()].filter(({ length }) => length === 1).length,
    'ms, 50th percentile': p50,
    'ms, 99th percentile': p99,
    'ms, the slowest': most,
    'ms, the very first, with a cold start': cold,
    [`load of the machine (${availableParallelism()} cores)`]: Number(busy.toFixed(1)),
  })
  return once && p99! <= bound
}

const cleanup = new Cleanup()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void cleanup.run().then(() => process.exit(130)))
mkdirSync(output, { recursive: true })
let passed = false
try {
  passed = await measure(cleanup)
  console.log(passed ? `within ${bound} ms` : `NOT each told once within ${bound} ms at the 99th percentile`)
} catch (error) {
  console.error(error)
} finally {
  await cleanup.run()
}
process.exit(passed ? 0 : 1)

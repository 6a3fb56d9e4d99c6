import { parseConfig, serviceLookup } from '../../lambdas/core/config/index.ts'
import type { Ingest } from '../../lambdas/core/pipeline.ts'
import type { ObjectStore } from '../../lambdas/core/ports.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createMemoryStore } from '../../lambdas/core/store/index.ts'
import type { TallyStore } from '../../lambdas/core/tally/index.ts'
import { Account, type Row } from './account.ts'
import { type Delivering, deliverByStream, deliverDirectly } from './deliveries.ts'
import { type Payload, produce, seeded } from './producer.ts'
import { countingStore } from './stores.ts'

export interface SoakOptions {
  readonly seed: number
  /** Stops when so many events were sent, or when `enough` says so. */
  readonly events: number
  readonly enough?: () => boolean
  /** Makes the archive a worse one: to see that the account notices. */
  readonly worsen?: (archive: ObjectStore) => ObjectStore
  /** Is told after each round. */
  readonly progress?: (soaked: Soaked) => void
}

export interface Soaked {
  readonly rows: readonly Row[]
  readonly events: number
  readonly payloads: number
  readonly objects: number
  /** Payloads that could not be decoded, and how many of them are really in quarantine: the same number. */
  readonly broken: number
  readonly inQuarantine: number
  /** Faults that were put in the way. */
  readonly faults: { readonly refusals: number; readonly kills: number; readonly redriven: number }
}

const config = parseConfig({
  name: 'soak',
  sources: [{ logGroups: ['/soak/*'] }],
  routes: [{ name: 'no-debug', when: { severity: '<info' }, action: 'drop' }],
  alerts: [{ name: 'errors', when: { severity: 'error' }, threshold: { count: 10, within: '5m' } }],
})

const payloadsInRound = 200
/** How often a call of a store is refused, before or after it did its work, and an invocation killed, before or after its. */
const refused = 0.05
const killed = 0.05

/**
 * Sends events both ways, through stores that refuse, functions that are killed, deliveries that come twice and out of order,
 * and puts through again what ended in a queue of failures. What has become of every event is in the rows.
 */
export async function soak({
  seed,
  events,
  enough = () => false,
  worsen = (archive) => archive,
  progress,
}: SoakOptions): Promise<Soaked> {
  const random = seeded(seed)
  const counts = { refusals: 0, kills: 0, redriven: 0 }
  const sometimes = (share: number, name: 'refusals' | 'kills') => (): void => {
    if (random() >= share) return
    counts[name]++
    throw new Error(name)
  }
  const refuse = sometimes(refused, 'refusals')
  const archiveStore = countingStore(refuse)
  const quarantined = createMemoryStore()
  const account = new Account()
  const stages: Ingest = {
    redactor: createRedactor(config.redact),
    route: createRouter(config.routes),
    rules: config.alerts,
    archiveStore: worsen(archiveStore),
    quarantineStore: {
      ...quarantined,
      async putIfAbsent(...object) {
        refuse()
        return quarantined.putIfAbsent(...object)
      },
    },
    tallyStore: { put: async () => refuse() } as unknown as TallyStore,
  }
  const world: Delivering = {
    stages,
    surroundings: { region: 'eu-west-1', serviceOf: serviceLookup(config) },
    random,
    print: (report) => account.told(report),
    kill: sometimes(killed, 'kills'),
  }
  let sent = 0
  let payloads = 0
  let broken = 0
  const soaked = (): Soaked => ({
    rows: account.rows(archiveStore.byGroup),
    events: sent,
    payloads,
    objects: archiveStore.objects,
    broken,
    inQuarantine: quarantined.objects.size,
    faults: counts,
  })
  while (sent < events && !enough()) {
    const round: Payload[] = []
    for (let i = 0; i < payloadsInRound; i++) {
      const payload = produce(random, payloads++, sent + 1)
      sent += payload.events
      if (payload.broken) broken++
      account.sent(payload)
      round.push(payload)
    }
    const half = payloadsInRound / 2
    let failed = [
      ...(await deliverDirectly(round.slice(0, half), world)),
      ...(await deliverByStream(round.slice(half), world)),
    ]
    while (failed.length > 0) {
      counts.redriven += failed.length
      failed = await deliverDirectly(failed, world)
    }
    progress?.(soaked())
  }
  return soaked()
}

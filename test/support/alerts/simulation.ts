/**
 * A pipeline under a random schedule: batches that come late, out of order and up to three times, functions that run at the
 * same time and die between any two statements, stores and topics that refuse. Time is virtual, the seed decides everything.
 */
import {
  type Alerter,
  createAlerter,
  type IncidentStore,
  type Notification,
  type Notifier,
  type SightingStore,
} from '../../../lambdas/core/alert/index.ts'
import type { AlertRule } from '../../../lambdas/core/config/index.ts'
import { type TallyStore, tally } from '../../../lambdas/core/tally/index.ts'
import { aLife, chaotic, type Faults, Interleaver, type Life } from './chaos.ts'
import { type Random, seeded } from './random.ts'
import { aRecord } from './records.ts'
import { aRule } from './rules.ts'

const second = 1_000
const start = 1_700_000_000
const tick = 5
const grace = 120
/** A function that keeps dying is left alone in the end, as the promise is about what arrives in time. */
const mostDeaths = 5

export interface Stores {
  readonly tallies: TallyStore
  readonly incidents: IncidentStore
  readonly sightings: SightingStore
}

export interface Scenario {
  readonly seed: number
  /** Of rules of which kind; by count unless given. */
  readonly kind?: 'count' | 'ratio' | 'first_seen' | 'silence'
  readonly faults: Faults
  /** Seconds over which events are spread. */
  readonly span: number
  /** How many bursts at most, and in steps of how many seconds batches are delivered: what comes together runs together. */
  readonly bursts?: number
  readonly step?: number
  /** How likely an event shares a batch with one shortly before it. */
  readonly sharing?: number
  /** Up to how many seconds later than promised a batch may come. */
  readonly lateness?: number
}

export interface Outcome {
  readonly rule: AlertRule
  /** Seconds at which matching records were logged, and others. */
  readonly events: readonly number[]
  readonly others: readonly number[]
  /** In the order in which they were published, copies included. */
  readonly published: readonly Notification[]
  /** How many functions ran at the same time at most. */
  readonly concurrent: number
}

interface Event {
  readonly at: number
  readonly matches: boolean
}

interface Delivery {
  due: number
  readonly id: string
  readonly events: readonly Event[]
  deaths: number
  stored: boolean
}

export function simulatedRule(random: Random, kind: Scenario['kind'] = 'count'): AlertRule {
  const within = random.pick([10, 20, 45, 60]) * second
  const resolveAfter = random.pick([5, 10, 20, 60]) * second
  const cooldown = random.pick([30, 120, 900]) * second
  if (kind === 'silence')
    return aRule({
      threshold: { silentFor: (120 + random.below(180)) * second },
      resolveAfter: 0,
      cooldown,
      groupBy,
    })
  if (kind === 'first_seen') {
    const firstSeenWithin = (600 + random.below(600)) * second
    return aRule({ threshold: { firstSeenWithin }, resolveAfter: 120_000 + resolveAfter, cooldown, groupBy })
  }
  if (kind === 'count')
    return aRule({ threshold: { count: 1 + random.below(6), within }, resolveAfter, cooldown })
  const threshold = { ratio: random.pick([0.1, 0.25, 0.5, 0.8]), minimum: 1 + random.below(8), within }
  return aRule({ threshold, resolveAfter, cooldown })
}
const groupBy = ['service.name']

/** Bursts and single events, on whole seconds. */
function simulatedEvents(random: Random, { span, bursts: most = 5 }: Scenario): number[] {
  const bursts = Array.from({ length: 1 + random.below(most) }, () => ({
    at: random.below(span),
    width: 1 + random.below(60),
    size: 1 + random.below(12),
  }))
  return bursts.flatMap(({ at, width, size }) =>
    Array.from({ length: size }, () => start + at + random.below(width)),
  )
}

/** Every event in one batch; every batch in time for `grace`, then perhaps again, whenever. */
function simulatedDeliveries(
  random: Random,
  events: readonly Event[],
  { step = 1, sharing = 0.4, lateness = 0 }: Scenario,
): Delivery[] {
  const left = events.toSorted((a, b) => a.at - b.at)
  const deliveries: Delivery[] = []
  for (let n = 0; left.length > 0; n++) {
    const first = left.shift()!
    const more = left.filter(({ at }) => at < first.at + 20 && random.chance(sharing))
    for (const event of more) left.splice(left.indexOf(event), 1)
    const batch = [first, ...more]
    const earliest = Math.max(...batch.map(({ at }) => at))
    const latest = Math.max(earliest, first.at + grace - (mostDeaths + 3) * tick)
    const due = Math.min(latest, Math.ceil((earliest + random.below(latest - earliest + 1)) / step) * step)
    const late = random.chance(0.3) ? random.below(lateness + 1) : 0
    const copy = (at: number): Delivery => ({
      due: at,
      id: `batch-${n}`,
      events: batch,
      deaths: 0,
      stored: false,
    })
    deliveries.push(copy(due + late))
    while (random.chance(0.4)) deliveries.push(copy(due + late + random.below(random.pick([5, 60, 600]))))
  }
  return deliveries
}

class Simulation {
  readonly #random: Random
  readonly #turns: Interleaver
  readonly #scenario: Scenario
  readonly #stores: Stores
  readonly rule: AlertRule
  readonly published: Notification[] = []
  concurrent = 0

  constructor(scenario: Scenario, stores: Stores, random: Random) {
    this.#scenario = scenario
    this.#stores = stores
    this.#random = random
    this.#turns = new Interleaver(random)
    this.rule = simulatedRule(random, scenario.kind)
  }

  /** A function of its own: what it reaches may fail. */
  #function(life: Life, faults: Faults): { tallies: TallyStore; alerter: Alerter } {
    const notifier: Notifier = {
      publish: async (notification) => {
        this.published.push(notification)
      },
    }
    const wrap = <Port extends object>(port: Port): Port =>
      chaotic(port, this.#turns, this.#random, faults, life)
    const tallies = wrap(this.#stores.tallies)
    const alerter = createAlerter({
      rules: [this.rule],
      tallies,
      incidents: wrap(this.#stores.incidents),
      sightings: wrap(this.#stores.sightings),
      notifier: wrap(notifier),
      sender: { pipeline: 'shop', place: { region: 'eu-west-1' }, runbooks: {} },
      settings: { grace: grace * second, learning: 0 },
    })
    return { tallies, alerter }
  }

  async #deliver(delivery: Delivery, now: number): Promise<'done' | 'again'> {
    const faults = delivery.deaths < mostDeaths ? this.#scenario.faults : { crash: 0, throttle: 0 }
    const life = aLife()
    const { tallies, alerter } = this.#function(life, faults)
    const records = delivery.events.map(({ at, matches }) =>
      aRecord({ timestamp: at * second + (at % 7) * 100, severity_number: matches ? 17 : 9 }),
    )
    const made = tally(records, delivery.id, [this.rule])
    const work = async (): Promise<'done'> => {
      if (!delivery.stored) await tallies.put(made)
      delivery.stored = true
      await alerter.alertOn(made, now * second)
      return 'done'
    }
    const outcome = await Promise.race([work().catch(() => 'died' as const), life.died])
    return outcome === 'done' ? 'done' : 'again'
  }

  async #sweep(now: number, faults: Faults): Promise<void> {
    const life = aLife()
    const { alerter } = this.#function(life, faults)
    await Promise.race([alerter.sweep(now * second).catch(() => undefined), life.died])
  }

  async run(deliveries: Delivery[], end: number): Promise<void> {
    const sweepAt = start + this.#random.below(60 / tick) * tick
    for (let now = start; now <= end; now += tick) {
      const due = deliveries.filter((delivery) => delivery.due <= now)
      deliveries = deliveries.filter((delivery) => delivery.due > now)
      const tasks: Promise<unknown>[] = due.map(async (delivery) => {
        if ((await this.#deliver(delivery, now)) === 'done') return
        deliveries.push({ ...delivery, due: now + 1, deaths: delivery.deaths + 1 })
      })
      const faults = now < end - 200 ? this.#scenario.faults : { crash: 0, throttle: 0 }
      if ((now - sweepAt) % 60 === 0)
        for (let n = this.#random.chance(0.2) ? 2 : 1; n > 0; n--) tasks.push(this.#sweep(now, faults))
      this.concurrent = Math.max(this.concurrent, tasks.length)
      if (tasks.length > 0) await this.#turns.run(tasks)
    }
  }
}

/** Runs one schedule until everything has long been over. */
export async function simulate(scenario: Scenario, stores: Stores): Promise<Outcome> {
  const random = seeded(scenario.seed)
  const simulation = new Simulation(scenario, stores, random)
  const events = simulatedEvents(random, scenario)
  const others = scenario.kind === 'ratio' ? simulatedEvents(random, scenario) : []
  const all = [
    ...events.map((at) => ({ at, matches: true })),
    ...others.map((at) => ({ at, matches: false })),
  ]
  const deliveries = simulatedDeliveries(random, all, scenario)
  const last = Math.max(...deliveries.map(({ due }) => due))
  await simulation.run(deliveries, last + 60 + 60 + grace + 360)
  const { rule, published, concurrent } = simulation
  return { rule, events, others, published, concurrent }
}

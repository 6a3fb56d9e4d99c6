import { batchId } from '../archive/index.ts'
import { type Ingest, ingestBatch } from '../pipeline.ts'
import type { LogEvent, Origin } from '../records.ts'
import { addReports, emptyReport, type IngestReport } from '../report.ts'
import type { TallyStore } from '../tally/index.ts'
import type { PastEvent, PastEvents } from './past-events.ts'

const hour = 3_600_000
/** A batch is about what one delivery of a subscription holds. */
const mostEvents = 2_000
const mostCharacters = 1_000_000

/** Without rules there are none to keep. */
const noTallies: TallyStore = { put: async () => {}, range: async () => ({ tallies: [], truncated: false }) }

export interface BackfillOptions {
  readonly past: PastEvents
  /** `rules` and `tallyStore` are not used: the past alerts nobody. */
  readonly stages: Omit<Ingest, 'rules' | 'tallyStore'>
  readonly origin: Omit<Origin, 'logStream'>
  /** Milliseconds since the epoch; `to` is not in it. */
  readonly from: number
  readonly to: number
  /** Is told after each stretch of at most an hour: all events before `until` are archived. To go on there, begin there. */
  readonly progress?: (until: number, report: IngestReport) => Promise<void> | void
}

interface Gathered {
  readonly events: LogEvent[]
  characters: number
}

/** Gathers events by stream, and hands on a batch when one is full. */
class Streams {
  readonly #gathered = new Map<string, Gathered>()
  readonly #full: (logStream: string, events: LogEvent[]) => Promise<void>

  constructor(full: (logStream: string, events: LogEvent[]) => Promise<void>) {
    this.#full = full
  }

  async add({ logStream, ...event }: PastEvent): Promise<void> {
    const gathered = this.#gathered.get(logStream) ?? { events: [], characters: 0 }
    this.#gathered.set(logStream, gathered)
    gathered.events.push(event)
    gathered.characters += event.message.length
    if (gathered.events.length < mostEvents && gathered.characters < mostCharacters) return
    this.#gathered.delete(logStream)
    await this.#full(logStream, gathered.events)
  }

  async flush(): Promise<void> {
    for (const [logStream, { events }] of this.#gathered) await this.#full(logStream, events)
    this.#gathered.clear()
  }
}

async function stretch(options: BackfillOptions, from: number, to: number): Promise<IngestReport> {
  const { past, stages, origin } = options
  const muted: Ingest = { ...stages, rules: [], tallyStore: noTallies }
  let report = emptyReport
  const streams = new Streams(async (logStream, events) => {
    const place = { ...origin, logStream }
    report = addReports(
      report,
      await ingestBatch({ id: batchId(place, events), origin: place, events }, muted),
    )
  })
  let token: string | undefined
  do {
    const page = await past.page(origin.logGroup, from, to, token)
    for (const event of page.events) await streams.add(event)
    token = page.next
  } while (token !== undefined)
  await streams.flush()
  return report
}

/**
 * Takes the past of a log group through the same stages as its present, hour by hour, without alerts. The same events always
 * make the same batches, so doing it again stores nothing twice; an event that the subscription has brought too is found
 * by its id when its hour is compacted.
 *
 * @throws what CloudWatch Logs or a store throws; what `progress` was told is done.
 */
export async function backfill(options: BackfillOptions): Promise<IngestReport> {
  let report = emptyReport
  for (let from = options.from; from < options.to; ) {
    const to = Math.min(options.to, (Math.floor(from / hour) + 1) * hour)
    report = addReports(report, await stretch(options, from, to))
    await options.progress?.(to, report)
    from = to
  }
  return report
}

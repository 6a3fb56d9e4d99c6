import { type Partition, startOf } from '../archive/index.ts'
import { append, type Head, type PartitionState, readHead, readPartition } from '../ledger/index.ts'
import type { Clock, ReadableStore, Signer } from '../ports.ts'
import { type Limits, punctual } from './gather.ts'
import { type LandingHour, listLanding, listLandingHour } from './landing.ts'
import { addReports, type CompactReport, emptyCompactReport } from './report.ts'
import { type Prepared, prepare, Workspace } from './step.ts'
import { sweep } from './sweep.ts'

const hour = 3_600_000

/** How compaction runs; times in milliseconds. */
export interface CompactOptions {
  readonly store: ReadableStore
  readonly clock: Clock
  /** Signs what is entered into the ledger. */
  readonly signer?: Signer
  readonly limits: Limits
  /** How long after its end an hour is closed. What comes later is compacted by the next run. */
  readonly settle: number
  /** How long what no new query reads stays for those that run: longer than any query may take. */
  readonly grace: number
  /** Hours that are to be compacted; all unless said otherwise. */
  readonly wanted?: (hour: Partition) => boolean
  /** Nothing new is begun after this time; the next run goes on there. */
  readonly deadline?: number
  /** Is told after each Parquet object. */
  readonly progress?: (report: CompactReport) => void
}

/**
 * A Parquet object of about 130 MB of unpacked records. Under these limits compaction stayed below 700 MB of memory with
 * 10 million records in one hour (docs/archive.md).
 */
export const defaultLimits: Limits = { textBytes: 128 * 1024 * 1024, records: 400_000 }
/** Late enough for CloudWatch's deliveries and their first retries. */
export const defaultSettle = 15 * 60_000
/** Athena ends queries after 30 minutes (https://docs.aws.amazon.com/athena/latest/ug/service-limits.html). */
export const defaultGrace = hour

const isOver = ({ clock, deadline }: CompactOptions): boolean => deadline !== undefined && clock() >= deadline

/** One run: what it knows of the ledger's end, and what it has done. */
class Run {
  readonly #options: CompactOptions
  readonly #workspace: Workspace
  #head: Head | undefined
  report: CompactReport = emptyCompactReport

  constructor(options: CompactOptions, head: Head | undefined) {
    this.#options = options
    this.#workspace = new Workspace(options.store)
    this.#head = head
  }

  /** The hour's state, read after the ledger's end is known: an entry that is missing in it makes `append` fail. */
  async compactHour(landing: LandingHour): Promise<void> {
    const { store, clock, grace, limits } = this.#options
    const { partition } = landing
    let state = await readPartition(store, partition)
    let objects = landing.objects
    const skip = new Set<string>()
    while (!isOver(this.#options)) {
      const waiting = objects.filter(({ batch, key }) => !state.consumed.has(batch) && !skip.has(key))
      if (waiting.length === 0) break
      const prepared = await prepare(store, partition, state, waiting, limits, this.#workspace)
      for (const key of prepared?.gathered.unreadable ?? []) skip.add(key)
      if (prepared?.change) await this.#commit(partition, state, prepared)
      this.#workspace.elsewhere.forget(partition)
      state = await readPartition(store, partition)
      if (!prepared) objects = await listLandingHour(store, partition)
    }
    const swept = await sweep(store, { partition, objects }, state, clock(), grace)
    this.#add({ unreadable: skip.size, sweptLanding: swept.landing, sweptArchive: swept.archive })
  }

  /** Enters the change, or gives it up if someone else has changed the hour. */
  async #commit(partition: Partition, before: PartitionState, { change, gathered }: Prepared): Promise<void> {
    const { store, clock, signer, progress } = this.#options
    for (;;) {
      const next = await append(store, this.#head, change!, clock, signer)
      if (next) {
        this.#head = next
        break
      }
      this.#head = await readHead(store)
      if ((await readPartition(store, partition)).lastSequence !== before.lastSequence) return
    }
    this.#add({
      steps: 1,
      landingObjects: gathered.consumed.length,
      records: gathered.consumed.reduce((sum, each) => sum + each.records, 0),
      events: change!.events.in,
      repeated: change!.events.repeated,
      bytesIn: gathered.consumed.reduce((sum, { bytes }) => sum + bytes, 0),
      bytesOut: change!.added.reduce((sum, { bytes }) => sum + bytes, 0),
    })
    progress?.(this.report)
  }

  #add(part: Partial<CompactReport>): void {
    this.report = addReports(this.report, { ...emptyCompactReport, ...part })
  }
}

/** Whether some of it may be in other hours already: these are compacted first, so that it can be found there. */
const cameLate = ({ partition, objects }: LandingHour): boolean =>
  objects.some(({ modified }) => modified > startOf(partition) + hour + punctual)

/**
 * Moves closed hours from landing to Parquet. Can be stopped at any moment, and run by several at once: an hour changes
 * only by an entry in the ledger, of which each has one place; whatever else was written is a stray.
 *
 * @throws what the store throws, and {MissingObject} when the archive is damaged; running it again goes on.
 */
export async function compact(options: CompactOptions): Promise<CompactReport> {
  const { store, clock, settle, wanted = () => true } = options
  const run = new Run(options, await readHead(store))
  const later: LandingHour[] = []
  for await (const landing of listLanding(store)) {
    if (isOver(options)) return { ...run.report, complete: false }
    if (startOf(landing.partition) + hour + settle > clock() || !wanted(landing.partition)) continue
    if (cameLate(landing)) later.push(landing)
    else await run.compactHour(landing)
  }
  for (const landing of later) {
    if (isOver(options)) return { ...run.report, complete: false }
    await run.compactHour(landing)
  }
  return { ...run.report, complete: !isOver(options) }
}

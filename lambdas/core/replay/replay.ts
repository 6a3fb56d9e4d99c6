import { encodeRecord, type Partition, startOf } from '../archive/index.ts'
import { listHours } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { eventCount } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { ReplayFault } from './fault.ts'
import { readHour } from './read-hour.ts'

/** How much goes out at once. A record that is larger alone goes out alone. */
export interface BatchLimits {
  readonly records: number
  readonly bytes: number
}

/** What most receivers of NDJSON take in one request. */
export const defaultBatchLimits: BatchLimits = { records: 1_000, bytes: 1_000_000 }

export interface ReplayOptions {
  readonly store: ReadableStore
  /** Hours outside of it are not read. */
  readonly wanted: (hour: Partition) => boolean
  /** Event times, in milliseconds since the epoch; `to` is not in it. */
  readonly from: number
  readonly to: number
  /** Takes some lines of NDJSON, each with its line feed. The next come when it is done. */
  readonly send: (lines: string) => Promise<void>
  readonly limits?: BatchLimits
  readonly signal?: AbortSignal
  /** Is told after each batch. */
  readonly progress?: (report: ReplayReport) => void
}

/** What was sent; `hours` counts those of each service that were read to their end. */
export interface ReplayReport {
  readonly records: number
  readonly events: number
  readonly batches: number
  readonly hours: number
  /** Objects in landing that are not what ingest writes: they were left out. */
  readonly unreadable: number
}

/**
 * A replay that stopped. Everything before `from` was sent; going on from there sends again what was sent of that hour, with the
 * same `event_id`.
 */
export class ReplayStopped extends Error {
  readonly from: number
  readonly report: ReplayReport

  constructor(from: number, report: ReplayReport, cause: unknown) {
    super('[replay] it did not finish', { cause })
    this.name = 'ReplayStopped'
    this.from = from
    this.report = report
  }
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** Gathers lines and sends them when they are many. */
class Outbox {
  readonly report: Writable<ReplayReport> = { records: 0, events: 0, batches: 0, hours: 0, unreadable: 0 }
  /** The hour of the first record that is not sent yet. */
  unsentFrom = Number.NEGATIVE_INFINITY
  readonly #options: ReplayOptions
  readonly #limits: BatchLimits
  #lines = ''
  #bytes = 0
  #records = 0
  #events = 0

  constructor(options: ReplayOptions) {
    this.#options = options
    this.#limits = options.limits ?? defaultBatchLimits
  }

  async add(record: RedactedRecord, hour: number): Promise<void> {
    const line = `${encodeRecord(record)}\n`
    const bytes = Buffer.byteLength(line)
    if (this.#records >= this.#limits.records || this.#bytes + bytes > this.#limits.bytes) await this.flush()
    if (this.#records === 0) this.unsentFrom = hour
    this.#lines += line
    this.#bytes += bytes
    this.#records++
    this.#events += eventCount(record)
  }

  async flush(): Promise<void> {
    if (this.#options.signal?.aborted) throw new ReplayFault('interrupted', 'it was interrupted')
    if (this.#records === 0) return
    await this.#options.send(this.#lines)
    this.report.records += this.#records
    this.report.events += this.#events
    this.report.batches++
    this.#lines = ''
    this.#bytes = this.#records = this.#events = 0
    this.#options.progress?.(this.report)
  }

  get isEmpty(): boolean {
    return this.#records === 0
  }
}

async function sendHour(options: ReplayOptions, hour: Partition, outbox: Outbox): Promise<void> {
  const { store, from, to } = options
  const start = startOf(hour)
  const unreadable = (objects: number): void => {
    outbox.report.unreadable += objects
  }
  for await (const records of readHour(store, hour, unreadable))
    for (const record of records)
      if (record.timestamp >= from && record.timestamp < to) await outbox.add(record, start)
  outbox.report.hours++
}

/**
 * Reads the archive again and sends its records, hour by hour from the oldest, in batches of NDJSON with the columns of the
 * archive: each event once, as a query sees it. Nothing is counted, so nobody is alerted. Memory does not depend on how
 * much there is (`readHour`).
 *
 * @throws {ReplayStopped} with the time to go on from, and with what stopped it as the cause.
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const outbox = new Outbox(options)
  let reading = options.from
  try {
    for (const hour of await listHours(options.store, options.wanted)) {
      reading = startOf(hour)
      await sendHour(options, hour, outbox)
    }
    await outbox.flush()
    return outbox.report
  } catch (error) {
    const from = outbox.isEmpty ? reading : Math.min(outbox.unsentFrom, reading)
    throw new ReplayStopped(Math.max(from, options.from), outbox.report, error)
  }
}

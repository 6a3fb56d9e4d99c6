import { isoTime, type Partition, safeService, samePartition } from '../archive/index.ts'
import type { Row } from '../compact/index.ts'
import { erase } from '../erase/index.ts'
import { type Ingest, ingestBatch, processBatch, type Surroundings } from '../pipeline.ts'
import type { Clock, ReadableStore, Signer } from '../ports.ts'
import type { Batch } from '../records.ts'
import type { TallyStore } from '../tally/index.ts'
import { type Quarantined, readQuarantined } from './quarantined.ts'

export interface RedriveOptions {
  readonly clock: Clock
  /** Signs what is entered into the ledger. */
  readonly signer?: Signer
  readonly archiveStore: ReadableStore
  readonly quarantineStore: ReadableStore
  readonly redactor: Ingest['redactor']
  readonly route: Ingest['route']
  readonly surroundings: Surroundings
}

/** Objects of the quarantine, and events that are in the archive now. */
export interface Redriven {
  readonly redriven: number
  readonly remaining: number
  readonly events: number
}

/** What is tried again is past: it alerts nobody. */
const noTallies: TallyStore = { put: async () => {}, range: async () => ({ tallies: [], truncated: false }) }

/** Whether a row is the placeholder of a record that redaction could not finish. */
const isPlaceholder = ({ attributes }: Row): boolean => attributes.startsWith('{"sluice.fault":')

/** Where the placeholder of a batch is: it goes by what CloudWatch said, the text was not known. */
function hourOf({ origin, events }: Batch): Partition {
  const time = isoTime(events[0]!.timestamp)
  return { service: safeService(origin.service), dt: time.slice(0, 10), hour: time.slice(11, 13) }
}

function works(batch: Batch, stages: Ingest): boolean {
  try {
    return processBatch(batch, stages).failed.size === 0
  } catch {
    return false
  }
}

async function removePlaceholders(
  { archiveStore, clock, signer }: RedriveOptions,
  batch: Batch,
): Promise<void> {
  const ids = new Set(batch.events.map(({ id }) => id))
  const hour = hourOf(batch)
  await erase({
    store: archiveStore,
    clock,
    ...(signer ? { signer } : {}),
    matches: (row) => isPlaceholder(row) && ids.has(row.event_id),
    wanted: (each) => samePartition(each, hour),
  })
}

/**
 * Takes what is in quarantine through the code as it is now, without alerts. What works is archived and leaves the quarantine;
 * what still fails stays. The placeholder of a record goes first, because compaction would take the record for a repeat of
 * it; only when the record is archived does the quarantined original go, so stopping anywhere loses nothing.
 *
 * @throws what a store throws; running it again goes on.
 */
export async function redrive(options: RedriveOptions): Promise<Redriven> {
  const { archiveStore, quarantineStore, redactor, route, surroundings } = options
  const stages: Ingest = { redactor, route, rules: [], archiveStore, quarantineStore, tallyStore: noTallies }
  let [redriven, remaining, events] = [0, 0, 0]
  for await (const { key } of quarantineStore.list('quarantine/')) {
    const object = await quarantineStore.get(key)
    const found: Quarantined | undefined = object && readQuarantined(object, surroundings)
    if (!found || !works(found.batch, stages)) {
      remaining++
      continue
    }
    if (found.kind === 'record') await removePlaceholders(options, found.batch)
    await ingestBatch(found.batch, stages)
    await quarantineStore.remove([key])
    redriven++
    events += found.batch.events.length
  }
  return { redriven, remaining, events }
}

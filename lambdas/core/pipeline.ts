/**
 * The whole way of a log through ingest: decode → stitch → redact → parse → route → archive → tally. `redactRecords` does the
 * two in the middle: it parses only what the redactor has finished with (docs/decisions/002-redact-before-parse.md).
 */
import { archive, BatchLines, batchId, type Outcome } from './archive/index.ts'
import { bytesOf } from './block.ts'
import type { AlertRule } from './config/index.ts'
import { decode, type Envelope } from './decode/index.ts'
import type { ObjectStore } from './ports.ts'
import { quarantineEvents, quarantinePayload } from './quarantine/index.ts'
import { type Batch, eventCount, type LogEvent, type Origin, type StitchedEvent } from './records.ts'
import {
  type RedactedRecord,
  type RedactionFaultCode,
  type RedactionOutcome,
  type Redactor,
  redactRecords,
} from './redact/index.ts'
import { type Counts, countEach, emptyReport, type IngestReport, ownLogGroupDrop } from './report.ts'
import type { Router } from './route/index.ts'
import { stitchBy } from './stitch/index.ts'
import { type TallyStore, tally } from './tally/index.ts'

/** What ingest is made of: the rules, and the ports to the world. */
export interface Ingest {
  readonly redactor: Redactor
  readonly route: Router
  readonly rules: readonly AlertRule[]
  readonly archiveStore: ObjectStore
  readonly quarantineStore: ObjectStore
  readonly tallyStore: TallyStore
  /** Is shown each kept record, after it is archived and tallied; for the report of a local run. */
  readonly observe?: (record: RedactedRecord, batch: Batch) => void
}

/** What a payload does not say about itself: the Region of the function, and the service of the group's source. */
export interface Surroundings {
  readonly region: string
  readonly serviceOf: (logGroup: string) => string
  /** Whether a log group is the pipeline's own. Nothing should subscribe one; what comes of it nevertheless is dropped. */
  readonly isOwn?: (logGroup: string) => boolean
}

/** The batch that an envelope carries. */
export function batchOf(envelope: Envelope, { region, serviceOf }: Surroundings): Batch {
  const { owner, logGroup, logStream, logEvents } = envelope
  const origin: Origin = { account: owner, region, logGroup, logStream, service: serviceOf(logGroup) }
  return { id: batchId(origin, logEvents), origin, events: logEvents }
}

/**
 * Takes what a subscription delivered through all stages. Bad data end in quarantine with a code, and the invocation
 * succeeds; only the environment (a store that refuses) makes it throw, and then trying again is safe.
 *
 * @param data `event.awslogs.data`, of any type.
 */
export async function ingestPayload(
  data: unknown,
  surroundings: Surroundings,
  stages: Ingest,
): Promise<IngestReport> {
  const decoded = decode(data)
  if (decoded.kind === 'control') return { ...emptyReport, payloads: 1, control: 1 }
  if (decoded.kind === 'fault') {
    await quarantinePayload(data, decoded.code, stages.quarantineStore)
    return { ...emptyReport, payloads: 1, quarantined: { [decoded.code]: 1 } }
  }
  const batch = batchOf(decoded.envelope, surroundings)
  if (surroundings.isOwn?.(batch.origin.logGroup)) return { ...droppedWhole(batch), payloads: 1 }
  return { ...(await ingestBatch(batch, stages)), payloads: 1 }
}

/** Takes the events of one stream through all stages from `stitch` on. See `ingestPayload`. */
export async function ingestBatch(batch: Batch, stages: Ingest): Promise<IngestReport> {
  const lines = new BatchLines(stages.observe === undefined)
  const processed = processBatch(batch, stages, lines)
  const { records, kept, dropped, originals } = processed
  for (const { event, code } of originals) await quarantineEvents(event, batch, code, stages.quarantineStore)
  const stored = await archive(processed, batch, stages.archiveStore, lines)
  const tallies = tally(kept, batch.id, stages.rules)
  lines.release()
  if (tallies.length > 0) await stages.tallyStore.put(tallies)
  if (stages.observe) for (const record of kept) stages.observe(record, batch)
  return {
    logGroup: batch.origin.logGroup,
    payloads: 0,
    control: 0,
    received: batch.events.length,
    records: records.length,
    archived: stored.archived,
    duplicates: stored.duplicates,
    dropped: countEach(
      dropped,
      ([, route]) => route,
      ([record]) => eventCount(record),
    ),
    quarantined: countEach(originals, ({ code }) => code),
    redactions: countRedactions(records),
    bytesIn: countBytes(batch.events),
    objects: stored.objects,
    bytesOut: stored.bytes,
    keys: stored.keys,
  }
}

const droppedWhole = ({ events, origin }: Batch): IngestReport => ({
  ...emptyReport,
  logGroup: origin.logGroup,
  received: events.length,
  dropped: { [ownLogGroupDrop]: events.length },
  bytesIn: countBytes(events),
})

/** What a record came from that redaction could not finish, for quarantine, and why. */
interface Original {
  readonly event: StitchedEvent
  readonly code: RedactionFaultCode
}

/** What a batch became, before anything is stored. */
export interface Processed extends Outcome {
  /** The records that no route has dropped. */
  readonly kept: readonly RedactedRecord[]
  readonly originals: readonly Original[]
}

/**
 * The stages between decoding and storing; no I/O. Of a record that redaction cannot finish there is a placeholder, which no
 * route looks at, because nothing of the record is in it: it is kept.
 *
 * @param lines are given each kept record as it is made.
 */
export function processBatch(
  batch: Batch,
  { redactor, route }: Pick<Ingest, 'redactor' | 'route'>,
  lines?: BatchLines,
): Processed {
  const processed: Growing = { records: [], kept: [], originals: [], dropped: new Map(), failed: new Map() }
  const take = (events: readonly StitchedEvent[]): void => {
    const from = processed.kept.length
    redactRecords(events, batch.origin, redactor, lines?.keeps).forEach((outcome, i) => {
      sort(outcome, events[i]!, route, processed)
    })
    for (let i = from; i < processed.kept.length; i++) lines?.add(processed.kept[i]!)
  }
  for (const events of stitchBy(batch.events, stride)) take(events)
  return processed
}

/** Events that go through the stages together: few enough for what is made of them to stay in the processor's cache. */
const stride = 128

interface Growing extends Processed {
  readonly records: RedactedRecord[]
  readonly kept: RedactedRecord[]
  readonly originals: Original[]
  readonly dropped: Map<RedactedRecord, string>
  readonly failed: Map<RedactedRecord, string>
}

/** Puts a record where it belongs. */
function sort({ record, fault }: RedactionOutcome, event: StitchedEvent, route: Router, into: Growing): void {
  into.records.push(record)
  if (fault !== undefined) {
    into.originals.push({ event, code: fault })
    into.failed.set(record, fault)
  }
  const dropping = fault === undefined ? route(record) : undefined
  if (dropping === undefined) into.kept.push(record)
  else into.dropped.set(record, dropping)
}

function countRedactions(records: readonly RedactedRecord[]): Counts {
  const counts: Record<string, number> = {}
  for (const { redactions } of records)
    for (const detector in redactions) counts[detector] = (counts[detector] ?? 0) + redactions[detector]!
  return counts
}

const countBytes = (events: readonly LogEvent[]): number =>
  events.reduce((sum, event) => sum + bytesOf(event), 0)

import { join } from 'node:path'
import { batchId } from '../../lambdas/core/archive/index.ts'
import type { Config } from '../../lambdas/core/config/index.ts'
import { Lint, ShapeReader } from '../../lambdas/core/lint/index.ts'
import { parse } from '../../lambdas/core/parse/index.ts'
import { type Ingest, ingestBatch, ingestPayload } from '../../lambdas/core/pipeline.ts'
import type { Batch, Origin } from '../../lambdas/core/records.ts'
import { createRedactor, type RedactedRecord } from '../../lambdas/core/redact/index.ts'
import { addReports, emptyReport, type IngestReport } from '../../lambdas/core/report.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createFolderStore } from '../../lambdas/core/store/index.ts'
import type { World } from '../command.ts'
import { CliError, errorCode, failure } from '../errors.ts'
import { hmacKey } from '../hmac-key.ts'
import type { Input } from '../input/open.ts'
import { readFault } from '../input/read-fault.ts'
import { Collector } from '../report/index.ts'
import { plain } from '../terminal.ts'
import { type Alerting, openAlerting } from './alerting.ts'
import type { Cut } from './cutter.ts'
import { payloads } from './events-source.ts'
import { folderKey, type OutputFolder } from './folder.ts'
import { localRegion, originOf, serviceOf } from './origin.ts'
import { openPlanBook, type PlanBook } from './plans.ts'
import { textBatches } from './text-source.ts'
import { stamped } from './times.ts'

/** What one input amounted to. */
export interface InputTotals {
  readonly name: string
  events: number
  bytes: number
}

/** Everything that a run has open, and what it has counted. */
export interface Session {
  readonly config: Config
  readonly folder: OutputFolder
  readonly world: World
  readonly stop: AbortSignal
  readonly key: Buffer
  readonly book: PlanBook
  readonly alerting: Alerting
  readonly collector: Collector
  readonly lint: Lint
  readonly stages: Ingest
  readonly inputs: InputTotals[]
  totals: IngestReport
  cutLines: number
  onBytes: (count: number) => void
  onBatch: () => void
  /** Hears of alerts when they are told. */
  announce: (text: string) => void
}

/** Opens stores, state and stages in `folder`. */
export async function openSession(
  config: Config,
  folder: OutputFolder,
  world: World,
  stop: AbortSignal,
): Promise<Session> {
  const key = await folderKey(folder)
  const alerting = await openAlerting(config, folder, world, (text) => session.announce(text))
  const collector = new Collector()
  const [lint, shapes] = [new Lint(), new ShapeReader()]
  const stages: Ingest = {
    redactor: createRedactor(config.redact, { hmac: await hmacKey(world, () => ({ id: 'local', key })) }),
    route: createRouter(config.routes),
    rules: config.alerts,
    archiveStore: createFolderStore(folder.archive),
    quarantineStore: createFolderStore(folder.root),
    tallyStore: alerting.tallyStore,
    observe(record: RedactedRecord, batch: Batch) {
      collector.observe(record)
      lint.observe(record, shapes.of(record, batch))
      alerting.observe(record)
    },
  }
  const session: Session = {
    config,
    folder,
    world,
    stop,
    key,
    book: openPlanBook(join(folder.state, 'batches.db')),
    alerting,
    collector,
    lint,
    stages,
    inputs: [],
    totals: emptyReport,
    cutLines: 0,
    onBytes: () => {},
    onBatch: () => {},
    announce: () => {},
  }
  return session
}

/** Closes what `openSession` opened. */
export function closeSession({ book, alerting }: Session): void {
  book.close()
  alerting.close()
}

function add(session: Session, input: InputTotals, report: IngestReport): void {
  session.totals = addReports(session.totals, report)
  input.events += report.received
  input.bytes += report.bytesIn
  session.onBatch()
}

/** What a full disk or a lost permission looks like: the command failed, and trying again is safe. Other errors stay as they are. */
export function storeFailure({ root }: OutputFolder, error: unknown): unknown {
  if (error instanceof CliError) return error
  const cause = (error as { cause?: unknown }).cause
  const code = [errorCode(error), errorCode(cause)].find((each) => /^E[A-Z]+$|^ERR_SQLITE/.test(each))
  if (code === undefined || code.startsWith('ERR_INVALID')) return error
  const reason = code === 'ERR_SQLITE_ERROR' ? (error as Error).message : code
  return failure('store_failed', `cannot write into ${plain(root)}: ${plain(reason)}`, error)
}

const timeOf = (message: string): number | undefined => parse(message).timestamp

async function ingestCut(session: Session, origin: Origin, cut: Cut): Promise<IngestReport> {
  const events = stamped(cut.events, cut.plan.time, timeOf)
  return ingestBatch({ id: batchId(origin, events), origin, events }, session.stages)
}

async function processText(
  session: Session,
  input: Input,
  logGroup: string | undefined,
  totals: InputTotals,
) {
  const { config, key, book, world, stop, onBytes } = session
  const origin = originOf(input, logGroup, config, key)
  const onCutLine = () => {
    session.cutLines++
  }
  for await (const cut of textBatches(input, {
    origin,
    key,
    book,
    now: world.now,
    stop,
    onBytes,
    onCutLine,
  })) {
    const report = await ingestCut(session, origin, cut).catch((error) => {
      throw storeFailure(session.folder, error)
    })
    add(session, totals, report)
    await session.alerting.afterBatch(input.live)
  }
}

async function processEvents(session: Session, input: Input, totals: InputTotals) {
  const surroundings = { region: localRegion, serviceOf: serviceOf(session.config) }
  for await (const data of payloads(input.read(session.onBytes), session.stop)) {
    const report = await ingestPayload(data, surroundings, session.stages).catch((error) => {
      throw storeFailure(session.folder, error)
    })
    add(session, totals, report)
    await session.alerting.afterBatch(input.live)
  }
}

/** SQLite is only written to: its faults are never about reading. */
const storeFault = ({ folder }: Session, error: unknown): unknown =>
  errorCode(error).startsWith('ERR_SQLITE') ? storeFailure(folder, error) : error

/** How a run reads its inputs. */
export interface Reading {
  readonly format: 'text' | 'events'
  readonly logGroup: string | undefined
}

/**
 * Takes one input through the pipeline.
 *
 * @throws {CliError} when it cannot be read to its end, or the output cannot be written.
 */
export async function processInput(
  session: Session,
  input: Input,
  { format, logGroup }: Reading,
): Promise<void> {
  const totals: InputTotals = { name: input.name, events: 0, bytes: 0 }
  session.inputs.push(totals)
  try {
    if (format === 'events') await processEvents(session, input, totals)
    else await processText(session, input, logGroup, totals)
  } catch (error) {
    throw readFault(input, storeFault(session, error))
  }
}

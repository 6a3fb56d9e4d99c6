import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Arguments } from '../args.ts'
import type { World } from '../command.ts'
import { CliError, errorCode, usageError } from '../errors.ts'
import { type Input, openInputs } from '../input/open.ts'
import { type Loaded, loadConfig } from '../load-config.ts'
import {
  type AlertLine,
  type Incident,
  incidentsOf,
  page,
  type ReportData,
  readAlertLine,
} from '../report/index.ts'
import { plural } from '../terminal.ts'
import { version } from '../version.ts'
import { lockFolder, makeFolder } from './folder.ts'
import { type Progress, type ProgressLine, progressLine } from './progress.ts'
import {
  closeSession,
  openSession,
  processInput,
  type Reading,
  type Session,
  storeFailure,
} from './session.ts'
import { summary } from './summary.ts'

const hasPattern = (name: string): boolean => /[*?[\]{}]/.test(name)

/** Files to read; a pattern that the shell has left alone (Windows has no globs) is expanded here. */
function namesOf({ rest }: Arguments, world: World): readonly string[] {
  if (rest.length === 0 && (world.stdin as { isTTY?: boolean }).isTTY)
    throw usageError(
      'nothing_to_read',
      'name the files to read, or - for standard input; see sluice run --help',
    )
  if (rest.length === 0) return ['-']
  return rest.flatMap((name) => {
    const found = hasPattern(name) ? globSync(name, { cwd: world.folder }).sort() : []
    return found.length > 0 ? found : [name]
  })
}

/** Alerts of the time that this run was about: what an earlier run on the same input told belongs to its report too. */
async function incidentsIn(session: Session): Promise<Incident[]> {
  const text = await readFile(session.folder.alerts, 'utf8').catch((error) => {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  })
  const lines = text
    .split('\n')
    .map(readAlertLine)
    .filter((line) => line !== undefined) as AlertLine[]
  const { first, last } = session.collector.findings()
  return incidentsOf(lines).filter(({ from, to }) => from <= last && (to ?? last) >= first)
}

function notesOf(session: Session): string[] {
  const { cutLines, stop } = session
  return [
    ...(cutLines > 0 ? [`Lines longer than 1 MB were cut, ${plural(cutLines, 'time')}.`] : []),
    ...(stop.aborted
      ? ['Stopped before the end of the input. Run it again to go on: nothing is stored twice.']
      : []),
  ]
}

async function reportData(session: Session, loaded: Loaded): Promise<ReportData> {
  const { totals, collector, lint, inputs, config, world } = session
  return {
    ...totals,
    findings: collector.findings(),
    hints: lint.findings(),
    inputs,
    incidents: await incidentsIn(session),
    rules: config.alerts.map(({ name }) => name),
    notes: notesOf(session),
    configuration: loaded.file ? `the configuration ${loaded.file}` : 'the built-in configuration',
    madeAt: world.now(),
    version: version(),
  }
}

async function readAll(session: Session, inputs: readonly Input[], reading: Reading): Promise<CliError[]> {
  const failures: CliError[] = []
  for (const input of inputs) {
    if (session.stop.aborted) break
    try {
      await processInput(session, input, reading)
    } catch (error) {
      if (!(error instanceof CliError)) throw error
      failures.push(error)
      if (error.code === 'store_failed') break
    }
  }
  return failures
}

function watch(session: Session, inputs: readonly Input[], quiet: boolean): ProgressLine {
  const sizes = inputs.map(({ size }) => size)
  const total = sizes.every((size) => size !== undefined)
    ? sizes.reduce((sum, size) => sum + size, 0)
    : undefined
  const progress: Progress = { total, read: 0, events: 0 }
  const line = progressLine(progress, session.world, quiet)
  session.announce = (text) => {
    line.clear()
    // Of what is happening now; what a file tells is in the summary.
    if (inputs.some(({ live }) => live)) session.world.stderr.write(text)
  }
  session.onBytes = (count) => {
    progress.read += count
    line.update()
  }
  session.onBatch = () => {
    progress.events = session.totals.received
    line.update()
  }
  return line
}

async function work(
  session: Session,
  inputs: readonly Input[],
  loaded: Loaded,
  args: Arguments,
): Promise<0 | 1> {
  const { world, folder } = session
  const line = watch(session, inputs, args.switches.has('quiet'))
  const format = args.values['format'] === 'events' ? 'events' : 'text'
  const failures = await readAll(session, inputs, { format, logGroup: args.values['log-group'] })
  await session.alerting.finish()
  line.clear()
  const data = await reportData(session, loaded)
  await writeFile(folder.report, page(data))
  world.stdout.write(summary(data, folder, world))
  for (const { code, message } of failures) world.stderr.write(`sluice: [${code}] ${message}\n`)
  return failures.length > 0 ? 1 : 0
}

/** Runs the pipeline over what `args` name. */
export async function execute(args: Arguments, world: World): Promise<0 | 1> {
  const loaded = await loadConfig(args.values['config'], world.folder)
  const inputs = await openInputs(namesOf(args, world), world)
  const folder = await makeFolder(resolve(world.folder, args.values['out'] ?? 'sluice-out'))
  const unlock = lockFolder(folder)
  const stop = new AbortController()
  const forget = world.onInterrupt(() => {
    world.stderr.write('\nsluice: stopping after this batch; press Ctrl-C again to stop at once\n')
    stop.abort()
  })
  const session = await openSession(loaded.config, folder, world, stop.signal)
  try {
    return await work(session, inputs, loaded, args)
  } catch (error) {
    throw storeFailure(folder, error)
  } finally {
    closeSession(session)
    forget()
    unlock()
  }
}

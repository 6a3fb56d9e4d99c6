import { type Partition, safeService } from '../../lambdas/core/archive/index.ts'
import {
  ReplayFault,
  type ReplayReport,
  ReplayStopped,
  replay as replayArchive,
} from '../../lambdas/core/replay/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { CliError, failure, usageError } from '../errors.ts'
import {
  anyArchive,
  bucketOption,
  outputOptions,
  rangeOptions,
  readRange,
  type TimeRange,
  touches,
} from '../query/index.ts'
import { count, plain, plural } from '../terminal.ts'
import { type Destination, openDestination, type Patience, patience } from './destination.ts'

const clearLine = '\r\u001b[2K'

function hoursOf(range: TimeRange, service: string | undefined): (hour: Partition) => boolean {
  const inRange = touches(range)
  const name = service === undefined ? undefined : safeService(service)
  return (hour) => inRange(hour) && (name === undefined || hour.service === name)
}

const summary = ({ records, events, hours }: ReplayReport): string =>
  `${plural(records, 'record')} (${plural(events, 'event')}) of ${plural(hours, 'hour')} sent.\n`

/** A store says what it could not do; what anything else says could quote a record. */
function storeTrouble(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : ''
  return message.startsWith('[store] ')
    ? plain(message.slice('[store] '.length))
    : 'the archive cannot be read; sluice verify tells more'
}

/** What stopped it, in words, and how to go on. */
function asFailure({ cause, from, report }: ReplayStopped, { keeps }: Destination): Error {
  if (cause instanceof CliError && cause.exit === 2) return cause
  const known = cause instanceof CliError || cause instanceof ReplayFault
  const what = known ? cause.message : storeTrouble(cause)
  const time = Number.isFinite(from) ? ` --from ${new Date(from).toISOString().slice(0, -1)}` : ''
  const next = keeps
    ? `${plural(report.records, 'record')} sent; go on with${time || ' the same command'}: what was sent of that hour comes again, with the same event_id`
    : 'the file was not made'
  return failure(known ? cause.code : 'unreadable_archive', `${what}; ${next}`, cause)
}

async function send(
  args: Arguments,
  world: World,
  signal: AbortSignal,
  how: Patience,
): Promise<ReplayReport> {
  const range = readRange(args.values, world.now())
  const store = await anyArchive(args, world)
  const destination = openDestination(args, world, signal, how)
  const isWatched = world.stderr.isTTY === true && args.values['to-destination'] !== undefined
  try {
    const report = await replayArchive({
      store,
      wanted: hoursOf(range, args.values['service']),
      ...range,
      send: (lines) => destination.send(lines),
      signal,
      progress: ({ records }) => {
        if (isWatched) world.stderr.write(`${clearLine}${count(records)} records`)
      },
    })
    await destination.finish()
    return report
  } catch (error) {
    await destination.giveUp()
    throw error instanceof ReplayStopped ? asFailure(error, destination) : error
  } finally {
    if (isWatched) world.stderr.write(clearLine)
  }
}

/** `sluice replay`, as patient as tests want it. */
export const replayWith =
  (how: Patience) =>
  async (args: Arguments, world: World): Promise<0 | 1> => {
    if (args.rest.length > 0)
      throw usageError('unexpected_argument', `takes no file; got ${plain(args.rest[0]!)}`)
    const interrupt = new AbortController()
    const release = world.onInterrupt(() => interrupt.abort())
    try {
      const report = await send(args, world, interrupt.signal, how)
      world.stderr.write(summary(report))
      if (report.unreadable === 0) return 0
      world.stderr.write(
        `${plural(report.unreadable, 'object')} in landing could not be read and ${report.unreadable === 1 ? 'was' : 'were'} left out.\n`,
      )
      return 1
    } finally {
      release()
    }
  }

const { out } = outputOptions

export const replay: Command = {
  summary: 'read the archive again, into another system',
  usage: 'sluice replay [--from TIME] [--to TIME] [--to-destination -|FILE|https://…] [options]',
  about: `Writes the records of the archive as NDJSON, hour by hour from the oldest: what is compacted and what is not yet, each
event once, as sluice query sees it, redacted as it was archived. To an address it posts batches of at most 1,000
records or 1 MB and tries again what is worth it. Nobody is alerted.`,
  options: {
    ...rangeOptions,
    service: { value: 'NAME', help: 'only of this service' },
    'to-destination': { value: 'WHERE', help: 'standard output (-, the default), a new file, or an address' },
    header: {
      value: 'VARIABLE',
      help: "an environment variable with headers for the address, 'Name: value' a line",
    },
    out: out!,
    bucket: bucketOption,
  },
  examples: [
    ['sluice replay --from 7d --service shop | jq .body', 'what a service said in the last seven days'],
    [
      'AUTH="Authorization: Bearer $TOKEN" sluice replay --bucket my-archive --from 2026-11-22 --to-destination https://logs.example.com/ingest --header AUTH',
      'a day and what follows, into another system',
    ],
  ],
  run: replayWith(patience),
}

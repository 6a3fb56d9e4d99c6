import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import {
  backfill as backfillGroup,
  createCloudWatchPast,
  type PastEvents,
} from '../../lambdas/core/backfill/index.ts'
import { serviceLookup } from '../../lambdas/core/config/index.ts'
import { createRedactor } from '../../lambdas/core/redact/index.ts'
import type { IngestReport } from '../../lambdas/core/report.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { createFolderStore } from '../../lambdas/core/store/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { CliError, errorCode, failure, usageError } from '../errors.ts'
import { hmacKey } from '../hmac-key.ts'
import { loadConfig } from '../load-config.ts'
import { outFolder, outputOptions, rangeOptions, readRange, type TimeRange } from '../query/index.ts'
import { folderKey, lockFolder, makeFolder, type OutputFolder } from '../run/folder.ts'
import { count, plain, time } from '../terminal.ts'

/** Where a stretch of time is done up to, by log group and stretch. */
type Done = Record<string, number>

const doneFile = (folder: OutputFolder): string => join(folder.state, 'backfill.json')

async function readDone(folder: OutputFolder): Promise<Done> {
  try {
    return JSON.parse(await readFile(doneFile(folder), 'utf8')) as Done
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return {}
    throw error
  }
}

/** Whole hours, so that the same command some minutes later asks for the same stretch. */
function stretchOf({ from, to }: TimeRange, now: number): TimeRange {
  if (!Number.isFinite(from)) throw usageError('missing_value', 'say --from, such as --from 30d')
  const hour = 3_600_000
  return {
    from: Math.floor(from / hour) * hour,
    to: Number.isFinite(to) ? to : Math.floor(now / hour) * hour,
  }
}

const summary = ({ received, archived, duplicates, dropped }: IngestReport): string => {
  const left = Object.values(dropped).reduce((a, b) => a + b, 0)
  return `${count(received)} events read: ${count(archived)} archived, ${count(duplicates)} there already, ${count(left)} dropped by routes.\n`
}

async function read(args: Arguments, world: World, past: PastEvents, region: string): Promise<IngestReport> {
  const logGroup = args.values['log-group']
  if (logGroup === undefined) throw usageError('missing_value', 'say --log-group')
  const { from, to } = stretchOf(readRange(args.values, world.now()), world.now())
  const { config } = await loadConfig(args.values['config'], world.folder)
  const account = await past.accountOf(logGroup)
  if (account === undefined)
    throw usageError('no_log_group', `there is no log group ${plain(logGroup)} in ${plain(region)}`)
  const folder = await makeFolder(outFolder(args, world))
  const unlock = lockFolder(folder)
  try {
    const done = await readDone(folder)
    const name = `${logGroup} ${from}`
    const key = await folderKey(folder)
    return await backfillGroup({
      past,
      stages: {
        redactor: createRedactor(config.redact, { hmac: await hmacKey(world, () => ({ id: 'local', key })) }),
        route: createRouter(config.routes),
        archiveStore: createFolderStore(folder.archive),
        quarantineStore: createFolderStore(folder.root),
      },
      origin: { account, region, logGroup, service: serviceLookup(config)(logGroup) },
      from: Math.max(from, done[name] ?? from),
      to,
      progress: async (until, { received }) => {
        await writeFile(doneFile(folder), JSON.stringify({ ...done, [name]: until }), { mode: 0o600 })
        const share = Math.round(((until - from) / (to - from)) * 100)
        if (world.stderr.isTTY)
          world.stderr.write(`\r\u001b[2K${share} %  until ${time(until)}  ${count(received)} events`)
      },
    })
  } finally {
    if (world.stderr.isTTY) world.stderr.write('\r\u001b[2K')
    unlock()
  }
}

/** `sluice backfill` on a past that tests bring. */
export const backfillFrom =
  (pastOf: (region: string) => PastEvents) =>
  async (args: Arguments, world: World): Promise<0> => {
    if (args.rest.length > 0)
      throw usageError('unexpected_argument', `takes no file; got ${plain(args.rest[0]!)}`)
    const region = args.values['region'] ?? world.env['AWS_REGION'] ?? world.env['AWS_DEFAULT_REGION']
    if (region === undefined) throw usageError('missing_value', 'say --region, or set AWS_REGION')
    try {
      world.stdout.write(summary(await read(args, world, pastOf(region), region)))
      return 0
    } catch (error) {
      if (error instanceof CliError) throw error
      throw failure('backfill', `${plain((error as Error).message)}; run it again to go on`, error)
    }
  }

const { out } = outputOptions

export const backfill: Command = {
  summary: 'read the past of a log group from CloudWatch Logs into the local archive',
  usage: 'sluice backfill --log-group NAME --from TIME [options]',
  about: `Takes old events of CloudWatch Logs through the same stages, without alerts, into the archive of --out. Uses the
credentials of the AWS CLI; needs logs:DescribeLogGroups and logs:FilterLogEvents. Can be stopped and run again: it
goes on where it was, and nothing is stored twice.`,
  options: {
    'log-group': { value: 'NAME', help: 'the log group' },
    ...rangeOptions,
    region: { value: 'NAME', help: 'its Region; default AWS_REGION' },
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    out: out!,
  },
  examples: [
    ['sluice backfill --log-group /ecs/shop --from 30d', 'the last thirty days, until the last full hour'],
  ],
  run: backfillFrom((region) =>
    createCloudWatchPast(new CloudWatchLogsClient({ region, retryMode: 'adaptive', maxAttempts: 12 })),
  ),
}

import type { Config } from '../../lambdas/core/config/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { usageError } from '../errors.ts'
import { loadConfig } from '../load-config.ts'
import { plain } from '../terminal.ts'
import { assumptions, type Cost, costOf } from './cost.ts'
import { describe, part } from './describe.ts'
import { compareLive, describeLive, type Live, liveHere, type Standings } from './live.ts'

function volume(written: string | undefined): number {
  if (written === undefined) return 100
  const value = Number(written)
  if (written.trim() !== '' && value > 0 && value <= 1e9) return value
  throw usageError(
    'wrong_value',
    `--gb-per-month must be a number above 0, at most 1000000000; got ${plain(written)}`,
  )
}

interface Checked {
  readonly config: Config
  readonly file: string | undefined
  readonly cost: Cost
  readonly live?: Standings
}

function written({ config, file, cost, live }: Checked, json: boolean, world: World): string {
  if (json)
    return `${JSON.stringify({ file: file ?? null, config, cost, assumptions, ...(live ? { live } : {}) }, undefined, 2)}\n`
  const words = describe(config, cost, file ?? 'The built-in configuration', world)
  return live ? `${words}${part('Live', describeLive(live), world).join('\n')}\n` : words
}

/** `check` in an AWS environment, which it asks only with --live. */
export async function checkIn(
  { rest, values, switches }: Arguments,
  world: World,
  connect: () => Promise<Live>,
): Promise<0 | 1> {
  if (rest.length > 0)
    throw usageError('unexpected_argument', `takes no file beside --config; got ${plain(rest[0]!)}`)
  const gigabytes = volume(values['gb-per-month'])
  const { config, file } = await loadConfig(values['config'], world.folder)
  const cost = costOf(config, gigabytes)
  const live = switches.has('live') ? await compareLive(config, await connect()) : undefined
  world.stdout.write(written({ config, file, cost, ...(live ? { live } : {}) }, switches.has('json'), world))
  return live && live.problems.length > 0 ? 1 : 0
}

export const check: Command = {
  summary: 'validate a configuration; what it would subscribe, redact, keep, alert, cost',
  usage: 'sluice check [options]',
  about: `Validates a configuration and says in words what a deployment of it would do, and roughly what it would
cost. Reads nothing but the configuration, and asks nothing of AWS unless you say --live: then it compares the log
groups of your account and Region with the configuration and lists what differs, changing nothing. Everything that
is wrong is listed with its path. Exit code 1: --live has found a difference.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    'gb-per-month': { value: 'NUMBER', help: 'log text a month that the cost is for; default 100' },
    live: { help: 'also compare with the account and Region of your AWS environment: limits, drift, loops' },
    json: { help: 'the validated configuration with its defaults, and the cost, as JSON' },
  },
  examples: [
    ['sluice check', 'the configuration in this folder'],
    ['sluice check --config prod.config.ts --gb-per-month 2000', 'another one, for 2 TB a month'],
    ['AWS_REGION=eu-west-1 sluice check --live', 'is everything subscribed as it says?'],
  ],
  run: (args, world) => checkIn(args, world, liveHere),
}

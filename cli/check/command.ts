import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { usageError } from '../errors.ts'
import { loadConfig } from '../load-config.ts'
import { plain } from '../terminal.ts'
import { assumptions, costOf } from './cost.ts'
import { describe } from './describe.ts'

function volume(written: string | undefined): number {
  if (written === undefined) return 100
  const value = Number(written)
  if (written.trim() !== '' && value > 0 && value <= 1e9) return value
  throw usageError(
    'wrong_value',
    `--gb-per-month must be a number above 0, at most 1000000000; got ${plain(written)}`,
  )
}

async function checkCommand(args: Arguments, world: World): Promise<0> {
  if (args.rest.length > 0)
    throw usageError('unexpected_argument', `takes no file beside --config; got ${plain(args.rest[0]!)}`)
  const gigabytes = volume(args.values['gb-per-month'])
  const { config, file } = await loadConfig(args.values['config'], world.folder)
  const cost = costOf(config, gigabytes)
  const text = args.switches.has('json')
    ? `${JSON.stringify({ file: file ?? null, config, cost, assumptions }, undefined, 2)}\n`
    : describe(config, cost, file ?? 'The built-in configuration', world)
  world.stdout.write(text)
  return 0
}

export const check: Command = {
  summary: 'validate a configuration; what it would subscribe, redact, keep, alert, cost',
  usage: 'sluice check [options]',
  about: `Validates a configuration and says in words what a deployment of it would do, and roughly what it would
cost. Reads nothing but the configuration; asks nothing of AWS. Everything that is wrong is listed with its path.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    'gb-per-month': { value: 'NUMBER', help: 'log text a month that the cost is for; default 100' },
    json: { help: 'the validated configuration with its defaults, and the cost, as JSON' },
  },
  examples: [
    ['sluice check', 'the configuration in this folder'],
    ['sluice check --config prod.config.ts --gb-per-month 2000', 'another one, for 2 TB a month'],
  ],
  run: checkCommand,
}

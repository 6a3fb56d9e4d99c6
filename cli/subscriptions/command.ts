import type { Config } from '../../lambdas/core/config/index.ts'
import type { LogGroups } from '../../lambdas/core/subscribe/log-groups.ts'
import { isMissing, type Standing, standingOf } from '../../lambdas/core/subscribe/standing.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { usageError } from '../errors.ts'
import { loadConfig } from '../load-config.ts'
import { count, plural } from '../terminal.ts'
import { connect, explain, standings } from './live.ts'
import { line } from './table.ts'

const write = (standing: Standing, json: boolean, { stdout }: World): void =>
  void stdout.write(json ? `${JSON.stringify(standing)}\n` : line(standing))

/** Tells of names alone; what tags a log group has, only AWS knows. */
function named(config: Config, names: readonly string[], json: boolean, world: World): 0 {
  const tags = Object.assign({}, ...config.sources.map((source) => source.tags)) as Record<string, string>
  for (const name of names) write(standingOf(config, { name, arn: '', class: 'STANDARD' }, tags), json, world)
  if (Object.keys(tags).length > 0 && !json)
    world.stdout.write('Taken for granted: that they have the tags which sources ask for. --live looks.\n')
  return 0
}

/** Tells of every log group that there is: those that concern the pipeline, or all. */
export async function live(
  config: Config,
  groups: LogGroups,
  { all, json }: { readonly all: boolean; readonly json: boolean },
  world: World,
): Promise<0 | 1> {
  let seen = 0
  let missing = 0
  try {
    for await (const standing of standings(config, groups)) {
      seen++
      if (isMissing(standing)) missing++
      const concerns = standing.verdict !== 'unselected' || standing.subscribed
      if (all || concerns) write(standing, json, world)
    }
  } catch (error) {
    throw explain(error)
  }
  if (!json)
    world.stdout.write(
      `${plural(seen, 'log group')}, ${missing === 0 ? 'none' : count(missing)} selected without a subscription\n`,
    )
  return missing === 0 ? 0 : 1
}

async function run({ rest, values, switches }: Arguments, world: World): Promise<0 | 1> {
  const { config } = await loadConfig(values['config'], world.folder)
  const json = switches.has('json')
  if (switches.has('live')) {
    if (rest.length > 0) throw usageError('unexpected_argument', '--live looks at every log group; name none')
    return live(config, await connect(), { all: switches.has('all'), json }, world)
  }
  if (switches.has('all')) throw usageError('missing_option', '--all is for --live')
  if (rest.length === 0)
    throw usageError('missing_argument', 'name log groups to ask about, or let --live look at all there are')
  return named(config, rest, json, world)
}

export const subscriptions: Command = {
  summary: 'which log groups are selected and subscribed, and why others are not',
  usage: 'sluice subscriptions LOG-GROUP… | --live [options]',
  about: `Tells for names of log groups whether the configuration selects them. With --live it asks AWS instead, and tells
of every log group whether it is subscribed and which filters of others it has. It changes nothing.
Exit code 1: a log group is selected and not subscribed.`,
  options: {
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration; default pipeline.config.ts here, else a built-in one',
    },
    live: { help: 'look at the log groups of the account and Region of your AWS environment' },
    all: { help: 'with --live: also those that are not selected' },
    json: { help: 'one JSON object a line' },
  },
  examples: [
    ['sluice subscriptions /ecs/shop/web /aws/lambda/checkout', 'would these be subscribed?'],
    ['AWS_REGION=eu-west-1 sluice subscriptions --live', 'are they?'],
  ],
  run,
}

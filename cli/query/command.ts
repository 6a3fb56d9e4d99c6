import { fillQuery, type NamedQuery, namedQueries } from '../../lambdas/core/query/index.ts'
import type { Arguments, Options } from '../args.ts'
import type { Command, World } from '../command.ts'
import { usageError } from '../errors.ts'
import { plain } from '../terminal.ts'
import { defaultOut, outFolder } from './folder.ts'
import { type Format, writeAnswer } from './format.ts'
import { openLogs } from './logs.ts'
import { daysOf, rangeOptions, readRange, type TimeRange, touches } from './range.ts'

/** The options of every command that prints rows. */
export const outputOptions: Options = {
  out: {
    value: 'DIR',
    short: 'o',
    help: `the folder of sluice run, or one with a copy of the bucket in DIR/archive; default ${defaultOut}`,
  },
  json: { help: 'one JSON object a line' },
  csv: { help: 'CSV with a head line' },
}

/** @throws {CliError} when both are asked for. */
export function formatOf({ switches }: Arguments): Format {
  if (switches.has('json') && switches.has('csv'))
    throw usageError('wrong_value', '--json and --csv exclude each other')
  return switches.has('json') ? 'json' : switches.has('csv') ? 'csv' : 'table'
}

function queryNamed(name: string): NamedQuery {
  const query = namedQueries.find((each) => each.name === name)
  if (query) return query
  const names = namedQueries.map((each) => each.name).join(', ')
  throw usageError('unknown_query', `no query is called ${plain(name)}; there are ${names}`)
}

/** `request=abc` → the parameter `request`. */
function parametersOf(
  { name, parameters = {} }: NamedQuery,
  written: readonly string[],
): Record<string, string> {
  const given = written.map((each) => {
    const at = each.indexOf('=')
    const key = each.slice(0, at)
    if (at > 0 && Object.hasOwn(parameters, key)) return [key, each.slice(at + 1)] as const
    const allowed = Object.keys(parameters).map((parameter) => `${parameter}=…`)
    throw usageError(
      'unexpected_argument',
      `${name} takes ${allowed.join(' ') || 'no parameters'}; got ${plain(each)}`,
    )
  })
  const values = Object.fromEntries(given)
  for (const [key, meaning] of Object.entries(parameters))
    if (values[key] === undefined) throw usageError('missing_value', `${name} needs ${key}=… (${meaning})`)
  return values
}

function sqlOf({ values, rest }: Arguments, range: TimeRange): string {
  const named = values['named']
  if (named !== undefined) {
    const query = queryNamed(named)
    return fillQuery(query.sql, { ...daysOf(range), ...parametersOf(query, rest) })
  }
  if (rest.length === 1 && rest[0]!.trim() !== '') return rest[0]!
  throw usageError(
    'missing_value',
    rest.length === 0 ? 'say the SQL, or --named NAME' : 'put the SQL in quotes',
  )
}

function listQueries(world: World): 0 {
  for (const { name, question, parameters = {} } of namedQueries) {
    const wanted = Object.entries(parameters).map(([key, meaning]) => `  ${key}=…  ${meaning}\n`)
    world.stdout.write(`${name}\n  ${question}\n${wanted.join('')}`)
  }
  return 0
}

async function queryCommand(args: Arguments, world: World): Promise<0> {
  if (args.switches.has('list')) return listQueries(world)
  const format = formatOf(args)
  const range = readRange(args.values, world.now())
  const sql = sqlOf(args, range)
  const logs = await openLogs(outFolder(args, world), touches(range))
  try {
    await writeAnswer(await logs.ask(sql), format, world)
  } finally {
    logs.close()
  }
  return 0
}

export const query: Command = {
  summary: 'ask the archive in SQL, with the same tables as Athena',
  usage: 'sluice query SQL [options]\n       sluice query --named NAME [PARAMETER=VALUE…] [options]',
  about: `Answers questions about the archive of sluice run, or about a copy of the bucket, with DuckDB. The table is
logs; its columns: timestamp, observed_timestamp, severity_text, severity_number, body, attributes, resource
(JSON), trace_id, span_id, scope_name, event_id, event_ids, fingerprint, redactions, service, dt, hour.
What is compacted and what is not yet are there, each event once. A query changes nothing.`,
  options: {
    ...outputOptions,
    ...rangeOptions,
    named: { value: 'NAME', help: 'one of the queries that Athena has under the same name' },
    list: { help: 'the named queries and their parameters' },
  },
  examples: [
    [
      "sluice query 'SELECT severity_text, count(*) FROM logs GROUP BY ALL'",
      'how many records of each severity',
    ],
    ['sluice query --named errors-by-fingerprint --from 7d', 'which errors, of the last seven days'],
    ['sluice query --named one-request request=5d431d06', 'one request through all services'],
    [
      'sluice query "SELECT body FROM logs WHERE scope_name = \'shop.payments\'" --json',
      'for another program',
    ],
  ],
  run: queryCommand,
}

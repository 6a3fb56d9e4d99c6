import { safeService } from '../../lambdas/core/archive/index.ts'
import { type Severity, severityNumbers } from '../../lambdas/core/records.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { usageError } from '../errors.ts'
import {
  openLogs,
  outFolder,
  outputOptions,
  rangeOptions,
  readRange,
  touches,
  writeAnswer,
} from '../query/index.ts'
import { plain } from '../terminal.ts'
import { writeLines } from './lines.ts'
import { searchSql, type Wanted } from './sql.ts'

function limitOf(written: string | undefined): number {
  const limit = Number(written ?? 100)
  if (Number.isInteger(limit) && limit > 0 && limit <= 1_000_000) return limit
  throw usageError(
    'wrong_value',
    `--limit must be a whole number from 1 to 1000000; got ${plain(String(written))}`,
  )
}

function wantedOf({ values, rest }: Arguments, now: number): Wanted {
  if (rest.length > 1) throw usageError('unexpected_argument', 'put a text of several words in quotes')
  return {
    text: rest[0] ?? '',
    service: values['service'],
    severity: values['severity'] as Severity | undefined,
    range: readRange(values, now),
    limit: limitOf(values['limit']),
  }
}

async function searchCommand(args: Arguments, world: World): Promise<0 | 1> {
  const wanted = wantedOf(args, world.now())
  const inRange = touches(wanted.range)
  const service = wanted.service === undefined ? undefined : safeService(wanted.service)
  const logs = await openLogs(
    outFolder(args, world),
    (hour) => inRange(hour) && (service === undefined || hour.service === service),
  )
  try {
    const answer = await logs.ask(searchSql(wanted))
    if (args.switches.has('json')) await writeAnswer(answer, 'json', world)
    else return (await writeLines(answer, wanted.limit, world)) === 0 ? 1 : 0
  } finally {
    logs.close()
  }
  return 0
}

const { out, json } = outputOptions

export const search: Command = {
  summary: 'find records in the archive by a text',
  usage: "sluice search ['TEXT'] [options]",
  about: `Prints the newest records that hold the text in their message or attributes, in whatever case, in the order of
time. Like grep, it ends with 1 when it finds nothing.`,
  options: {
    out: out!,
    ...rangeOptions,
    service: { value: 'NAME', help: 'only of this service' },
    severity: {
      value: 'NAME',
      oneOf: Object.keys(severityNumbers),
      help: 'of this severity and above: error',
    },
    limit: { value: 'N', help: 'at most so many; default 100' },
    json: json!,
  },
  examples: [
    ["sluice search 'payment declined' --from 2h", 'of the last two hours'],
    [
      'sluice search --severity error --service shop --from 2026-11-22',
      'all errors of a service since a day',
    ],
  ],
  run: searchCommand,
}

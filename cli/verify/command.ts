import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { startOf } from '../../lambdas/core/archive/index.ts'
import type { GroupAccount } from '../../lambdas/core/ledger/index.ts'
import { type Counts, total } from '../../lambdas/core/report.ts'
import {
  type Accounts,
  problemCodes,
  readAccounts,
  type Verification,
  verify,
} from '../../lambdas/core/verify/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { errorCode, failure, usageError } from '../errors.ts'
import { anyArchive, bucketOption, outputOptions, rangeOptions, readRange, touches } from '../query/index.ts'
import { checkOf, signedByOption } from '../signing.ts'
import { bytes, count, plain, plural } from '../terminal.ts'

const day = 86_400_000

async function accountsOf(file: string, world: World): Promise<Accounts> {
  const lines: string[] = []
  try {
    for await (const line of createInterface({ input: createReadStream(resolve(world.folder, file)) }))
      if (line.includes('"log_group"')) lines.push(line.slice(line.indexOf('{')))
  } catch (error) {
    throw usageError('unreadable_file', `cannot read ${plain(file)}: ${errorCode(error)}`)
  }
  return readAccounts(lines)
}

function daysOf(written: string | undefined): number {
  if (written === undefined) return Number.POSITIVE_INFINITY
  const days = Number(written)
  if (Number.isInteger(days) && days > 0) return days
  throw usageError('wrong_value', `--expire-after-days must be a whole number above 0; got ${plain(written)}`)
}

const parts = (counts: Counts): string =>
  Object.keys(counts).length === 0
    ? ''
    : ` (${Object.entries(counts)
        .map(([name, events]) => `${plain(name)} ${count(events)}`)
        .join(', ')})`

/** What became of one log group's events, as a sum that can be checked by hand. */
function sumOf({ received, archived, dropped, quarantined, repeated, erased }: GroupAccount): string {
  const terms = [
    `${count(archived)} archived`,
    `${count(total(dropped))} dropped${parts(dropped)}`,
    `${count(total(quarantined))} quarantined${parts(quarantined)}`,
    `${count(repeated)} twice`,
  ]
  const later = erased > 0 ? `; ${count(erased)} erased since` : ''
  return `${count(received)} received = ${terms.join(' + ')}${later}`
}

function signatures({ entries, signed }: Verification, checked: boolean): string[] {
  if (signed === 0) return []
  const how = checked ? 'checked' : 'not checked: --signed-by names the key'
  return [`${count(signed)} of ${plural(entries, 'entry', 'entries')} signed; ${how}`]
}

function describe(verification: Verification, checked: boolean): string {
  const { entries, head, objects, bytes: size, accounts, landing, problems } = verification
  const groups = Object.keys(accounts).sort()
  const waiting = Object.values(landing).reduce((events, { received }) => events + received, 0)
  const lines = [
    `${plural(entries, 'entry', 'entries')} in the ledger; the last one is ${head ?? 'none'}`,
    ...signatures(verification, checked),
    `${plural(objects, 'object')} (${bytes(size)}); ${plural(waiting, 'event')} not compacted yet`,
    ...groups.flatMap((group) => [`  ${plain(group)}`, `    ${sumOf(accounts[group]!)}`]),
    ...problems.map(({ code, key }) => `[${code}] ${plain(key)}: ${problemCodes[code]}`),
    problems.length === 0
      ? 'Nothing was changed, removed or put in.'
      : `${plural(problems.length, 'problem')}.`,
  ]
  return `${lines.join('\n')}\n`
}

async function verifyCommand(args: Arguments, world: World): Promise<0 | 1> {
  const { values, switches, rest } = args
  if (rest.length > 0)
    throw usageError('unexpected_argument', `takes no file beside --accounts; got ${plain(rest[0]!)}`)
  const range = readRange(values, world.now())
  if (values['accounts'] !== undefined && (values['from'] ?? values['to']) !== undefined)
    throw usageError('wrong_value', '--accounts is about all hours; leave out --from and --to')
  const expiry = daysOf(values['expire-after-days'])
  const store = await anyArchive(args, world)
  const accounts = values['accounts'] === undefined ? undefined : await accountsOf(values['accounts'], world)
  const key = values['signed-by']
  const check = key === undefined ? undefined : await checkOf(key, world)
  const verification = await verify({
    store,
    ...(check ? { check } : {}),
    wanted: touches(range),
    expired: (hour) => startOf(hour) + expiry * day < world.now(),
    ...(accounts ? { accounts } : {}),
  }).catch((error) => {
    throw failure(
      'unreadable_archive',
      `the archive cannot be read: ${plain((error as Error).message)}`,
      error,
    )
  })
  world.stdout.write(
    switches.has('json') ? `${JSON.stringify(verification)}\n` : describe(verification, check !== undefined),
  )
  return verification.problems.length > 0 ? 1 : 0
}

const { out, json } = outputOptions

export const verifyArchive: Command = {
  summary: 'prove that nothing in the archive was changed, removed or put in',
  usage: 'sluice verify [options]',
  about: `Follows the chain of the ledger from its first entry, compares every object with the hash that the ledger has of
it, and adds up the events of each log group: received = archived + dropped by a route + quarantined + found twice. Ends with 1 when something is wrong. That the end of the chain was cut off shows only to
whoever has kept the hash of the last entry, which is printed: keep it.`,
  options: {
    out: out!,
    bucket: bucketOption,
    ...rangeOptions,
    accounts: {
      value: 'FILE',
      help: 'the log of the ingest function, a line each: what it archived must be there, log group by log group',
    },
    'signed-by': signedByOption,
    'expire-after-days': { value: 'N', help: 'archive.expireAfterDays: objects of that age may be gone' },
    json: json!,
  },
  examples: [
    ['sluice verify', 'the archive in ./sluice-out'],
    ['sluice verify --bucket my-archive --from 2026-11-01 --to 2026-11-30', 'a month in AWS'],
  ],
  run: verifyCommand,
}

import { lockedUntil } from '../../lambdas/core/archive/index.ts'
import type { Config } from '../../lambdas/core/config/index.ts'
import {
  type Erasable,
  erase as eraseRecords,
  findErasable,
  mentions,
} from '../../lambdas/core/erase/index.ts'
import type { ReadableStore } from '../../lambdas/core/ports.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { CliError, failure, usageError } from '../errors.ts'
import { loadConfig } from '../load-config.ts'
import { openArchive, outFolder, outputOptions, rangeOptions, readRange, touches } from '../query/index.ts'
import { lockFolder, makeFolder } from '../run/folder.ts'
import { signerOf, signWithOption } from '../signing.ts'
import { plain, plural, time } from '../terminal.ts'

/** Shorter ones are in too much that is meant otherwise. */
const shortest = 6

function textOf({ values, rest }: Arguments): string {
  if (rest.length > 0) throw usageError('unexpected_argument', `takes no file; got ${plain(rest[0]!)}`)
  const given = [values['pseudonym'], values['match']].filter((value) => value !== undefined)
  if (given.length !== 1)
    throw usageError('missing_value', 'say what to erase: --pseudonym TEXT or --match TEXT')
  if (given[0]!.trim().length < shortest)
    throw usageError('wrong_value', `what is erased must be at least ${shortest} characters long`)
  return given[0]!
}

/** Why it cannot be erased yet, if S3 keeps some of it locked. */
function lockOf({ archive: { objectLock } }: Config, { stored }: Erasable, now: number): string | undefined {
  if (!objectLock || stored === undefined) return undefined
  const until = lockedUntil(objectLock, stored)
  if (until <= now) return undefined
  return `S3 keeps some of it until ${time(until)} UTC (archive.objectLock, ${objectLock.mode}): a locked version stays in the bucket, whatever is erased here`
}

async function signing({ values }: Arguments, store: ReadableStore, world: World) {
  const signer = await signerOf(values['sign-with'], store, world)
  return signer ? { signer } : {}
}

async function eraseCommand(args: Arguments, world: World): Promise<0> {
  const matches = mentions(textOf(args))
  const wanted = touches(readRange(args.values, world.now()))
  const store = openArchive(args, world)
  const options = { store, clock: world.now, matches, wanted }
  const { config } = await loadConfig(args.values['config'], world.folder)
  const confirmed = args.switches.has('yes')
  const unlock = confirmed ? lockFolder(await makeFolder(outFolder(args, world))) : () => {}
  try {
    const found = confirmed && !config.archive.objectLock ? undefined : await findErasable(options)
    const lock = found && lockOf(config, found, world.now())
    if (confirmed && lock) throw failure('object_locked', lock)
    const { records, events, objects } = confirmed
      ? await eraseRecords({ ...options, ...(await signing(args, store, world)) })
      : found!
    const what = `${plural(records, 'record')} (${plural(events, 'event')}) in ${plural(objects, 'object')}`
    world.stdout.write(
      confirmed
        ? `Erased ${what}.\n`
        : `Would erase ${what}. Nothing was changed; ${lock ? `--yes would not, either: ${lock}.` : '--yes does it.'}\n`,
    )
    return 0
  } catch (error) {
    if (error instanceof CliError) throw error
    throw failure('erasure', 'erasure did not finish; run it again to go on', error)
  } finally {
    unlock()
  }
}

const { out } = outputOptions

export const erase: Command = {
  summary: 'remove records from the archive for good, such as those of one person',
  usage: 'sluice erase --pseudonym TEXT [--yes] [options]',
  about: `Without --yes it only counts. With it, every object that holds such a record is written again without it, and the
ledger says how many events are gone: sluice verify holds. It refuses what archive.objectLock still keeps in S3. Erase at the source too, or a backfill brings them back.`,
  options: {
    pseudonym: { value: 'TEXT', help: 'records that hold it anywhere, such as [HMAC:k1:…]' },
    match: { value: 'TEXT', help: 'the same, for any other text' },
    ...rangeOptions,
    out: out!,
    config: {
      value: 'FILE',
      short: 'c',
      help: 'the configuration, whose archive.objectLock counts; default pipeline.config.ts here',
    },
    'sign-with': signWithOption,
    yes: { help: 'do it' },
  },
  examples: [
    ["sluice erase --pseudonym '[HMAC:k1:9f86d081884c7d65]'", 'how many records there are'],
    ["sluice erase --pseudonym '[HMAC:k1:9f86d081884c7d65]' --yes", 'removes them'],
  ],
  run: eraseCommand,
}

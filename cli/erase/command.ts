import { erase as eraseRecords, findErasable, mentions } from '../../lambdas/core/erase/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { failure, usageError } from '../errors.ts'
import { openArchive, outFolder, outputOptions, rangeOptions, readRange, touches } from '../query/index.ts'
import { lockFolder, makeFolder } from '../run/folder.ts'
import { plain, plural } from '../terminal.ts'

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

async function eraseCommand(args: Arguments, world: World): Promise<0> {
  const matches = mentions(textOf(args))
  const wanted = touches(readRange(args.values, world.now()))
  const options = { store: openArchive(args, world), clock: world.now, matches, wanted }
  const confirmed = args.switches.has('yes')
  const unlock = confirmed ? lockFolder(await makeFolder(outFolder(args, world))) : () => {}
  try {
    const { records, events, objects } = await (confirmed ? eraseRecords(options) : findErasable(options))
    const what = `${plural(records, 'record')} (${plural(events, 'event')}) in ${plural(objects, 'object')}`
    world.stdout.write(
      confirmed ? `Erased ${what}.\n` : `Would erase ${what}. Nothing was changed; --yes does it.\n`,
    )
    return 0
  } catch (error) {
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
ledger says how many events are gone: sluice verify holds. Erase at the source too, or a backfill brings them back.`,
  options: {
    pseudonym: { value: 'TEXT', help: 'records that hold it anywhere, such as [HMAC:k1:…]' },
    match: { value: 'TEXT', help: 'the same, for any other text' },
    ...rangeOptions,
    out: out!,
    yes: { help: 'do it' },
  },
  examples: [
    ["sluice erase --pseudonym '[HMAC:k1:9f86d081884c7d65]'", 'how many records there are'],
    ["sluice erase --pseudonym '[HMAC:k1:9f86d081884c7d65]' --yes", 'removes them'],
  ],
  run: eraseCommand,
}

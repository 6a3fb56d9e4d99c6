import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pseudonym as pseudonymOf } from '../../lambdas/core/redact/index.ts'
import type { Arguments } from '../args.ts'
import type { Command, World } from '../command.ts'
import { usageError } from '../errors.ts'
import { hmacKey } from '../hmac-key.ts'
import { outFolder, outputOptions } from '../query/index.ts'
import { folderKey, layoutOf } from '../run/folder.ts'

/** The key of the local archive, if there is one: a new key would give pseudonyms that stand nowhere. */
async function keyOf(args: Arguments, world: World) {
  return hmacKey(world, async () => {
    const folder = layoutOf(outFolder(args, world))
    if (!existsSync(folder.state))
      throw usageError(
        'no_key',
        `there is no key: set SLUICE_HMAC_SECRET, or name a folder of sluice run with --out`,
      )
    return { id: 'local', key: await folderKey(folder) }
  })
}

async function pseudonymCommand(args: Arguments, world: World): Promise<0> {
  if (args.rest.length > 0)
    throw usageError(
      'unexpected_argument',
      `values come on standard input, not as arguments (others could see them)`,
    )
  const key = await keyOf(args, world)
  for await (const value of createInterface({ input: world.stdin }))
    if (value !== '') world.stdout.write(`${pseudonymOf(value, key)}\n`)
  return 0
}

const { out } = outputOptions

export const pseudonym: Command = {
  summary: 'the pseudonym of a value, to find or erase what is kept about it',
  usage: 'sluice pseudonym [options] < VALUES',
  about: `Reads values from standard input, one per line, and prints the pseudonym that the action "hash" gives each of them.
The key is that of the output folder, or the one that you set: SLUICE_HMAC_SECRET holds what Secrets Manager holds,
{"id":"k1","key":"…"}, or SLUICE_HMAC_SECRET_FILE names a file with it. An old key gives the pseudonyms of its time.`,
  options: { out: out! },
  examples: [
    ["printf 'u-0001' | sluice pseudonym", 'of one user id, with the key of ./sluice-out'],
    ['sluice pseudonym < ids.txt', 'of many'],
  ],
  run: pseudonymCommand,
}

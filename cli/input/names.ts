import type { Arguments } from '../args.ts'
import type { World } from '../command.ts'
import { usageError } from '../errors.ts'

/** What to read: what is named, else standard input, unless that is a terminal. `command` is named in the complaint. */
export function inputNames({ rest }: Arguments, world: World, command: string): readonly string[] {
  if (rest.length > 0) return rest
  if ((world.stdin as { isTTY?: boolean }).isTTY)
    throw usageError(
      'nothing_to_read',
      `name the files to read, or - for standard input; see sluice ${command} --help`,
    )
  return ['-']
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ReadableStore } from '../../lambdas/core/ports.ts'
import { createFolderStore } from '../../lambdas/core/store/folder.ts'
import type { Arguments } from '../args.ts'
import type { World } from '../command.ts'
import { usageError } from '../errors.ts'
import { layoutOf } from '../run/folder.ts'
import { plain } from '../terminal.ts'

export const defaultOut = 'sluice-out'

/** The output folder that --out names. */
export const outFolder = ({ values }: Arguments, world: World): string =>
  resolve(world.folder, values['out'] ?? defaultOut)

/**
 * The store of the archive in the output folder.
 *
 * @throws {CliError} when there is none.
 */
export function openArchive(args: Arguments, world: World): ReadableStore {
  const out = outFolder(args, world)
  const root = layoutOf(out).archive
  if (existsSync(root)) return createFolderStore(root)
  throw usageError(
    'no_archive',
    `there is no archive in ${plain(out)}; sluice run makes one, or name another --out`,
  )
}

import { resolve } from 'node:path'
import type { Arguments } from '../args.ts'
import type { World } from '../command.ts'

export const defaultOut = 'sluice-out'

/** The output folder that --out names. */
export const outFolder = ({ values }: Arguments, world: World): string =>
  resolve(world.folder, values['out'] ?? defaultOut)

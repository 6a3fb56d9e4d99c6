import { existsSync } from 'node:fs'
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { ObjectStore } from '../ports.ts'

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code

async function linkIntoPlace(path: string, bytes: Uint8Array): Promise<'created'> {
  await mkdir(dirname(path), { recursive: true })
  const workplace = await mkdtemp(join(dirname(path), '.part-'))
  try {
    const part = join(workplace, 'object')
    await writeFile(part, bytes)
    await link(part, path)
    return 'created'
  } finally {
    await rm(workplace, { recursive: true, force: true })
  }
}

/**
 * An object store in a folder. An object is written beside its place and then linked into it, which is atomic and fails if
 * something is there: two writers cannot both make it, and a crash leaves at most a `.part-…` folder, never half an object.
 *
 * @throws {RangeError} for a key that would leave the folder.
 */
export function createFolderStore(folder: string): ObjectStore {
  const root = resolve(folder)
  return {
    async putIfAbsent(key, bytes) {
      const path = resolve(join(root, key))
      if (!path.startsWith(root + sep)) throw new RangeError('an object key must stay inside the folder')
      try {
        return await linkIntoPlace(path, bytes)
      } catch (error) {
        if (isCode(error, 'EEXIST') && existsSync(path)) return 'exists'
        throw new Error(`[store] cannot write into ${folder}: ${(error as NodeJS.ErrnoException).code}`, {
          cause: error,
        })
      }
    },
  }
}

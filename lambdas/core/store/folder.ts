import { existsSync } from 'node:fs'
import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { ReadableStore, StoredObject } from '../ports.ts'
import { compareKeys } from './key-order.ts'

const workplacePrefix = '.part-'
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

async function linkIntoPlace(path: string, bytes: Uint8Array): Promise<'created'> {
  await mkdir(dirname(path), { recursive: true })
  const workplace = await mkdtemp(join(dirname(path), workplacePrefix))
  try {
    const part = join(workplace, 'object')
    await writeFile(part, bytes)
    await link(part, path)
    return 'created'
  } finally {
    await rm(workplace, { recursive: true, force: true })
  }
}

/** All files below `folder`, as keys. A folder that is not there, or goes away meanwhile, holds nothing. */
async function keysBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  })
  const nested = entries
    .filter(({ name }) => !name.startsWith(workplacePrefix))
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? keysBelow(root, path) : [relative(root, path).replaceAll(sep, '/')]
    })
  return (await Promise.all(nested)).flat()
}

async function described(root: string, key: string): Promise<StoredObject | undefined> {
  const found = await stat(join(root, key)).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  return found && { key, bytes: found.size, modified: found.mtimeMs }
}

/** The part of a prefix that is a whole folder: `a/b=1/c` is in `a/b=1`. */
const folderOf = (prefix: string): string => prefix.slice(0, prefix.lastIndexOf('/') + 1)

/**
 * An object store in a folder. An object is written beside its place and then linked into it, which is atomic and fails if
 * something is there: two writers cannot both make it, and a crash leaves at most a `.part-…` folder, never half an object.
 *
 * @throws {RangeError} for a key that would leave the folder.
 */
export function createFolderStore(folder: string): ReadableStore {
  const root = resolve(folder)
  const pathOf = (key: string): string => {
    const path = resolve(join(root, key))
    if (path !== root && !path.startsWith(root + sep))
      throw new RangeError('an object key must stay inside the folder')
    return path
  }
  const failure = (what: string, error: unknown): Error =>
    new Error(`[store] cannot ${what} ${folder}: ${codeOf(error)}`, { cause: error })
  return {
    async putIfAbsent(key, bytes) {
      const path = pathOf(key)
      try {
        return await linkIntoPlace(path, bytes)
      } catch (error) {
        if (codeOf(error) === 'EEXIST' && existsSync(path)) return 'exists'
        throw failure('write into', error)
      }
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
        throw error instanceof RangeError ? error : failure('read', error)
      }
    },
    async *list(prefix, after) {
      const keys = await keysBelow(root, pathOf(folderOf(prefix)))
      for (const key of keys.filter((each) => each.startsWith(prefix)).sort(compareKeys)) {
        if (after !== undefined && compareKeys(key, after) <= 0) continue
        const object = await described(root, key)
        if (object) yield object
      }
    },
    async remove(keys) {
      for (const key of keys)
        await rm(pathOf(key), { force: true }).catch((error) => {
          throw failure('remove from', error)
        })
    },
  }
}

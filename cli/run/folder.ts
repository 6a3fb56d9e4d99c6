import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { errorCode, failure, usageError } from '../errors.ts'
import { plain } from '../terminal.ts'

/** Where one run's files lie. */
export interface OutputFolder {
  readonly root: string
  readonly archive: string
  readonly quarantine: string
  readonly state: string
  readonly alerts: string
  readonly report: string
}

/** The layout of an output folder. */
export const layoutOf = (root: string): OutputFolder => ({
  root,
  archive: join(root, 'archive'),
  quarantine: join(root, 'quarantine'),
  state: join(root, 'state'),
  alerts: join(root, 'alerts.jsonl'),
  report: join(root, 'report.html'),
})

function cannotMake(root: string, error: unknown): Error {
  const code = errorCode(error)
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return usageError('out_is_a_file', `--out must be a folder; ${plain(root)} is a file`)
  return failure('out_not_writable', `cannot write into ${plain(root)}: ${code}`, error)
}

/** Makes the output folder. Quarantine and state hold what is not redacted, or its key: only the owner may read them. */
export async function makeFolder(root: string): Promise<OutputFolder> {
  const folder = layoutOf(root)
  try {
    await mkdir(folder.archive, { recursive: true })
    await mkdir(folder.quarantine, { recursive: true, mode: 0o700 })
    await mkdir(folder.state, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannotMake(root, error)
  }
  return folder
}

/**
 * Reads the folder's random key, or makes it at first use. Event ids come from it: without the key, nobody can find out
 * from an id what the line said by trying.
 */
export async function folderKey(folder: OutputFolder): Promise<Buffer> {
  const path = join(folder.state, 'id.key')
  try {
    await writeFile(path, randomBytes(32), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw cannotMake(folder.root, error)
  }
  return readFile(path)
}

/**
 * Takes the folder for this process. The lock belongs to an open SQLite transaction, so it ends with the process, however
 * that ends.
 *
 * @throws {CliError} when another run holds it.
 */
export function lockFolder(folder: OutputFolder): () => void {
  const database = new DatabaseSync(join(folder.state, 'lock.db'), { timeout: 500 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw failure(
      'out_in_use',
      `another run is writing into ${plain(folder.root)}; wait for it, or name another --out`,
      error,
    )
  }
  return () => database.close()
}

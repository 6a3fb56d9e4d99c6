import { createReadStream, type Stats } from 'node:fs'
import { access, constants, realpath, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pipeline, type Readable, Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { World } from '../command.ts'
import { errorCode, failure, usageError } from '../errors.ts'
import { plain } from '../terminal.ts'
import { toUtf8 } from './encoding.ts'

/** Something to read: a file or standard input. */
export interface Input {
  /** As the user named it, safe to print. */
  readonly label: string
  /** The file's name without folders, or `stdin`. */
  readonly name: string
  /** The file's real path; of standard input undefined. */
  readonly path?: string
  /** Bytes on disk, when that says how much there is to read. */
  readonly size?: number
  /** When the file was last written; of standard input undefined. */
  readonly modified?: number
  /** More may arrive later, as from a pipe. */
  readonly live: boolean
  /** The bytes, decompressed and as UTF-8; `onBytes` hears how many were read from the source. */
  read(onBytes?: (count: number) => void): Readable
}

function checked(label: string, found: Stats): void {
  if (found.isDirectory())
    throw usageError('is_a_folder', `${label} is a folder; name the files in it, for example ${label}/*.log`)
}

function notOpened(label: string, error: unknown): Error {
  const code = errorCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return usageError('no_such_file', `there is no file ${label}`)
  if (code === 'EACCES' || code === 'EPERM')
    return failure('no_permission', `no permission to read ${label}`, error)
  return failure('not_readable', `cannot read ${label}: ${code}`, error)
}

function decompressor(path: string): Transform | undefined {
  if (path.endsWith('.gz')) return createGunzip()
  if (path.endsWith('.zst')) return createZstdDecompress()
  return undefined
}

/** Passes bytes on and counts them; takes chunks no larger than they come. */
function counter(onBytes: (count: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length)
      done(null, chunk)
    },
  })
}

function chained(source: Readable, steps: readonly (Transform | undefined)[]): Readable {
  const present = steps.filter((step) => step !== undefined)
  if (present.length === 0) return source
  // The last stream carries the error to whoever reads it; the callback only keeps it from being unhandled.
  return pipeline([source, ...present], () => {}) as unknown as Readable
}

function fileInput(label: string, path: string, found: Stats): Input {
  const regular = found.isFile()
  return {
    label,
    name: basename(path),
    path,
    ...(regular ? { size: found.size } : {}),
    modified: found.mtimeMs,
    live: !regular,
    read: (onBytes = () => {}) =>
      chained(createReadStream(path, { highWaterMark: 262_144 }), [
        counter(onBytes),
        decompressor(path),
        toUtf8(),
      ]),
  }
}

async function openFile(given: string, folder: string): Promise<Input> {
  const label = plain(given)
  try {
    const path = await realpath(resolve(folder, given))
    const found = await stat(path)
    checked(label, found)
    await access(path, constants.R_OK)
    return fileInput(label, path, found)
  } catch (error) {
    throw errorCode(error) && (error as Error).name !== 'CliError' ? notOpened(label, error) : error
  }
}

function standardInput(stdin: Readable): Input {
  return {
    label: 'standard input',
    name: 'stdin',
    live: true,
    read: (onBytes = () => {}) => chained(stdin, [counter(onBytes), toUtf8()]),
  }
}

/**
 * Finds everything that the command line names, before any of it is read. `-` is standard input; names that end with .gz
 * and .zst are decompressed.
 *
 * @throws {CliError} when a file is missing, is a folder, or must not be read.
 */
export async function openInputs(
  names: readonly string[],
  { stdin, folder }: Pick<World, 'stdin' | 'folder'>,
): Promise<Input[]> {
  if (names.filter((name) => name === '-').length > 1)
    throw usageError('unexpected_argument', 'standard input (-) can be read only once')
  const inputs: Input[] = []
  for (const name of names) inputs.push(name === '-' ? standardInput(stdin) : await openFile(name, folder))
  return inputs
}

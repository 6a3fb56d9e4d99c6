import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'

/** One archived record, as far as tests look at it. */
export interface Archived {
  readonly body: string
  readonly timestamp: string
  readonly event_id: string
  readonly event_ids?: readonly string[]
  readonly resource: Readonly<Record<string, string>>
}

/** Every record in the archive of an output folder, in the order of keys. */
export function archived(out: string): Archived[] {
  return objects(out).flatMap((key) =>
    zstdDecompressSync(readFileSync(join(out, 'archive', key)))
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Archived),
  )
}

/** The keys in the archive of an output folder. */
export const objects = (out: string): string[] => globSync('**/*.zst', { cwd: join(out, 'archive') }).sort()

/** Ids of all archived events. */
export const eventIds = (out: string): string[] =>
  archived(out).flatMap(({ event_id, event_ids }) => event_ids ?? [event_id])

/** Every file of an output folder that holds what logs said, unpacked, but for the originals in quarantine. */
export function everythingWritten(out: string): string {
  const files = globSync('**/*', { cwd: out, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('quarantine'),
  )
  return files
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .map((bytes, i) =>
      (files[i]!.name.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString('latin1'),
    )
    .join('\n')
}

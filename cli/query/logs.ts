import { existsSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Partition } from '../../lambdas/core/archive/index.ts'
import { readVisible } from '../../lambdas/core/ledger/index.ts'
import { createFolderStore } from '../../lambdas/core/store/folder.ts'
import { CliError, failure, usageError } from '../errors.ts'
import { layoutOf } from '../run/folder.ts'
import { plain } from '../terminal.ts'
import { type Answer, ask, loadDuckdb } from './duckdb.ts'
import { exactly, helpers, logsOf, quoted } from './tables.ts'

/** The archive of one output folder, open for questions. */
export interface Logs {
  ask(sql: string): Promise<Answer>
  close(): void
}

/** How often the objects are listed anew when a compaction has removed some of them meanwhile. */
const mostAttempts = 4

/**
 * Nothing but the archive can be read, no extension is fetched, and no query can change that. DuckDB compares the path as it
 * is written, so it has to know both ways.
 */
const confine = (root: string): readonly string[] => [
  `SET allowed_directories = [${quoted(root)}, ${quoted(exactly(root))}]`,
  'SET enable_external_access = false',
  'SET lock_configuration = true',
]

/** Lists what the archive holds now, and makes it the table `logs`. */
async function look(
  connection: DuckDBConnection,
  root: string,
  wanted: (hour: Partition) => boolean,
): Promise<void> {
  await connection.run(logsOf(root, await readVisible(createFolderStore(root), wanted)))
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && /No files found|Cannot open file|No such file/.test(error.message)

/** DuckDB's words are about the question; what they may quote of the archive is redacted. */
const asCliError = (error: unknown): CliError =>
  error instanceof CliError
    ? error
    : failure('sql', plain((error as Error).message).replaceAll('\\u000a', '\n'), error)

async function trying<Result>(act: () => Promise<Result>, again: () => Promise<void>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (!isGone(error) || attempt === mostAttempts) throw asCliError(error)
      await again().catch(() => undefined)
    }
  }
}

/**
 * Opens the archive of an output folder, or a copy of the bucket in `out`/archive, as the table `logs`: what is compacted
 * and what is not, each event once.
 *
 * @param wanted hours that need not be looked at are left out.
 * @throws {CliError} when there is no archive, or DuckDB is not installed.
 */
export async function openLogs(
  out: string,
  wanted: (hour: Partition) => boolean = () => true,
): Promise<Logs> {
  const root = layoutOf(out).archive
  if (!existsSync(root))
    throw usageError(
      'no_archive',
      `there is no archive in ${plain(out)}; sluice run makes one, or name another --out`,
    )
  const duckdb = await loadDuckdb()
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of [...helpers, ...confine(root)]) await connection.run(statement)
  const lookAgain = () => look(connection, root, wanted)
  await trying(lookAgain, async () => {})
  return {
    ask: (sql) => trying(() => ask(duckdb, connection, sql), lookAgain),
    close: () => instance.closeSync(),
  }
}

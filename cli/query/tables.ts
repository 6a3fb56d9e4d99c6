import { join } from 'node:path'
import { columns } from '../../lambdas/core/compact/columns.ts'
import type { Visible } from '../../lambdas/core/ledger/index.ts'
import { logsColumns } from '../../lambdas/core/query/index.ts'

/** Functions of Athena that DuckDB calls otherwise, so that a query runs in both. A path such as `$["a.b"]` is `$."a.b"` here. */
export const helpers: readonly string[] = [
  `CREATE OR REPLACE MACRO json_extract_scalar(json, path) AS
     json_extract_string(json, regexp_replace(path, '\\["([^"]*)"\\]', '."\\1"', 'g'))`,
  'CREATE OR REPLACE MACRO approx_percentile(x, p) AS approx_quantile(x, p)',
  'CREATE OR REPLACE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)',
]

/** An SQL text. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** DuckDB takes every path for a pattern. */
export const exactly = (path: string): string => path.replace(/[[*?]/g, '[$&]')

const listOf = (root: string, keys: readonly string[]): string =>
  `[${keys.map((key) => quoted(exactly(join(root, key)))).join(', ')}]`

const hive = "hive_partitioning = true, hive_types = {'service': VARCHAR, 'dt': VARCHAR, 'hour': VARCHAR}"

/** Objects of `landing/`, with the types that the archive has. */
function landing(root: string, keys: readonly string[]): string {
  const types = columns
    .filter(({ name }) => name !== 'service')
    .map(({ name, duckdb }) => `${quoted(name)}: ${quoted(duckdb)}`)
  return `read_json(${listOf(root, keys)}, format = 'newline_delimited', compression = 'zstd',
    maximum_object_size = 67108864, columns = {${types.join(', ')}}, ${hive})`
}

const nothing = (): string => {
  const types = Object.fromEntries(columns.map(({ name, duckdb }) => [name, duckdb]))
  return `SELECT ${logsColumns.map((name) => `NULL::${types[name] ?? 'VARCHAR'} AS "${name}"`).join(', ')} WHERE false`
}

/** Makes the view `logs` of exactly these objects. */
export function logsOf(root: string, visible: Visible): string {
  const names = logsColumns.map((name) => `"${name}"`).join(', ')
  const sources = [
    ...(visible.archive.length > 0 ? [`read_parquet(${listOf(root, visible.archive)}, ${hive})`] : []),
    ...(visible.landing.length > 0 ? [landing(root, visible.landing)] : []),
  ].map((source) => `SELECT ${names} FROM ${source}`)
  return `CREATE OR REPLACE VIEW logs AS ${sources.length > 0 ? sources.join('\nUNION ALL ') : nothing()}`
}

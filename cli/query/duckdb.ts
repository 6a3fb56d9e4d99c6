import type { DuckDBConnection } from '@duckdb/node-api'
import { failure, usageError } from '../errors.ts'

export type Duckdb = typeof import('@duckdb/node-api')
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }
export type ValueRow = readonly Value[]

/** One answer. Numbers are numbers, as long as JavaScript can hold them exactly; times are text. */
export interface Answer {
  readonly columns: readonly string[]
  readonly numeric: readonly boolean[]
  /** Some rows at a time, read from DuckDB as they are wanted. */
  readonly rows: AsyncIterable<readonly ValueRow[]>
}

/**
 * The native library, which an installation may have left out.
 *
 * @throws {CliError} that says how to get it.
 */
export async function loadDuckdb(): Promise<Duckdb> {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    throw failure(
      'duckdb_missing',
      'this needs DuckDB, which is not installed here; npm install --include=optional brings it',
      error,
    )
  }
}

const isNumeric = (type: string): boolean =>
  /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type)

/** DuckDB's JSON gives large integers and decimals as text. */
function asNumber(value: Value): Value {
  if (typeof value !== 'string') return value
  const number = Number(value)
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? value : number
}

/**
 * Asks one question. The answer is read while its rows are.
 *
 * @throws {CliError} for anything but a question: a query changes nothing.
 */
export async function ask(duckdb: Duckdb, connection: DuckDBConnection, sql: string): Promise<Answer> {
  const { SELECT, EXPLAIN, CALL, RELATION } = duckdb.StatementType
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1)
    throw usageError('one_statement', `ask one question at a time; got ${statements.count}`)
  const statement = await statements.prepare(0)
  if (![SELECT, EXPLAIN, CALL, RELATION].includes(statement.statementType as typeof SELECT))
    throw usageError('only_questions', 'only SELECT and the like: a query changes nothing')
  const result = await statement.stream()
  const numeric = result.columnTypes().map((type) => isNumeric(String(type)))
  async function* rows(): AsyncIterable<readonly ValueRow[]> {
    for await (const some of result.yieldRowsJson())
      yield (some as Value[][]).map((row) => row.map((value, i) => (numeric[i] ? asNumber(value) : value)))
  }
  return { columns: result.columnNames(), numeric, rows: rows() }
}

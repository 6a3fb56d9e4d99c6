import { columns } from '../compact/columns.ts'

/** What differs between the two engines that read the archive, in the few places where the view `logs` needs it. */
export interface Dialect {
  /** The path of the object that a row comes from. */
  readonly path: string
  /** Applies a function to each element of a list. */
  readonly transform: string
  /** When an entry was committed, as a time. */
  readonly committed: string
  /** A column of a landing object with the type that the archive has. */
  readonly landingColumn: (name: string) => string
}

const isTime = (name: string): boolean =>
  columns.some((column) => column.name === name && column.athena === 'timestamp')

/** Athena, engine version 3 (Trino). Landing is read as JSON, where a time is text. */
export const athena: Dialect = {
  path: '"$path"',
  transform: 'transform',
  committed: 'from_iso8601_timestamp(committed_at)',
  landingColumn: (name) =>
    isTime(name)
      ? `CAST(from_iso8601_timestamp("${name}") AT TIME ZONE 'UTC' AS timestamp(3)) AS "${name}"`
      : `"${name}"`,
}

/** DuckDB, whose JSON reader is told the types. */
export const duckdb: Dialect = {
  path: 'filename',
  transform: 'list_transform',
  committed: 'CAST(committed_at AS TIMESTAMP)',
  landingColumn: (name) => `"${name}"`,
}

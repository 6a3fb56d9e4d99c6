import type { SchemaElement } from 'hyparquet'
import type { ColumnSource } from 'hyparquet-writer'
import type { Row } from './row.ts'

/** One column of the archive: how Parquet holds it, and what it is called in SQL. */
export interface Column {
  readonly name: keyof Row
  readonly parquet: readonly Partial<SchemaElement>[]
  readonly athena: string
  readonly duckdb: string
  readonly write?: Omit<Partial<ColumnSource>, 'name' | 'data'>
}

const timestamp: Partial<SchemaElement> = {
  type: 'INT64',
  repetition_type: 'REQUIRED',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' },
}
const text = (repetition_type: 'REQUIRED' | 'OPTIONAL'): Partial<SchemaElement> => ({
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type,
})

function time(name: keyof Row): Column {
  const write = { encoding: 'DELTA_BINARY_PACKED', columnIndex: true } as const
  return { name, parquet: [timestamp], athena: 'timestamp', duckdb: 'TIMESTAMP', write }
}
const required = (name: keyof Row, write = {}): Column => ({
  name,
  parquet: [text('REQUIRED')],
  athena: 'string',
  duckdb: 'VARCHAR',
  write,
})
const optional = (name: keyof Row, write = {}): Column => ({
  ...required(name, write),
  parquet: [text('OPTIONAL')],
})

/** Nobody asks for the smallest or largest message or id: what statistics of it would cost is saved. */
const unordered = { statistics: false }

/**
 * The columns of the archive, in order. Attributes, resource and redactions are JSON text: logs say what they like, and
 * a column for each thing said would change the table every day. Parquet's own JSON type is avoided, Athena cannot read it.
 */
export const columns: readonly Column[] = [
  time('timestamp'),
  time('observed_timestamp'),
  required('severity_text', unordered),
  {
    name: 'severity_number',
    parquet: [{ type: 'INT32', repetition_type: 'REQUIRED' }],
    athena: 'int',
    duckdb: 'INTEGER',
  },
  required('body', unordered),
  required('attributes', { ...unordered, encoding: 'PLAIN' }),
  required('resource', unordered),
  required('service'),
  optional('trace_id', { ...unordered, bloomFilter: true }),
  optional('span_id', unordered),
  optional('scope_name'),
  // Ids of one stream share most of their digits with the one before.
  required('event_id', { ...unordered, encoding: 'DELTA_BYTE_ARRAY' }),
  {
    name: 'event_ids',
    parquet: [
      { repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', ...text('REQUIRED') },
    ],
    athena: 'array<string>',
    duckdb: 'VARCHAR[]',
    write: unordered,
  },
  optional('fingerprint', { ...unordered, bloomFilter: true }),
  required('redactions', unordered),
]

/** The Parquet schema of `columns`. */
export const schema: SchemaElement[] = [
  { name: 'log', num_children: columns.length },
  ...columns.flatMap(({ name, parquet }) =>
    parquet.map((element) => ({ name, ...element }) as SchemaElement),
  ),
]

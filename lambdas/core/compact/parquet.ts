import { zstdDecompressSync } from 'node:zlib'
import { parquetReadObjects, type SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { writeBlooms } from 'hyparquet-writer/src/bloom.js'
import { writeIndexes } from 'hyparquet-writer/src/indexes.js'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { schemaPathResolver } from 'hyparquet-writer/src/schema.js'
import type { PageIndexes } from 'hyparquet-writer/src/types.js'
import { type Column, columns, schema } from './columns.ts'
import { writeLists } from './list-chunk.ts'
import { writeNumbers } from './number-chunk.ts'
import type { Row } from './row.ts'
import type { RowTable } from './row-table.ts'
import { writeText } from './text-chunk.ts'
import { writeTimes } from './time-chunk.ts'

const decompressors = {
  ZSTD: (bytes: Uint8Array, size: number) => zstdDecompressSync(bytes, { chunkSize: Math.max(size, 64) }),
}

/** `PAR1`. */
const magic = 0x31524150
const pathOf = schemaPathResolver(schema)
const pathOfIds = ['event_ids', 'list', 'element']
const leafOf = (path: string[]): SchemaElement => pathOf(path).at(-1)!.element

function writeColumn(writer: ByteWriter, column: Column, table: RowTable, rows: Uint32Array): PageIndexes {
  const { name } = column
  if (name === 'timestamp' || name === 'observed_timestamp')
    return writeTimes(writer, leafOf([name]), table[name], rows)
  if (name === 'severity_number') return writeNumbers(writer, leafOf([name]), table[name], rows)
  if (name !== 'event_ids')
    return writeText(writer, column, leafOf([name]), table.arena, table.texts[name], rows)
  const lists = Array.from(rows, (row) => table.eventIds.get(row))
  return writeLists(writer, leafOf(pathOfIds), pathOfIds, lists)
}

/**
 * Rows of a table, in the order given, as one Parquet object of one row group, compressed with zstd. The same rows always give
 * the same bytes.
 */
export function encodeParquet(table: RowTable, rows: Uint32Array): Uint8Array {
  const writer = new ByteWriter(table.arena.length / 8 + 64 * 1024)
  writer.appendUint32(magic)
  const start = writer.offset
  const chunks = columns.map((column) => writeColumn(writer, column, table, rows))
  const [total_compressed_size, num_rows] = [BigInt(writer.offset - start), BigInt(rows.length)]
  writeIndexes(writer, chunks)
  writeBlooms(writer, chunks)
  const total_byte_size = chunks.reduce(
    (sum, { chunk }) => sum + chunk.meta_data!.total_uncompressed_size,
    0n,
  )
  const group = {
    columns: chunks.map(({ chunk }) => chunk),
    total_byte_size,
    num_rows,
    total_compressed_size,
  }
  const groups = rows.length === 0 ? [] : [group]
  writeMetadata(writer, {
    version: 2,
    created_by: 'sluice',
    schema,
    num_rows,
    row_groups: groups,
    metadata_length: 0,
  })
  writer.appendUint32(magic)
  return writer.getBytes()
}

const asFile = (object: Uint8Array) => ({
  byteLength: object.length,
  // Not `object.slice`, which in a Buffer is a view of memory that begins elsewhere.
  slice: (start: number, end = object.length) =>
    object.buffer.slice(object.byteOffset + start, object.byteOffset + end) as ArrayBuffer,
})

type ParquetRow = Record<string, unknown>
const readColumns = (object: Uint8Array, names?: readonly string[]): Promise<ParquetRow[]> =>
  parquetReadObjects({
    file: asFile(object),
    compressors: decompressors,
    ...(names ? { columns: [...names] } : {}),
  })

const milliseconds = (value: unknown): number => (value instanceof Date ? value.getTime() : Number(value))

/** The rows of an object that `encodeParquet` made. */
export async function decodeParquet(object: Uint8Array): Promise<Row[]> {
  const read = await readColumns(object)
  return read.map((row) => {
    const present = Object.fromEntries(
      Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
    )
    return {
      ...present,
      timestamp: milliseconds(row['timestamp']),
      observed_timestamp: milliseconds(row['observed_timestamp']),
    } as unknown as Row
  })
}

/** The event ids of an object that `encodeParquet` made, without reading its other columns. */
export async function readEventIds(object: Uint8Array): Promise<string[]> {
  const read = (await readColumns(object, ['event_id', 'event_ids'])) as Pick<Row, 'event_id' | 'event_ids'>[]
  return read.flatMap(({ event_id, event_ids }) => event_ids ?? [event_id])
}

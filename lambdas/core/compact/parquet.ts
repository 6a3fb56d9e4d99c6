import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { columns, schema } from './columns.ts'
import type { Row } from './row.ts'

/** Level 6 would make the archive 6 % smaller and take twice as long to write it. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }
const compressors = { ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes, level) }
const decompressors = { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) }

/**
 * Texts as bytes, of which each is a part of one piece of memory: to encode them one by one is what takes longest in writing
 * Parquet. Where characters and bytes are not the same number, it is left to the writer.
 */
function bytesOf(texts: readonly string[]): ColumnSource['data'] {
  const joined = texts.join('')
  const bytes = Buffer.from(joined)
  if (bytes.length !== joined.length) return [...texts]
  let end = bytes.byteOffset
  return texts.map((text) => {
    end += text.length
    return new Uint8Array(bytes.buffer, end - text.length, text.length)
  })
}

/** The values of one column, as the writer wants them. */
function valuesOf(name: keyof Row, rows: readonly Row[]): ColumnSource['data'] {
  if (name === 'timestamp' || name === 'observed_timestamp')
    return BigInt64Array.from(rows, (row) => BigInt(row[name]))
  if (name === 'attributes' || name === 'event_id') return bytesOf(rows.map((row) => row[name]))
  if (name === 'severity_number') return Int32Array.from(rows, (row) => row.severity_number)
  return rows.map((row) => row[name])
}

/** Rows as one Parquet object of one row group, compressed with zstd. The same rows always give the same bytes. */
export function encodeParquet(rows: readonly Row[]): Uint8Array {
  const writer = new ByteWriter()
  const parquet = new ParquetWriter({ writer, schema, codec: 'ZSTD', compressors, createdBy: 'sluice' })
  const columnData = columns.map(({ name, write }) => ({ name, data: valuesOf(name, rows), ...write }))
  parquet.write({ columnData, rowGroupSize: Math.max(rows.length, 1) })
  parquet.finish()
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

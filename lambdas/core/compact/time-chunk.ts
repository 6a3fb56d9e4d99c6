import type { SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { deltaBinaryPack } from 'hyparquet-writer/src/delta.js'
import type { PageIndexes } from 'hyparquet-writer/src/types.js'
import { ColumnChunk, pageSize } from './column-chunk.ts'

const timesPerPage = pageSize / 8
/** As the library divides what it packs. */
const [blockSize, miniblocks] = [128, 4]

function asInt64(time: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(time))
  return bytes
}

const most = 0x7fff_ffff

/**
 * The first time and the differences. The library packs 64-bit numbers as BigInts, which takes ten times as long as packing
 * 32-bit ones; so those are what it gets, counted from the first time, which is then put in the place of their first, a 0.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 */
function packed(times: Float64Array): Uint8Array {
  const [writer, first] = [new ByteWriter(2 * times.length + 64), times[0]!]
  if (times.some((time) => Math.abs(time - first) > most)) {
    deltaBinaryPack(writer, BigInt64Array.from(times, BigInt), 'INT64')
    return writer.getBytes()
  }
  const header = new ByteWriter()
  for (const value of [blockSize, miniblocks, times.length]) header.appendVarInt(value)
  const start = header.offset
  header.appendZigZag(BigInt(first))
  deltaBinaryPack(
    writer,
    Int32Array.from(times, (time) => time - first),
    'INT64',
  )
  const [head, body] = [header.getBytes(), writer.getBytes().subarray(start + 1)]
  return Buffer.concat([head, body])
}

/** Smallest and largest. */
function rangeOf(times: Float64Array): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const time of times) {
    if (time < low) low = time
    if (time > high) high = time
  }
  return { low, high }
}

/** Writes a column of times, as differences, with the range of each page and of all. */
export function writeTimes(
  writer: ByteWriter,
  element: SchemaElement,
  times: Float64Array,
  rows: Uint32Array,
): PageIndexes {
  const chunk = new ColumnChunk(writer, element, [element.name])
  const ordered = Float64Array.from(rows, (row) => times[row]!)
  const ranges: { low: number; high: number }[] = []
  for (let from = 0; from < ordered.length; from += timesPerPage) {
    const part = ordered.subarray(from, from + timesPerPage)
    chunk.page({ rows: part.length, encoding: 'DELTA_BINARY_PACKED', data: packed(part) })
    ranges.push(rangeOf(part))
  }
  const { low, high } = rangeOf(ordered)
  const statistics = { min_value: BigInt(low), max_value: BigInt(high) }
  return {
    ...chunk.finish(ordered.length > 0 ? statistics : undefined),
    columnIndex: {
      null_pages: ranges.map(() => false),
      min_values: ranges.map((each) => asInt64(each.low)),
      max_values: ranges.map((each) => asInt64(each.high)),
      null_counts: ranges.map(() => 0n),
      boundary_order: 'UNORDERED',
    },
  }
}

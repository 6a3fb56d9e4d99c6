import { constants, zstdCompressSync } from 'node:zlib'
import type { Encoding, OffsetIndex, SchemaElement, Statistics } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js'
import type { PageIndexes } from 'hyparquet-writer/src/types.js'

/** Level 6 would make the archive 6 % smaller and take twice as long to write it. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 }, chunkSize: 256 * 1024 }
const compress = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, level)

/** About so many bytes of values are one page, the smallest part that an engine reads. */
export const pageSize = 1024 * 1024

/** Numbers of values of a dictionary in one page; a number is taken for four bytes. */
export const indexesPerPage = pageSize / 4

export const bitsFor = (count: number): number => Math.ceil(Math.log2(Math.max(count, 1)))

/**
 * Numbers of values of a dictionary, as a page holds them.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLEDICT
 */
export function packIndexes(indexes: Uint32Array, values: number): Uint8Array {
  const writer = new ByteWriter(indexes.length + 64)
  writer.appendUint8(bitsFor(values))
  writeRleBitPackedHybrid(writer, indexes, bitsFor(values))
  return writer.getBytes()
}

/** One page of a column. Levels say where values are missing and where lists begin; a required column has none. */
export interface Page {
  readonly rows: number
  readonly encoding: Encoding
  readonly data: Uint8Array
  /** Of a list: 0 where a row begins. */
  readonly repetitions?: Uint8Array
  /** `full` where there is a value, less where it is missing. */
  readonly definitions?: Uint8Array
  readonly full?: number
}

function packLevels(levels: Uint8Array | undefined, most: number): Uint8Array {
  const writer = new ByteWriter()
  if (levels) writeRleBitPackedHybrid(writer, levels, bitsFor(most + 1))
  return writer.getBytes()
}

function missing(definitions: Uint8Array | undefined, full: number): number {
  let count = 0
  if (definitions) for (const level of definitions) if (level < full) count++
  return count
}

/**
 * Writes one column of one row group: its dictionary, if it has one, and its pages. The library's own writer wants an object
 * for each value; here the values are bytes already. https://parquet.apache.org/docs/file-format/data-pages/
 */
export class ColumnChunk {
  readonly #writer: ByteWriter
  readonly #element: SchemaElement
  readonly #path: readonly string[]
  readonly #start: number
  readonly #pages = new Map<Encoding, number>()
  readonly #locations: OffsetIndex['page_locations'] = []
  #unpacked = 0
  #rows = 0
  #values = 0
  #nulls = 0
  #dictionaryAt: number | undefined

  constructor(writer: ByteWriter, element: SchemaElement, path: readonly string[]) {
    this.#writer = writer
    this.#path = path
    this.#element = element
    this.#start = writer.offset
  }

  /** Comes before the pages, whose values are then numbers in it. */
  dictionary(values: number, data: Uint8Array): void {
    const packed = compress(data)
    this.#dictionaryAt = this.#writer.offset
    writePageHeader(this.#writer, {
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: data.length,
      compressed_page_size: packed.length,
      dictionary_page_header: { num_values: values, encoding: 'PLAIN' },
    })
    this.#unpacked += this.#writer.offset - this.#dictionaryAt + data.length
    this.#writer.appendBytes(packed)
  }

  page({ rows, encoding, data, repetitions, definitions, full = 0 }: Page): void {
    const [repeats, defines] = [packLevels(repetitions, 1), packLevels(definitions, full)]
    const values = definitions?.length ?? rows
    const nulls = missing(definitions, full)
    const packed = compress(data)
    const levels = repeats.length + defines.length
    const start = this.#writer.offset
    writePageHeader(this.#writer, {
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: levels + data.length,
      compressed_page_size: levels + packed.length,
      data_page_header_v2: {
        num_values: values,
        num_nulls: nulls,
        num_rows: rows,
        encoding,
        definition_levels_byte_length: defines.length,
        repetition_levels_byte_length: repeats.length,
        is_compressed: true,
      },
    })
    this.#unpacked += this.#writer.offset - start + levels + data.length
    for (const part of [repeats, defines, packed]) this.#writer.appendBytes(part)
    this.#locations.push({
      offset: BigInt(start),
      compressed_page_size: this.#writer.offset - start,
      first_row_index: BigInt(this.#rows),
    })
    this.#pages.set(encoding, (this.#pages.get(encoding) ?? 0) + 1)
    this.#rows += rows
    this.#values += values
    this.#nulls += nulls
  }

  /** What the file's metadata has to say of it. */
  finish(statistics?: Pick<Statistics, 'min_value' | 'max_value'>): PageIndexes {
    const dictionary = { page_type: 'DICTIONARY_PAGE', encoding: 'PLAIN', count: 1 } as const
    const pages = [...this.#pages].map(
      ([encoding, count]) => ({ page_type: 'DATA_PAGE_V2', encoding, count }) as const,
    )
    const encoding_stats = this.#dictionaryAt === undefined ? pages : [dictionary, ...pages]
    const meta_data = {
      type: this.#element.type!,
      encodings: [...new Set(encoding_stats.map(({ encoding }) => encoding))],
      encoding_stats,
      path_in_schema: [...this.#path],
      codec: 'ZSTD' as const,
      num_values: BigInt(this.#values),
      total_compressed_size: BigInt(this.#writer.offset - this.#start),
      total_uncompressed_size: BigInt(this.#unpacked),
      data_page_offset: this.#locations[0]?.offset ?? BigInt(this.#start),
      ...(this.#dictionaryAt === undefined ? {} : { dictionary_page_offset: BigInt(this.#dictionaryAt) }),
      ...(statistics ? { statistics: { ...statistics, null_count: BigInt(this.#nulls) } } : {}),
    }
    return {
      chunk: { meta_data, file_offset: BigInt(this.#start) },
      offsetIndex: { page_locations: this.#locations },
    }
  }
}

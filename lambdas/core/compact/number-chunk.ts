import type { SchemaElement } from 'hyparquet'
import type { ByteWriter } from 'hyparquet-writer'
import type { PageIndexes } from 'hyparquet-writer/src/types.js'
import { ColumnChunk, indexesPerPage, packIndexes } from './column-chunk.ts'

/** Writes a column of small numbers of which there are few different ones, as a dictionary. */
export function writeNumbers(
  writer: ByteWriter,
  element: SchemaElement,
  numbers: Int32Array,
  rows: Uint32Array,
): PageIndexes {
  const chunk = new ColumnChunk(writer, element, [element.name])
  const places = new Map<number, number>()
  const indexes = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const number = numbers[rows[i]!]!
    let place = places.get(number)
    if (place === undefined) {
      place = places.size
      places.set(number, place)
    }
    indexes[i] = place
  }
  const values = [...places.keys()]
  const data = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) data.writeInt32LE(value, i * 4)
  chunk.dictionary(values.length, data)
  for (let from = 0; from < indexes.length; from += indexesPerPage) {
    const part = indexes.subarray(from, from + indexesPerPage)
    chunk.page({ rows: part.length, encoding: 'RLE_DICTIONARY', data: packIndexes(part, values.length) })
  }
  const sorted = values.toSorted((a, b) => a - b)
  return chunk.finish(values.length > 0 ? { min_value: sorted[0]!, max_value: sorted.at(-1)! } : undefined)
}

import type { SchemaElement } from 'hyparquet'
import type { ByteWriter } from 'hyparquet-writer'
import { BloomBuilder } from 'hyparquet-writer/src/bloom.js'
import type { PageIndexes } from 'hyparquet-writer/src/types.js'
import type { Arena } from './arena.ts'
import { bitsFor, ColumnChunk, indexesPerPage, packIndexes } from './column-chunk.ts'
import type { Column } from './columns.ts'
import { Places } from './places.ts'
import { absent, type TextColumn } from './text-column.ts'

/** The values that rows have, numbered in the order in which they come, and each row's number. */
function numbered({ numbers, valueStarts }: TextColumn, { present }: Places, rows: Uint32Array) {
  const values: number[] = []
  const places = new Uint32Array(valueStarts.length).fill(absent)
  const indexes = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    if (present[i] === 0) continue
    const number = numbers[rows[i]!]!
    if (places[number] === absent) places[number] = values.push(number) - 1
    indexes[i] = places[number]!
  }
  return { values, indexes }
}

function withoutAbsent(indexes: Uint32Array, present: Uint8Array): Uint32Array {
  const some = new Uint32Array(indexes.length)
  let count = 0
  for (let i = 0; i < indexes.length; i++) if (present[i] === 1) some[count++] = indexes[i]!
  return some.subarray(0, count)
}

function bloomOf(element: SchemaElement, places: Places): Uint32Array | undefined {
  const builder = new BloomBuilder(element)
  for (let i = 0; i < places.count; i++) if (places.present[i] === 1) builder.insert(places.value(i))
  return builder.finalize()
}

/** Writes one column of texts, as a dictionary where that takes half as much at most. */
export function writeText(
  writer: ByteWriter,
  { parquet, write = {} }: Column,
  element: SchemaElement,
  arena: Arena,
  column: TextColumn,
  rows: Uint32Array,
): PageIndexes {
  const chunk = new ColumnChunk(writer, element, [element.name])
  const places = Places.ofRows(arena, column, rows)
  const isOptional = parquet[0]!.repetition_type === 'OPTIONAL'
  const presence = (from: number, to: number) =>
    isOptional ? { definitions: places.present.subarray(from, to), full: 1 } : {}
  const dictionary = column.repeats ? numbered(column, places, rows) : undefined
  const distinct = dictionary && Places.ofValues(arena, column, dictionary.values)
  const numbersSize = (rows.length * bitsFor(distinct?.count ?? 0)) / 8
  const asDictionary =
    distinct && distinct.count > 0 && 2 * (distinct.plainSize + numbersSize) <= places.plainSize
  if (asDictionary) {
    chunk.dictionary(distinct.count, distinct.plain(0, distinct.count))
    for (let from = 0; from < rows.length; from += indexesPerPage) {
      const to = Math.min(from + indexesPerPage, rows.length)
      const present = places.present.subarray(from, to)
      const indexes = withoutAbsent(dictionary!.indexes.subarray(from, to), present)
      const data = packIndexes(indexes, distinct.count)
      chunk.page({ rows: to - from, encoding: 'RLE_DICTIONARY', data, ...presence(from, to) })
    }
  } else {
    const encoding = write.encoding === 'DELTA_BYTE_ARRAY' ? 'DELTA_BYTE_ARRAY' : 'PLAIN'
    places.eachPage((from, to) => {
      const data = encoding === 'PLAIN' ? places.plain(from, to) : places.delta(from, to)
      chunk.page({ rows: to - from, encoding, data, ...presence(from, to) })
    })
  }
  const known = distinct ?? places
  const bloomFilter = write.bloomFilter ? bloomOf(element, known) : undefined
  return {
    ...chunk.finish(write.statistics === false ? undefined : known.range()),
    ...(bloomFilter ? { bloomFilter } : {}),
  }
}

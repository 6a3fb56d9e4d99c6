import type { SchemaElement } from 'hyparquet'
import type { ByteWriter } from 'hyparquet-writer'
import type { PageIndexes } from 'hyparquet-writer/src/types.js'
import { ColumnChunk, pageSize } from './column-chunk.ts'
import { Places } from './places.ts'

/** What the levels of a list's element say. https://parquet.apache.org/docs/file-format/nestedencoding/ */
const [noList, emptyList, full] = [0, 1, 2]

type List = readonly string[] | undefined

/** Cuts lists into pages: how many of them are in each. */
function* pagesOf(lists: readonly List[]): Iterable<readonly List[]> {
  let [from, size] = [0, 0]
  for (const [i, list] of lists.entries()) {
    // A row that has no list takes less than a byte.
    size += list === undefined ? 0.125 : list.reduce((sum, text) => sum + text.length, 1)
    if (size < pageSize) continue
    yield lists.slice(from, i + 1)
    ;[from, size] = [i + 1, 0]
  }
  if (from < lists.length) yield lists.slice(from)
}

function levelsOf(lists: readonly List[]): { repetitions: Uint8Array; definitions: Uint8Array } {
  const count = lists.reduce((sum, list) => sum + Math.max(list?.length ?? 1, 1), 0)
  const [repetitions, definitions] = [new Uint8Array(count), new Uint8Array(count)]
  let at = 0
  for (const list of lists) {
    if (list === undefined || list.length === 0) definitions[at++] = list ? emptyList : noList
    else
      for (let i = 0; i < list.length; i++) {
        repetitions[at] = i === 0 ? 0 : 1
        definitions[at++] = full
      }
  }
  return { repetitions, definitions }
}

/** Writes a column of lists of texts, of which most rows have none. */
export function writeLists(
  writer: ByteWriter,
  element: SchemaElement,
  path: readonly string[],
  lists: readonly List[],
): PageIndexes {
  const chunk = new ColumnChunk(writer, element, path)
  for (const page of pagesOf(lists)) {
    const texts = page.flatMap((list) => list ?? [])
    const data = Places.ofTexts(texts).delta(0, texts.length)
    chunk.page({ rows: page.length, encoding: 'DELTA_BYTE_ARRAY', data, full, ...levelsOf(page) })
  }
  return chunk.finish()
}

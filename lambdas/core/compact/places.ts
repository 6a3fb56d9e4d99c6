import { ByteWriter } from 'hyparquet-writer'
import { deltaBinaryPack } from 'hyparquet-writer/src/delta.js'
import { Arena, compareBytes } from './arena.ts'
import { pageSize } from './column-chunk.ts'
import { absent, type TextColumn } from './text-column.ts'

/** In front of each value. */
const lengthBytes = 4

/** Where the values of some rows stand, in order; a row without one has a length of 0 and `present` 0. */
export class Places {
  readonly arena: Arena
  readonly starts: Uint32Array
  readonly lengths: Uint32Array
  readonly present: Uint8Array
  readonly count: number

  constructor(arena: Arena, starts: Uint32Array, lengths: Uint32Array, present: Uint8Array) {
    this.arena = arena
    this.starts = starts
    this.lengths = lengths
    this.present = present
    this.count = starts.length
  }

  /** Of texts that are at hand as such, one after the other. */
  static ofTexts(texts: readonly string[]): Places {
    const arena = new Arena()
    const starts = Uint32Array.from(texts, (text) => arena.append(Buffer.from(text)))
    const lengths = starts.map((start, i) => (starts[i + 1] ?? arena.length) - start)
    return new Places(arena, starts, lengths, new Uint8Array(texts.length).fill(1))
  }

  static ofRows(arena: Arena, { starts, ends }: TextColumn, rows: Uint32Array): Places {
    const places = new Places(
      arena,
      new Uint32Array(rows.length),
      new Uint32Array(rows.length),
      new Uint8Array(rows.length),
    )
    for (let i = 0; i < rows.length; i++) {
      const start = starts[rows[i]!]!
      if (start === absent) continue
      places.starts[i] = start
      places.lengths[i] = ends[rows[i]!]! - start
      places.present[i] = 1
    }
    return places
  }

  /** Of the values of a dictionary. */
  static ofValues(arena: Arena, { valueStarts, valueEnds }: TextColumn, numbers: readonly number[]): Places {
    const starts = Uint32Array.from(numbers, (number) => valueStarts[number]!)
    const lengths = Uint32Array.from(numbers, (number, i) => valueEnds[number]! - starts[i]!)
    return new Places(arena, starts, lengths, new Uint8Array(numbers.length).fill(1))
  }

  /** What they take as they are. */
  get plainSize(): number {
    let size = 0
    for (let i = 0; i < this.count; i++) if (this.present[i] === 1) size += this.lengths[i]! + lengthBytes
    return size
  }

  /** Cuts them into pages: calls back with the first and the one after the last. */
  eachPage(use: (from: number, to: number) => void): void {
    let [from, size] = [0, 0]
    for (let i = 0; i < this.count; i++) {
      size += this.lengths[i]!
      if (size < pageSize || i === from) continue
      use(from, i)
      from = i
      size = this.lengths[i]!
    }
    if (from < this.count) use(from, this.count)
  }

  /** Each value after its length. https://parquet.apache.org/docs/file-format/data-pages/encodings/#PLAIN */
  plain(from: number, to: number): Uint8Array {
    let size = 0
    for (let i = from; i < to; i++) if (this.present[i] === 1) size += this.lengths[i]! + lengthBytes
    const data = Buffer.allocUnsafe(size)
    let at = 0
    for (let i = from; i < to; i++) {
      if (this.present[i] === 0) continue
      const [start, length] = [this.starts[i]!, this.lengths[i]!]
      data.writeUInt32LE(length, at)
      at += lengthBytes
      this.arena.bytes.copy(data, at, start, start + length)
      at += length
    }
    return data
  }

  /**
   * What each value has in common with the one before, and the rest: ids of one stream share most of their digits.
   * https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTASTRING
   */
  delta(from: number, to: number): Uint8Array {
    const { starts, lengths } = this
    const { bytes } = this.arena
    const shared = new Int32Array(to - from)
    const rest = new Int32Array(to - from)
    let size = 0
    for (let i = from; i < to; i++) {
      const most = i === from ? 0 : Math.min(lengths[i]!, lengths[i - 1]!)
      const [start, before] = [starts[i]!, starts[i - 1]!]
      let same = 0
      while (same < most && bytes[start + same] === bytes[before + same]) same++
      shared[i - from] = same
      rest[i - from] = lengths[i]! - same
      size += lengths[i]! - same
    }
    const writer = new ByteWriter(2 * (to - from) + 64)
    deltaBinaryPack(writer, shared, 'INT32')
    deltaBinaryPack(writer, rest, 'INT32')
    const data = Buffer.allocUnsafe(writer.offset + size)
    data.set(writer.getBytes())
    let at = writer.offset
    for (let i = from; i < to; i++) {
      const end = starts[i]! + lengths[i]!
      for (let j = starts[i]! + shared[i - from]!; j < end; j++) data[at++] = bytes[j]!
    }
    return data
  }

  /** Smallest and largest; nothing when there is none. */
  range(): { min_value?: Uint8Array; max_value?: Uint8Array } {
    const { bytes } = this.arena
    let [low, high] = [-1, -1]
    const compare = (a: number, b: number) =>
      compareBytes(
        bytes,
        this.starts[a]!,
        this.starts[a]! + this.lengths[a]!,
        this.starts[b]!,
        this.starts[b]! + this.lengths[b]!,
      )
    for (let i = 0; i < this.count; i++) {
      if (this.present[i] === 0) continue
      if (low < 0 || compare(i, low) < 0) low = i
      if (high < 0 || compare(i, high) > 0) high = i
    }
    return low < 0 ? {} : { min_value: this.value(low), max_value: this.value(high) }
  }

  value(i: number): Uint8Array {
    return this.arena.bytes.subarray(this.starts[i]!, this.starts[i]! + this.lengths[i]!)
  }
}

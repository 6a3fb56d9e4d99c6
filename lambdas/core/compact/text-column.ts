import type { Arena } from './arena.ts'

/** What `starts` says of a row that has no value. */
export const absent = 0xffff_ffff

/** A value of one row. */
export interface Value {
  readonly start: number
  readonly end: number
  readonly number: number
}

export const nowhere: Value = { start: absent, end: absent, number: 0 }

/** So many different values are remembered before it is asked whether that is of use. */
const patience = 4_096

const grown = (old: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> => {
  const made = new Uint32Array(capacity)
  made.set(old)
  return made
}

/**
 * The texts of one column, as places in the arena. Those of a column whose values come again and again are numbered too, until
 * it turns out that they do not.
 */
export class TextColumn {
  starts = new Uint32Array(0)
  ends = new Uint32Array(0)
  /** The number of each row's value, while `repeats`. */
  numbers = new Uint32Array(0)
  /** Where value number n stands. */
  valueStarts: number[] = []
  valueEnds: number[] = []
  readonly #arena: Arena
  readonly #mayRepeat: boolean
  #known: Map<string, number> | undefined

  constructor(arena: Arena, repeats: boolean) {
    this.#arena = arena
    this.#mayRepeat = repeats
    this.#known = repeats ? new Map() : undefined
  }

  /** Whether the values are numbered. */
  get repeats(): boolean {
    return this.#known !== undefined
  }

  /** Forgets all values. */
  clear(): void {
    this.valueStarts = []
    this.valueEnds = []
    this.#known = this.#mayRepeat ? new Map() : undefined
  }

  reserve(capacity: number): void {
    this.starts = grown(this.starts, capacity)
    this.ends = grown(this.ends, capacity)
    this.numbers = grown(this.numbers, capacity)
  }

  /** @param key the bytes as Latin-1, which is needed while `repeats`. */
  put(row: number, start: number, end: number, key: string): void {
    this.starts[row] = start
    this.ends[row] = end
    if (!this.#known) return
    const number = this.#known.get(key)
    this.numbers[row] = number === undefined ? this.#learn(row, start, end) : number
  }

  /** A value that another row of this column has, or had. */
  putAgain(row: number, { start, end, number }: Value): void {
    this.starts[row] = start
    this.ends[row] = end
    if (this.#known) this.numbers[row] = number
  }

  valueOf(row: number): Value {
    return { start: this.starts[row]!, end: this.ends[row]!, number: this.numbers[row]! }
  }

  putAbsent(row: number): void {
    this.starts[row] = absent
    this.ends[row] = absent
  }

  /** The key is made anew: the one that was looked up may be a part of a much longer text, which it would keep. */
  #learn(row: number, start: number, end: number): number {
    const known = this.#known!
    const number = known.size
    if (number >= patience && number * 2 > row) {
      this.#known = undefined
      return 0
    }
    known.set(this.#arena.bytes.toString('latin1', start, end), number)
    this.valueStarts.push(start)
    this.valueEnds.push(end)
    return number
  }
}

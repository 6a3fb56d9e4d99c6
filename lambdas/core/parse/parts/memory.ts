/**
 * What was made of parts of texts lately: logs say the same again and again. Parts are found by a hash and compared in full, in the
 * memory of WebAssembly, whose size does not change: of what falls on one place, the last two stay.
 */
import { theLoaded } from './loaded.ts'

/** What was made, by the number of its entry. All kinds share the entries. */
const values: unknown[] = new Array(2048).fill(undefined)
let kinds = 0

/** Keeps what `make` makes of a part of the loaded text and a second part behind it, which may be empty. */
export class Memory<Value> {
  private readonly make: (first: string, second: string) => Value
  /** Tells its entries from those of others. */
  readonly kind = ++kinds

  /** @param make - depends on nothing but the two parts. */
  constructor(make: (first: string, second: string) => Value) {
    this.make = make
  }

  /** What `make` makes of `text`, which is loaded, from `from` to `to` and from `behind` to `end`. */
  of(text: string, from: number, to: number, behind = to, end = to): Value {
    const { engine, isExact } = theLoaded()
    if (!isExact) return this.make(text.slice(from, to), text.slice(behind, end))
    const known = engine.find(this.kind, from, to, behind, end)
    if (known >= 0) return this.at(known)
    const value = this.make(ownText(text.slice(from, to)), ownText(text.slice(behind, end)))
    keep(engine.keep(this.kind, from, to, behind, end), value)
    return value
  }

  /** What was made of the parts of an entry of this kind. */
  at(entry: number): Value {
    return values[entry] as Value
  }
}

const keep = (entry: number, value: unknown): void => {
  if (entry < 0) return
  values[entry + 1] = values[entry]
  values[entry] = value
}

/** The same text in memory of its own: a part of a text keeps the whole alive. Each character is one byte. */
const ownText = (part: string): string => Buffer.from(part, 'latin1').toString('latin1')

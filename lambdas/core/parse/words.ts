/**
 * Tables of short texts that are found by a hash and then compared. A map hashes a part of a text many times slower.
 */
import { ownText } from '../own-text.ts'

const hashOf = (text: string, from = 0, to = text.length): number => {
  let hash = to - from
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}

/** Words that are known from the start, each with its value. */
export class FixedWords<Value> {
  private readonly words: (string | undefined)[]
  private readonly values: (Value | undefined)[]
  private readonly mask: number
  private readonly longest: number

  constructor(entries: readonly (readonly [word: string, value: Value])[]) {
    const size = 2 ** Math.ceil(Math.log2(entries.length * 4))
    this.mask = size - 1
    this.longest = Math.max(...entries.map(([word]) => word.length))
    this.words = new Array(size).fill(undefined)
    this.values = new Array(size).fill(undefined)
    for (const [word, value] of entries) {
      const place = this.placeOf(word)
      this.words[place] = word
      this.values[place] = value
    }
  }

  get(word: string): Value | undefined {
    return word.length > this.longest ? undefined : this.values[this.placeOf(word)]
  }

  /** Where a word stands, or the empty place where it would. */
  private placeOf(word: string): number {
    let place = hashOf(word) & this.mask
    for (;;) {
      const there = this.words[place]
      if (there === undefined || there === word) return place
      place = (place + 1) & this.mask
    }
  }
}

/** Of the words of a log that are kept, how many, and the longest. */
const places = 512
const mostCharacters = 120

/** Keeps values of words; of those that fall on one place, that which came twice in a row: others are not worth it. */
export class KeptWords<Value> {
  private readonly words: (string | undefined)[] = new Array(places).fill(undefined)
  private readonly values: (Value | undefined)[] = new Array(places).fill(undefined)
  private readonly asked = new Int32Array(places)

  /** The value of the word that stands in a text from `from` to `to`. */
  get(text: string, from = 0, to = text.length): Value | undefined {
    if (to - from > mostCharacters) return undefined
    const place = hashOf(text, from, to) & (places - 1)
    const word = this.words[place]
    return word !== undefined && word.length === to - from && text.startsWith(word, from)
      ? this.values[place]
      : undefined
  }

  /** Keeps the value of a word for which `get` had none. */
  put(word: string, value: Value): void {
    if (word.length > mostCharacters) return
    const hash = hashOf(word)
    const place = hash & (places - 1)
    if (this.asked[place] === hash) {
      this.words[place] = ownText(word)
      this.values[place] = value
    }
    this.asked[place] = hash
  }
}

/** Keeps what `make` makes of words. */
export class Words<Value> {
  private readonly make: (word: string) => Value
  private readonly kept = new KeptWords<Value>()

  /** @param make - depends on nothing but the word. */
  constructor(make: (word: string) => Value) {
    this.make = make
  }

  of(word: string): Value {
    const known = this.kept.get(word)
    if (known !== undefined) return known
    const value = this.make(word)
    this.kept.put(word, value)
    return value
  }
}

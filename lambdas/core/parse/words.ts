/** Tables of short texts that are found by a hash and then compared. A map hashes a part of a text many times slower. */
import { ownText } from '../own-text.ts'

const hashOf = (text: string): number => {
  let hash = text.length
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
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

/** Keeps what `make` makes of words; of those that fall on one place, of that which came twice in a row: others are not worth it. */
export class Words<Value> {
  private readonly make: (word: string) => Value
  private readonly words: (string | undefined)[] = new Array(places).fill(undefined)
  private readonly values: (Value | undefined)[] = new Array(places).fill(undefined)
  private readonly asked = new Int32Array(places)

  /** @param make - depends on nothing but the word. */
  constructor(make: (word: string) => Value) {
    this.make = make
  }

  of(word: string): Value {
    if (word.length > mostCharacters) return this.make(word)
    const hash = hashOf(word)
    const place = hash & (places - 1)
    if (this.words[place] === word) return this.values[place]!
    const value = this.make(word)
    if (this.asked[place] === hash) {
      this.words[place] = ownText(word)
      this.values[place] = value
    }
    this.asked[place] = hash
    return value
  }
}

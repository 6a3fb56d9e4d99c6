/**
 * Tells words that may announce something from those that only begin alike: a set of hashes of the first five characters of longer
 * words and the first four of others, 64 thousand bits.
 */
const SIZE = 8192

const hashOf = (text: string, start: number): number =>
  text.charCodeAt(start) |
  ((text.charCodeAt(start + 1) << 7) ^
    (text.charCodeAt(start + 2) << 14) ^
    (text.charCodeAt(start + 3) << 21))
const longer = (hash: number, fifth: number): number => Math.imul(hash ^ (fifth << 3), 0x85ebca6b)
const slotOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 16

export class WordFilter {
  readonly bits = new Uint8Array(SIZE)

  /** @param after - what may follow a word of three characters: these are part of what is hashed. */
  constructor(words: readonly string[], after: string) {
    for (const word of words)
      if (word.length > 4) this.set(slotOf(longer(hashOf(word, 0), word.charCodeAt(4))))
      else if (word.length === 4) this.set(slotOf(hashOf(word, 0)))
      else for (const next of after) this.set(slotOf(hashOf(word + next, 0)))
  }

  /** May the word at `start` be one of them? */
  has(text: string, start: number): boolean {
    const hash = hashOf(text, start)
    return this.isSet(slotOf(hash)) || this.isSet(slotOf(longer(hash, text.charCodeAt(start + 4))))
  }

  private set(slot: number): void {
    this.bits[slot >>> 3]! |= 1 << (slot & 7)
  }

  private isSet(slot: number): boolean {
    return (this.bits[slot >>> 3]! & (1 << (slot & 7))) !== 0
  }
}

/**
 * A filter for the first four characters of a word: no for nearly all words, perhaps for those that can begin a token or
 * announce a secret. Three characters choose a pair of bytes, the fourth one of its sixteen bits. 32 kB, small enough for the
 * processor's first cache; a false yes costs one verification.
 */
const SIZE = 16_384

/** Fibonacci hashing of three characters to 14 bits. */
const slotOf = (first: number, second: number, third: number): number =>
  Math.imul(first | (second << 7) | (third << 14), 0x9e3779b1) >>> 18

/** Prefixes of two or three characters let everything follow. */
export function addPrefix(table: Uint16Array, prefix: string): void {
  const [first, second] = [prefix.charCodeAt(0), prefix.charCodeAt(1)]
  const bits = prefix.length > 3 ? 1 << (prefix.charCodeAt(3) & 15) : 0xffff
  for (let third = 0; third < 128; third++)
    if (prefix.length < 3 || third === prefix.charCodeAt(2)) table[slotOf(first, second, third)]! |= bits
}

export const newPrefixTable = (): Uint16Array => new Uint16Array(SIZE)

/** May the word at `start`, whose first character is `first`, begin with one of the prefixes? */
export function mayBegin(table: Uint16Array, text: string, start: number, first: number): boolean {
  if (start + 3 >= text.length) return start + 2 < text.length
  const byte = table[slotOf(first, text.charCodeAt(start + 1), text.charCodeAt(start + 2))]!
  return byte !== 0 && (byte & (1 << (text.charCodeAt(start + 3) & 15))) !== 0
}

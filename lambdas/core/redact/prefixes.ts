/**
 * A filter for the first three characters of a word: no for nearly all words, perhaps for those that can begin a token or
 * announce a secret. A table of 16 kB, small enough for the processor's first cache; a false yes costs one verification.
 */
const SIZE = 16_384

export const prefixHash = (first: number, second: number, third: number): number =>
  (Math.imul(first, 961) + Math.imul(second, 31 * 7) + Math.imul(third, 53)) & (SIZE - 1)

/** @param thirds - what may follow a prefix of two characters. */
export function addPrefix(table: Uint8Array, prefix: string, thirds: (code: number) => boolean): void {
  const [first, second] = [prefix.charCodeAt(0), prefix.charCodeAt(1)]
  for (let third = 0; third < 128; third++)
    if (prefix.length > 2 ? third === prefix.charCodeAt(2) : thirds(third))
      table[prefixHash(first, second, third)] = 1
}

export const newPrefixTable = (): Uint8Array => new Uint8Array(SIZE)

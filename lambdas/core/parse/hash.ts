/**
 * A 64-bit hash of a text: two 32-bit lanes of multiply and rotate with the finaliser of MurmurHash3
 * (https://github.com/aappleby/smhasher/wiki/MurmurHash3). It groups, it does not protect: not for secrets.
 */

/** A hash in the making. */
export interface Hash {
  a: number
  b: number
}

export const newHash = (): Hash => ({ a: 0x9e3779b9, b: 0x85ebca6b })

/** Feeds `text` from `start` to `end`, code unit by code unit. */
export const feed = (hash: Hash, text: string, start = 0, end = text.length): void => {
  let { a, b } = hash
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0xcc9e2d51)
    b = (b << 15) | (b >>> 17)
  }
  hash.a = a
  hash.b = b
}

/** Feeds a 32-bit number. */
export const feedNumber = (hash: Hash, value: number): void => {
  hash.a = Math.imul(hash.a ^ value, 0x01000193)
  const b = Math.imul(hash.b ^ value, 0xcc9e2d51)
  hash.b = (b << 15) | (b >>> 17)
}

const mix = (h: number): number => {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const hex = (value: number): string =>
  `${pairs[value >>> 24]}${pairs[(value >>> 16) & 255]}${pairs[(value >>> 8) & 255]}${pairs[value & 255]}`

/** 16 hex digits. */
export const digest = (hash: Hash): string => hex(mix(hash.a ^ mix(hash.b))) + hex(mix(hash.b ^ hash.a))

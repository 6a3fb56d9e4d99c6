/**
 * Character classes and small steps over a text. Everything here looks at one position or moves forward once, so that
 * whoever composes them stays linear.
 */

export const DIGIT = 1
export const UPPER = 2
export const LOWER = 4
export const SPACE = 8
export const HEX = 16
export const LETTER = UPPER | LOWER
/** Letters, digits and `_`. */
export const WORD = 32
/** What a key of `key=value` consists of. */
export const KEY = 64
/** What a name of code consists of, `::` aside. */
export const NAME = 128

const classes = new Uint8Array(128)
const mark = (characters: string, bits: number) => {
  for (const character of characters) classes[character.charCodeAt(0)]! |= bits
}
mark('0123456789', DIGIT | HEX | WORD)
mark('abcdefghijklmnopqrstuvwxyz', LOWER | WORD)
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER | WORD)
mark('abcdefABCDEF', HEX)
mark('_', WORD)
mark(' \t', SPACE)
mark('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.-/@', KEY | NAME)
mark('$<>', NAME)

/** The classes of the character at `at`, 0 at the end and for everything that is not ASCII. */
export const classAt = (text: string, at: number): number => {
  if (at < 0 || at >= text.length) return 0
  const code = text.charCodeAt(at)
  return code < 128 ? classes[code]! : 0
}

/** A text and how far it has been read. */
export interface Cursor {
  readonly text: string
  at: number
}

/** The first position from `at` on whose character is in none of `bits`; never beyond `limit`. */
export const skip = (text: string, at: number, bits: number, limit = text.length): number => {
  while (at < limit && (classAt(text, at) & bits) !== 0) at++
  return at
}

/** Reads `count` digits as a number, or -1 when there are not that many. */
export const digits = (text: string, at: number, count: number): number => {
  let value = 0
  for (let i = 0; i < count; i++) {
    const digit = text.charCodeAt(at + i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** The end of the line that holds `at`. */
export const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** Character classes as lookup tables. All scanning works on UTF-16 code units; tables cover ASCII, the rest is asked in words. */

const table = (test: (char: string) => boolean): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, code) => (test(String.fromCharCode(code)) ? 1 : 0))

const tableOf = (pattern: RegExp): Uint8Array => table((char) => pattern.test(char))

export const DIGIT = tableOf(/[0-9]/)
export const HEX = tableOf(/[0-9a-fA-F]/)
export const ALNUM = tableOf(/[A-Za-z0-9]/)
export const LETTERS = tableOf(/[A-Za-z]/)
export const UPPER = tableOf(/[A-Z]/)
/** What may stand in an unquoted key name. */
export const KEY = tableOf(/[A-Za-z0-9_.$-]/)
/** RFC 6750 token68: what a bearer token is made of. */
export const TOKEN68 = tableOf(/[A-Za-z0-9._~+/=-]/)
export const BASE64URL = tableOf(/[A-Za-z0-9_-]/)
export const BASE64 = tableOf(/[A-Za-z0-9+/=_-]/)
/** White space, in the sense that a value without quotes ends here. */
export const SPACE = tableOf(/[\s\0]/)

/** Is the code unit at `index` of the class? False outside the text and outside ASCII. */
export const is = (text: string, index: number, classTable: Uint8Array): boolean => {
  const code = text.charCodeAt(index)
  return code < 128 && classTable[code] === 1
}

/** First index from `index` on that is not of the class, at most `limit`. */
export const skip = (text: string, index: number, classTable: Uint8Array, limit = text.length): number => {
  while (index < limit) {
    const code = text.charCodeAt(index)
    if (!(code < 128) || classTable[code] === 0) break
    index++
  }
  return index
}

/** Skips blanks and tabs, not line feeds. */
export const skipBlanks = (text: string, index: number): number => {
  while (text.charCodeAt(index) === 32 || text.charCodeAt(index) === 9) index++
  return index
}

/**
 * A letter of an alphabet that separates words with spaces (Latin, Greek, Cyrillic and their extensions): the letters
 * that may be part of a mail address or key next to ASCII ones. CJK is left out: it is written without spaces.
 */
export const isForeignLetter = (code: number): boolean =>
  code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7

/** A letter beyond ASCII that may stand in a key name: also CJK, kana, hangul, Arabic, Hebrew, Thai, Devanagari. */
export const isForeignKeyLetter = (code: number): boolean =>
  (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7) ||
  (code >= 0x3040 && code <= 0xd7ff) ||
  (code >= 0xf900 && code <= 0xfaff)

/** The next line feed, or the end of the text. */
export function feedAt(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at
}

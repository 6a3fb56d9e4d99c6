/**
 * What a value is made of, as bits. Nearly every expression that is asked about a value needs a character that most values do not have,
 * or allows only few; so it is asked only where these bits let it say yes.
 */
export const LOWER = 1
export const UPPER = 2
export const DIGIT = 4
export const UNDERSCORE = 8
export const DASH = 16
export const DOT = 32
export const SLASH = 64
export const COLON = 128
/** `(`, `[`, `{` */
export const OPENER = 256
/** White space of ASCII. */
export const BLANK = 512
/** Beyond ASCII; some of it is white space, or becomes ASCII in lower case. */
export const WIDE = 1024
export const BACKSLASH = 2048
export const ANGLE = 4096
export const STAR = 8192
export const AT = 16_384
/** `,;!?'`: what prose ends with, beside dots and colons. */
export const POINT = 32_768
export const OTHER = 65_536

export const LETTER: number = LOWER | UPPER
export const WORD: number = LETTER | DIGIT

/** Values that are longer are not looked at: everything may be in them. */
const MAX_LENGTH = 128
const UNKNOWN = -1

const bitOf = (char: string): number => {
  if (/[a-z]/.test(char)) return LOWER
  if (/[A-Z]/.test(char)) return UPPER
  if (/[0-9]/.test(char)) return DIGIT
  if (/\s/.test(char)) return BLANK
  if ('([{'.includes(char)) return OPENER
  if ('<>'.includes(char)) return ANGLE
  if (",;!?'".includes(char)) return POINT
  return (
    { _: UNDERSCORE, '-': DASH, '.': DOT, '/': SLASH, ':': COLON, '\\': BACKSLASH, '*': STAR, '@': AT }[
      char
    ] ?? OTHER
  )
}

const BITS = Int32Array.from({ length: 128 }, (_, code) => bitOf(String.fromCharCode(code)))

let last = ''
let lastTraits = 0

/** The value that was asked about last is remembered: one verifier after the other asks about the same one. */
export function traitsOf(value: string): number {
  const { length } = value
  if (length > MAX_LENGTH) return UNKNOWN
  if (value === last) return lastTraits
  let bits = 0
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    bits |= code < 128 ? BITS[code]! : WIDE
  }
  last = value
  lastTraits = bits
  return bits
}

/** May nothing else than these be in a value of such traits? */
export const mayBeOf = (traits: number, bits: number): boolean => traits === UNKNOWN || (traits & ~bits) === 0

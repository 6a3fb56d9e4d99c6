/**
 * Strings with escapes, as the scanner reads them (`atBackslash` of scan-layers.ts): what they say, without the escapes, is a text of its own.
 * Here it is put aside, to be looked through when nothing else is left of the text around it.
 */
import { at, INNER, INNER_SIZE, is, DIGIT, HEX, STRINGS, TEXT } from './memory'

const MOST_STRINGS: i32 = 8

/** Are strings put aside? */
let takes: bool = false
let strings: i32 = 0
/** Behind the last one. */
let used: usize = INNER
/** Has a string characters beyond Latin-1? It is 255 that stands for them, as where texts are narrowed. */
let isBeyond: bool = false

/** Begins a text. */
export function beginEscapes(takesStrings: bool): void {
  takes = takesStrings
  strings = 0
  used = INNER
}

/** How many strings were put aside. */
export function stringsTaken(): i32 {
  return strings
}

/** Puts the nth of them where texts are read, and returns its size; less than zero when it has characters beyond Latin-1. */
export function loadString(nth: i32): i32 {
  const entry = STRINGS + (<usize>nth << 3)
  const size: i32 = load<i32>(entry, 4)
  memory.copy(TEXT, <usize>load<u32>(entry), abs(size))
  return size
}

/**
 * Puts the string aside that begins behind this quote, and has an escape. Returns where its closing quote is; -1 when it has an escape or a
 * control character that messages seldom have. (Behind a name is a colon, and so a stop.)
 */
export function takeString(quote: i32): i32 {
  if (!takes || strings == MOST_STRINGS) return -1
  const limit = INNER + INNER_SIZE - 32
  const first = used
  let out = first
  let i = quote + 1
  isBeyond = false
  while (out < limit) {
    const block = v128.load(i, TEXT)
    v128.store(out, block)
    const quotes = v128.or(i8x16.eq(block, i8x16.splat(34)), i8x16.eq(block, i8x16.splat(92)))
    const clean = <i32>ctz(i8x16.bitmask(v128.or(i8x16.lt_u(block, i8x16.splat(32)), quotes)) | 65536)
    i += clean
    out += clean
    if (clean == 16) continue
    const code = at(i)
    if (code == 34) return taken(first, out, i)
    const isLong = at(i + 1) == 117
    const meant = code != 92 ? 0 : isLong ? codeAt(i + 2) : meaningOf(at(i + 1))
    if (meant == 0) return -1
    store<u8>(out++, meant)
    i += isLong ? 6 : 2
  }
  return -1
}

function taken(from: usize, to: usize, end: i32): i32 {
  const entry = STRINGS + (<usize>strings << 3)
  store<u32>(entry, <u32>from)
  store<i32>(entry, isBeyond ? -<i32>(to - from) : <i32>(to - from), 4)
  strings++
  used = to
  return end
}

/** `\n`, `\t`, `\r`, `\"`, `\\`, `\/`; 0 for others. */
function meaningOf(letter: u32): u32 {
  if (letter == 110) return 10
  if (letter == 116) return 9
  if (letter == 114) return 13
  return letter == 34 || letter == 92 || letter == 47 ? letter : 0
}

/** What four hex digits say, 255 for what is beyond Latin-1; 0 for control characters, and for signs that separate keys from values. */
function codeAt(digits: i32): u32 {
  let code: u32 = 0
  for (let i = digits; i < digits + 4; i++) {
    if (!is(i, HEX)) return 0
    code = (code << 4) | (is(i, DIGIT) ? at(i) - 48 : (at(i) | 32) - 87)
  }
  if (code < 32 || code == 0xff1a || code == 0xff1d || code == 0x2192) return 0
  if (code > 255) isBeyond = true
  return min<u32>(code, 255)
}

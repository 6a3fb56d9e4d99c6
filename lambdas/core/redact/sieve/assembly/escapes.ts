/**
 * Strings with escapes, as the scanner reads them (`atBackslash` of scan-layers.ts): what they say, without the escapes, is a text of its own.
 * Here it is put aside, to be looked through when nothing else is left of the text around it.
 */
import { at, INNER, INNER_SIZE, STRINGS, TEXT } from './memory'

const MOST_STRINGS: i32 = 8

/** Are strings put aside? */
let takes: bool = false
let strings: i32 = 0
/** Behind the last one. */
let used: usize = INNER

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

/** Puts the nth of them where texts are read, and returns its size. */
export function loadString(nth: i32): i32 {
  const entry = STRINGS + (<usize>nth << 3)
  const size: i32 = load<i32>(entry, 4)
  memory.copy(TEXT, <usize>load<u32>(entry), size)
  return size
}

/**
 * Puts the string aside that begins behind this quote, and has an escape. Returns where its closing quote is; -1 when it has an escape or a
 * control character that JSON's messages seldom have. (Behind a name is a colon, and so a stop.)
 */
export function takeString(quote: i32): i32 {
  if (!takes || strings == MOST_STRINGS) return -1
  const limit = INNER + INNER_SIZE - 32
  const first = used
  let out = first
  let i = quote + 1
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
    const meant = code == 92 ? meaningOf(at(i + 1)) : 0
    if (meant == 0) return -1
    store<u8>(out++, meant)
    i += 2
  }
  return -1
}

function taken(from: usize, to: usize, end: i32): i32 {
  const entry = STRINGS + (<usize>strings << 3)
  store<u32>(entry, <u32>from)
  store<u32>(entry, <u32>(to - from), 4)
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

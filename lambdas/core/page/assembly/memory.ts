/** Where things lie in the memory, and how its bytes are read and written. `layout.ts` has the same numbers. */

/** Names with their codes: 2,048 slots of 32 bytes, filled from outside. */
export const NAMES: usize = 0
/** Members whose names say something: eight words each. */
export const LISTED: usize = 65536
export const MOST_LISTED: i32 = 31
export const MOST_MEMBERS: i32 = 64
/** Where the names of all members begin, and their sizes, to find those that come twice. */
export const SEEN: usize = LISTED + 32 * 32
/** Pairs: name, value, and whether it is a number; five words each. */
export const PAIRS: usize = SEEN + <usize>MOST_MEMBERS * 8
/** What was read last: attributes, body, time, and what `decide.ts` tells. */
export const RESULT: usize = PAIRS + <usize>MOST_MEMBERS * 20
/** What a name is for, a byte for each code. */
export const ROLES: usize = 68864
/** The two parts of an identifier, put together. */
export const JOINED: usize = 69120
/** Pieces that come again and again, of up to 47 bytes, each with its size in the last of 48. */
const LABELS: usize = 69632
/** Lines that are going to be written: 24 words each. */
export const ENTRIES: usize = 73728
export const ENTRY: usize = 96
/** What is made of a batch's texts. */
export const MADE: usize = 1277952
const MADE_SIZE: usize = 1048576
/** The lines. */
export const OUT: usize = MADE + MADE_SIZE + 64
/** Texts of which it is known what they say: 1,024 slots of 64 bytes, filled from outside. */
export const SAID: usize = 4423936

/** Two bits for each word that may be a level. */
export const LEVELS: usize = 4521984
/** Heads of text lines. */
export const HEADS: usize = LEVELS + 1024
export const HEADS_SIZE: usize = 262144 - 1024

/** Behind what has been made so far. */
export let made: usize = MADE

export function setMade(end: usize): void {
  made = end
}

/** What was made up to here are the attributes of the text that was read last. */
export function endAttributes(end: usize): void {
  store<u32>(RESULT, <u32>made)
  store<u32>(RESULT + 4, <u32>end)
  made = end
}

/** Is there room for what is made of a text of this size? At most three times as much, and the names of an access line. */
export function hasRoom(size: i32): bool {
  return made + 3 * <usize>size + 512 < MADE + MADE_SIZE
}

// @ts-ignore: decorator
@inline
export function at(index: usize): u32 {
  return load<u8>(index)
}

// @ts-ignore: decorator
@inline
export function put(out: usize, code: u32): usize {
  store<u8>(out, code)
  return out + 1
}

/** Copies, sixteen bytes at a time; up to 15 bytes behind the copy are written over. */
// @ts-ignore: decorator
@inline
export function copy(out: usize, from: usize, to: usize): usize {
  let i = from
  let o = out
  while (i < to) {
    v128.store(o, v128.load(i))
    i += 16
    o += 16
  }
  return out + (to - from)
}

/** Writes a piece that comes again and again. */
// @ts-ignore: decorator
@inline
export function label(out: usize, which: usize): usize {
  const from = LABELS + which * 48
  v128.store(out, v128.load(from))
  v128.store(out, v128.load(from, 16), 16)
  v128.store(out, v128.load(from, 32), 32)
  return out + load<u8>(from, 47)
}

// @ts-ignore: decorator
@inline
export function isDigit(code: u32): bool {
  return code - 48 < 10
}

// @ts-ignore: decorator
@inline
export function digitsEnd(index: usize): usize {
  let i = index
  while (isDigit(at(i))) i++
  return i
}

/** Is there a control character or a backslash, which JSON would write with an escape? */
export function hasSpecial(start: usize, end: usize): bool {
  for (let i = start; i < end; i += 16) {
    const bytes = v128.load(i)
    const found = v128.or(i8x16.lt_u(bytes, i8x16.splat(32)), i8x16.eq(bytes, i8x16.splat(92)))
    const mask = i8x16.bitmask(found)
    if (mask != 0 && i + <usize>ctz(mask) < end) return true
  }
  return false
}

/** The first of two characters from an index on; `end` when neither is before it. */
// @ts-ignore: decorator
@inline
export function indexOfEither(start: usize, end: usize, one: u8, other: u8): usize {
  let i = start
  while (i < end) {
    const bytes = v128.load(i)
    const mask = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(one)), i8x16.eq(bytes, i8x16.splat(other))))
    if (mask != 0) return min(end, i + <usize>ctz(mask))
    i += 16
  }
  return end
}

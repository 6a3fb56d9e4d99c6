/** Where things lie in the memory, how its bytes are read, and which letters, digits and signs there are in 16 of them. */

import { narrow } from '../../../wasm/assembly/latin1'

// Where the tables lie; `memory.ts` fills them and says what each holds.
export const CLASS: usize = 0
export const LENGTHS: usize = 256
export const WORDS: usize = 1024
export const PAIRS: usize = 9216
export const PREFIXES: usize = 41984
export const BEGIN3: usize = 53248
export const BEGIN4: usize = 61440
export const KEYS: usize = 69632
/** Strings and lines that say nothing: 512 slots of 256 bytes, each with its size in the last. */
export const QUIET: usize = 200704
/** Hashes of those that were seen once, 4,096 of two bytes. */
export const SEEN: usize = 331776
/** Texts of a block as they came, and those that are finished with, one behind the other: so much of each. */
export const BLOCK: usize = 339968
export const DONE: usize = 604160
export const ROOM: usize = 262144
/** Bits for the hashes of words behind which an address may be a version: 4,096. */
export const UNSURE: usize = 866368
/** The mask of an address; its size is in the last of 32 bytes. */
export const MASK: usize = 866944
/** How many bytes of the texts there are that are finished with. */
export const DONE_END: usize = 866976
/** Strings without their escapes, and where each begins and how long it is. */
export const STRINGS: usize = 604096
export const INNER: usize = 868352
export const INNER_SIZE: usize = 66048
/** The text, a multiple of 64. */
export const TEXT: usize = 934400
export const KEY_SLOT: usize = 64
export const LONGEST_KEY: i32 = 62
export const WORDS_MASK: u32 = 2047

// What a byte can be, as bits in CLASS.
export const ALNUM: u32 = 1
export const DIGIT: u32 = 2
export const HEX: u32 = 4
export const KEY: u32 = 8
export const AFTER: u32 = 16
const SIGN: u32 = 32
export const UPPER: u32 = 64
export const QUOTE: u32 = 128

/** What a known key name is, as bits in the last byte of its slot; the size is in the one before. */
export const PLAIN_JSON: u32 = 1
export const PLAIN_FREE: u32 = 2
/** Before an equals sign, it has no stop inside: only the sieve says so. */
export const QUIET_PAIR: u32 = 4
/** As the value of `name`, it is what a logger is called. */
export const SMALL_NAME: u32 = 8
/** As `SMALL_NAME`, but a secret could have the name too. */
export const SMALL_SECRET: u32 = 32
/** As the name of an element of XML, it says nothing. */
export const PLAIN_TAG: u32 = 16

// What is said with a stop: whether it stands in a string, or that behind an escape this is not known.
export const IN_STRING: u32 = 0x80000000
export const UNKNOWN: u32 = 0x40000000

// @ts-ignore: decorator
@inline
export function at(index: i32): u32 {
  return load<u8>(index, TEXT)
}

// @ts-ignore: decorator
@inline
export function classOf(index: i32): u32 {
  return load<u8>(CLASS + <usize>load<u8>(index, TEXT))
}

// @ts-ignore: decorator
@inline
export function is(index: i32, kind: u32): bool {
  return (classOf(index) & kind) != 0
}

/** The text has characters beyond Latin-1. */
export let isWide: bool = false
export let length: i32 = 0

/** The text that begins has characters beyond Latin-1, 255 instead of each. */
export function beginBeyond(): void {
  isWide = true
}

/** Begins a text, which lies at `wideAt` in UTF-16 if it has characters beyond Latin-1. Zeros are written behind it. */
export function beginText(size: i32, wideAt: usize): void {
  isWide = wideAt != 0
  length = size
  if (isWide) narrow(size, wideAt, TEXT)
  for (let i = 0; i < 80; i += 16) v128.store(TEXT + <usize>(size + i), i64x2.splat(0))
}

// Which letters, digits and signs there are, from a byte's two halves: a byte is of the groups (bits) that both halves allow.
// Bits 0 to 4: signs of columns 0-1, 2, 3, 4 and 5 of ASCII; bit 5: digits; bits 6 and 7: letters of columns 4 and 6, 5 and 7.
const SIGNS: u8 = 31

// @ts-ignore: decorator
@inline
export function groupsOf(block: usize): v128 {
  const bytes = v128.load(block)
  const low = i8x16(-88, -32, -30, -32, -32, -30, -30, -32, -30, -31, -59, 83, 86, 70, 68, 64)
  const high = i8x16(1, 1, 2, 36, 72, -112, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0)
  return v128.and(
    i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15))),
    i8x16.swizzle(high, i8x16.shr_u(bytes, 4)),
  )
}

// @ts-ignore: decorator
@inline
export function digitsIn(groups: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.eq(groups, i8x16.splat(32)))
}

/** Where a character stands in 64 bytes. */
// @ts-ignore: decorator
@inline
export function places(block: usize, code: u8): u64 {
  const a = <u64>i8x16.bitmask(i8x16.eq(v128.load(block), i8x16.splat(code)))
  const b = <u64>i8x16.bitmask(i8x16.eq(v128.load(block, 16), i8x16.splat(code)))
  const c = <u64>i8x16.bitmask(i8x16.eq(v128.load(block, 32), i8x16.splat(code)))
  const d = <u64>i8x16.bitmask(i8x16.eq(v128.load(block, 48), i8x16.splat(code)))
  return a | (b << 16) | (c << 32) | (d << 48)
}

// @ts-ignore: decorator
@inline
export function signsIn(groups: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.ne(v128.and(groups, i8x16.splat(SIGNS)), i8x16.splat(0)))
}

/** A group of signs may be set beside a letter's or digit's: letters and digits are those above the signs. */
// @ts-ignore: decorator
@inline
export function wordsIn(groups: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.gt_u(groups, i8x16.splat(SIGNS)))
}

export function digitsEnd(index: i32): i32 {
  let end = index
  while (is(end, DIGIT)) end++
  return end
}

export function wordEnd(index: i32): i32 {
  let end = index
  while (is(end, ALNUM)) end++
  return end
}

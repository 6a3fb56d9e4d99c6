/**
 * Strings and lines that came before and in which there was no stop: they say nothing when they come again. Logs repeat themselves: paths,
 * user agents, messages, the lines of code in a stack trace. They are compared in full, so that nothing can pass for something else.
 */
import { at, isWide, length, places, QUIET, SEEN, TEXT } from './memory'

const SLOT: usize = 256
const SIZE_AT: usize = 255
/** What is quiet in quotes may say something as a line, and the reverse: the sign behind it tells them apart. */
const SIGN_AT: usize = 254
const SHORTEST: i32 = 2
const LONGEST: i32 = 240

/** What was looked up last, and did not lie there: where it begins, its end, and the hash of it. */
let start: i32 = -1
let end: i32 = 0
let hash: u32 = 0
let sign: u8 = 0

/** Begins a text. */
export function beginQuiet(): void {
  start = -1
}

/** The end of what begins here and is followed by this character, if it is known to say nothing; else -1. */
export function quietEnd(from: i32, behind: u8): i32 {
  start = -1
  // What a comma right behind a quote divides depends on what stands before the quote.
  if (isWide || at(from) == 44) return -1
  sign = behind
  const size = sizeUntil(from)
  if (size < SHORTEST || from + size >= length) return -1
  hash = hashOf(from, size)
  if (isAt(QUIET + (<usize>(hash >> 23) * SLOT), from, size)) return from + size
  start = from
  end = from + size
  return -1
}

/** What was looked up from here to here has no stop: when it comes the second time, it is kept. */
export function learnQuiet(from: i32, to: i32): void {
  if (from != start || to != end) return
  const seen = SEEN + (<usize>(hash & 4095) << 1)
  const tag = <u16>(hash >> 12)
  if (load<u16>(seen) != tag) {
    store<u16>(seen, tag)
    return
  }
  const slot = QUIET + <usize>(hash >> 23) * SLOT
  memory.copy(slot, TEXT + <usize>from, to - from)
  store<u8>(slot, to - from, SIZE_AT)
  store<u8>(slot, sign, SIGN_AT)
}

/** As `learnQuiet`, of what ended before this place. */
export function learnBefore(from: i32, limit: i32): void {
  if (end < limit) learnQuiet(from, end)
}

/** How many characters there are before the next such sign; 0 when it is too far. */
// @ts-ignore: decorator
@inline
function sizeUntil(from: i32): i32 {
  const text = TEXT + <usize>from
  for (let i: usize = 0; i < <usize>LONGEST; i += 64) {
    const mask = places(text + i, sign)
    if (mask != 0) {
      const size = <i32>i + <i32>ctz(mask)
      return size <= LONGEST ? size : 0
    }
  }
  return 0
}

/** Of eight characters at five places, the first and the last among them: up to 40 characters are all of it. */
// @ts-ignore: decorator
@inline
function hashOf(from: i32, size: i32): u32 {
  const text = TEXT + <usize>from
  let mixed = <u64>size | (<u64>sign << 8)
  if (size < 8) {
    mixed ^= rotl<u64>(load<u64>(text) << <u64>(64 - (size << 3)), 16)
  } else {
    const last = <usize>size - 8
    const half = last >> 1
    const quarter = half >> 1
    mixed ^= load<u64>(text + last) ^ rotl<u64>(load<u64>(text), 23) ^ rotl<u64>(load<u64>(text + half), 46)
    mixed ^= rotl<u64>(load<u64>(text + quarter), 5) ^ rotl<u64>(load<u64>(text + half + quarter), 28)
  }
  mixed *= 0x9e3779b97f4a7c15
  return <u32>(mixed >> 32) ^ <u32>(mixed >> 16 & 0xffff)
}

// @ts-ignore: decorator
@inline
function isAt(slot: usize, from: i32, size: i32): bool {
  if (load<u8>(slot, SIZE_AT) != size || load<u8>(slot, SIGN_AT) != sign) return false
  const text = TEXT + <usize>from
  let done = 0
  while (size - done > 64) {
    if (othersIn(slot + done, text + done) != 0) return false
    done += 64
  }
  return <i32>ctz(othersIn(slot + done, text + done)) >= size - done
}

/** In which places of 64 bytes are the two not the same? */
// @ts-ignore: decorator
@inline
function othersIn(one: usize, other: usize): u64 {
  const a = <u64>i8x16.bitmask(i8x16.ne(v128.load(one), v128.load(other)))
  const b = <u64>i8x16.bitmask(i8x16.ne(v128.load(one, 16), v128.load(other, 16)))
  const c = <u64>i8x16.bitmask(i8x16.ne(v128.load(one, 32), v128.load(other, 32)))
  const d = <u64>i8x16.bitmask(i8x16.ne(v128.load(one, 48), v128.load(other, 48)))
  return a | (b << 16) | (c << 32) | (d << 48)
}

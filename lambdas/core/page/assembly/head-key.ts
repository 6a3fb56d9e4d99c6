/**
 * Keys of heads: what stands behind a time, with a mark for each number that changes from line to line. A key is made sign by sign, and
 * word by word, so that it can be looked for wherever a message may begin.
 */
import { at, digitsEnd, HEADS } from './memory'
import { isUpper, readTextTime } from './text-time'

/** Numbers of a head, from and to. */
export const NUMBERS: usize = HEADS
export const MOST_NUMBERS: i32 = 4
/** The key of the text that is being read. */
export const KEY: usize = NUMBERS + 64
export const KEY_ROOM: usize = 256
/** Longer numbers may be times. */
const LONGEST_NUMBER: usize = 9
/** Stands in a key for a number. */
const NUMBER: u32 = 1

/** Behind what has been read of the key. */
export let keyEnd: usize = KEY
/** How many numbers are in it. */
export let numbers: i32 = 0
/** Where the time ends that is before the head. */
export let timeEnd: usize = 0
/** How far the text has been read, and the hash of the key so far. */
let place: usize = 0
let hash: u64 = 0
/** The code before this place, and how many brackets are open there. */
let previous: u32 = 0
let depth: i32 = 0

/** Reads the time, and begins a key with what its first sign says. */
export function beginKey(from: usize, to: usize): bool {
  const isBracketed = at(from) == 91
  const start = isBracketed ? from + 1 : from
  timeEnd = readTextTime(start)
  if (timeEnd == 0 || timeEnd + 1 >= to || !endsTime(at(timeEnd))) return false
  const sign: u32 = (isBracketed ? 2 : 0) + (isUpper(at(start)) ? 3 : 2)
  store<u8>(KEY, sign)
  keyEnd = KEY + 1
  hash = mix(0, sign)
  numbers = 0
  depth = 0
  place = timeEnd
  previous = 0
  return true
}

/** Space, `]`, `,`, `|`, `:`, `-`, `)`, `;`. */
function endsTime(code: u32): bool {
  return code == 32 || code == 93 || code == 44 || code == 124 || code == 58 || code == 45 || code == 41 || code == 59
}

/** Reads the key on to where the next message may begin: behind a space, `|`, `:` or `]`. 0: there is no such place before `limit`. */
export function nextMessage(limit: usize): usize {
  let i = place
  let key = keyEnd
  let mixed = hash
  let last = previous
  while (i < limit) {
    const code = at(i)
    if (code - 48 < 10 && isBeforeNumber(last)) {
      const end = numberEnd(i, last)
      if (end != 0) {
        store<u8>(key++, NUMBER)
        mixed = mix(mixed, NUMBER)
        last = NUMBER
        i = end
        continue
      }
    }
    const block = v128.load(i)
    const size = <usize>ctz(i8x16.bitmask(signsIn(block)) | 65536)
    if (size != 0) {
      v128.store(key, block)
      const first = load<u64>(i)
      mixed = mix(mixed, size < 8 ? first & (((<u64>1) << (<u64>size * 8)) - 1) : first)
      if (size > 8) mixed = mix(mixed, load<u64>(i + size - 8))
      key += size
      i += size
      last = at(i - 1)
      continue
    }
    if (code - 32 > 94) return 0
    if (code == 91 || code == 40 || code == 60) depth++
    else if (depth > 0 && (code == 93 || code == 41 || code == 62)) depth--
    store<u8>(key++, code)
    mixed = mix(mixed, code)
    last = code
    i++
    if ((code == 32 || code == 124 || code == 58 || code == 93) && at(i) != 32) {
      place = i
      keyEnd = key
      hash = mixed
      previous = last
      return i
    }
  }
  return 0
}

/** Which of sixteen characters are no parts of words: spaces, `|`, `:`, brackets, and what no head has. */
// @ts-ignore: decorator
@inline
function signsIn(block: v128): v128 {
  const square = v128.or(i8x16.eq(block, i8x16.splat(91)), i8x16.eq(block, i8x16.splat(93)))
  const round = i8x16.eq(v128.and(block, i8x16.splat(-2)), i8x16.splat(40))
  const angle = v128.or(i8x16.eq(block, i8x16.splat(60)), i8x16.eq(block, i8x16.splat(62)))
  const others = v128.or(i8x16.eq(block, i8x16.splat(58)), i8x16.eq(block, i8x16.splat(124)))
  return v128.or(v128.or(v128.or(square, round), v128.or(angle, others)), i8x16.lt_s(block, i8x16.splat(33)))
}

/** Numbers stand alone, or alone in a bracket. */
// @ts-ignore: decorator
@inline
function isBeforeNumber(last: u32): bool {
  return last == 91 || ((last == 32 || last == 124) && depth == 0)
}

/** Notes a number, and returns what is behind it; 0 when it is none of those that change from line to line. */
function numberEnd(i: usize, last: u32): usize {
  const end = digitsEnd(i)
  const next = at(end)
  const isNumber = last == 91 ? next == 93 : next == 32 || next == 124
  if (!isNumber || numbers == MOST_NUMBERS || end - i > LONGEST_NUMBER) return 0
  store<u32>(NUMBERS + <usize>numbers * 8, <u32>i)
  store<u32>(NUMBERS + <usize>numbers * 8 + 4, <u32>end)
  numbers++
  return end
}

// @ts-ignore: decorator
@inline
function mix(mixed: u64, word: u64): u64 {
  return (rotr(mixed, 29) ^ word) * 0x9e3779b97f4a7c15
}

/** The hash of the key that has been read so far. */
// @ts-ignore: decorator
@inline
export function keyHash(): u32 {
  return <u32>(hash >>> 32) ^ <u32>keyEnd
}

/**
 * The pairs of a logfmt line, where nothing needs an escape. Says no (-1) to everything unusual: names that come twice, quotes inside
 * values, text beside the pairs.
 */
import {
  at,
  copy,
  digitsEnd,
  endAttributes,
  hasRoom,
  hasSpecial,
  indexOfEither,
  isDigit,
  LISTED,
  made,
  PAIRS,
  put,
} from './memory'
import { beginNames, codeOf, comesTwice, list, listed, PLAIN } from './names'

/** Longer names are none. */
const LONGEST_KEY: usize = 80
let pairs: i32 = 0

/** Lists the pairs whose names say something, and returns how many they are; -1 when the text is not such a line. */
export function readPairs(start: usize, end: usize): i32 {
  if (!hasRoom(<i32>(end - start)) || hasSpecial(start, end)) return -1
  beginNames()
  pairs = 0
  let i = start
  while (i < end) {
    const equals = keyEnd(i)
    if (equals == i || equals >= end || at(equals) != 61 || comesTwice(i, equals - i)) return -1
    let value = equals + 1
    const isQuoted = value < end && at(value) == 34
    if (isQuoted) value++
    const valueEnds = isQuoted ? indexOfEither(value, end, 34, 34) : indexOfEither(value, end, 32, 34)
    if (isQuoted ? valueEnds == end : valueEnds < end && at(valueEnds) == 34) return -1
    const kind = numberKind(value, valueEnds)
    if (kind < 0) return -1
    const pair = PAIRS + <usize>pairs * 20
    store<u32>(pair, <u32>i)
    store<u32>(pair + 4, <u32>equals)
    store<u32>(pair + 8, <u32>value)
    store<u32>(pair + 12, <u32>valueEnds)
    store<u32>(pair + 16, kind)
    const code = codeOf(i, equals - i)
    if (code != PLAIN && list(code, i, equals, value, valueEnds, pairs) == 0) return -1
    pairs++
    const next = isQuoted ? valueEnds + 1 : valueEnds
    i = next
    while (i < end && at(i) == 32) i++
    if (i == next && i < end) return -1
  }
  return pairs < 2 ? -1 : listed
}

/** Makes an object of the pairs that were read last, without the listed ones whose bits are in `taken`. */
export function makePairs(taken: u32): void {
  let out = made
  let nth = 0
  for (let n = 0; n < pairs; n++) {
    if (nth < listed && load<u32>(LISTED + <usize>nth * 32 + 28) == <u32>n) {
      nth++
      if (((taken >> (nth - 1)) & 1) != 0) continue
    }
    const pair = PAIRS + <usize>n * 20
    out = put(put(out, out == made ? 123 : 44), 34)
    out = copy(out, <usize>load<u32>(pair), <usize>load<u32>(pair + 4))
    const isText = load<u32>(pair + 16) == 0
    store<u32>(out, isText ? 0x00223a22 : 0x00003a22) // ":" or ":
    out = copy(out + 2 + <usize>isText, <usize>load<u32>(pair + 8), <usize>load<u32>(pair + 12))
    if (isText) out = put(out, 34)
  }
  if (out == made) out = put(out, 123)
  endAttributes(put(out, 125))
}

/** After letters, digits, `_`, `.`, `-`, `/` and `@`. */
// @ts-ignore: decorator
@inline
function keyEnd(start: usize): usize {
  for (let i = start; i - start < LONGEST_KEY; i += 16) {
    const others = ~keysIn(v128.load(i)) & 0xffff
    if (others != 0) return i + <usize>ctz(others)
  }
  return start + LONGEST_KEY
}

/** Which of sixteen characters a key may have. */
// @ts-ignore: decorator
@inline
function keysIn(bytes: v128): i32 {
  const letters = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(32)), i8x16.splat(97)), i8x16.splat(26))
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(45)), i8x16.splat(13))
  const signs = v128.or(i8x16.eq(bytes, i8x16.splat(95)), i8x16.eq(bytes, i8x16.splat(64)))
  return i8x16.bitmask(v128.or(v128.or(letters, digits), signs))
}

/** 1 when JavaScript writes the number as it stands here, 0 when it is a text, -1 for the exponents that are both. */
function numberKind(start: usize, end: usize): i32 {
  const size = end - start
  if (size == 0 || size > 15) return 0
  const first = at(start)
  const whole = first == 45 ? start + 1 : start
  if (!isDigit(at(whole)) && first != 45) return 0
  if (!isDigit(at(end - 1))) return 0
  const point = min(end, digitsEnd(whole))
  const isZero = at(whole) == 48
  if (point < end && at(point) != 46) return hasExponent(point, end) ? -1 : 0
  if (point == whole || (isZero && point > whole + 1)) return 0
  if (point == end) return isZero && first == 45 ? 0 : 1
  if (min(end, digitsEnd(point + 1)) != end) return hasExponent(point, end) ? -1 : 0
  if (at(end - 1) == 48) return 0
  return isZero && end - point > 7 && load<u32>(point + 1) == 0x30303030 && load<u16>(point + 5) == 0x3030 ? 0 : 1
}

/** `1e-7` is written so. */
function hasExponent(start: usize, end: usize): bool {
  for (let i = start; i < end; i++) if (at(i) == 101 && at(i + 1) == 45) return true
  return false
}

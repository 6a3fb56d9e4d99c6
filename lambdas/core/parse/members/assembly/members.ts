/**
 * The members of one JSON object, byte by byte: where each begins and ends, and of those whose name says something, which name it
 * is. The whole text is checked to be JSON on the way, so that stretches of it can be copied. Written in AssemblyScript, compiled to
 * WebAssembly by `npm run build:wasm`.
 *
 * Works on one byte per character. Says no (-1) to everything unusual, too: escapes in top-level names, names that come twice,
 * numbers of more than 17 characters or with an exponent, nesting of more than 60 levels, several lines.
 */
import { narrow } from '../../../wasm/assembly/latin1'

/** Names of members with their codes: 2,048 slots of 32 bytes, filled by `members.ts`. */
const NAMES: usize = 0
const SLOT: usize = 32
const LONGEST_NAME: i32 = 30
/** What is said of members: eight words each. */
const OUT: usize = 65536
const MOST_MEMBERS: i32 = 64
/** Where the names of all members begin, and their sizes, to find those that come twice. */
const SEEN: usize = OUT + <usize>MOST_MEMBERS * 32
/** Where the object closes. */
const CLOSE: usize = SEEN + <usize>MOST_MEMBERS * 8
/** The text, a multiple of 64. */
const TEXT: usize = 69632

/** A code of a name that says nothing. */
const PLAIN: u32 = 1

let hasEscape: bool = false

// @ts-ignore: decorator
@inline
function at(index: i32): u32 {
  return load<u8>(index, TEXT)
}

/** Lists the members that are not plain, and returns how many they are; -1 when the text is not such an object. */
export function members(size: i32, wideAt: usize): i32 {
  if (wideAt != 0) narrow(size, wideAt, TEXT)
  for (let i = 0; i < 32; i += 16) v128.store(TEXT + <usize>(size + i), i64x2.splat(0))
  let i = afterSpace(0)
  if (at(i) != 123) return -1
  let before = i + 1
  let bits0: u64 = 0
  let bits1: u64 = 0
  let listed = 0
  let open = -1
  i = afterSpace(i + 1)
  if (at(i) == 125) return -1
  for (let ordinal = 0; ordinal < MOST_MEMBERS; ordinal++) {
    if (at(i) != 34) return -1
    const start = i + 1
    if (open >= 0) store<u32>(OUT + <usize>open * 32 + 24, i)
    open = -1
    hasEscape = false
    const end = stringEnd(start)
    if (end < 0 || hasEscape) return -1
    const nameSize = end - start
    const hash = (hashOf(start, nameSize) * 0x9e3779b1) >> 25
    const bit = (<u64>1) << (hash & 63)
    if (((hash < 64 ? bits0 : bits1) & bit) != 0 && isSeen(start, nameSize, ordinal)) return -1
    if (hash < 64) bits0 |= bit
    else bits1 |= bit
    store<u32>(SEEN + <usize>ordinal * 8, start)
    store<u32>(SEEN + <usize>ordinal * 8 + 4, nameSize)
    i = afterSpace(end + 1)
    if (at(i) != 58) return -1
    const value = afterSpace(i + 1)
    const valueEnds = valueEnd(value)
    if (valueEnds < 0) return -1
    const code = codeOf(start, nameSize)
    if (code != PLAIN) {
      const out = OUT + <usize>listed * 32
      store<u32>(out, code)
      store<u32>(out + 4, start)
      store<u32>(out + 8, end)
      store<u32>(out + 12, value)
      store<u32>(out + 16, valueEnds)
      store<u32>(out + 20, before)
      store<u32>(out + 28, ordinal)
      open = listed
      listed++
    }
    before = valueEnds
    i = afterSpace(valueEnds)
    if (at(i) == 44) {
      i = afterSpace(i + 1)
      continue
    }
    if (at(i) != 125) return -1
    if (open >= 0) store<u32>(OUT + <usize>open * 32 + 24, i)
    store<u32>(CLOSE, i)
    return afterSpace(i + 1) == size ? listed : -1
  }
  return -1
}

// @ts-ignore: decorator
@inline
function afterSpace(index: i32): i32 {
  let i = index
  while (isSpace(at(i))) i++
  return i
}

// @ts-ignore: decorator
@inline
function isSpace(code: u32): bool {
  return code == 32 || code == 9
}

// --- names -----------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function hashOf(start: i32, size: i32): u32 {
  const first = load<u32>(start, TEXT)
  const key: u32 = size < 4 ? first & ((1 << (size << 3)) - 1) : first ^ rotl<u32>(load<u32>(start + size - 4, TEXT), 13)
  return key ^ size
}

/** 0 when the name is not known yet. */
function codeOf(start: i32, size: i32): u32 {
  if (size == 0 || size > LONGEST_NAME) return PLAIN
  const slot = (hashOf(start, size) * 0x9e3779b1) >> 21
  const code = codeAt(slot, start, size)
  return code != 0 ? code : codeAt(slot ^ 1, start, size)
}

function codeAt(slot: u32, start: i32, size: i32): u32 {
  const entry = NAMES + <usize>slot * SLOT
  if (load<u8>(entry + 30) != size || !isSame(entry, TEXT + start, size)) return 0
  return size <= 16 || isSame(entry + 16, TEXT + start + 16, size - 16) ? load<u8>(entry + 31) : 0
}

/** Are the first `size` of 16 bytes the same? */
// @ts-ignore: decorator
@inline
function isSame(one: usize, other: usize, size: i32): bool {
  const beyond = i8x16.ge_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>size))
  return v128.all_true<u8>(v128.or(beyond, i8x16.eq(v128.load(one), v128.load(other))))
}

function isSeen(start: i32, size: i32, count: i32): bool {
  for (let n = 0; n < count; n++) {
    if (load<i32>(SEEN + <usize>n * 8 + 4) != size) continue
    const known = load<u32>(SEEN + <usize>n * 8)
    let same = 0
    while (same < size && at(known + same) == at(start + same)) same++
    if (same == size) return true
  }
  return false
}

// --- values ----------------------------------------------------------------------------------------------------------------

/** After the value that begins here, or -1. */
// @ts-ignore: decorator
@inline
function valueEnd(start: i32): i32 {
  const first = at(start)
  return first == 123 || first == 91 ? containerEnd(start) : scalarEnd(start)
}

function scalarEnd(start: i32): i32 {
  const first = at(start)
  if (first == 34) {
    const end = stringEnd(start + 1)
    return end < 0 ? -1 : end + 1
  }
  if (first == 45 || (first >= 48 && first <= 57)) return numberEnd(start)
  const word = load<u32>(start, TEXT)
  if (word == 0x65757274 || word == 0x6c6c756e) return start + 4 // true, null
  return word == 0x736c6166 && at(start + 4) == 101 ? start + 5 : -1 // false
}

/** The closing quote, or -1. Sets `hasEscape` when there is an escape before it. */
function stringEnd(start: i32): i32 {
  let i = start
  while (true) {
    const bytes = v128.load(i, TEXT)
    const mask = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))),
        i8x16.lt_u(bytes, i8x16.splat(32)),
      ),
    )
    if (mask == 0) {
      i += 16
      continue
    }
    i += ctz(mask)
    const code = at(i)
    if (code == 34) return i
    if (code != 92) return -1
    hasEscape = true
    i = escapeEnd(i + 1)
    if (i < 0) return -1
  }
}

function escapeEnd(index: i32): i32 {
  switch (at(index)) {
    case 34:
    case 92:
    case 47:
    case 98:
    case 102:
    case 110:
    case 114:
    case 116:
      return index + 1
    case 117: // u
      for (let i = index + 1; i < index + 5; i++) if (!isHex(at(i))) return -1
      return index + 5
    default:
      return -1
  }
}

// @ts-ignore: decorator
@inline
function isHex(code: u32): bool {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102)
}

// @ts-ignore: decorator
@inline
function digitsEnd(index: i32): i32 {
  let i = index
  while (at(i) >= 48 && at(i) <= 57) i++
  return i
}

/** Without an exponent, and short enough to come out as it went in. */
function numberEnd(start: i32): i32 {
  const first = at(start) == 45 ? start + 1 : start
  let end = digitsEnd(first)
  if (end == first || (at(first) == 48 && end > first + 1)) return -1
  if (at(end) == 46) {
    const point = end
    end = digitsEnd(point + 1)
    if (end == point + 1) return -1
  }
  return (at(end) | 32) == 101 || end - start > 17 ? -1 : end
}

/** After an object or array and all that is in it, or -1. The lowest bit of `kinds` says whether the innermost one is an object. */
function containerEnd(start: i32): i32 {
  let kinds: u64 = 0
  let depth = 0
  let i = start
  while (true) {
    const code = at(i)
    let isClosed = false
    if (code == 123 || code == 91) {
      if (++depth > 60) return -1
      const isObject = code == 123
      kinds = (kinds << 1) | <u64>isObject
      i = afterSpace(i + 1)
      isClosed = at(i) == (isObject ? 125 : 93)
      if (!isClosed && isObject) {
        i = nameEnd(i)
        if (i < 0) return -1
      }
      if (!isClosed) continue
    } else {
      i = scalarEnd(i)
      if (i < 0) return -1
    }
    while (true) {
      if (!isClosed) {
        i = afterSpace(i)
        if (at(i) == 44) {
          i = afterSpace(i + 1)
          if ((kinds & 1) != 0) {
            i = nameEnd(i)
            if (i < 0) return -1
          }
          break
        }
        if (at(i) != ((kinds & 1) != 0 ? 125 : 93)) return -1
      }
      i++
      kinds >>= 1
      if (--depth == 0) return i
      isClosed = false
    }
  }
}

/** After a name and its colon: where the value begins. */
function nameEnd(start: i32): i32 {
  if (at(start) != 34) return -1
  const end = stringEnd(start + 1)
  if (end < 0) return -1
  const colon = afterSpace(end + 1)
  return at(colon) == 58 ? afterSpace(colon + 1) : -1
}

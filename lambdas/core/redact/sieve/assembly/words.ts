/** Words: may they begin a token, announce a secret, or be a number with letters? */
import { AFTER, at, BEGIN3, BEGIN4, CLASS, classOf, DIGIT, HEX, is, LENGTHS, PAIRS, PREFIXES, TEXT, UPPER, WORDS, WORDS_MASK } from './memory'
import { stop } from './stops'

let longestWord: i32 = 0

/** Longer words announce nothing. */
export function setLongestWord(size: i32): void {
  longestWord = size
}

/** Most words are none of these, which is seen without a branch: by hashes of their first characters, and by how they are written. */
// @ts-ignore: decorator
@inline
export function atWord(start: i32, end: i32): void {
  const four = load<u32>(start, TEXT)
  const size = end - start
  const next: u32 = load<u8>(end, TEXT)
  const begins = bitOf(BEGIN4, four) | bitOf(BEGIN3, four & 0xffffff)
  if ((begins | mayBeCapitals(four, end, size, next) | mayBeInner(size, next) | u32(next >= 128)) != 0) lookAt(start, end)
}

/** As `isCapitals` asks: of letters and digits, digits are those without the bit of 64. */
// @ts-ignore: decorator
@inline
function mayBeCapitals(four: u32, end: i32, size: i32, next: u32): u32 {
  const last = load<u32>(TEXT + <usize>end - 4)
  const hasDigit = u32((last & 0x40404000) != 0x40404000) | u32((four & 0x40400000) == 0)
  const isCapital = u32((four & 0xff) <= 90) & u32(((four >> 8) & 0xff) <= 90)
  return isCapital & ((u32(size == 2) & u32(next == 32)) | (u32(size > 3) & (hasDigit | u32(next == 94))))
}

/** As `isInner` asks: by the sizes, up to 31, that each character behind the word allows. */
// @ts-ignore: decorator
@inline
function mayBeInner(size: i32, next: u32): u32 {
  const sizes = select<u32>(0x9f024000, 0x80000000, next == 46) | select<u32>(0x40, 0, next == 95) | select<u32>(0x20, 0, next == 126)
  return (sizes >> min(31, size)) & 1
}

// @ts-ignore: decorator
@inline
function bitOf(table: usize, key: u32): u32 {
  const slot = (key * 0x9e3779b1) >> 16
  return (load<u8>(table + (slot >> 3)) >> (slot & 7)) & 1
}

function lookAt(start: i32, end: i32): void {
  if (mayBeToken(start) || mayAnnounce(start, end) || isTelling(start, end)) stop(start)
}

/** Does a token's prefix stand here? The pair of first characters leads to the prefixes that begin with it. */
// @ts-ignore: decorator
@inline
export function mayBeToken(start: i32): bool {
  const second = at(start + 1)
  if (second >= 128) return false
  const entry: usize = load<u16>(PAIRS + (((at(start) << 7) | second) << 1))
  return entry != 0 && hasPrefix(PREFIXES + entry, start)
}

function hasPrefix(entry: usize, start: i32): bool {
  while (true) {
    const size: i32 = load<u8>(entry)
    if (size == 0) return false
    if (isPrefix(entry + 3, size, start) && isBehindPrefix(entry, start + size)) return true
    entry += 3 + size
  }
}

function isPrefix(prefix: usize, size: i32, start: i32): bool {
  for (let i = 2; i < size; i++) if (load<u8>(prefix + i) != at(start + i)) return false
  return true
}

/** Do so many characters of the class stand behind the prefix as in each token that begins with it? */
function isBehindPrefix(entry: usize, from: i32): bool {
  const kind: u32 = load<u8>(entry, 1)
  const count: i32 = load<u8>(entry, 2)
  for (let i = from; i < from + count; i++) if (!is(i, kind)) return false
  return true
}

/** Is it a word that announces a secret? By its length, what follows it, and the hash of its letters. */
// @ts-ignore: decorator
@inline
export function mayAnnounce(start: i32, end: i32): bool {
  const size = end - start
  const next = at(end)
  if (next >= 128) return true
  if (size > longestWord || (load<u8>(CLASS + next) & AFTER) == 0) return false
  if ((load<u32>(LENGTHS + (at(start) << 2)) & (1 << min(31, size))) == 0) return false
  return isAnnouncing(start, end)
}

function isAnnouncing(start: i32, end: i32): bool {
  let hash: u32 = 0
  for (let i = start; i < end; i++) hash = hash * 31 + at(i)
  let slot = (hash * 0x9e3779b1) >> 21
  while (true) {
    const known = load<u32>(WORDS + (slot << 2))
    if (known == 0) return false
    if (((known ^ hash) >> 2) == 0) return isBeside(start, end, known & 3)
    slot = (slot + 1) & WORDS_MASK
  }
}

/** Words of some kinds say something only beside certain signs, as their finders in carriers/words.ts ask first. */
function isBeside(start: i32, end: i32, kind: u32): bool {
  const next = at(end)
  if (kind == 0) return true
  if (kind == 2) return next == 32 || next == 45 // findToken
  if (kind == 3) return next == 61 // findResponse
  if (next != 32 && next != 34 && next != 39 && next != 46) return false // findCommand
  const before: u32 = start > 0 ? at(start - 1) : 32
  return before != 45 && before != 46 && before != 95 && before != 58 && before != 61 && before != 64
}

/** Capitals that may be an account or identity number, words that may be tokens known by their middle. */
// @ts-ignore: decorator
@inline
function isTelling(start: i32, end: i32): bool {
  const size = end - start
  if ((classOf(start) & UPPER) != 0 && size > 1 && at(start + 1) <= 90 && isCapitals(start, end, size))
    return true
  return size > 4 && isInner(start, end, size)
}

function isCapitals(start: i32, end: i32, size: i32): bool {
  if (size == 2) return at(end) == 32 && is(end + 1, DIGIT) && is(end + 2, DIGIT) && at(end + 3) == 32
  if (size < 4) return false
  if (at(end) == 94 && at(start) == 66) return true
  if (is(start + 2, DIGIT) && is(start + 3, DIGIT)) return true
  return size >= 7 && size <= 18 && (is(end - 1, DIGIT) || is(end - 2, DIGIT) || is(end - 3, DIGIT))
}

/** As `afterWord` of scan-words.ts, and by what must follow: `.atlasv1`, hex digits, a second dot or underscore. */
export function isInner(start: i32, end: i32, size: i32): bool {
  if (size == 84) return true
  if (size == 40 && start > 0 && at(start - 1) == 42) return true
  if ((size == 40 || size == 44) && at(end - 1) == 76 && at(end - 2) == 65) return true
  switch (at(end)) {
    case 46: // .
      if (size == 14) return at(end + 1) == 97 && at(end + 2) == 116
      if (size == 17) return is(end + 1, HEX) && is(end + 2, HEX)
      return size >= 24 && size <= 28 && at(end + 7) == 46
    case 45: // -
      return size == 32
    case 95: // _
      return size == 6 && at(end + 30) == 95
    case 126: // ~
      return size == 5
    default:
      return false
  }
}

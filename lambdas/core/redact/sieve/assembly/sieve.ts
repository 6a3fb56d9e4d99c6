/**
 * The first look at a text, byte by byte: where must the scanner look closer? Written in AssemblyScript, compiled to
 * WebAssembly by `npm run build:wasm`. It walks as the scanner walks when nothing is found (same words, same numbers, same jumps) and
 * lists each place at which the scanner would ask a verifier; each condition is one under which the verifier is known to say no.
 *
 * Works on one byte per character. Zeros are written behind the text.
 */

// Where the tables lie; `memory.ts` fills them and says what each holds.
const CLASS: usize = 0
const LENGTHS: usize = 256
const WORDS: usize = 1024
const PAIRS: usize = 9216
const PREFIXES: usize = 41984
const BEGIN3: usize = 53248
const BEGIN4: usize = 61440
const KEYS: usize = 69632
/** The text, a multiple of 64. */
const TEXT: usize = 200704
const KEY_SLOT: usize = 32
const LONGEST_KEY: i32 = 30
const WORDS_MASK: u32 = 2047

// What a byte can be, as bits in CLASS.
const ALNUM: u32 = 1
const DIGIT: u32 = 2
const HEX: u32 = 4
const KEY: u32 = 8
const AFTER: u32 = 16
const SIGN: u32 = 32
const UPPER: u32 = 64
const QUOTE: u32 = 128

/** What a known key name is, as bits in the last byte of its slot; the size is in the one before. */
const PLAIN_JSON: u32 = 1
const PLAIN_FREE: u32 = 2

// What is said with a stop: whether it stands in a string, or that behind an escape this is not known.
const IN_STRING: u32 = 0x80000000
const UNKNOWN: u32 = 0x40000000

/** The text has characters beyond Latin-1. */
let isWide: bool = false
let length: i32 = 0
/** Where the next stop is written. */
let out: usize = 0
/** Quotes that have no effect but the place where the last string began: written before the next stop, if there is one. */
let heldFirst: i32 = -1
let heldSecond: i32 = -1
let inString: bool = false
/** The opening quote of the string that is open, or was last. */
let opened: i32 = -1
/** A stop was written since the string was opened. */
let hasStopped: bool = false
let lineHasStopped: bool = false
let lines: i32 = 0
let hasEscape: bool = false
let hasTag: bool = false
let longestWord: i32 = 0
/** How far an `@` has been looked for, and whether one stands there. */
let lookedUntil: i32 = 0
let foundAt: bool = false

// @ts-ignore: decorator
@inline
function at(index: i32): u32 {
  return load<u8>(index, TEXT)
}

// @ts-ignore: decorator
@inline
function classOf(index: i32): u32 {
  return load<u8>(CLASS + <usize>load<u8>(index, TEXT))
}

// @ts-ignore: decorator
@inline
function is(index: i32, kind: u32): bool {
  return (classOf(index) & kind) != 0
}

function stop(index: i32): void {
  if (heldFirst >= 0) {
    store<u32>(out, heldFirst)
    out += 4
    if (heldSecond >= 0) {
      store<u32>(out, heldSecond | IN_STRING)
      out += 4
    }
    heldFirst = -1
  }
  store<u32>(out, hasEscape ? index | UNKNOWN : inString ? index | IN_STRING : index)
  out += 4
  hasStopped = true
  lineHasStopped = true
}

/** Lists the stops of the first `size` bytes of the text from `stops` on, and returns how many there are. */
export function sieve(size: i32, stops: usize, longest: i32, wide: i32): i32 {
  isWide = wide != 0
  if (isWide) narrow(size, stops)
  length = size
  for (let i = 0; i < 80; i += 16) v128.store(TEXT + <usize>(size + i), i64x2.splat(0))
  out = stops
  heldFirst = -1
  heldSecond = -1
  inString = false
  opened = -1
  hasStopped = false
  lineHasStopped = false
  lines = 0
  hasEscape = false
  hasTag = false
  longestWord = longest
  lookedUntil = 0
  walk(size)
  return i32((out - stops) >> 2)
}

/** Takes the text from where it lies in UTF-16: characters beyond Latin-1 become 255. */
function narrow(size: i32, from: usize): void {
  const most = i16x8.splat(255)
  for (let i: usize = 0; i < <usize>size; i += 16) {
    const low = i16x8.min_u(v128.load(from + 2 * i), most)
    const high = i16x8.min_u(v128.load(from + 2 * i + 16), most)
    v128.store(TEXT + i, i8x16.narrow_i16x8_u(low, high))
  }
}

// Which letters, digits and signs there are, from a byte's two halves: a byte is of the groups (bits) that both halves allow.
// Bits 0 to 4: signs of columns 0-1, 2, 3, 4 and 5 of ASCII; bit 5: digits; bits 6 and 7: letters of columns 4 and 6, 5 and 7.
const SIGNS: u8 = 31

// @ts-ignore: decorator
@inline
function groupsOf(block: usize): v128 {
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
function digitsIn(groups: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.eq(groups, i8x16.splat(32)))
}

// @ts-ignore: decorator
@inline
function dashesIn(block: usize): u64 {
  return <u64>i8x16.bitmask(i8x16.eq(v128.load(block), i8x16.splat(45)))
}

// @ts-ignore: decorator
@inline
function signsIn(groups: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.ne(v128.and(groups, i8x16.splat(SIGNS)), i8x16.splat(0)))
}

/** A group of signs may be set beside a letter's or digit's: letters and digits are those above the signs. */
// @ts-ignore: decorator
@inline
function wordsIn(groups: v128): u64 {
  return <u64>i8x16.bitmask(i8x16.gt_u(groups, i8x16.splat(SIGNS)))
}

/** From sign to sign and from word to word, 64 bytes at a time. */
function walk(size: i32): void {
  let from = 0
  let carry: u64 = 0
  for (let block = 0; block < size; block += 64) {
    const text = TEXT + <usize>block
    const a = groupsOf(text)
    const b = groupsOf(text + 16)
    const c = groupsOf(text + 32)
    const d = groupsOf(text + 48)
    let signs = signsIn(a) | (signsIn(b) << 16) | (signsIn(c) << 32) | (signsIn(d) << 48)
    const words = wordsIn(a) | (wordsIn(b) << 16) | (wordsIn(c) << 32) | (wordsIn(d) << 48)
    const digits = digitsIn(a) | (digitsIn(b) << 16) | (digitsIn(c) << 32) | (digitsIn(d) << 48)
    const dashes = dashesIn(text) | (dashesIn(text + 16) << 16) | (dashesIn(text + 32) << 32) | (dashesIn(text + 48) << 48)
    const behindWord = (words << 1) | carry
    // A single dash behind a letter or digit says nothing; what the last one of the block is, is seen there.
    signs &= ~(dashes & behindWord & ~(dashes >> 1) & 0x7fffffffffffffff)
    let items = signs | (words & ~behindWord)
    carry = words >> 63
    while (items != 0) {
      const bit = ctz(items)
      const i = block + <i32>bit
      items &= items - 1
      if (i < from) continue
      if (((signs >> bit) & 1) != 0) {
        from = atSign(i)
        if (from > i + 1 && is(from, ALNUM) && is(from - 1, ALNUM)) from = atRun(from)
        continue
      }
      const size = ctz(~(words >> bit))
      const end = bit + size < 64 ? i + <i32>size : wordEnd(block + 64)
      if (((digits >> bit) & 1) == 0) {
        atWord(i, end)
      } else {
        const count = ctz(~(digits >> bit))
        atNumber(i, bit + count < 64 ? i + <i32>count : digitsEnd(block + 64), end)
      }
      from = end
    }
  }
}

function atRun(start: i32): i32 {
  const end = wordEnd(start)
  if (at(start) > 57) atWord(start, end)
  else atNumber(start, digitsEnd(start), end)
  return end
}

function digitsEnd(index: i32): i32 {
  let end = index
  while (is(end, DIGIT)) end++
  return end
}

function wordEnd(index: i32): i32 {
  let end = index
  while (is(end, ALNUM)) end++
  return end
}

// --- words -----------------------------------------------------------------------------------------------------------------

/** Most words are none of these, which is seen without a branch: hashes of their first three and four characters say so. */
// @ts-ignore: decorator
@inline
function atWord(start: i32, end: i32): void {
  const four = load<u32>(start, TEXT)
  const size = end - start
  const next = load<u8>(end, TEXT)
  const begins = bitOf(BEGIN4, four) | bitOf(BEGIN3, four & 0xffffff)
  const isCapital = u32((four & 0xff) <= 90) & u32(((four >> 8) & 0xff) <= 90) & u32(size > 1)
  const isInnerLike = (u32(size > 4) & (u32(next == 46) | u32(next == 45) | u32(next == 95) | u32(next == 126))) | u32(size >= 40)
  if ((begins | isCapital | isInnerLike | u32(next >= 128)) != 0) lookAt(start, end)
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
function mayBeToken(start: i32): bool {
  const second = at(start + 1)
  if (second >= 128) return false
  const entry: usize = load<u16>(PAIRS + (((at(start) << 7) | second) << 1))
  return entry != 0 && hasPrefix(PREFIXES + entry, start)
}

function hasPrefix(entry: usize, start: i32): bool {
  while (true) {
    const size: i32 = load<u8>(entry)
    if (size == 0) return false
    if (isPrefix(entry + 1, size, start)) return true
    entry += 1 + size
  }
}

function isPrefix(prefix: usize, size: i32, start: i32): bool {
  for (let i = 2; i < size; i++) if (load<u8>(prefix + i) != at(start + i)) return false
  return true
}

/** Is it a word that announces a secret? By its length, what follows it, and the hash of its letters. */
// @ts-ignore: decorator
@inline
function mayAnnounce(start: i32, end: i32): bool {
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
    if (known == hash) return true
    if (known == 0) return false
    slot = (slot + 1) & WORDS_MASK
  }
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
function isInner(start: i32, end: i32, size: i32): bool {
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

// --- numbers ---------------------------------------------------------------------------------------------------------------

function atNumber(start: i32, end: i32, last: i32): void {
  const digits = end - start
  const next = at(end)
  if (end == last) {
    if (digits <= 3 ? isShort(start, end, digits, next) : isLonger(start, end, digits, next)) stop(start)
    return
  }
  if (
    (digits > 3 && isLonger(start, end, digits, next)) ||
    mayBeToken(start) ||
    (last - start > 4 && isInner(start, last, last - start))
  )
    stop(start)
}

/** Up to three digits: an address, a telephone number, a social security number. */
function isShort(start: i32, end: i32, digits: i32, next: u32): bool {
  switch (next) {
    case 46: // .
      return isAddress(end) || isGrouped(start, end, digits)
    case 45: // -
      if (digits == 2) return end + 9 < length && at(end + 9) == 45
      return (digits == 3 && at(end + 3) == 45) || isAmerican(start, end, digits, next)
    case 32:
      return isAmerican(start, end, digits, next)
    case 36: // $
      return digits == 1
    case 47: // /
      return digits == 1 && mayBeToken(start)
    default:
      return false
  }
}

/** `.1.2.3` follows, with up to three digits each; a network `x.0.0.0` is no one's address. */
function isAddress(dot: i32): bool {
  let i = dot
  let isNetwork = true
  for (let part = 0; part < 3; part++) {
    if (at(i) != 46 || !is(i + 1, DIGIT)) return false
    if (at(i + 1) != 48) isNetwork = false
    i += 2
    if (is(i, DIGIT)) i++
    if (is(i, DIGIT)) i++
  }
  return !is(i, DIGIT) && !(isNetwork && i == dot + 6)
}

/** Groups as in identity and telephone numbers: `.345.`, `12.34.56-`, `756.1234.`. */
function isGrouped(start: i32, dot: i32, digits: i32): bool {
  if (!is(dot + 1, DIGIT) || !is(dot + 2, DIGIT)) return false
  if (!is(dot + 3, DIGIT)) return digits == 2 && at(dot + 3) == 46 && at(dot + 6) == 45
  return at(dot + 4) == 46 || (digits == 3 && at(start) == 55 && is(dot + 4, DIGIT) && at(dot + 5) == 46)
}

/** `415-555-0123`, `1-415-555-0123`: area codes begin with 2 to 9. */
function isAmerican(start: i32, end: i32, digits: i32, separator: u32): bool {
  if (digits == 1) {
    const area = at(end + 1)
    return at(start) == 49 && ((area >= 50 && area <= 57) || area == 40)
  }
  return digits == 3 && at(start) >= 50 && at(end + 4) == separator && at(end + 1) >= 50 && is(end + 1, DIGIT)
}

function isLonger(start: i32, end: i32, digits: i32, next: u32): bool {
  if (at(start) == 48 && at(start + 1) == 48 && at(start + 2) > 48) return true
  if (digits >= 13) return isLong(start, end, digits, next)
  if (isWide && digits < 9 && (next == 0 || (start > 1 && at(start - 2) >= 128))) return true
  if (next == 32 || next == 45 || next == 46 || next == 160 || next == 255) {
    if ((digits == 4 || digits == 6 || digits == 8) && is(end + 1, DIGIT)) {
      if (digits != 4) return true
      const isGroup = is(end + 2, DIGIT) && is(end + 3, DIGIT) && is(end + 4, DIGIT)
      if (isGroup && (at(end + 7) == next || (at(end + 5) == next && is(end + 6, DIGIT)))) return true
    }
    return digits <= 8 && next == 32 && isVerb(end)
  }
  if (next == 58) return digits >= 8 && digits <= 10 && at(end + 1) == 65 && at(end + 2) == 65
  return (digits == 8 || digits == 6) && next >= 65 && next <= 90
}

/** A card's number or an identity number: cards have a check digit, and begin with 2 to 9. */
function isLong(start: i32, end: i32, digits: i32, next: u32): bool {
  if (digits > 19) return false
  if (digits == 15 || digits == 17 || digits == 18 || next == 124) return true
  if (at(start) < 50) return false
  let sum: u32 = 0
  let isDoubled = false
  for (let i = end - 1; i >= start; i--) {
    let digit = at(i) - 48
    if (isDoubled) {
      digit *= 2
      if (digit > 9) digit -= 9
    }
    sum += digit
    isDoubled = !isDoubled
  }
  return sum % 10 == 0
}

/** ` is `, ` es `, ` est `, ` är `: a code may be announced behind it. */
function isVerb(end: i32): bool {
  const first = at(end + 1)
  if (first != 97 && first != 101 && first != 105 && first != 106 && !(first >= 0xe4 && first <= 0xe9))
    return false
  return at(end + 2) == 32 || at(end + 3) == 32 || at(end + 4) == 32
}

// --- signs -----------------------------------------------------------------------------------------------------------------

function atSign(index: i32): i32 {
  switch (at(index)) {
    case 34: // "
      return atQuote(index)
    case 58: // :
      return atColon(index)
    case 44: // ,
      if (isPair(index)) stop(index)
      return index + 1
    case 45: // -
      return atDash(index)
    case 10:
      return atLineEnd(index)
    case 61: // =
      if (at(index + 1) == 61 || (index > 0 && at(index - 1) == 33) || !isPlainBefore(index, 61)) stop(index)
      return index + 1
    case 92: // backslash
      stop(index)
      hasEscape = true
      return index + 1
    case 37: // %
      if (is(index + 1, HEX) && is(index + 2, HEX)) stop(index)
      return index + 1
    case 38: // &
      if (isEntity(index)) stop(index)
      return index + 1
    case 43: // +
      if (at(index + 1) == 40 || (is(index + 1, DIGIT) && at(index + 1) != 48)) stop(index)
      return index + 1
    case 91: // [
      if (isMaskOrColour(index)) stop(index)
      return index + 1
    case 40: // (
      if (isOpening(index)) stop(index)
      return index + 1
    case 60: // <
      hasTag = true
      return index + 1
    case 62: // >
      if (isTagEnd(index)) stop(index)
      return index + 1
    case 9: // tab
      if (index > 0 && is(index - 1, ALNUM) && isLineName(index)) stop(index)
      return index + 1
    case 27: // escape
      if (at(index + 1) == 91) stop(index)
      return index + 1
    default: // @, and control characters that share its group
      if (at(index) == 64) stop(index)
      return index + 1
  }
}

/** What was held before has no effect any more: this quote begins the last string now. */
function hold(quote: i32): void {
  opened = quote
  heldFirst = quote
  heldSecond = -1
}

function atQuote(index: i32): i32 {
  if (inString) {
    if (hasStopped || hasEscape) stop(index)
    else heldSecond = index
    inString = false
    return index + 1
  }
  let before: u32 = index > 0 ? at(index - 1) : 0
  let isSpaced = false
  if (before == 32 && index > 1) {
    before = at(index - 2)
    isSpaced = before == 34 ? isName(opened + 1, index - 2) : isJoinedBefore(index - 1)
  }
  const isKey = before == 123 || before == 44
  if (isKey && !hasEscape) {
    const end = plainKeyEnd(index + 1)
    if (end > 0) {
      hold(index)
      return end + 2
    }
  }
  hasStopped = false
  if (isSpaced || isKey || hasEscape) {
    opened = index
    stop(index)
  } else {
    hold(index)
  }
  inString = true
  return index + 1
}

/** Are these three to 64 characters that a name may have? */
function isName(start: i32, end: i32): bool {
  if (hasEscape) return true
  if (end - start < 3 || end - start > 64) return false
  for (let i = start; i < end; i++) if (!is(i, KEY)) return false
  return true
}

/** Does a name of several words end here, or one that a colon stands before? In a sentence none does. */
function isJoinedBefore(end: i32): bool {
  let start = end
  let isJoined = false
  while (start > 0 && end - start < 65) {
    const code = at(start - 1)
    if ((load<u8>(CLASS + code) & KEY) == 0) return start < end && (isJoined || code == 58)
    if (code == 95 || code == 45 || (code >= 97 && is(start, UPPER))) isJoined = true
    start--
  }
  return isJoined
}

/** Does a line begin with the name that ends here, and is it not known to say nothing? */
function isLineName(end: i32): bool {
  let start = end
  while (start > 0) {
    const code = at(start - 1)
    if ((load<u8>(CLASS + code) & KEY) == 0) {
      if (code >= 128 || code == 91 || code == 93) return true
      return code == 10 && !isKnownFrom(start, end)
    }
    start--
    if (end - start > LONGEST_KEY) return true
  }
  return !isKnownFrom(start, end)
}

/** The closing quote of a JSON key that means nothing, or -1. */
function plainKeyEnd(start: i32): i32 {
  let quotes = quotesIn(start)
  let size = ctz(quotes)
  if (quotes == 0) {
    quotes = quotesIn(start + 16)
    if (quotes == 0) return -1
    size = 16 + ctz(quotes)
  }
  const end = start + size
  if (size == 0 || size > LONGEST_KEY || at(end + 1) != 58) return -1
  return isKnown(start, end, PLAIN_JSON) ? end : -1
}

// @ts-ignore: decorator
@inline
function quotesIn(index: i32): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(index, TEXT), i8x16.splat(34)))
}

/** Is this the name of a key that is known to say nothing? A slot is told by size, first and last four characters. */
function isKnown(start: i32, end: i32, kind: u32): bool {
  const size = end - start
  const first = load<u32>(start, TEXT)
  const key: u32 = size < 4 ? first & ((1 << (size << 3)) - 1) : first ^ rotl<u32>(load<u32>(end - 4, TEXT), 13)
  const slot = ((key ^ size) * 0x9e3779b1) >> 20
  return isAtSlot(slot, start, size, kind) || isAtSlot(slot ^ 1, start, size, kind)
}

function isAtSlot(slot: u32, start: i32, size: i32, kind: u32): bool {
  const entry = KEYS + <usize>slot * KEY_SLOT
  if (load<u8>(entry + 30) != size || (load<u8>(entry + 31) & kind) == 0) return false
  return isSame(entry, start, size) && (size <= 16 || isSame(entry + 16, start + 16, size - 16))
}

/** Are the first `size` of 16 bytes the same? */
// @ts-ignore: decorator
@inline
function isSame(name: usize, index: i32, size: i32): bool {
  const beyond = i8x16.ge_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>size))
  return v128.all_true<u8>(v128.or(beyond, i8x16.eq(v128.load(name), v128.load(index, TEXT))))
}

/** Does the name before a separator say nothing? As `readKey` and `ruleFor` of carriers/key.ts read it. */
function isPlainBefore(separator: i32, sign: u32): bool {
  let end = separator
  let code: u32 = end > 0 ? at(end - 1) : 0
  while ((code == 32 || code == 33 || code == 58) && separator - end < 6 && end > 1) {
    end--
    code = at(end - 1)
  }
  if ((load<u8>(CLASS + code) & QUOTE) != 0 || code == 93 || code == 91) return false
  let start = end
  let hasLetter = false
  while (start > 0) {
    code = at(start - 1)
    if ((load<u8>(CLASS + code) & KEY) == 0) break
    if (code > 57) hasLetter = true
    start--
    if (end - start > LONGEST_KEY) return false
  }
  if (start > 0 && (code >= 128 || code == 93 || code == 91)) return false
  if (!hasLetter) return true
  if (sign == 58 && start > 0 && code == 58) return true
  if (!isKnownFrom(start, end)) return false
  if (sign != 58 || start == 0 || code != 32 || isLetter(at(separator + 1))) return true
  const first = wordsBefore(start)
  return first == start || (end - first <= LONGEST_KEY && isKnownFrom(first, end))
}

// @ts-ignore: decorator
@inline
function isKnownFrom(start: i32, end: i32): bool {
  return end > start && isKnown(start, end, PLAIN_FREE)
}

function isLetter(code: u32): bool {
  return (code | 32) >= 97 && (code | 32) <= 122
}

/** `Card number:`: up to two words of letters before the last one. */
function wordsBefore(start: i32): i32 {
  let first = start
  for (let word = 0; word < 2; word++) {
    if (first < 1 || at(first - 1) != 32) break
    let i = first - 1
    while (i > 0 && first - i < 20 && isLetter(at(i - 1))) i--
    if (i == first - 1) break
    first = i
  }
  return first
}

function atColon(index: i32): i32 {
  const next = at(index + 1)
  const before: u32 = index == 0 ? 32 : at(index - 1)
  if (before == 34) {
    stop(index)
    return index + 1
  }
  if (next == 47 && at(index + 2) == 47) {
    if (hasUser(index + 3)) {
      stop(index)
      return index + 1
    }
    return index + 3
  }
  if (next == 58 || ((load<u8>(CLASS + before) & HEX) != 0 && is(index + 1, HEX))) {
    const end = clockEnd(index, before)
    if (end > index) return end
    if (isGroupBefore(index)) {
      stop(index)
      return index + 1
    }
  }
  if (next != 61 && !isPlainBefore(index, 58)) stop(index)
  return index + 1
}

/** What stands after `://` may hold a user and a password, or begin with something that the scanner must look at from here. */
function hasUser(start: i32): bool {
  const first = at(start)
  if (first < 97 || first > 122) return true
  if (start < lookedUntil) return foundAt
  let i = start
  let code: u32 = 0
  while (i < length) {
    code = at(i)
    if (code == 64 || code <= 32 || code == 34 || code == 60 || code == 62 || code == 92 || code == 96) break
    i++
  }
  lookedUntil = i
  foundAt = code == 64
  return foundAt
}

/** Does a group of an IPv6 address end before this colon: up to four hex digits, and no letter or colon before them? */
function isGroupBefore(colon: i32): bool {
  let start = colon
  while (start > 0 && colon - start < 4 && is(start - 1, HEX)) start--
  if (start == 0) return true
  const before = at(start - 1)
  if ((load<u8>(CLASS + before) & ALNUM) != 0 || before == 58 || before == 95) return false
  return before != 46 || start < 2 || !is(start - 2, ALNUM)
}

/** After `34:56` of `12:34:56`: groups of two digits, too few for an address. */
function clockEnd(index: i32, before: u32): i32 {
  if (before > 57) return index
  let i = index
  while (i < index + 12 && at(i) == 58 && is(i + 1, DIGIT) && is(i + 2, DIGIT) && !is(i + 3, HEX)) i += 3
  if (i - index == 3 && at(i) == 46 && isPart(i + 1)) return index
  return i - index > 9 || at(i) == 58 || (index > 2 && at(index - 3) == 58) ? index : i
}

/** One to three digits, a full stop and a digit: `10.0` of the address in `11:10.0.10.1`. */
function isPart(start: i32): bool {
  let i = start
  while (i < start + 3 && is(i, DIGIT)) i++
  return i > start && at(i) == 46 && is(i + 1, DIGIT)
}

/** A comma after a quoted text that a bracket stands before, or after a bare word and before a quote. */
function isPair(index: i32): bool {
  if (index == 0) return false
  const before = at(index - 1)
  if (before == 39 || before == 96) return true
  if (before >= 97 && before <= 122) {
    const next = at(index + 1)
    return (next == 34 || (next == 32 ? at(index + 2) == 34 : next == 60)) && isAtom(index)
  }
  if (before != 34 || opened < 1) return false
  if (hasEscape) return true
  const bracket = at(opened - 1)
  return bracket == 40 || bracket == 91 || bracket == 98
}

/** Does the word before the comma stand after `{` or `(`? */
function isAtom(comma: i32): bool {
  let start = comma
  while (start > 0 && comma - start < 64 && is(start - 1, KEY)) start--
  if (start == 0) return false
  const before = at(start - 1)
  return before == 123 || before == 40
}

function atDash(index: i32): i32 {
  const before: u32 = index == 0 ? 32 : at(index - 1)
  const next = at(index + 1)
  const isRow = next == 45 && at(index + 2) == 45
  if ((load<u8>(CLASS + before) & ALNUM) != 0 && next != 45) return index + 1
  if (isRow) {
    stop(index)
    let end = index + 3
    while (at(end) == 45) end++
    return end
  }
  if (before > 32 && (load<u8>(CLASS + before) & QUOTE) == 0 && before != 91 && before != 44) return index + 1
  if (isFlag(index, next)) stop(index)
  return index + 1
}

/** `--name`, `-u`, `-p`, `-a`, `-w`, or `-name` before a blank or a quote. */
function isFlag(dash: i32, next: u32): bool {
  if (next == 45 || next == 97 || next == 119) return true
  const letter = next | 32
  if (letter == 112 || letter == 117) return true
  let end = dash + 1
  while (end < dash + 65 && is(end, KEY)) end++
  if (end - dash < 4) return false
  const code = at(end)
  return code == 32 || (load<u8>(CLASS + code) & QUOTE) != 0
}

/** The first lines may name the columns of a table; a line's end ends what was open. */
function atLineEnd(index: i32): i32 {
  if (lines < 3 || lineHasStopped || inString) {
    stop(index)
    lineHasStopped = false
  }
  inString = false
  lines++
  return index + 1
}

function isEntity(index: i32): bool {
  for (let i = index + 3; i < index + 8; i++) if (at(i) == 59) return true
  return false
}

/** `[R…`, `[H…`, `[33m`, `[1;31m`. */
function isMaskOrColour(index: i32): bool {
  const next = at(index + 1)
  if (next == 82 || next == 72) return true
  if (!is(index + 1, DIGIT)) return false
  let i = index + 1
  while (i < index + 40 && (is(i, DIGIT) || at(i) == 59)) i++
  return at(i) == 109
}

/** `(415)`, `("`, `('`. */
function isOpening(index: i32): bool {
  const next = at(index + 1)
  if (next >= 50 && next <= 57) return is(index + 2, DIGIT) && is(index + 3, DIGIT) && at(index + 4) == 41
  return next == 32 || (load<u8>(CLASS + next) & QUOTE) != 0
}

/** The end of an opening tag, or of an arrow. */
function isTagEnd(index: i32): bool {
  const before: u32 = index > 0 ? at(index - 1) : 0
  const next = at(index + 1)
  if (before == 45 || before == 126) return next == 32 || next == 34 || next == 39
  return hasTag && before != 47 && before != 61
}

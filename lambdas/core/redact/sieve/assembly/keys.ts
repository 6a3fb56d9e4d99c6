/** Names of keys: which are known to say nothing, and what stands before a separator. */
import { at, CLASS, DIGIT, is, isWide, KEY, KEY_SLOT, KEYS, LONGEST_KEY, PLAIN_FREE, PLAIN_JSON, QUIET_PAIR, QUOTE, SMALL_NAME, SMALL_SECRET, TEXT, UPPER } from './memory'
import { hasEscape, opened } from './stops'

/** Are these three to 64 characters that a name may have? */
export function isName(start: i32, end: i32): bool {
  if (hasEscape) return true
  if (end - start < 3 || end - start > 64) return false
  for (let i = start; i < end; i++) if (!is(i, KEY)) return false
  return true
}

/** Does a name of several words end here, or one that a colon stands before? In a sentence none does. */
export function isJoinedBefore(end: i32): bool {
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
export function isLineName(end: i32): bool {
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
export function plainKeyEnd(start: i32): i32 {
  const end = quoteBehind(start)
  if (end < 0 || at(end + 1) != 58) return -1
  if (end - start == 4 && load<u32>(start, TEXT) == 0x656d616e) return isSmallName(start, end) ? end : -1 // name
  return isKnown(start, end, PLAIN_JSON) ? end : -1
}

/** `"name":"app.views"`: what a logger is called. `"name":"app.auth"`: also a name of a secret, which a value beside it would be. */
function isSmallName(start: i32, quote: i32): bool {
  const open = at(quote + 2) == 32 ? quote + 3 : quote + 2
  if (at(open) != 34) return false
  const end = quoteBehind(open + 1)
  if (end < 0) return false
  if (isKnown(open + 1, end, SMALL_NAME)) return true
  return isKnown(open + 1, end, SMALL_SECRET) && isNoValue(end + 1) && !isBehindValue(start - 1)
}

/** Behind the name a member or the object ends, and nothing follows that `valueName` of carriers/named-values.ts begins with. */
function isNoValue(behind: i32): bool {
  if (at(behind) == 125) return true
  if (at(behind) != 44) return false
  const quote = at(behind + 1) == 32 ? behind + 2 : behind + 1
  if (at(quote) != 34) return false
  const first = at(quote + 1) | 32
  // value, content, default, string, parameter, id, number; type, kind, description, secret, required, source
  const isOne = first == 118 || first == 99 || first == 100 || first == 115 || first == 112 || first == 105 || first == 110
  return !isOne && first != 116 && first != 107 && first != 114
}

/** Does a member stand before this quote whose name is `value`, `val` or `content`, and whose value is a string? */
function isBehindValue(quote: i32): bool {
  const comma = beforeBlanks(quote)
  if (comma < 0 || at(comma) != 44) return false
  const close = beforeBlanks(comma)
  if (close < 0 || at(close) == 39) return true
  if (at(close) != 34) return false
  const colon = beforeBlanks(opened)
  if (colon < 1 || opened >= close || at(colon) != 58) return true
  const end = beforeBlanks(colon)
  if (end < 8 || at(end) != 34) return true
  const last = load<u32>(end - 4, TEXT) | 0x20202020
  return last == 0x65756c61 || last == 0x746e6574 || (last & 0xffffff00) == 0x6c617600 // alue, tent, val
}

/** The last character before this place that is no blank; -1 when there is none. */
function beforeBlanks(place: i32): i32 {
  let i = place - 1
  while (i >= 0 && at(i) <= 32) i--
  return i
}

/** The next quote, or -1 when it is nearer or farther than that of a name. */
// @ts-ignore: decorator
@inline
function quoteBehind(start: i32): i32 {
  let from = start
  let quotes = quotesIn(from)
  while (quotes == 0) {
    from += 16
    if (from - start > LONGEST_KEY) return -1
    quotes = quotesIn(from)
  }
  const end = from + ctz(quotes)
  return end == start || end - start > LONGEST_KEY ? -1 : end
}

// @ts-ignore: decorator
@inline
function quotesIn(index: i32): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(index, TEXT), i8x16.splat(34)))
}

/** The entry of the name that was found last, and where this name began. */
let known: usize = 0
let knownFrom: i32 = 0

/**
 * At a word behind a blank: behind the equals sign of a name that is known to say nothing and to have no stop inside, when a value follows; else
 * -1. Names of pairs come in every line.
 */
// @ts-ignore: decorator
@inline
export function quietPairEnd(start: i32): i32 {
  let from = start
  let others = ~keysIn(from) & 0xffff
  while (others == 0) {
    from += 16
    if (from - start > LONGEST_KEY) return -1
    others = ~keysIn(from) & 0xffff
  }
  const end = from + ctz(others)
  if (at(end) != 61 || at(end + 1) == 61 || end - start > LONGEST_KEY) return -1
  return isKnown(start, end, QUIET_PAIR) ? end + 1 : -1
}

/** Which of sixteen characters a name may have. */
// @ts-ignore: decorator
@inline
function keysIn(index: i32): i32 {
  const bytes = v128.load(index, TEXT)
  const letters = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(32)), i8x16.splat(97)), i8x16.splat(26))
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10))
  const dashes = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(45)), i8x16.splat(2))
  const others = v128.or(i8x16.eq(bytes, i8x16.splat(95)), i8x16.eq(bytes, i8x16.splat(36)))
  return i8x16.bitmask(v128.or(v128.or(letters, digits), v128.or(dashes, others)))
}

/** The name between a blank and an equals sign says nothing, and the last stop stood before it: next time both are stepped over. */
// @ts-ignore: decorator
@inline
export function learnPair(lastStop: i32): void {
  if (known == 0 || lastStop >= knownFrom || isWide || knownFrom == 0 || at(knownFrom - 1) != 32) return
  store<u8>(known + KEY_SLOT - 1, load<u8>(known + KEY_SLOT - 1) | <u8>QUIET_PAIR)
}

/** Is this the name of a key that is known to say nothing? A slot is told by size, first and last four characters. */
export function isKnown(start: i32, end: i32, kind: u32): bool {
  const size = end - start
  if (size > LONGEST_KEY) return false
  const first = load<u32>(start, TEXT)
  const key: u32 = size < 4 ? first & ((1 << (size << 3)) - 1) : first ^ rotl<u32>(load<u32>(end - 4, TEXT), 13)
  const slot = ((key ^ size) * 0x9e3779b1) >> 21
  return isAtSlot(slot, start, size, kind) || isAtSlot(slot ^ 1, start, size, kind)
}

function isAtSlot(slot: u32, start: i32, size: i32, kind: u32): bool {
  const entry = KEYS + <usize>slot * KEY_SLOT
  if (load<u8>(entry + KEY_SLOT - 2) != size || (load<u8>(entry + KEY_SLOT - 1) & kind) == 0) return false
  for (let i = 0; i < size; i += 16) if (!isSame(entry + <usize>i, start + i, size - i)) return false
  known = entry
  return true
}

/** Are the first `size` of 16 bytes the same? */
// @ts-ignore: decorator
@inline
function isSame(name: usize, index: i32, size: i32): bool {
  const beyond = i8x16.ge_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>size))
  return v128.all_true<u8>(v128.or(beyond, i8x16.eq(v128.load(name), v128.load(index, TEXT))))
}

/** Does the name before a separator say nothing? As `readKey` and `ruleFor` of carriers/key.ts read it. */
export function isPlainBefore(separator: i32, sign: u32): bool {
  known = 0
  let end = separator
  let code: u32 = end > 0 ? at(end - 1) : 0
  while ((code == 32 || code == 33 || code == 58) && separator - end < 32 && end > 1) {
    end--
    code = at(end - 1)
  }
  if ((load<u8>(CLASS + code) & QUOTE) != 0) return false
  if (code == 93) return sign == 58 && end == separator && isNumbered(end)
  let start = end
  let hasLetter = false
  let mayBeMask = false
  while (start > 0) {
    code = at(start - 1)
    if ((load<u8>(CLASS + code) & KEY) == 0 && code != 91 && code != 93) break
    if (code > 57) hasLetter = true
    if (code == 93) mayBeMask = true
    start--
    if (end - start > LONGEST_KEY) return false
  }
  if (start > 0 && code >= 128) return false
  if (!hasLetter) return true
  if (sign == 58 && start > 0 && code == 58) return !mayBeMask && load<u32>(start, TEXT) != 0x5b70616d // map[
  if (!isKnownFrom(start, end)) return false
  knownFrom = start
  if (sign != 58 || start == 0 || code != 32 || isLetter(at(separator + 1))) return true
  const first = wordsBefore(start)
  if (first > 0 && at(first - 1) >= 128) return false
  return first == start || (end - first <= LONGEST_KEY && isKnownFrom(first, end))
}

/** `sshd[2211]:`: the name of a program and its process. */
function isNumbered(end: i32): bool {
  let i = end - 2
  while (i > 0 && end - i < 12 && is(i, DIGIT)) i--
  return end - i > 3 && at(i) == 91
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

/** Numbers, by their digits and what stands around them. Each shape is one that a verifier of scan-numbers.ts is asked about. */
import { ALNUM, at, DIGIT, digitsEnd, HEX, is, isWide, length } from './memory'
import { atAddress, isHarmlessAddress, isOfAddress } from './addresses'
import { stop } from './stops'
import { isInner, mayBeToken } from './words'

/** Behind a letter, a digit or one of `.-/_` nothing begins that is dialled. */
function isJoined(start: i32): bool {
  if (start == 0) return false
  const before = at(start - 1)
  return is(start - 1, ALNUM) || before == 95 || (before >= 45 && before <= 47)
}

export function atNumber(start: i32, end: i32, last: i32): void {
  const digits = end - start
  const next = at(end)
  if (end == last) {
    if (digits > 3) {
      if (isLonger(start, end, digits, next)) stop(start)
    } else if (!isOfAddress(start)) {
      atShort(start, end, digits, next)
    }
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
// @ts-ignore: decorator
@inline
function atShort(start: i32, end: i32, digits: i32, next: u32): void {
  if (next != 46) {
    if (isShort(start, end, digits, next)) stop(start)
  } else if (isGrouped(start, end, digits)) {
    if (isAddress(end)) atAddress(start)
    else stop(start)
  } else if (isAddress(end) && !isHarmlessAddress(start)) {
    atAddress(start)
  }
}

function isShort(start: i32, end: i32, digits: i32, next: u32): bool {
  switch (next) {
    case 45: // -
      if (digits == 2) return end + 9 < length && at(end + 9) == 45
      return (digits == 3 && at(end + 3) == 45) || isAmerican(start, end, digits, next)
    case 32:
      return isAmerican(start, end, digits, next)
    case 36: // $
      return digits == 1
    case 47: // /
      return digits == 1 && isToken(end + 1) && mayBeToken(start)
    default:
      return false
  }
}

/** Behind `1/`: another slash, or digits. */
function isToken(start: i32): bool {
  return at(start) == 47 || (is(start, HEX) && is(start + 1, HEX) && is(start + 2, HEX) && is(start + 3, HEX))
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
    if (at(start) != 49) return false
    return area == 40 || (area >= 50 && area <= 57 && is(end + 2, DIGIT) && is(end + 3, DIGIT) && !is(end + 4, ALNUM))
  }
  if (digits != 3 || at(start) < 50 || at(end + 4) != separator || !is(end + 1, DIGIT)) return false
  return at(end + 1) >= 50 || (at(start) == 53 && at(start + 1) == 53 && at(start + 2) == 53)
}

/** Two groups: `4111111 1111111`-like cards of six and thirteen or eight and eight digits, `900101-1234568`, `131052-308T`. */
function isPair(separator: i32, digits: i32, sign: u32): bool {
  const size = digitsEnd(separator + 1) - separator - 1
  if (size == (digits == 6 ? 13 : 8)) return true
  return digits == 6 && sign == 45 && size > 2 && is(separator + 4, ALNUM)
}

/** A letter of another script stands before it, and one or two signs. */
function isBehindForeign(start: i32): bool {
  if (start > 1 && at(start - 2) >= 128) return true
  return start > 2 && at(start - 3) >= 128 && !is(start - 2, ALNUM)
}

function isLonger(start: i32, end: i32, digits: i32, next: u32): bool {
  if (at(start) == 48 && at(start + 1) == 48 && at(start + 2) > 48 && !isJoined(start)) return true
  if (digits >= 13) return isLong(start, end, digits, next)
  if (isWide && digits < 9 && (next == 0 || isBehindForeign(start))) return true
  if (next == 32 || next == 45 || next == 46 || next == 160 || next == 255) {
    if ((digits == 4 || digits == 6 || digits == 8) && is(end + 1, DIGIT)) {
      if (digits != 4) return isPair(end, digits, next)
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
  if (next == 124) return true
  const before: u32 = start > 0 ? at(start - 1) : 32
  if (digits > 16 && before == 95) return false
  if ((digits == 15 || digits == 17 || digits == 18) && before != 45 && before != 46 && before != 95) return true
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

/** ` is `, ` as `, ` es `, ` er `, ` je `, ` är `: a code may be announced behind it, and behind ` is ` whose it is. */
function isVerb(end: i32): bool {
  const first = at(end + 1)
  const second = at(end + 2)
  if (first >= 0xe4 && first <= 0xe9) return second == 32 || at(end + 3) == 32 || at(end + 4) == 32
  if (first == 97) return (second | 32) == 115 && at(end + 3) == 32
  if (first == 101) {
    if (second == 32) return true
    return ((second | 32) == 115 || (second | 32) == 114) && (at(end + 3) == 32 || at(end + 4) == 32)
  }
  if (first == 106) return (second | 32) == 101 && (at(end + 3) == 32 || at(end + 4) == 32)
  if (first != 105 || (second | 32) != 115) return false
  return at(end + 3) == 32 ? isPossessive(at(end + 4) | 32) : at(end + 4) == 32
}

/** What `your`, `the`, `votre`, `uw`, `dein` and the like begin with. */
function isPossessive(letter: u32): bool {
  return letter == 121 || letter == 118 || letter == 116 || letter == 115 || letter == 105 || letter == 111 || letter == 100 || letter == 117 || letter == 106 || letter >= 128
}

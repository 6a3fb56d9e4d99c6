/** Signs: each may be between a key and a value, or at an end of something that a verifier knows. */
import { isKnown, isLineName, isPlainBefore, learnPair } from './keys'
import { ALNUM, at, CLASS, DIGIT, HEX, is, length, KEY, PLAIN_TAG, QUOTE } from './memory'
import { angle, atLineEnd, atQuote, escapedEnd, hasEscape, opened, seeAngle, seeEscape, stop, stopped } from './stops'
import { accessTimeEnd } from './times'

let hasTag: bool = false
/** How far an `@` has been looked for, and whether one stands there. */
let lookedUntil: i32 = 0
let foundAt: bool = false

export function beginSigns(): void {
  hasTag = false
  lookedUntil = 0
}

export function atSign(index: i32): i32 {
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
      if (at(index + 1) == 61 || isOperand(index) || !isPlainBefore(index, 61)) stop(index)
      else if (index > 0 && is(index - 1, KEY)) learnPair(stopped)
      return index + 1
    case 92: // backslash
      const end = escapedEnd()
      if (end > 0) return end
      stop(index)
      seeEscape()
      return index + 1
    case 37: // %
      if (is(index + 1, HEX) && is(index + 2, HEX)) stop(index)
      return index + 1
    case 38: // &
      if (isEntity(index)) stop(index)
      return index + 1
    case 43: // +
      if (at(index + 1) == 40 || (is(index + 1, DIGIT) && (at(index + 1) != 48 || isJoinedCode(index)))) stop(index)
      return index + 1
    case 91: // [
      return atBracket(index)
    case 40: // (
      if (isOpening(index)) stop(index)
      return index + 1
    case 60: // <
      hasTag = true
      seeAngle(index)
      return index + 1
    case 62: // >
      if (isTagEnd(index)) stop(index)
      seeAngle(index)
      return index + 1
    case 9: // tab
      if (index > 0 && is(index - 1, ALNUM) && isLineName(index)) stop(index)
      return index + 1
    case 27: // escape
      if (at(index + 1) == 91) stop(index)
      return index + 1
    default: // @, and control characters that share its group
      if (at(index) == 64 && isBeforeHost(index)) stop(index)
      return index + 1
  }
}

/** `is+0123`: of a code that begins with 0, four digits behind a word or a colon. */
function isJoinedCode(plus: i32): bool {
  if (plus == 0 || !is(plus + 2, DIGIT) || !is(plus + 3, DIGIT) || !is(plus + 4, DIGIT)) return false
  return at(plus - 1) == 58 || (at(plus - 1) | 32) - 97 < 26
}

/** `!=`, or between two brackets. */
function isOperand(index: i32): bool {
  if (index == 0) return false
  const before = at(index - 1)
  return before == 33 || (before == 41 && at(index + 1) == 40)
}

function atBracket(index: i32): i32 {
  if (at(index + 3) == 47) {
    const end = accessTimeEnd(index)
    if (end > 0) return end
  }
  if (isMaskOrColour(index)) stop(index)
  return index + 1
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
    if (isGroupBefore(index) && isGroupBehind(index)) {
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

/** Does the address go on: with `::`, with a full stop of an IPv4 tail, or up to the eighth group? */
function isGroupBehind(colon: i32): bool {
  let i = colon
  for (let groups = 1; groups < 8; groups++) {
    if (at(i + 1) == 58) return true
    let end = i + 1
    while (end < i + 6 && is(end, HEX)) end++
    if (end == i + 1 || end == i + 6) return false
    if (at(end) == 46) return is(end + 1, DIGIT)
    if (at(end) != 58) return groups == 7
    i = end
  }
  return !is(i + 1, HEX)
}

/** Behind an `@`: a domain with a dot, a host with a port or a path, `(` or `//`. */
function isBeforeHost(sign: i32): bool {
  const first = at(sign + 1)
  if (first == 40 || first == 47) return true
  let i = sign + 1
  while (i < sign + 255) {
    const code = at(i)
    if (code == 46 || code >= 128) return true
    if (code == 58) return is(i + 1, DIGIT) && !isBehindLetters(sign)
    if (code == 47 || code == 40) return true
    if (code != 45 && code != 95 && !is(i, ALNUM)) return false
    i++
  }
  return true
}

/** Small letters stand before the `@`, behind a colon or a slash: no password that `findConnectionPassword` would take. */
function isBehindLetters(sign: i32): bool {
  let i = sign
  while (i > 0 && at(i - 1) - 97 < 26) i--
  return i > 0 && (at(i - 1) == 58 || at(i - 1) == 47)
}

/** Does a group of an IPv6 address end before this colon: up to four hex digits, and no letter or colon before them? */
function isGroupBefore(colon: i32): bool {
  let start = colon
  while (start > 0 && colon - start < 4 && is(start - 1, HEX)) start--
  if (start == 0) return true
  const before = at(start - 1)
  if ((load<u8>(CLASS + before) & ALNUM) != 0 || before == 58 || before == 95) return false
  return (before != 45 && before != 46) || start < 2 || !is(start - 2, ALNUM)
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

function isEntity(index: i32): bool {
  for (let i = index + 3; i < index + 8; i++) if (at(i) == 59) return true
  return false
}

/** `[R…`, `[H…`, `[33m`, `[1;31m`. */
function isMaskOrColour(index: i32): bool {
  const next = at(index + 1)
  if (next == 82 || next == 72) return at(index + 2) == (next == 82 ? 69 : 77)
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
  if (!hasTag || before == 47 || before == 61) return false
  return before == 62 || (angle >= 0 && at(angle) == 60 && isTag(angle, index))
}

/** Behind `<` a name that is not known to say nothing, perhaps with another one and a colon before it, and a blank or `>`. */
function isTag(angle: i32, end: i32): bool {
  let i = angle + 1
  let name = i
  while (true) {
    if (at(i) == 58) name = i + 1
    else if (!is(i, KEY)) break
    i++
  }
  if (at(i) >= 128) return true
  return i > name && (i == end || at(i) <= 32) && !isKnown(name, i, PLAIN_TAG)
}

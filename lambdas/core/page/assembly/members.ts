/**
 * The members of one JSON object: where each begins and ends, and of those whose name says something, which name it is. The whole text
 * is checked to be JSON on the way, so that stretches of it can be copied.
 *
 * Says no (-1) to everything unusual, too: escapes in top-level names, names that come twice, numbers of more than 17 characters or
 * with an exponent, nesting of more than 60 levels, several lines.
 */
import { at, copy, digitsEnd, endAttributes, hasRoom, LISTED, made, put } from './memory'
import { beginNames, codeOf, comesTwice, list, listed, PLAIN } from './names'

let hasEscape: bool = false
/** After the brace that opens the object, and its closing brace. */
let inside: usize = 0
let close: usize = 0

/** Lists the members that are not plain, and returns how many they are; -1 when the text is not such an object. */
export function readMembers(start: usize, end: usize): i32 {
  let i = afterSpace(start)
  if (at(i) != 123) return -1
  beginNames()
  inside = i + 1
  let before = inside
  let open: usize = 0
  i = afterSpace(inside)
  if (at(i) == 125) return -1
  for (let ordinal = 0; ; ordinal++) {
    if (at(i) != 34) return -1
    const name = i + 1
    if (open != 0) store<u32>(open, <u32>i, 24)
    open = 0
    hasEscape = false
    const nameEnds = stringEnd(name)
    if (nameEnds == 0 || hasEscape || comesTwice(name, nameEnds - name)) return -1
    i = afterSpace(nameEnds + 1)
    if (at(i) != 58) return -1
    const value = afterSpace(i + 1)
    const valueEnds = valueEnd(value)
    if (valueEnds == 0) return -1
    const code = codeOf(name, nameEnds - name)
    if (code != PLAIN) {
      open = list(code, name, nameEnds, value, valueEnds, ordinal)
      if (open == 0) return -1
      store<u32>(open, <u32>before, 20)
    }
    before = valueEnds
    i = afterSpace(valueEnds)
    if (at(i) == 44) {
      i = afterSpace(i + 1)
      continue
    }
    if (at(i) != 125) return -1
    if (open != 0) store<u32>(open, <u32>i, 24)
    close = i
    return afterSpace(i + 1) == end && hasRoom(<i32>(end - start)) ? listed : -1
  }
}

/** Makes the object that was read last without the listed members whose bits are in `taken`, each with one comma. */
export function makeMembers(taken: u32): void {
  let out = put(made, 123)
  let from = inside
  let gone: u32 = 0
  for (let n = 0; taken >> n != 0; n++) {
    if (((taken >> n) & 1) == 0) continue
    const member = LISTED + <usize>n * 32
    if (load<u32>(member + 28) > gone) {
      out = copy(out, from, <usize>load<u32>(member + 20))
      from = <usize>load<u32>(member + 16)
    } else from = <usize>load<u32>(member + 24)
    gone++
  }
  endAttributes(put(copy(out, from, close), 125))
}

// @ts-ignore: decorator
@inline
function afterSpace(index: usize): usize {
  let i = index
  while (isSpace(at(i))) i++
  return i
}

// @ts-ignore: decorator
@inline
function isSpace(code: u32): bool {
  return code == 32 || code == 9
}

// --- values: 0 says that it is none ------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function valueEnd(start: usize): usize {
  const first = at(start)
  return first == 123 || first == 91 ? containerEnd(start) : scalarEnd(start)
}

function scalarEnd(start: usize): usize {
  const first = at(start)
  if (first == 34) {
    const end = stringEnd(start + 1)
    return end == 0 ? 0 : end + 1
  }
  if (first == 45 || (first >= 48 && first <= 57)) return numberEnd(start)
  const word = load<u32>(start)
  if (word == 0x65757274 || word == 0x6c6c756e) return start + 4 // true, null
  return word == 0x736c6166 && at(start + 4) == 101 ? start + 5 : 0 // false
}

/** The closing quote. Sets `hasEscape` when there is an escape before it. */
function stringEnd(start: usize): usize {
  let i = start
  while (true) {
    const bytes = v128.load(i)
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
    i += <usize>ctz(mask)
    const code = at(i)
    if (code == 34) return i
    if (code != 92) return 0
    hasEscape = true
    i = escapeEnd(i + 1)
    if (i == 0) return 0
  }
}

function escapeEnd(index: usize): usize {
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
      for (let i = index + 1; i < index + 5; i++) if (!isHex(at(i))) return 0
      return index + 5
    default:
      return 0
  }
}

// @ts-ignore: decorator
@inline
function isHex(code: u32): bool {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102)
}

/** Without an exponent, and short enough to come out as it went in. */
function numberEnd(start: usize): usize {
  const first = at(start) == 45 ? start + 1 : start
  let end = digitsEnd(first)
  if (end == first || (at(first) == 48 && end > first + 1)) return 0
  if (at(end) == 46) {
    const point = end
    end = digitsEnd(point + 1)
    if (end == point + 1) return 0
  }
  return (at(end) | 32) == 101 || end - start > 17 ? 0 : end
}

/** After an object or array and all that is in it. The lowest bit of `kinds` says whether the innermost one is an object. */
function containerEnd(start: usize): usize {
  let kinds: u64 = 0
  let depth = 0
  let i = start
  while (true) {
    const code = at(i)
    let isClosed = false
    if (code == 123 || code == 91) {
      if (++depth > 60) return 0
      const isObject = code == 123
      kinds = (kinds << 1) | <u64>isObject
      i = afterSpace(i + 1)
      isClosed = at(i) == (isObject ? 125 : 93)
      if (!isClosed && isObject) {
        i = nameEnd(i)
        if (i == 0) return 0
      }
      if (!isClosed) continue
    } else {
      i = scalarEnd(i)
      if (i == 0) return 0
    }
    while (true) {
      if (!isClosed) {
        i = afterSpace(i)
        if (at(i) == 44) {
          i = afterSpace(i + 1)
          if ((kinds & 1) != 0) {
            i = nameEnd(i)
            if (i == 0) return 0
          }
          break
        }
        if (at(i) != ((kinds & 1) != 0 ? 125 : 93)) return 0
      }
      i++
      kinds >>= 1
      if (--depth == 0) return i
      isClosed = false
    }
  }
}

/** After a name and its colon: where the value begins. */
function nameEnd(start: usize): usize {
  if (at(start) != 34) return 0
  const end = stringEnd(start + 1)
  if (end == 0) return 0
  const colon = afterSpace(end + 1)
  return at(colon) == 58 ? afterSpace(colon + 1) : 0
}

/**
 * IPv4 addresses of which it is certain that the scanner would find them, and nothing else there: a text that has no other stops needs no
 * scanner. Each condition is one under which `findIpv4` says yes, or one that is more than it asks; what is not certain is left to it.
 */
import { at, BLOCK, DIGIT, DONE, is, KEY, length, MASK, ROOM, TEXT, UNSURE } from './memory'
import { stop, stopCertain } from './stops'

/** Where those that were found begin and end, in words. */
const FOUND: usize = BLOCK + ROOM + 960
const MOST_FOUND: i32 = 128

/** Are addresses to be masked, whatever they are? */
let masks: bool = false
let found: i32 = 0
/** Behind the one that was found last. */
let floor: i32 = 0

/** Begins a text. */
export function beginAddresses(decides: bool): void {
  masks = decides
  found = 0
  floor = 0
}

/** How many were found, each of them with a stop. */
export function addressesFound(): i32 {
  return found
}

/** Does a part of the address that was found last begin here? */
export function isOfAddress(start: i32): bool {
  return start < floor
}

/** At the stop of a number behind which an address may go on. */
export function atAddress(start: i32): void {
  const end = masks && found < MOST_FOUND ? certainEnd(start) : -1
  if (end < 0) {
    stop(start)
    return
  }
  stopCertain(start)
  const entry = FOUND + (<usize>found << 3)
  store<i32>(entry, start)
  store<i32>(entry, end, 4)
  found++
  floor = end
}

/** Writes the text with masks instead of addresses; there is room for it. Returns where it ends. */
export function writeMasked(out: usize): usize {
  const size: usize = load<u8>(MASK, 31)
  let o = out
  let from = 0
  for (let n = 0; n < found; n++) {
    const entry = FOUND + (<usize>n << 3)
    const start = load<i32>(entry)
    memory.copy(o, TEXT + <usize>from, start - from)
    o += start - from
    memory.copy(o, MASK, size)
    o += size
    from = load<i32>(entry, 4)
  }
  memory.copy(o, TEXT + <usize>from, length - from)
  return o + (length - from)
}

/** Bytes that the text has with masks, at most. */
export function maskedSize(): usize {
  return <usize>(length + found * <i32>load<u8>(MASK, 31))
}

/** The end of the address that begins here, or -1. */
function certainEnd(start: i32): i32 {
  if (!isBefore(start > 0 ? at(start - 1) : 32)) return -1
  const end = addressEnd(start)
  if (end < 0 || isHarmless(address) || !isBehind(end) || isBesideArrow(start) || mayBeVersion(start) || mayBeOfJson(start, end)) return -1
  return end
}

/** The address whose end was found last. */
let address: u32 = 0

/** Four numbers that are no one's address. */
export function isHarmlessAddress(start: i32): bool {
  return addressEnd(start) > 0 && isHarmless(address)
}

/** The end of four numbers up to 255, or -1. */
function addressEnd(start: i32): i32 {
  let i = start
  address = 0
  for (let part = 0; part < 4; part++) {
    if (part > 0 && at(i++) != 46) return -1
    const first = i
    let value: u32 = 0
    while (is(i, DIGIT) && i - first < 4) value = value * 10 + at(i++) - 48
    if (i == first || value > 255 || (i - first > 1 && at(first) == 48)) return -1
    address = (address << 8) | value
  }
  return i
}

/** As `isHarmless4`. */
function isHarmless(address: u32): bool {
  const first = address >> 24
  const network = address >> 8
  if (first == 0 || first == 255 || (address & 0xffffff) == 0) return true
  if (network == 0x7f0000 || network == 0x7f0001) return true
  if (network >= 0x0a0000 && network <= 0x0a0003) return true
  if (network == 0xc0a800 || network == 0xc0a801) return true
  if (network == 0xe00000 || address == 0xeffffffa) return true
  return network == 0xac1100 || address == 0xa9fea9fe
}

/** Of what stands before an address, what begins nothing with it. */
function isBefore(code: u32): bool {
  return code == 32 || code == 34 || code == 39 || code == 40 || code == 91 || code == 44 || code == 47 || code == 58 || code == 61
}

/** Of what stands behind an address, what goes on with nothing. */
function isBehind(end: i32): bool {
  if (end == length) return true
  const code = at(end)
  if (code == 32) return at(end + 1) != 105 && at(end + 1) != 114 // as `isRelease` asks
  if (code == 58) return is(end + 1, DIGIT) || at(end + 1) == 32 || end + 1 == length
  return code == 34 || code == 39 || code == 41 || code == 44 || code == 47 || code == 59 || code == 93 || code == 124 || code == 125
}

/** As `isNextVersion`, of any digit before the arrow. */
function isBesideArrow(start: i32): bool {
  const sign = start > 0 && at(start - 1) == 32 ? start - 2 : start - 1
  if (sign < 0) return false
  const code = at(sign)
  if (code != 62 && code != 111 && code != 115 && code != 46) return false
  for (let i = max(0, sign - 4); i < sign; i++) if (is(i, DIGIT)) return true
  return false
}

/** As `isVersion`: a word that may be one of those that versions stand behind. */
function mayBeVersion(start: i32): bool {
  let end = start
  while (end > start - 4 && end > floor && isFiller(at(end - 1))) end--
  let from = end
  let hash: u32 = 0
  while (from > end - 16 && from > floor && isLetter(at(from - 1))) from--
  if (from == end) return false
  for (let i = from; i < end; i++) hash = hash * 31 + (at(i) | 32)
  const slot = (hash * 0x9e3779b1) >> 20
  if (((load<u8>(UNSURE + (slot >> 3)) >> (slot & 7)) & 1) != 0) return true
  // …version
  return end - from > 7 && (load<u32>(end - 7, TEXT) | 0x20202020) == 0x73726576 && (load<u32>(end - 4, TEXT) | 0x20202020) == 0x6e6f6973
}

function isFiller(code: u32): bool {
  return code == 32 || code == 34 || code == 39 || code == 45 || code == 47 || code == 58 || code == 61 || code == 95
}

function isLetter(code: u32): bool {
  return (code | 32) - 97 < 26
}

/** As `jsonQuote` asks first: between signs where JSON may have a number. */
function mayBeOfJson(start: i32, end: i32): bool {
  let before = start - 1
  while (before >= 0 && at(before) <= 32) before--
  if (before < 0) return false
  const left = at(before)
  if (left != 58 && left != 44 && left != 91) return false
  let behind = end
  while (behind < length && at(behind) <= 32) behind++
  const right = at(behind)
  return right == 44 || right == 125 || right == 93
}

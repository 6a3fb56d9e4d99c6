/**
 * Heads of text lines: what stands between time and message is the same from line to line, but for the numbers of processes. What a head
 * says is kept beside it by whoever reads it; here it is found again, compared in full, and its attributes are made. `parse/usual/head.ts`
 * says why the message does not change what a head says, where `isHarmless` lets it pass.
 */
import { beginKey, KEY, KEY_ROOM, keyEnd, keyHash, MOST_NUMBERS, NUMBERS, nextMessage, numbers, timeEnd } from './head-key'
import { at, copy, endAttributes, HEADS, HEADS_SIZE, hasRoom, indexOfEither, made, put, RESULT } from './memory'
import { hasLevel, isHarmless, isSentence } from './messages'
import { instant } from './text-time'

/** Places of heads, by their hash, in pairs: hash, where key and attributes begin, their sizes, flags, number. */
const PLACE: usize = 16
const PLACES: u32 = 2048
const TABLE: usize = KEY + KEY_ROOM
/** Hashes of heads that were asked for and not found. */
const ASKED: usize = TABLE + <usize>PLACES * PLACE
const ASKED_PLACES: u32 = 1024
/** A bit for each hash of a head that is kept: most that are looked for are none. */
const MARKS: usize = ASKED + <usize>ASKED_PLACES * 4
const MARKS_SIZE: usize = 2048
/** Keys and attributes, one behind the other. */
const KEPT: usize = MARKS + MARKS_SIZE
const KEPT_END: usize = HEADS + HEADS_SIZE
/** Longer heads are not known. */
const LONGEST: usize = 160
const MOST_KEPT: u32 = 8192
/** A tab before this place may be one of those of a Lambda's line. */
const FIRST_LINE: usize = 31
/** What is said of a message beside the number of its head. */
const TEXT: u32 = 65536
const LINES: u32 = 131072

/** Heads without a level, of syslog, that end with a separator, that have a bracket, and of which a bracket behind them is no part. */
const WITHOUT_LEVEL: u32 = 1
const SYSLOG: u32 = 2
const CLOSED: u32 = 4
const BRACKET: u32 = 8
const ENDED: u32 = 16

let keptEnd: usize = KEPT
let keptHeads: u32 = 0

/** Forgets all heads: lines may still need what they say until other texts are loaded. */
export function forgetHeads(): void {
  memory.fill(TABLE, 0, KEPT - TABLE)
  keptEnd = KEPT
  keptHeads = 0
}

/**
 * Reads a line whose head is known: 1 and the head's number, and `TEXT` if the message needs escapes, `LINES` if it has several lines. 0: the
 * head is not known, or the message might change what it says.
 */
export function readHead(from: usize, to: usize): u32 {
  if (!beginKey(from, to)) return 0
  const limit = min(to, timeEnd + LONGEST)
  for (let i = nextMessage(limit); i != 0; i = nextMessage(limit)) {
    const wanted = keyHash()
    if (((load<u8>(MARKS + <usize>(wanted >>> 21)) >> ((wanted >>> 18) & 7)) & 1) == 0) continue
    const place = placeOf(wanted)
    if (place != 0 && fits(place, from, i, to)) return found(place, i, to)
  }
  return 0
}

/**
 * Whether the head before this message is worth keeping: it came before, and can be a key. Then its key is at hand for `keepHead`, and
 * results are its time and where that ends.
 */
export function askHead(from: usize, message: usize, to: usize): bool {
  if (!beginKey(from, to) || message > timeEnd + LONGEST || message <= timeEnd) return false
  let i = nextMessage(message + 1)
  while (i != 0 && i < message) i = nextMessage(message + 1)
  if (i != message) return false
  store<u32>(RESULT + 8, <u32>timeEnd)
  store<f64>(RESULT + 16, instant)
  const wanted = keyHash()
  const asked = ASKED + <usize>(wanted >>> 22) * 4
  if (load<u32>(asked) == wanted) return placeOf(wanted) == 0
  if (load<u32>(asked) != ~wanted) store<u32>(asked, wanted)
  return false
}

/** The head whose key is at hand cannot be kept: it is not asked for again, as long as no other one takes its place. */
export function refuseHead(): void {
  const wanted = keyHash()
  store<u32>(ASKED + <usize>(wanted >>> 22) * 4, ~wanted)
}

/** Keeps the head whose key is at hand; returns where its attributes are to be written, 0 when there is no room. Its number is a result. */
export function keepHead(size: usize, flags: u32): usize {
  const wanted = keyHash()
  if (wanted == 0 || keptHeads == MOST_KEPT) return 0
  const keySize = keyEnd - KEY
  const end = keptEnd + keySize + size
  if (end + 32 > KEPT_END) return 0
  const first = TABLE + <usize>(wanted & (PLACES - 1)) * PLACE
  const second = TABLE + <usize>((wanted & (PLACES - 1)) ^ 1) * PLACE
  const place = load<u32>(first) != 0 && load<u32>(second) == 0 ? second : first
  store<u32>(place, wanted)
  store<u32>(place, <u32>keptEnd, 4)
  store<u16>(place, <u16>keySize, 8)
  store<u16>(place, <u16>size, 10)
  store<u16>(place, <u16>flags, 12)
  store<u16>(place, <u16>keptHeads, 14)
  store<u32>(RESULT, keptHeads)
  const mark = MARKS + <usize>(wanted >>> 21)
  store<u8>(mark, load<u8>(mark) | <u8>(<u32>1 << ((wanted >>> 18) & 7)))
  copy(keptEnd, KEY, keyEnd)
  keptHeads++
  const attributes = keptEnd + keySize
  keptEnd = end
  return attributes
}

/** The nth number of the head that was asked about last: where it begins, 0 when there is none. */
export function headNumber(nth: i32): usize {
  return nth < numbers ? <usize>load<u32>(NUMBERS + <usize>nth * 8) : 0
}

/** The place of the key that has been read so far; 0 when it is not known. */
// @ts-ignore: decorator
@inline
function placeOf(wanted: u32): usize {
  const first = TABLE + <usize>(wanted & (PLACES - 1)) * PLACE
  if (load<u32>(first) == wanted && isKey(first)) return first
  const second = TABLE + <usize>((wanted & (PLACES - 1)) ^ 1) * PLACE
  return load<u32>(second) == wanted && isKey(second) ? second : 0
}

function isKey(place: usize): bool {
  const size = <usize>load<u16>(place, 8)
  if (size != keyEnd - KEY) return false
  const key = <usize>load<u32>(place, 4)
  for (let n: usize = 0; n < size; n += 16) {
    const same = i8x16.bitmask(i8x16.eq(v128.load(key + n), v128.load(KEY + n))) | (size - n < 16 ? 0xffff << <i32>(size - n) : 0)
    if ((same & 0xffff) != 0xffff) return false
  }
  return true
}

/** Does the message leave what the head says as it is? */
function fits(place: usize, from: usize, message: usize, to: usize): bool {
  const flags = <u32>load<u16>(place, 12)
  const control = controlIn(message, to)
  if ((flags & SYSLOG) != 0) return control == to && message - timeEnd <= 80 && isSentence(message, to)
  if (control != to && (at(control) != 10 || control - from < FIRST_LINE || hasColours(control, to))) return false
  if (!isHarmless(message, to, (flags & CLOSED) != 0, (flags & ENDED) != 0)) return false
  if ((flags & WITHOUT_LEVEL) != 0 && hasLevel(timeEnd, to, isNaN(instant))) return false
  return (flags & BRACKET) != 0 || at(from) == 91 || !mayBeAccess(message, to)
}

function hasColours(start: usize, end: usize): bool {
  return indexOfEither(start, end, 27, 27) != end
}

/** The first control character; `end` when there is none. */
function controlIn(start: usize, end: usize): usize {
  for (let i = start; i < end; i += 16) {
    const mask = i8x16.bitmask(i8x16.lt_u(v128.load(i), i8x16.splat(32)))
    if (mask != 0) return min(end, i + <usize>ctz(mask))
  }
  return end
}

/** May a time stand in the first bracket, and a request behind it, as in an access line? */
function mayBeAccess(start: usize, end: usize): bool {
  const bracket = indexOfEither(start, end, 91, 91)
  const code = bracket < end ? at(bracket + 1) : 0
  return (code - 48 < 10 || code - 65 < 26) && indexOfEither(bracket, end, 34, 34) < end
}

/** Makes the attributes, and says where the message is. */
function found(place: usize, message: usize, to: usize): u32 {
  const kept = <usize>load<u32>(place, 4) + <usize>load<u16>(place, 8)
  const end = kept + <usize>load<u16>(place, 10)
  if (numbers == 0) {
    store<u32>(RESULT, <u32>kept)
    store<u32>(RESULT + 4, <u32>end)
  } else if (!hasRoom(<i32>(end - kept) + 64)) return 0
  else makeAttributes(kept, end)
  store<u32>(RESULT + 8, <u32>message)
  store<u32>(RESULT + 12, <u32>to)
  store<f64>(RESULT + 16, instant)
  const number = 1 + <u32>load<u16>(place, 14)
  if (controlIn(message, to) != to) return number | LINES
  return indexOfEither(message, to, 34, 92) != to ? number | TEXT : number
}

/** Copies attributes, with the numbers of this head where one to four stand for them. */
function makeAttributes(from: usize, to: usize): void {
  let out = made
  for (let i = from; i < to; i++) {
    const code = at(i)
    if (code > <u32>MOST_NUMBERS) {
      out = put(out, code)
      continue
    }
    const number = NUMBERS + <usize>(code - 1) * 8
    let digit = <usize>load<u32>(number)
    const end = <usize>load<u32>(number + 4)
    while (digit + 1 < end && at(digit) == 48) digit++
    out = copy(out, digit, end)
  }
  endAttributes(out)
}

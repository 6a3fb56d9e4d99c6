/**
 * The events of a subscription's envelope, read where the JSON of it lies: `{"id":"…","timestamp":…,"message":"…"}`, with nothing in between,
 * as CloudWatch Logs writes them. Written in AssemblyScript, compiled to WebAssembly by `npm run build:wasm`. Whatever is written in
 * another way, or is wrong, is left to `JSON.parse`.
 */
import { beginningOf, OTHER } from './beginning'

// Where an event is in the table: addresses of its id, of its message's text, and of its message as it came; its time, and its beginning.
const ENTRY: usize = 40
const LONGEST_ID: usize = 128
/** 2000-01-01 and 2100-01-01. */
const EARLIEST: f64 = 946684800000
const LATEST: f64 = 4102444800000

/** Behind what was read last. */
let at: usize = 0
/** Behind the last text. */
let out: usize = 0

/** Behind the bracket that ends the events. */
export function end(): usize {
  return at
}

/**
 * Reads the events from behind the opening bracket on. What lies between `from` and `to` is followed by 64 bytes of no meaning. Writes the texts of messages
 * from `texts` on, each with a zero behind it, and entries from `table` on; both have room for as much as is read. Returns how many events there are;
 * -1 when something is unusual.
 */
export function readEvents(from: usize, to: usize, texts: usize, table: usize): i32 {
  at = from
  out = texts
  let entry = table
  while (true) {
    if (!readEvent(entry) || at > to) return -1
    entry += ENTRY
    const next = load<u8>(at++)
    if (next == 93) return i32((entry - table) / ENTRY) // ]
    if (next != 44) return -1
  }
}

// @ts-ignore: decorator
@inline
function readEvent(entry: usize): bool {
  // {"id":"
  if (load<u32>(at) != 0x6469227b || load<u16>(at, 4) != 0x3a22 || load<u8>(at, 6) != 34) return false
  at += 7
  if (!readId(entry)) return false
  // ,"timestamp":
  if (load<u64>(at) != 0x7473656d6974222c || load<u32>(at, 8) != 0x22706d61 || load<u8>(at, 12) != 58) return false
  at += 13
  if (!readTime(entry)) return false
  // ,"message":"
  if (load<u64>(at) != 0x67617373656d222c || load<u32>(at, 8) != 0x223a2265) return false
  at += 12
  if (!readMessage(entry)) return false
  return load<u8>(at++) == 125 // }
}

/** Digits, letters, `-` and `_`. */
// @ts-ignore: decorator
@inline
function readId(entry: usize): bool {
  const from = at
  while (hasDigits(at)) at += 16
  while (isOfId(load<u8>(at))) at++
  store<u32>(entry, from)
  store<u32>(entry, at, 4)
  return at > from && at - from <= LONGEST_ID && load<u8>(at++) == 34
}

/** Are all of these sixteen digits? */
// @ts-ignore: decorator
@inline
function hasDigits(from: usize): bool {
  return v128.all_true<u8>(i8x16.lt_u(i8x16.sub(v128.load(from), i8x16.splat(48)), i8x16.splat(10)))
}

// @ts-ignore: decorator
@inline
function isOfId(code: u32): bool {
  return code - 48 < 10 || (code | 32) - 97 < 26 || code == 95 || code == 45
}

// @ts-ignore: decorator
@inline
function readTime(entry: usize): bool {
  const from = at
  let time: f64 = 0
  let code: u32 = load<u8>(at)
  if (code == 48) return false
  while (code - 48 < 10) {
    time = time * 10 + <f64>(code - 48)
    code = load<u8>(++at)
  }
  store<f64>(entry, time, 24)
  return at - from < 14 && time >= EARLIEST && time < LATEST
}

/** The string that begins here. Its text is made when it is ASCII; else there is only where it stands as it came. */
function readMessage(entry: usize): bool {
  const from = at
  const text = out
  let isAscii = true
  while (true) {
    const block = v128.load(at)
    v128.store(out, block)
    const special = i8x16.bitmask(v128.or(i8x16.lt_s(block, i8x16.splat(32)), v128.or(i8x16.eq(block, i8x16.splat(34)), i8x16.eq(block, i8x16.splat(92)))))
    const clean = <usize>ctz(special | 65536)
    at += clean
    out += clean
    if (clean == 16) continue
    const code: u32 = load<u8>(at)
    if (code == 34) break
    if (code < 32) return false
    if (code == 92) {
      if (load<u8>(at, 1) != 117) {
        const short = shortEscape(load<u8>(at, 1))
        if (short == 0) return false
        store<u8>(out++, short)
        at += 2
        continue
      }
      const long = longEscape(at + 2)
      if (long < 0) return false
      if (long > 127) isAscii = false
      store<u8>(out++, <u8>long)
      at += 6
      continue
    }
    isAscii = false
    at++
    out++
  }
  store<u32>(entry, from, 16)
  store<u32>(entry, at++, 20)
  store<u32>(entry, isAscii ? text : 0, 8)
  store<u32>(entry, out, 12)
  store<u32>(entry, isAscii ? beginningOf(text, out) : OTHER, 32)
  if (isAscii) store<u8>(out++, 0)
  else out = text
  return true
}

/** What stands behind a backslash, in one letter; 0 when it is none. */
// @ts-ignore: decorator
@inline
function shortEscape(code: u32): u32 {
  if (code == 34 || code == 92 || code == 47) return code
  if (code == 110) return 10
  if (code == 116) return 9
  if (code == 114) return 13
  if (code == 98) return 8
  return code == 102 ? 12 : 0
}

/** Four hex digits; -1 when they are none. */
function longEscape(digits: usize): i32 {
  let value = 0
  for (let i: usize = 0; i < 4; i++) {
    const code: u32 = load<u8>(digits + i)
    const letter = (code | 32) - 97
    if (code - 48 < 10) value = (value << 4) | (code - 48)
    else if (letter < 6) value = (value << 4) | (letter + 10)
    else return -1
  }
  return value
}

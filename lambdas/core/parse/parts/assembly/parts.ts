/**
 * Finds parts of a text again, and the frames of Python's tracebacks by them. Written in AssemblyScript, compiled to WebAssembly by
 * `npm run build:wasm`. The text is one byte per character; places in it are those of the string.
 */

/** Entries of parts that are kept: of each its kind, the sizes of its two parts, and from the eighth byte on the parts. */
const SLOT: usize = 192
const HEAD: usize = 8
const MOST: i32 = 184
/** Entries lie in pairs: both have the same place. */
const PAIRS: u32 = 1024
/** Entries that were found, two bytes each, and how many. `loaded.ts` has the same numbers. */
const LIST: usize = 393216
const MOST_LISTED: i32 = 500
const COUNT: usize = LIST + 1020
/** The text, and sixteen zeros behind it. */
const TEXT: usize = LIST + 1024

/** The entry of these parts, or -1. */
export function find(kind: i32, from: i32, to: i32, behind: i32, end: i32): i32 {
  const first = to - from
  const second = end - behind
  if (!isKept(first, second)) return -1
  const place = placeOf(kind, from, first, behind, second)
  if (isAt(place, kind, from, first, behind, second)) return place
  return isAt(place + 1, kind, from, first, behind, second) ? place + 1 : -1
}

/** Makes an entry of these parts, and returns it: what was there is the next one now. -1: the parts are too long, or there are none. */
export function keep(kind: i32, from: i32, to: i32, behind: i32, end: i32): i32 {
  const first = to - from
  const second = end - behind
  if (!isKept(first, second)) return -1
  const place = placeOf(kind, from, first, behind, second)
  const entry = <usize>place * SLOT
  memory.copy(entry + SLOT, entry, SLOT)
  store<u32>(entry, headOf(kind, first, second))
  memory.copy(entry + HEAD, TEXT + <usize>from, <usize>first)
  memory.copy(entry + HEAD + <usize>first, TEXT + <usize>behind, <usize>second)
  return place
}

/** Whether parts of these sizes are kept. */
// @ts-ignore: decorator
@inline
function isKept(first: i32, second: i32): bool {
  return first > 0 && second >= 0 && first + second <= MOST
}

/**
 * Lists the entries of the frames that begin at `at`, a line each, and passes over lines of source code. Returns where the first line
 * begins that is neither, or a frame that is not known.
 */
export function walk(kind: i32, at: i32, to: i32): i32 {
  let listed = 0
  while (at < to && listed < MOST_LISTED) {
    const end = signAt(10, at, to)
    if (!isSource(at)) {
      const entry = frameAt(kind, at, end)
      if (entry < 0) break
      store<u16>(LIST + <usize>listed * 2, <u16>entry)
      listed++
    }
    at = end + 1
  }
  store<u16>(COUNT, <u16>listed)
  return at
}

/** Four spaces, and no frame behind them. */
function isSource(at: i32): bool {
  const code = load<u8>(TEXT + <usize>at, 4)
  return load<u32>(TEXT + <usize>at) == 0x20202020 && code > 32 && code != 70 && code != 124
}

/** The entry of a frame, `  File "/srv/app/views.py", line 12, in handler`; -1 when it is none or not known. */
function frameAt(kind: i32, at: i32, end: i32): i32 {
  if (load<u64>(TEXT + <usize>at) != 0x2220656c69462020) return -1
  const quote = signAt(34, at + 8, end)
  const line = quote + 8
  if (line > end || load<u64>(TEXT + <usize>quote) != 0x20656e696c202c22) return -1
  let behind = line
  while (behind < end && load<u8>(TEXT + <usize>behind) - 48 < 10) behind++
  return behind == line ? -1 : find(kind, at + 2, line, behind, end)
}

/** Where a sign stands from `at` on, `to` if it does not. */
// @ts-ignore: decorator
@inline
function signAt(sign: u8, at: i32, to: i32): i32 {
  const signs = v128.splat<u8>(sign)
  for (let i = at; i < to; i += 16) {
    const found = v128.bitmask<u8>(v128.eq<u8>(v128.load(TEXT + <usize>i), signs))
    if (found != 0) return min(i + <i32>ctz(found), to)
  }
  return to
}

// @ts-ignore: decorator
@inline
function headOf(kind: i32, first: i32, second: i32): u32 {
  return kind | (first << 8) | (second << 16)
}

function isAt(place: i32, kind: i32, from: i32, first: i32, behind: i32, second: i32): bool {
  const entry = <usize>place * SLOT
  if (load<u32>(entry) != headOf(kind, first, second)) return false
  const parts = entry + HEAD
  return isSame(parts, TEXT + <usize>from, first) && isSame(parts + <usize>first, TEXT + <usize>behind, second)
}

function isSame(a: usize, b: usize, size: i32): bool {
  if (size < 16) return isSameShort(a, b, size)
  const last = <usize>size - 16
  for (let i: usize = 0; i < last; i += 16) if (!isSame16(a + i, b + i)) return false
  return isSame16(a + last, b + last)
}

// @ts-ignore: decorator
@inline
function isSame16(a: usize, b: usize): bool {
  return v128.all_true<u8>(v128.eq<u8>(v128.load(a), v128.load(b)))
}

// @ts-ignore: decorator
@inline
function isSameShort(a: usize, b: usize, size: i32): bool {
  if (size < 8) {
    for (let i: usize = 0; i < <usize>size; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false
    return true
  }
  const last = <usize>size - 8
  return load<u64>(a) == load<u64>(b) && load<u64>(a + last) == load<u64>(b + last)
}

function placeOf(kind: i32, from: i32, first: i32, behind: i32, second: i32): i32 {
  const sizes = <u64>headOf(kind, first, second) * 0xd6e8feb86659fd93
  const hash = sizes ^ sampleOf(from, first) ^ (sampleOf(behind, second) * 0xa0761d6478bd642f)
  const mixed = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15
  return <i32>((mixed >>> 40) & (PAIRS - 1)) * 2
}

/** Some of the characters of a part: all of a short one, up to 40 of a long one, most of them near its end, where names differ. */
function sampleOf(from: i32, size: i32): u64 {
  const at = TEXT + <usize>from
  if (size < 8) {
    let short: u64 = 0
    for (let i: usize = 0; i < <usize>size; i++) short = (short << 8) | load<u8>(at + i)
    return short * 0x9e3779b97f4a7c15
  }
  const last = at + <usize>size - 8
  const tail = (load<u64>(last) * 0x9e3779b97f4a7c15) ^ (load<u64>(max(at, last - 8)) * 0xe7037ed1a0b428db)
  const middle = (load<u64>(max(at, last - 16)) * 0x8ebc6af09c88c6e3) ^ (load<u64>(max(at, last - 24)) * 0x589965cc75374cc3)
  return tail ^ middle ^ (load<u64>(at + ((last - at) >> 1)) * 0x1d8e4e27c47d124f)
}

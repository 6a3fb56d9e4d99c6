/** Names that say something, and names that come twice. */
import { at, LISTED, MOST_LISTED, MOST_MEMBERS, NAMES, SEEN } from './memory'

const SLOT: usize = 32
const LONGEST_NAME: usize = 30

/** The code of a name that says nothing. */
export const PLAIN: u32 = 1

let seen0: u64 = 0
let seen1: u64 = 0
let count: i32 = 0
/** Members that are listed so far. */
export let listed: i32 = 0

/** Begins a text. */
export function beginNames(): void {
  seen0 = 0
  seen1 = 0
  count = 0
  listed = 0
}

/** Remembers the name of a member; true when it came before, or there are too many. */
// @ts-ignore: decorator
@inline
export function comesTwice(start: usize, size: usize): bool {
  const hash = (hashOf(start, size) * 0x9e3779b1) >> 25
  const bit = (<u64>1) << (hash & 63)
  if (count == MOST_MEMBERS || (((hash < 64 ? seen0 : seen1) & bit) != 0 && isSeen(start, size))) return true
  if (hash < 64) seen0 |= bit
  else seen1 |= bit
  store<u32>(SEEN + <usize>count * 8, <u32>start)
  store<u32>(SEEN + <usize>count * 8 + 4, <u32>size)
  count++
  return false
}

function isSeen(start: usize, size: usize): bool {
  for (let n = 0; n < count; n++) {
    if (load<u32>(SEEN + <usize>n * 8 + 4) != <u32>size) continue
    const known = <usize>load<u32>(SEEN + <usize>n * 8)
    let same: usize = 0
    while (same < size && at(known + same) == at(start + same)) same++
    if (same == size) return true
  }
  return false
}

// @ts-ignore: decorator
@inline
export function hashOf(start: usize, size: usize): u32 {
  const first = load<u32>(start)
  const key: u32 = size < 4 ? first & ((1 << (<u32>size << 3)) - 1) : first ^ rotl<u32>(load<u32>(start + size - 4), 13)
  return key ^ <u32>size
}

/** What a name says; 0 when it is not known yet. */
// @ts-ignore: decorator
@inline
export function codeOf(start: usize, size: usize): u32 {
  if (size == 0 || size > LONGEST_NAME) return PLAIN
  const slot = (hashOf(start, size) * 0x9e3779b1) >> 21
  const code = codeAt(slot, start, size)
  return code != 0 ? code : codeAt(slot ^ 1, start, size)
}

function codeAt(slot: u32, start: usize, size: usize): u32 {
  const entry = NAMES + <usize>slot * SLOT
  if (load<u8>(entry + 30) != <u8>size || !isSame(entry, start, size)) return 0
  return size <= 16 || isSame(entry + 16, start + 16, size - 16) ? load<u8>(entry + 31) : 0
}

/** Are the first `size` of 16 bytes the same? */
// @ts-ignore: decorator
@inline
export function isSame(one: usize, other: usize, size: usize): bool {
  const beyond = i8x16.ge_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>size))
  return v128.all_true<u8>(v128.or(beyond, i8x16.eq(v128.load(one), v128.load(other))))
}

/** Lists a member whose name says something, and returns where its words begin; 0 when there are too many. */
// @ts-ignore: decorator
@inline
export function list(code: u32, name: usize, nameEnds: usize, value: usize, valueEnds: usize, ordinal: i32): usize {
  if (listed == MOST_LISTED) return 0
  const out = LISTED + <usize>listed * 32
  store<u32>(out, code)
  store<u32>(out, <u32>name, 4)
  store<u32>(out, <u32>nameEnds, 8)
  store<u32>(out, <u32>value, 12)
  store<u32>(out, <u32>valueEnds, 16)
  store<u32>(out, ordinal, 28)
  listed++
  return out
}

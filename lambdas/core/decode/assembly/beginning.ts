/**
 * What a message begins with: does it say that it is no line of a longer one, and that no carrier has put a head before it? As `stitch/` and
 * `parse/prefix.ts` ask; what is not sure is left to them.
 */

// As in block.ts.
export const OTHER: u32 = 0
const RECORD: u32 = 1
const PAIR: u32 = 2

/** Of a message of ASCII. */
// @ts-ignore: decorator
@inline
export function beginningOf(from: usize, to: usize): u32 {
  if (to - from < 2) return OTHER
  const first: u32 = load<u8>(from)
  if (first == 123 || first == 91) return RECORD
  if (first - 48 < 10) return isCarried(from, to) || isPart(from, to) ? OTHER : RECORD
  return first - 97 < 26 && isPair(from, to) ? PAIR : OTHER
}

/** Up to twelve small letters and an equals sign. */
function isPair(from: usize, to: usize): bool {
  let at = from
  while (at < from + 12 && at < to && load<u8>(at) - 97 < 26) at++
  return at < to && load<u8>(at) == 61
}

/** Kubernetes' head: behind a time and a blank stands `stdout` or `stderr`. */
function isCarried(from: usize, to: usize): bool {
  if (to - from < 30 || load<u8>(from, 10) != 84) return false
  for (let at = from + 19; at < from + 36; at++) {
    if (load<u8>(at) == 32) return load<u16>(at, 1) == 0x7473 && load<u8>(at, 3) == 100
  }
  return false
}

const HEAD: usize = 256

/** It may be a part of a message of PostgreSQL, behind whose label are a colon and two blanks. */
function isPart(from: usize, to: usize): bool {
  if (to - from < 5 || load<u8>(from, 4) != 45) return false
  const end = min(to, from + HEAD)
  for (let at = from; at < end; at += 16) {
    const colons = i8x16.eq(v128.load(at), i8x16.splat(58))
    const blanks = v128.and(i8x16.eq(v128.load(at, 1), i8x16.splat(32)), i8x16.eq(v128.load(at, 2), i8x16.splat(32)))
    if (v128.any_true(v128.and(colons, blanks))) return true
  }
  return false
}

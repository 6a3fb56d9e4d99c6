/** Times as most logs write them: none of their numbers is of another shape, so they are stepped over whole. */
import { ALNUM, at, CLASS, DIGIT, is, isWide, TEXT } from './memory'
import { mayAnnounce, mayBeToken } from './words'

/** Characters of a date and a time of day. */
export const TIME: i32 = 19

/** `2026-11-22T09:00:00`, or with a blank in it, and no letter, digit or colon behind it: none of its numbers is of another shape. */
export function isTime(start: i32): bool {
  if (digitsIn(start) != 0xdb6f) return false
  if (isWide || at(start + 4) != 45 || at(start + 7) != 45 || (at(start + 10) != 84 && at(start + 10) != 32) || at(start + 13) != 58) return false
  if (at(start + 16) != 58 || !is(start + 17, DIGIT) || !is(start + 18, DIGIT)) return false
  const next = at(start + 19)
  return next < 128 && next != 58 && (load<u8>(CLASS + next) & ALNUM) == 0
}

/** Behind `[22/Nov/2026:09:00:00 +0000]`, or -1. */
export function accessTimeEnd(open: i32): i32 {
  if (isWide || digitsIn(open + 1) != 0xb783 || (digitsIn(open + 17) & 0x3ff) != 0x3cd) return -1
  if (at(open + 3) != 47 || at(open + 7) != 47 || at(open + 12) != 58 || at(open + 15) != 58 || at(open + 18) != 58) return -1
  // Telephone numbers begin with a plus sign, or two zeros, and another digit.
  if (at(open + 21) != 32 || at(open + 22) != 43 || at(open + 23) != 48 || at(open + 27) != 93) return -1
  if (at(open + 24) == 48 && at(open + 25) != 48) return -1
  for (let i = open + 4; i < open + 7; i++) if (at(i) < 65 || at(i) > 122 || !is(i, ALNUM)) return -1
  return mayBeToken(open + 4) || mayAnnounce(open + 4, open + 7) ? -1 : open + 28
}

/** Which of sixteen characters are digits. */
// @ts-ignore: decorator
@inline
function digitsIn(start: i32): i32 {
  return i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(start, TEXT), i8x16.splat(48)), i8x16.splat(10)))
}

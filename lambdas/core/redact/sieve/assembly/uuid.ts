/** Identifiers of 36 characters, which say nothing; as `isUuid` of scanner.ts. https://www.rfc-editor.org/rfc/rfc9562#section-4 */
import { ALNUM, at, CLASS, TEXT } from './memory'

/** Characters of one. */
export const UUID: i32 = 36

/** Does one stand here, where a word begins, and does nothing go on behind it? */
export function isUuid(start: i32): bool {
  if (hexIn(start) != 0xdeff || hexIn(start + 16) != 0xff7b || (hexIn(start + 20) & 0xf000) != 0xf000) return false
  if (at(start + 8) != 45 || at(start + 13) != 45 || at(start + 18) != 45 || at(start + 23) != 45) return false
  const next = at(start + UUID)
  return next < 128 && (load<u8>(CLASS + next) & ALNUM) == 0 && next != 45 && next != 46 && next != 58 && next != 95
}

/** Which of sixteen characters are hex digits. */
// @ts-ignore: decorator
@inline
function hexIn(start: i32): i32 {
  const text = v128.load(start, TEXT)
  const digits = i8x16.lt_u(i8x16.sub(text, i8x16.splat(48)), i8x16.splat(10))
  const letters = i8x16.lt_u(i8x16.sub(v128.or(text, i8x16.splat(32)), i8x16.splat(97)), i8x16.splat(6))
  return i8x16.bitmask(v128.or(digits, letters))
}

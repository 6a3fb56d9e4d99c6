/** Frames of a stack trace: each line in one go, as the walk would go through it. */
import { ALNUM, at, DIGIT, digitsEnd, is, TEXT, wordEnd } from './memory'
import { atWord } from './words'

/** Does a frame of Java, JavaScript or .NET begin here: `at ` behind a tab or blanks? Up to the first colon it is known by what it says. */
// @ts-ignore: decorator
@inline
export function isFrameAt(start: i32): bool {
  const four = load<u32>(start, TEXT)
  if (four == 0x20746109) return true // tab, at
  if (four == 0x20202020) return (load<u32>(start + 4, TEXT) & 0xffffff) == 0x207461
  return four == 0x61202020 && load<u16>(start + 4, TEXT) == 0x2074
}

/** The line's end behind `:118)` or `:10:5)`, which say nothing; else the colon. */
// @ts-ignore: decorator
@inline
export function placeEnd(colon: i32): i32 {
  let end = numberEnd(colon)
  if (at(end) == 58) end = numberEnd(end)
  return at(end) == 41 && at(end + 1) == 10 ? end + 1 : colon
}

/** Behind a colon and up to five digits, or the colon. */
// @ts-ignore: decorator
@inline
function numberEnd(colon: i32): i32 {
  if (at(colon + 1) == 48) return colon
  const end = digitsEnd(colon + 1)
  return end - colon < 7 ? end : colon
}

/** Where the quote stands before the file's name, if a frame begins here (`  File "`); else -1. */
// @ts-ignore: decorator
@inline
export function frameQuote(start: i32): i32 {
  if (load<u64>(start, TEXT) != 0x2220656c69462020) return -1
  atWord(start + 2, start + 6)
  return start + 7
}

/** Behind `, line 118, in ` of a frame, which says nothing; else `start`. */
// @ts-ignore: decorator
@inline
export function lineNumberEnd(start: i32): i32 {
  if ((load<u64>(start, TEXT) & 0x00ffffffffffffff) != 0x20656e696c202c) return start
  const end = digitsEnd(start + 7)
  const isFrame = end - start < 14 && load<u32>(end, TEXT) == 0x6e69202c && at(end + 4) == 32 // , in
  return isFrame && end > start + 7 ? end + 5 : start
}

/** Looks at the words of a function's name, and returns the line's end behind it; where something else stands, the place of that. */
// @ts-ignore: decorator
@inline
export function functionEnd(start: i32): i32 {
  let i = start
  while (at(i) != 10) {
    if (at(i) == 95) {
      i++
      continue
    }
    if (!is(i, ALNUM) || is(i, DIGIT)) return i
    const end = wordEnd(i)
    atWord(i, end)
    i = end
  }
  return i
}

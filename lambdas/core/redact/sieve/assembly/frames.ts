/** Frames of Python in a stack trace: from the file's name to the end of the line in one go, as the walk would. */
import { ALNUM, at, DIGIT, digitsEnd, is, TEXT, wordEnd } from './memory'
import { atWord } from './words'

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

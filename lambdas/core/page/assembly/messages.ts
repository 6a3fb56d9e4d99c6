/**
 * What the readers of text lines look at in the message behind a head: each function here says yes only where they would find nothing.
 * `parse/formats/header*.ts`, `syslog.ts` and `parse/parse.ts` are these readers.
 */
import { at, digitsEnd, indexOfEither, isDigit, LEVELS } from './memory'
import { isLetter, isUpper } from './text-time'

/** A name of code is at most this long. */
const LONGEST_NAME: usize = 150
/** So far behind a time parts of a head are looked for, and a bit more. */
const HEAD_LIMIT: usize = 420

/**
 * May this message stand behind any head, and change nothing of it? It does not begin with what could be a part of the head, nor
 * with what servers and languages begin theirs with, and no pairs stand behind a gap.
 */
export function isHarmless(start: usize, end: usize, isClosed: bool, mayOpen: bool): bool {
  const code = at(start)
  if (code == 91) return mayOpen && isNoContext(start, end) && !hasPairs(start, end)
  if (isDigit(code)) {
    const behind = digitsEnd(start)
    const next = at(behind)
    if (next == 35 || (next == 32 && (at(behind + 1) == 45 || at(behind + 1) == 91))) return false // #, -, [
  } else if (!isLetter(code) && !isHarmlessSign(start, code)) return false
  if (code == 112 && (load<u32>(start) == 0x20646970 || load<u32>(start) == 0x696e6170)) return false // `pid `, `pani`
  if (code == 80 && load<u32>(start) == 0x20504850) return false // `PHP `
  if (code == 105 && at(start + 1) == 110 && at(start + 2) == 32) return false // `in `
  return (isClosed || isNoName(start, end)) && !hasPairs(start, end)
}

/** Signs that no part of a head begins with. */
function isHarmlessSign(start: usize, code: u32): bool {
  if (code > 126) return true
  if (code == 47) return at(start - 1) == 32 // /
  if (code == 42) return !isDigit(at(start + 1)) // *
  const isOther = code == 33 || code == 39 || code == 40 || code == 46 || code == 60 || code == 62 || code == 63 || code == 95 // !'(.<>?_
  return isOther || (code >= 36 && code <= 38) || code == 123 || code == 125 // $%&{}
}

/** Does a bracket begin it that holds no place in the code and no trace, and has no dash behind it? */
function isNoContext(start: usize, end: usize): bool {
  const close = indexOfEither(start + 1, end, 91, 93)
  if (at(start + 1) == 116 || close >= end) return false // t
  if (at(close) == 91) return true
  let i = close - 1
  while (isDigit(at(i))) i--
  return at(i) != 58 && (at(close + 1) != 32 || at(close + 2) != 45)
}

/** Letters, digits, `_`, `.`, `-`, `/`, `@`, `$`, `<`, `>`. */
// @ts-ignore: decorator
@inline
function isOfName(code: u32): bool {
  return isLetter(code) || code - 45 < 13 || code == 95 || code == 64 || code == 36 || code == 60 || code == 62
}

/** Does it not begin with a name that could be a logger's? */
function isNoName(start: usize, end: usize): bool {
  const first = at(start)
  const isBehindColon = at(start - 1) == 58
  if (!isBehindColon && !isLetter(first) && !isDigit(first) && first != 95 && first != 46) return true
  let i = start
  let dots = 0
  while (isOfName(at(i))) {
    if (at(i) == 46) dots++
    i++
  }
  if (i - start > LONGEST_NAME) return false
  if (i >= end) return true
  const code = at(i)
  if (code == 58) return !isBehindColon && at(i + 1) == 32 && isCapitalized(start, i)
  if (code == 124 || code == 93 || code == 91) return false // | ] [
  if (code != 32) return true
  const next = at(i + 1)
  return dots < 2 && next != 32 && next != 124 && next != 58 && next != 45 && next != 91
}

/** A capital and small letters: `Failed: …` is a sentence. */
function isCapitalized(start: usize, end: usize): bool {
  if (!isUpper(at(start))) return false
  let i = start + 1
  while (at(i) - 97 < 26) i++
  return i == end
}

/** Is there a gap of two spaces, and a pair behind it? */
function hasPairs(start: usize, end: usize): bool {
  const space = i8x16.splat(32)
  for (let i = start; i < end; i += 16) {
    const mask = i8x16.bitmask(v128.and(i8x16.eq(v128.load(i), space), i8x16.eq(v128.load(i + 1), space)))
    if (mask == 0) continue
    let key = i + <usize>ctz(mask)
    while (at(key) == 32) key++
    const first = key
    while (isLetter(at(key)) || at(key) - 45 < 13 || at(key) == 95 || at(key) == 64) key++
    return key > first && key < end && at(key) == 61
  }
  return false
}

/** May the letters from `start` to `end` be a level, a month or a day? */
function mayBeLevel(start: usize, end: usize): bool {
  const size = end - start
  if (size < 3 || size > 13) return false
  const letters = load<u32>(start) | 0x20202020
  const last = (at(end - 1) | 32) << 16
  const key = (((size == 3 ? letters & 0xffffff : letters) + last) ^ <u32>size) * 0x9e3779b1
  return isMarked(key >>> 19) && isMarked((key >>> 6) & 8191)
}

function isMarked(bit: u32): bool {
  return ((load<u8>(LEVELS + <usize>(bit >>> 3)) >> (bit & 7)) & 1) != 0
}

function lettersEnd(start: usize): usize {
  let i = start
  while (isLetter(at(i))) i++
  return i
}

/**
 * Where the word at `start` ends, when it is one of a sentence and no part of a head: letters that are no level at its beginning, and
 * nothing in it that names have. 0 when it is none.
 */
function sentenceWordEnd(start: usize, end: usize): usize {
  let i = lettersEnd(start)
  if (i == start || mayBeLevel(start, i)) return 0
  let isSmall = false
  let hasSign = false
  let isName = false
  for (i = start; i < end && at(i) != 32 && at(i) != 124; i++) {
    const code = at(i)
    if (code - 97 < 26) isSmall = true
    else if (code == 61 || code == 34 || code == 39 || code == 44) hasSign = true // = " ' ,
    else if (code == 40 || code == 41 || code == 123 || code == 125) hasSign = true // ( ) { }
    else if (isDigit(code) || code - 45 < 3 || code == 36 || code == 64 || code == 95) isName = true // - . / $ @ _
  }
  if (i - start > 70 || !isSmall) return 0
  return hasSign || !isName ? i : 0
}

/** Is this no head of its own, as a program writes one behind that of syslog? */
export function isSentence(start: usize, end: usize): bool {
  if (isUpper(at(start)) && lettersEnd(start) == start + 3) return false
  if (load<u32>(start) == 0x696e6170) return false // `pani`
  return sentenceWordEnd(start, end) != 0
}

/**
 * May a level, or the name of a program with its number, stand among what follows a time? Looks at words until one cannot belong to a
 * head.
 */
export function hasLevel(start: usize, end: usize, isUnknown: bool): bool {
  if (load<u32>(start) == 0x64747320) return true // ` std`
  if (hasProgram(start, end)) return true
  const limit = min(end, start + HEAD_LIMIT)
  let isFirst = true
  isAligned = true
  for (let i = partAt(start, limit); i < limit; i = partAt(i, limit)) {
    const isWord = isLetter(at(i))
    if (isWord && isAligned && endsHead(sentenceWordEnd(i, end), end)) return false
    if ((isUnknown && !isWord) || (isFirst && isUuid(i))) return true
    isFirst = false
    i = withoutLevel(i, limit)
    if (i == 0) return true
  }
  return false
}

/** Whether the reader comes by the beginnings of words: no bracket has opened, in which it would jump over some. */
let isAligned: bool = true

/** Where the next part of a head would begin. */
function partAt(start: usize, limit: usize): usize {
  let i = start
  while (i < limit && isSeparator(at(i))) i++
  return i
}

/** Where the word at `start` ends, 0 when a level may be in it. */
function withoutLevel(start: usize, limit: usize): usize {
  let i = start
  while (i < limit && at(i) != 32 && at(i) != 124) {
    const code = at(i)
    if (code == 91 || code == 40 || code == 60) isAligned = false
    if (!isLetter(code)) {
      i++
      continue
    }
    const letters = i
    i = lettersEnd(i)
    if (mayBeLevel(letters, i) || (i == letters + 1 && isLevelLetter(code))) return 0
  }
  return i
}

/** Does a head end at the word of a sentence that ends at `stop`: is the next one no level, and no separator between? */
function endsHead(stop: usize, end: usize): bool {
  if (stop == 0) return false
  if (stop >= end) return true
  const next = at(stop + 1)
  return at(stop) == 32 && next != 32 && next != 45 && next != 124 && !isUpper(next)
}

/** `]: `: the name of a program with its number may be before it. */
function hasProgram(start: usize, end: usize): bool {
  for (let i = start; i < end; i += 16) {
    const brackets = i8x16.eq(v128.load(i), i8x16.splat(93))
    const mask = i8x16.bitmask(v128.and(brackets, i8x16.eq(v128.load(i + 1), i8x16.splat(58))))
    if (mask != 0 && i + <usize>ctz(mask) < end) return true
  }
  return false
}

/** A word of 36 characters with a dash where those of UUIDs are: the request of a Lambda. */
function isUuid(start: usize): bool {
  return at(start + 8) == 45 && at(start + 13) == 45 && at(start + 18) == 45 && at(start + 23) == 45 && at(start + 36) == 32
}

/** Spaces, `|`, `,`, `]`, `:`, `;`, `)`. */
function isSeparator(code: u32): bool {
  return code == 32 || code == 124 || code == 44 || code == 93 || code == 58 || code == 59 || code == 41
}

/** V, D, I, W, E, F, A, C. */
function isLevelLetter(code: u32): bool {
  return code == 86 || code == 68 || code == 73 || code == 87 || code == 69 || code == 70 || code == 65 || code == 67
}

/** Stops, and what is remembered from one to the next: strings, lines, escapes. */
import { isJoinedBefore, isName, plainKeyEnd } from './keys'
import { frameQuote, functionEnd, isFrameAt, lineNumberEnd, placeEnd } from './frames'
import { ALNUM, at, IN_STRING, is, UNKNOWN } from './memory'
import { takeString } from './escapes'
import { membersEnd } from './members'
import { beginQuiet, learnBefore, learnQuiet, quietEnd } from './quiet'
import { isUuid, UUID } from './uuid'

/** Where the next stop is written. */
let out: usize = 0
/** Stops at which it is not certain what stands there. */
let pending: i32 = 0
/** Quotes that have no effect but the place where the last string began: written before the next stop, if there is one. */
let heldFirst: i32 = -1
let heldSecond: i32 = -1
let inString: bool = false
/** The opening quote of the string that is open, or was last. */
export let opened: i32 = -1
/** A stop was written since the string was opened. */
let hasStopped: bool = false
let lineHasStopped: bool = false
let lines: i32 = 0
/** Where the line begins. */
let lineBegin: i32 = 0
/** Where the last stop stands. */
export let stopped: i32 = -1
/** Where the last `<` or `>` stands: what they are depends on what stood before. */
export let angle: i32 = -1
/** Where the line began, if no quote has come since; else -1. */
let lineFrom: i32 = -1
/** It is a frame, of which the numbers of line and column are not looked up. */
let isPlaced: bool = false
export let hasEscape: bool = false

/** Begins a text: its stops are written from `stops` on. */
export function beginStops(stops: usize): void {
  out = stops
  pending = 0
  heldFirst = -1
  heldSecond = -1
  inString = false
  opened = -1
  hasStopped = false
  lineHasStopped = false
  lines = 0
  lineBegin = 0
  stopped = -1
  angle = -1
  lineFrom = -1
  hasEscape = false
  beginQuiet()
}

export function seeAngle(index: i32): void {
  angle = index
}

/** Behind the last stop. */
export function stopsEnd(): usize {
  return out
}

/** A place where something may be that the scanner has to look at. */
export function stop(index: i32): void {
  pending++
  write(index)
}

/** A place where it is certain what stands there; the scanner looks at it when it looks at others. */
export function stopCertain(index: i32): void {
  write(index)
}

/** How many stops the scanner has to look at. */
export function pendingStops(): i32 {
  return pending
}

function write(index: i32): void {
  if (heldFirst >= 0) {
    store<u32>(out, heldFirst)
    out += 4
    if (heldSecond >= 0) {
      store<u32>(out, heldSecond | IN_STRING)
      out += 4
    }
    heldFirst = -1
  }
  store<u32>(out, hasEscape ? index | UNKNOWN : inString ? index | IN_STRING : index)
  out += 4
  stopped = index
  hasStopped = true
  lineHasStopped = true
}

/** Behind an escape, what is a string is not known any more. */
export function seeEscape(): void {
  hasEscape = true
}

/** At an escape in a string: behind the string, when it is put aside. Stops are not kept then, but whether there are any is. */
export function escapedEnd(): i32 {
  if (!inString || hasEscape || hasStopped) return -1
  const end = takeString(opened)
  if (end < 0) return -1
  inString = false
  return end + 1
}

/** What was held before has no effect any more: this quote begins the last string now. */
export function hold(quote: i32): void {
  opened = quote
  heldFirst = quote
  heldSecond = -1
}

/** Behind a member's text that is known to say nothing, else less than zero: the text is open. */
// @ts-ignore: decorator
@inline
export function valueEnd(quote: i32): i32 {
  if (at(quote + 1) == 123 && at(quote + 2) == 34) return -quote
  hasStopped = false
  hold(quote)
  const isIdentifier = at(quote + 9) == 45 && at(quote + 1 + UUID) == 34 && isUuid(quote + 1)
  const end = isIdentifier ? quote + 1 + UUID : quietEnd(quote + 1, 34)
  inString = end < 0
  if (inString) return -(quote + 1)
  heldSecond = end
  return end + 1
}

export function atQuote(index: i32): i32 {
  lineFrom = -1
  if (inString) {
    if (hasEscape) {
      stop(index)
    } else if (hasStopped) {
      write(index) // the string ends, and nothing else
    } else {
      heldSecond = index
      if (angle < opened) learnQuiet(opened + 1, index)
    }
    inString = false
    return index + 1
  }
  if (at(index + 1) == 123 && at(index + 2) == 34 && is(index + 3, ALNUM)) {
    // Behind an escape the scanner may be in a string, which this quote closes.
    if (hasEscape) stop(index)
    return index + 1
  }
  let before: u32 = index > 0 ? at(index - 1) : 0
  let isSpaced = false
  if (before == 32 && index > 1) {
    before = at(index - 2)
    isSpaced = before == 34 ? isName(opened + 1, index - 2) : isJoinedBefore(index - 1)
  }
  const isKey = before == 123 || before == 44
  if (isKey && !hasEscape) {
    const end = plainKeyEnd(index + 1)
    if (end > 0) {
      hold(index)
      return membersEnd(end + 2)
    }
  }
  hasStopped = false
  if (isSpaced || isKey || hasEscape) {
    opened = index
    stop(index)
  } else {
    hold(index)
    const end = quietEnd(index + 1, 34)
    if (end > 0) {
      heldSecond = end
      return lineNumberEnd(end + 1)
    }
  }
  inString = true
  return index + 1
}

/** Of ASCII, what names of columns and what separates them have, by the half of its code. */
const HEADER_LOW: u64 = 0xbff748500003e00
const HEADER_HIGH: u64 = 0x17ffffff87fffffe

/** Among the first lines: has it nothing that a line of names has not? As `isHeader` of carriers/tables.ts. */
function mayBeHeader(from: i32, to: i32): bool {
  if (lines > 2 || to - from < 5 || to - from > 2048) return false
  const first = at(from)
  if (first == 9 || first - 48 < 10) return false
  for (let i = from; i < to; i++) {
    const code = at(i)
    if (code < 128 && (((code < 64 ? HEADER_LOW : HEADER_HIGH) >> (code & 63)) & 1) == 0) return false
  }
  return true
}

/** The first lines may name the columns of a table; a line's end ends what was open. */
export function atLineEnd(index: i32): i32 {
  if (lineFrom >= 0 && !lineHasStopped && angle < lineFrom) learnLine(index)
  let end = index
  while (true) {
    endLine(end)
    if (hasEscape) return end + 1
    const next = knownLineEnd(end + 1)
    if (next == 0) return end + 1
    if (at(next) != 10) return next
    end = next
  }
}

// @ts-ignore: decorator
@inline
function learnLine(index: i32): void {
  if (isPlaced) learnBefore(lineFrom, index)
  else learnQuiet(lineFrom, index)
}

// @ts-ignore: decorator
@inline
function endLine(index: i32): void {
  if (inString || (hasEscape && lineHasStopped) || mayBeHeader(lineBegin, index)) stop(index)
  lineHasStopped = false
  lineBegin = index + 1
  inString = false
  lines++
  lineFrom = -1
}

/** The end of the line that begins here, or how far it is known; 0 when it is not. */
// @ts-ignore: decorator
@inline
function knownLineEnd(start: i32): i32 {
  const quote = frameQuote(start)
  if (quote > 0) {
    const behind = atQuote(quote)
    return behind > quote + 1 ? functionEnd(behind) : behind
  }
  isPlaced = isFrameAt(start)
  const end = quietEnd(start, isPlaced ? 58 : 10)
  if (end > 0) return isPlaced ? placeEnd(end) : end
  lineFrom = start
  return 0
}

/**
 * Times at the beginning of text lines, read as `parse/time.ts` reads them. Refuses what is rare, and what only looks like one: zones with
 * names, numbers of seconds.
 */
import { daysOf, monthOf, two } from './clock'
import { at, isDigit } from './memory'

/** Milliseconds of the time that was read last; NaN when it says no instant. */
export let instant: f64 = NaN

const EARLIEST: i64 = 946684800000
const LATEST: i64 = 4102444800000
const UNKNOWN: i32 = -1

/** Where the reading stands. */
let i: usize = 0

/** Reads a time; returns where it ends, 0 when it is refused. */
export function readTextTime(start: usize): usize {
  i = start
  const read = isDigit(at(start)) ? readNumeric() : isUpper(at(start)) && readNamed()
  return read && !isDigit(at(i)) && !isLetter(at(i)) ? i : 0
}

// @ts-ignore: decorator
@inline
export function isUpper(code: u32): bool {
  return code - 65 < 26
}

// @ts-ignore: decorator
@inline
export function isLetter(code: u32): bool {
  return (code | 32) - 97 < 26
}

/** Four digits as a number, or -1. */
function four(start: usize): i32 {
  const high = two(start)
  const low = high < 0 ? -1 : two(start + 2)
  return low < 0 ? -1 : high * 100 + low
}

// @ts-ignore: decorator
@inline
function isDateSeparator(code: u32): bool {
  return code == 45 || code == 47 || code == 46
}

/** Space, `T`, `-`, `_`, `:`. */
// @ts-ignore: decorator
@inline
function isJoint(code: u32): bool {
  return code == 32 || code == 84 || code == 45 || code == 95 || code == 58
}

function readNumeric(): bool {
  const start = i
  const year = four(start)
  if (year >= 1000) {
    const separator = at(start + 4)
    if (isDateSeparator(separator) && at(start + 7) == separator) {
      const month = two(start + 5)
      const day = two(start + 8)
      return month >= 0 && day >= 0 && isJoint(at(start + 10)) && afterDate(start + 11, year, month, day)
    }
    const monthDay = four(start + 4)
    if (monthDay >= 0 && year >= 1970 && year <= 2100 && isJoint(at(start + 8)))
      return afterDate(start + 9, year, monthDay / 100, monthDay % 100)
  }
  return two(start) >= 0 && readShort(start)
}

/** Dates that begin with two digits. */
function readShort(start: usize): bool {
  const first = two(start)
  const separator = at(start + 2)
  const month = monthOf(load<u32>(start + 3) & 0xffffff)
  if (month > 0) {
    const year = four(start + 7)
    return year >= 0 && at(start + 6) == separator && isJoint(at(start + 11)) && afterDate(start + 12, year, month, first)
  }
  const second = two(start + 3)
  if (!isDateSeparator(separator) || second < 0) return readSixDigits(start)
  if (at(start + 5) == 32) return afterDate(start + 6, UNKNOWN, first, second)
  const last = two(start + 6)
  return at(start + 5) == separator && last >= 0 && at(start + 8) == 32 && afterDate(start + 9, 2000 + first, second, last)
}

/** `081109 203615`. */
function readSixDigits(start: usize): bool {
  const year = two(start)
  const month = two(start + 2)
  const day = two(start + 4)
  const hours = two(start + 7)
  const minutes = two(start + 9)
  const seconds = two(start + 11)
  if (min(min(min(year, month), min(day, hours)), min(minutes, seconds)) < 0 || at(start + 6) != 32) return false
  if (month < 1 || month > 12) return false
  i = start + 13
  setInstant(2000 + year, month, day, (hours * 3600 + minutes * 60 + seconds) * 1000, 0)
  return true
}

/** Clock and zone behind a date. */
function afterDate(clockAt: usize, year: i32, month: i32, day: i32): bool {
  const plain = plainClock(clockAt)
  let clock = plain
  let end = clockAt + 8
  if (plain >= 0 && isFraction(end)) {
    const digits = end + 1
    end = digits + 1
    while (isDigit(at(end))) end++
    if (end - digits > 9) return false
    clock += fractionOf(digits, end)
  } else if (plain < 0) {
    i = clockAt
    clock = readClock(true)
    if (clock < 0) return false
    end = i
  }
  i = end
  const next = at(end) == 32 ? at(end + 1) : at(end)
  const offset = next == 43 || next == 45 || isUpper(next) ? readZone() : 0
  if (offset == REFUSED) return false
  setInstant(year, month, day, clock, offset)
  return true
}

/** `10:11:12` as milliseconds of the day, or -1. */
function plainClock(start: usize): i32 {
  const hours = two(start)
  const minutes = two(start + 3)
  const seconds = two(start + 6)
  if (at(start + 2) != 58 || at(start + 5) != 58 || min(min(hours, minutes), seconds) < 0) return -1
  return hours > 23 || minutes > 59 || seconds > 60 ? -1 : (hours * 3600 + minutes * 60 + seconds) * 1000
}

/** `.`, `,` or `:`, and a digit. */
// @ts-ignore: decorator
@inline
function isFraction(start: usize): bool {
  const code = at(start)
  return (code == 46 || code == 44 || code == 58) && isDigit(at(start + 1))
}

/** Milliseconds of the digits of a fraction. */
// @ts-ignore: decorator
@inline
function fractionOf(start: usize, end: usize): i32 {
  let ms = 0
  for (let n: usize = 0; n < 3; n++) ms = ms * 10 + (start + n < end ? <i32>at(start + n) - 48 : 0)
  return ms
}

/** The date that was read last: lines of one day come one after the other. */
let lastDate: i32 = -1
let lastDay: i64 = 0

function setInstant(year: i32, month: i32, day: i32, clock: i32, offset: i32): void {
  instant = NaN
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return
  const date = (year * 12 + month) * 32 + day
  if (date != lastDate) {
    lastDate = date
    lastDay = <i64>daysOf(year, month, day) * 86400000
  }
  const ms = lastDay + clock
  if (ms >= EARLIEST && ms < LATEST) instant = <f64>(ms - <i64>offset * 60000)
}

/** One or two digits, or -1. */
function readShortNumber(): i32 {
  const first = at(i)
  if (!isDigit(first)) return -1
  const second = at(i + 1)
  i += isDigit(second) ? 2 : 1
  return isDigit(second) ? first * 10 + second - 528 : first - 48
}

/** `10:11:12[.345]`, `9:7:53:8`: milliseconds of the day, or -1. */
function readClock(hasDots: bool): i32 {
  const hours = readShortNumber()
  const separator = at(i)
  if (hours < 0 || hours > 23 || (separator != 58 && !(hasDots && separator == 46))) return -1
  i++
  const minutes = readShortNumber()
  if (minutes < 0 || minutes > 59 || at(i) != separator) return -1
  i++
  const seconds = readShortNumber()
  if (seconds < 0 || seconds > 60) return -1
  const fraction = readFraction()
  return fraction < 0 ? -1 : (hours * 3600 + minutes * 60 + seconds) * 1000 + fraction
}

function readFraction(): i32 {
  if (!isFraction(i)) return 0
  const start = ++i
  while (isDigit(at(i))) i++
  return i - start > 9 ? -1 : fractionOf(start, i)
}

const REFUSED: i32 = 0x7fffffff

/** Minutes east of UTC; 0, and nothing is read, when there is no zone. */
function readZone(): i32 {
  const start = at(i) == 32 ? i + 1 : i
  const code = at(start)
  if (code == 43 || code == 45) return readOffset(start, code == 43 ? 1 : -1)
  if (!isUpper(code)) return 0
  let end = start
  while (end - start < 5 && isUpper(at(end))) end++
  const last = at(end - 1)
  const endsZone = last == 67 || last == 75 || last == 84 || last == 90 // C, K, T, Z
  if (!endsZone || isLetter(at(end)) || isDigit(at(end))) return 0
  if (end == start + 1 && code == 90) return start == i ? zoneEnds(end) : 0
  const name = load<u32>(start) & 0xffffff
  return end == start + 3 && (name == 0x435455 || name == 0x544d47) ? zoneEnds(end) : REFUSED // UTC, GMT
}

function zoneEnds(end: usize): i32 {
  i = end
  return 0
}

function readOffset(start: usize, sign: i32): i32 {
  const hours = two(start + 1)
  if (hours < 0 || hours > 14) return 0
  const minutesAt = start + (at(start + 3) == 58 ? 4 : 3)
  const minutes = two(minutesAt)
  const end = minutes < 0 ? start + 3 : minutesAt + 2
  if (isDigit(at(end))) return 0
  i = end
  return sign * (hours * 60 + max(minutes, 0))
}

/** `Jun 29 10:48:17`, `Mon Dec 05 12:36:39 2005`. */
function readNamed(): bool {
  if (isWeekday(load<u32>(i) & 0xffffff)) {
    i += at(i + 3) == 44 ? 4 : 3
    if (at(i) != 32) return false
    i++
  }
  const month = monthOf(load<u32>(i) & 0xffffff)
  if (month == 0 || at(i + 3) != 32) return false
  i += at(i + 4) == 32 ? 5 : 4
  const day = readShortNumber()
  if (day < 1 || at(i) != 32) return false
  i++
  const before = four(i)
  if (before >= 0) i += 5
  const clock = readClock(false)
  if (clock < 0) return false
  const after = before < 0 && at(i) == 32 ? four(i + 1) : -1
  if (after > 1969 && after < 2100 && !isDigit(at(i + 5))) {
    i += 5
    setInstant(after, month, day, clock, 0)
    return true
  }
  const offset = readZone()
  if (offset == REFUSED) return false
  setInstant(before, month, day, clock, offset)
  return true
}

function isWeekday(name: u32): bool {
  switch (name) {
    case 0x6e6f4d: // Mon
    case 0x657554: // Tue
    case 0x646557: // Wed
    case 0x756854: // Thu
    case 0x697246: // Fri
    case 0x746153: // Sat
    case 0x6e7553: // Sun
      return true
    default:
      return false
  }
}

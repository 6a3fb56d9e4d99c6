/** Times: those of access lines and of structured logs, and those of records as ISO 8601. */
import { at, digitsEnd, isDigit, put } from './memory'

/** `01/Jun/2024:10:11:12 +0000`. */
export const TIME_SIZE: usize = 26
/** Milliseconds of the time that was read last. */
export let time: f64 = 0

/** 2000 to 2099: clocks that were never set are left to others. */
const FIRST_YEAR: i32 = 2000
const LAST_YEAR: i32 = 2099

/** Reads a time of an access line; false when it is none, or not an ordinary one. */
export function readTime(start: usize): bool {
  const hasSigns = at(start + 2) == 47 && at(start + 6) == 47 && at(start + 11) == 58 && at(start + 14) == 58 && at(start + 17) == 58
  const sign = at(start + 21)
  if (!hasSigns || at(start + 20) != 32 || (sign != 43 && sign != 45)) return false
  const east = two(start + 22)
  const eastMinutes = two(start + 24)
  if (east < 0 || eastMinutes < 0 || east > 14 || eastMinutes > 59) return false
  const offset = (east * 60 + eastMinutes) * (sign == 43 ? 1 : -1)
  return setTime(start + 7, monthOf(load<u32>(start + 3) & 0xffffff), two(start), start + 12, offset)
}

/** Keeps the time of a year and a clock (`10:11:12`) that stand at these places; false when one of its parts is out of bounds. */
function setTime(yearAt: usize, month: i32, day: i32, clock: usize, offset: i32): bool {
  const century = two(yearAt)
  const rest = two(yearAt + 2)
  const hour = two(clock)
  const minute = two(clock + 3)
  const second = two(clock + 6)
  if (min(min(century, rest), min(hour, min(minute, second))) < 0) return false
  const year = century * 100 + rest
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31) return false
  if (hour > 23 || minute > 59 || second > 59) return false
  time = <f64>(<i64>daysOf(year, month, day) * 86400 + hour * 3600 + (minute - offset) * 60 + second) * 1000
  return true
}

/** Reads `2024-06-01T10:11:12.345Z` with `T` or a blank, with or without fraction and zone; false for all that is written otherwise. */
export function readIso(from: usize, to: usize): bool {
  const size = to - from
  if (size < 19 || size > 35 || at(from + 4) != 45 || at(from + 7) != 45 || at(from + 13) != 58 || at(from + 16) != 58) return false
  const joint = at(from + 10)
  if (joint != 84 && joint != 32) return false
  let i = from + 19
  let fraction = 0
  if (i < to && (at(i) == 46 || at(i) == 44)) {
    const digits = i + 1
    i = digitsEnd(digits)
    if (i == digits || i - digits > 9 || i > to) return false
    for (let n: usize = 0; n < 3; n++) fraction = fraction * 10 + (digits + n < i ? <i32>at(digits + n) - 48 : 0)
  }
  const offset = offsetOf(i, to)
  if (offset == NO_OFFSET || !setTime(from, two(from + 5), two(from + 8), from + 11, offset)) return false
  time += fraction
  return true
}

/** Reads 13 digits that begin with 1: milliseconds since the epoch, from 2001 to 2033. */
export function readMillis(from: usize, to: usize): bool {
  if (to - from != 13 || at(from) != 49) return false
  let ms: i64 = 0
  for (let i = from; i < to; i++) {
    if (!isDigit(at(i))) return false
    ms = ms * 10 + <i64>at(i) - 48
  }
  time = <f64>ms
  return true
}

const NO_OFFSET: i32 = 0x7fffffff

/** Minutes east of UTC of what is left: nothing, `Z`, `+02:00` or `-0730`. */
function offsetOf(from: usize, to: usize): i32 {
  if (from == to) return 0
  const sign = at(from)
  if (sign == 90) return from + 1 == to ? 0 : NO_OFFSET
  const minutesAt = at(from + 3) == 58 ? from + 4 : from + 3
  if ((sign != 43 && sign != 45) || minutesAt + 2 != to) return NO_OFFSET
  const hours = two(from + 1)
  const minutes = two(minutesAt)
  if (hours < 0 || minutes < 0 || hours > 14 || minutes > 59) return NO_OFFSET
  return (hours * 60 + minutes) * (sign == 43 ? 1 : -1)
}

/** Two digits as a number, or -1. */
// @ts-ignore: decorator
@inline
export function two(start: usize): i32 {
  const tens = at(start)
  const ones = at(start + 1)
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones - 528 : -1
}

/** 1 to 12 of three letters, 0 when they are no month's. */
export function monthOf(name: u32): i32 {
  switch (name) {
    case 0x6e614a:
      return 1
    case 0x626546:
      return 2
    case 0x72614d:
      return 3
    case 0x727041:
      return 4
    case 0x79614d:
      return 5
    case 0x6e754a:
      return 6
    case 0x6c754a:
      return 7
    case 0x677541:
      return 8
    case 0x706553:
      return 9
    case 0x74634f:
      return 10
    case 0x766f4e:
      return 11
    case 0x636544:
      return 12
    default:
      return 0
  }
}

/** Days since 1970-01-01 in the Gregorian calendar. */
export function daysOf(year: i32, month: i32, day: i32): i32 {
  const y = month <= 2 ? year - 1 : year
  const era = y / 400
  const yearOfEra = y - era * 400
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
}

/** The day that was written last, and its first eight characters and the three behind them: logs go on for hours on one day. */
let lastDay: i32 = -1
let dayText: u64 = 0
let dayRest: u32 = 0

/** `2024-06-01T10:11:12.345Z` of milliseconds since the epoch, from 1970 to 9999. */
export function writeTime(out: usize, ms: f64): usize {
  const whole = <i64>ms
  const day = <i32>(whole / 86400000)
  if (day != lastDay) writeDay(day)
  store<u64>(out, dayText)
  store<u32>(out, dayRest, 8)
  const clock = <i32>(whole - <i64>day * 86400000)
  const seconds = clock / 1000
  const minutes = seconds / 60
  const fraction = clock - seconds * 1000
  let o = put(writeTwo(out + 11, minutes / 60), 58)
  o = put(writeTwo(o, minutes % 60), 58)
  o = put(writeTwo(o, seconds % 60), 46)
  o = writeTwo(put(o, 48 + fraction / 100), fraction % 100)
  return put(o, 90)
}

/** Keeps `2024-06-01T` of a number of days since the epoch. */
function writeDay(days: i32): void {
  const shifted = days + 719468
  const era = shifted / 146097
  const dayOfEra = shifted - era * 146097
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  const shiftedMonth = (5 * dayOfYear + 2) / 153
  const day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + i32(month <= 2)
  lastDay = days
  dayText = <u64>twoOf(year / 100) | (<u64>twoOf(year % 100) << 16) | (<u64>45 << 32) | (<u64>twoOf(month) << 40) | (<u64>45 << 56)
  dayRest = twoOf(day) | (84 << 16)
}

// @ts-ignore: decorator
@inline
function twoOf(number: i32): u32 {
  return (48 + number / 10) | ((48 + (number % 10)) << 8)
}

// @ts-ignore: decorator
@inline
function writeTwo(out: usize, number: i32): usize {
  store<u16>(out, <u16>twoOf(number))
  return out + 2
}

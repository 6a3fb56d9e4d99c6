/**
 * Event times as logs write them. A time without a zone is taken as UTC, which containers and Lambda use; a time whose
 * instant cannot be known (no year, no date, an ambiguous zone name, an absurd year) is recognised but gives no instant,
 * so that the caller uses CloudWatch's.
 */
import { readClock, readFraction, readKitchen, readZone, shortNumber } from './clock.ts'
import { type Cursor, classAt, DIGIT, digits, LETTER, LOWER, SPACE, UPPER } from './scan.ts'

const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)
/** Recognised as a time, instant unknown. */
const unknown = Number.NaN

/** `ms` if it lies in [2000-01-01, 2100-01-01), else NaN: clocks that were never set and units that were mistaken. */
export const sane = (ms: number): number => (ms >= earliest && ms < latest ? ms : unknown)

/** Seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by their size. */
export const fromEpoch = (value: number): number => {
  if (value < 1e11) return sane(Math.round(value * 1e3))
  if (value < 1e14) return sane(value)
  return sane(Math.trunc(value < 1e17 ? value / 1e3 : value / 1e6))
}

/** Three letters as one number. */
const pack = (text: string, at: number): number =>
  (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2)

const packAll = (names: string): Map<number, number> =>
  new Map(names.split(' ').map((name, i) => [pack(name, 0), i]))
const months = packAll('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
const weekdays = packAll('Mon Tue Wed Thu Fri Sat Sun')

/** The index of the name at `at`, or -1. */
const nameAt = (names: Map<number, number>, text: string, at: number): number =>
  names.get(pack(text, at)) ?? -1

/** Days since 1970-01-01 in the Gregorian calendar; months count from 1. */
const daysOf = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + (yearOfEra >> 2) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

const instant = (year: number, month: number, day: number, msOfDay: number): number =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? sane(daysOf(year, month, day) * 86_400_000 + msOfDay)
    : unknown

/** Clock and zone after a date that began at the cursor and ended at `at`; undefined when no clock follows. */
const afterDate = (
  cursor: Cursor,
  at: number,
  year: number,
  month: number,
  day: number,
): number | undefined => {
  cursor.at = at
  const clock = readClock(cursor, true)
  if (clock < 0) return undefined
  return instant(year, month, day, clock) - readZone(cursor) * 60_000
}

const isDateSeparator = (code: number): boolean => code === 45 || code === 47 || code === 46

/** What may stand between date and clock: space, `T`, `-`, `_`, `:`. */
const isJoint = (code: number): boolean =>
  code === 32 || code === 84 || code === 45 || code === 95 || code === 58

/** `2024-06-01T…`, `2024/06/01 …`, `2005.06.03-…`, `20171223-22:15:29:606`. */
const readYearFirst = (cursor: Cursor, year: number): number | undefined => {
  const { text, at } = cursor
  const separator = text.charCodeAt(at + 4)
  if (isDateSeparator(separator) && text.charCodeAt(at + 7) === separator) {
    const month = digits(text, at + 5, 2)
    const day = digits(text, at + 8, 2)
    if (month < 0 || day < 0 || !isJoint(text.charCodeAt(at + 10))) return undefined
    return afterDate(cursor, at + 11, year, month, day)
  }
  const monthDay = digits(text, at + 4, 4)
  if (monthDay < 0 || year < 1970 || year > 2100 || !isJoint(text.charCodeAt(at + 8))) return undefined
  return afterDate(cursor, at + 9, year, Math.trunc(monthDay / 100), monthDay % 100)
}

/** `01/Jun/2024:10:11:12 +0000`, `01-Jan-2024 …`, `01 Jan 2024 …`. */
const readDayFirst = (cursor: Cursor): number | undefined => {
  const { text, at } = cursor
  const separator = text.charCodeAt(at + 2)
  const month = nameAt(months, text, at + 3)
  const year = digits(text, at + 7, 4)
  if (month < 0 || year < 0 || text.charCodeAt(at + 6) !== separator || !isJoint(text.charCodeAt(at + 11))) {
    return undefined
  }
  return afterDate(cursor, at + 12, year, month + 1, digits(text, at, 2))
}

/** `17/06/09 20:10:40`, `081109 203615`, `03-17 16:13:38.811`, `10.30 16:49:06`, `06/01/2024 …`. */
const readShortDate = (cursor: Cursor): number | undefined => {
  const { text, at } = cursor
  const first = digits(text, at, 2)
  const second = digits(text, at + 3, 2)
  const separator = text.charCodeAt(at + 2)
  if (isDateSeparator(separator) && second >= 0) {
    if (text.charCodeAt(at + 5) === 32) return afterDate(cursor, at + 6, unknown, first, second)
    if (text.charCodeAt(at + 5) !== separator) return undefined
    const last = digits(text, at + 6, 2)
    if (last >= 0 && text.charCodeAt(at + 8) === 32)
      return afterDate(cursor, at + 9, 2000 + first, second, last)
    return digits(text, at + 6, 4) >= 0 && isJoint(text.charCodeAt(at + 10))
      ? afterDate(cursor, at + 11, unknown, first, second)
      : undefined
  }
  return readSixDigits(cursor)
}

const readSixDigits = (cursor: Cursor): number | undefined => {
  const { text, at } = cursor
  const date = digits(text, at, 6)
  const clock = digits(text, at + 7, 6)
  if (date < 0 || clock < 0 || text.charCodeAt(at + 6) !== 32 || (classAt(text, at + 13) & DIGIT) !== 0)
    return undefined
  const month = Math.trunc(date / 100) % 100
  if (month < 1 || month > 12) return undefined
  cursor.at = at + 13
  const seconds = Math.trunc(clock / 10000) * 3600 + (Math.trunc(clock / 100) % 100) * 60 + (clock % 100)
  return instant(2000 + Math.trunc(date / 10000), month, date % 100, seconds * 1000)
}

/** Ten digits with a fraction, or thirteen: seconds or milliseconds since the epoch. */
const readEpoch = (cursor: Cursor): number | undefined => {
  const { text, at } = cursor
  let end = at
  while (end - at < 14 && (classAt(text, end) & DIGIT) !== 0) end++
  if (end - at !== 10 && end - at !== 13) return undefined
  const value = digits(text, at, end - at)
  cursor.at = end
  const fraction = end - at === 10 ? readFraction(cursor) : 0
  return sane(end - at === 10 ? value * 1000 + fraction : value)
}

/** `Jun 29 10:48:17`, `Mon Dec 05 12:36:39 2005`, `Mon, 02 Jan 2006 15:04:05 GMT`, `Jun 29 2024 10:48:17`. */
const readNamed = (cursor: Cursor): number | undefined => {
  const { text } = cursor
  if ((classAt(text, cursor.at + 1) & LOWER) === 0) return undefined
  if (nameAt(weekdays, text, cursor.at) >= 0) {
    cursor.at += 3
    if (text.charCodeAt(cursor.at) === 44) cursor.at++
    if (text.charCodeAt(cursor.at) !== 32) return undefined
    cursor.at++
    if ((classAt(text, cursor.at) & DIGIT) !== 0) return readDayFirst(cursor)
  }
  const month = nameAt(months, text, cursor.at)
  if (month < 0 || text.charCodeAt(cursor.at + 3) !== 32) return undefined
  cursor.at += text.charCodeAt(cursor.at + 4) === 32 ? 5 : 4
  const day = shortNumber(cursor)
  if (day < 1 || text.charCodeAt(cursor.at) !== 32) return undefined
  cursor.at++
  const yearBefore = digits(text, cursor.at, 4)
  if (yearBefore >= 0) cursor.at += 5
  const clock = readClock(cursor)
  if (clock < 0) return undefined
  const yearAfter = text.charCodeAt(cursor.at) === 32 ? digits(text, cursor.at + 1, 4) : -1
  if (
    yearBefore < 0 &&
    yearAfter > 1969 &&
    yearAfter < 2100 &&
    (classAt(text, cursor.at + 5) & DIGIT) === 0
  ) {
    cursor.at += 5
    return instant(yearAfter, month + 1, day, clock)
  }
  return instant(yearBefore < 0 ? unknown : yearBefore, month + 1, day, clock) - readZone(cursor) * 60_000
}

const readNumeric = (cursor: Cursor): number | undefined => {
  const { text, at } = cursor
  const year = digits(text, at, 4)
  const found = year >= 1000 ? readYearFirst(cursor, year) : undefined
  if (found !== undefined) return found
  cursor.at = at
  if (digits(text, at, 2) >= 0) {
    const day = readDayFirst(cursor) ?? readShortDate(cursor)
    if (day !== undefined) return day
    cursor.at = at
  }
  if (readClock(cursor) >= 0 || readKitchen(cursor)) return unknown
  return readEpoch(cursor)
}

/** The time that was read last: several formats look at the same one, until one of them knows the line. */
const lastTime = { text: '', start: -1, end: 0, ms: unknown }

/**
 * Reads a time at the cursor and moves behind it. NaN: it is a time, but its instant cannot be known. Undefined: it is
 * none, and the cursor has not moved.
 */
export const readTime = (cursor: Cursor): number | undefined => {
  const start = cursor.at
  if (start === lastTime.start && cursor.text === lastTime.text) {
    cursor.at = lastTime.end
    return lastTime.ms
  }
  const kind = classAt(cursor.text, start)
  const found =
    (kind & DIGIT) !== 0 ? readNumeric(cursor) : (kind & UPPER) !== 0 ? readNamed(cursor) : undefined
  if (found === undefined || (classAt(cursor.text, cursor.at) & (DIGIT | LETTER)) !== 0) {
    cursor.at = start
    return undefined
  }
  lastTime.text = cursor.text
  lastTime.start = start
  lastTime.end = cursor.at
  lastTime.ms = found
  return found
}

/** The instant of a whole string or number, as found in a structured field; undefined when it is none. */
export const timeOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return numberOrNothing(fromEpoch(value))
  if (typeof value !== 'string' || value.length < 10 || value.length > 40) return undefined
  const cursor = { text: value, at: 0 }
  const found = readTime(cursor)
  if (found !== undefined && (classAt(value, cursor.at) & SPACE) === 0) {
    return cursor.at === value.length ? numberOrNothing(found) : undefined
  }
  return /^\d{10,19}(?:\.\d+)?$/.test(value) ? numberOrNothing(fromEpoch(Number(value))) : undefined
}

const numberOrNothing = (ms: number): number | undefined => (Number.isNaN(ms) ? undefined : ms)

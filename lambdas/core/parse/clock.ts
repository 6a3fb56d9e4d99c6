/** The parts of a time that stand behind its date: clock, fraction, zone. Each moves the cursor only when it was there. */
import { type Cursor, classAt, DIGIT, digits, LETTER, skip, UPPER } from './scan.ts'
import { FixedWords } from './words.ts'

/** Recognised, instant unknown. */
const unknown = Number.NaN

/** Minutes east of UTC. CST, IST and BST mean different zones to different people and give no instant. */
const zones = new FixedWords(Object.entries({
  UTC: 0, GMT: 0, CET: 60, CEST: 120, EET: 120, EEST: 180, MSK: 180, JST: 540, EST: -300, EDT: -240,
  MST: -420, MDT: -360, PST: -480, PDT: -420, CST: unknown, CDT: -300, IST: unknown, BST: unknown, AEST: 600, AEDT: 660,
})) // biome-ignore format: a table

/** `Z`, `+02:00`, `-0700`, `+00` or a zone's name, with at most one space before; 0 when there is none. */
export const readZone = (cursor: Cursor): number => {
  const { text } = cursor
  const at = text.charCodeAt(cursor.at) === 32 ? cursor.at + 1 : cursor.at
  const code = text.charCodeAt(at)
  if (code === 43 || code === 45) return readOffset(cursor, at, code === 43 ? 1 : -1)
  if ((classAt(text, at) & UPPER) === 0) return 0
  let end = at
  while (end - at < 5 && (classAt(text, end) & UPPER) !== 0) end++
  if ((classAt(text, end) & (LETTER | DIGIT)) !== 0) return 0
  if (!endsZone(text.charCodeAt(end - 1))) return 0
  const name = text.slice(at, end)
  const minutes = name === 'Z' && at === cursor.at ? 0 : zones.get(name)
  if (minutes === undefined) return 0
  cursor.at = end
  return minutes
}

/** All names end with C, K, T or Z; the levels of logs, which often stand there, do not. */
const endsZone = (code: number): boolean => code === 67 || code === 75 || code === 84 || code === 90

const readOffset = (cursor: Cursor, at: number, sign: number): number => {
  const { text } = cursor
  const hours = digits(text, at + 1, 2)
  if (hours < 0 || hours > 14) return 0
  const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0
  const minutes = digits(text, at + 3 + colon, 2)
  const end = minutes < 0 ? at + 3 : at + 5 + colon
  if ((classAt(text, end) & DIGIT) !== 0) return 0
  cursor.at = end
  return sign * (hours * 60 + Math.max(minutes, 0))
}

/** `.123`, `,123456` or `:7` as milliseconds. */
export const readFraction = (cursor: Cursor): number => {
  const { text } = cursor
  const code = text.charCodeAt(cursor.at)
  if ((code !== 46 && code !== 44 && code !== 58) || (classAt(text, cursor.at + 1) & DIGIT) === 0) return 0
  const at = cursor.at + 1
  const end = skip(text, at, DIGIT)
  cursor.at = end
  if (end - at > 9) return longFraction(text, at, end)
  let ms = 0
  for (let i = at; i < at + 3; i++) ms = ms * 10 + (i < end ? text.charCodeAt(i) - 48 : 0)
  return ms
}

const longFraction = (text: string, at: number, end: number): number => {
  let ms = 0
  let scale = 100
  for (let i = at; i < end; i++) {
    ms += (text.charCodeAt(i) - 48) * scale
    scale /= 10
  }
  return Math.trunc(ms)
}

/** One or two digits; -1 when there is none. */
export const shortNumber = (cursor: Cursor): number => {
  const two = digits(cursor.text, cursor.at, 2)
  if (two >= 0) {
    cursor.at += 2
    return two
  }
  const one = digits(cursor.text, cursor.at, 1)
  if (one >= 0) cursor.at += 1
  return one
}

/** `10:11:12`, two digits each: seconds of the day, or -1. */
const plainClock = (text: string, at: number): number => {
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return -1
  const hours = digits(text, at, 2)
  const minutes = digits(text, at + 3, 2)
  const seconds = digits(text, at + 6, 2)
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60) return -1
  return hours * 3600 + minutes * 60 + seconds
}

/** `10:11:12[.345]`, `9:7:53:8` or `10.11.12.345`: milliseconds of the day, or -1 without moving. */
export const readClock = (cursor: Cursor, dots = false): number => {
  const start = cursor.at
  const plain = plainClock(cursor.text, start)
  if (plain >= 0) {
    cursor.at = start + 8
    return plain * 1000 + readFraction(cursor)
  }
  const hours = shortNumber(cursor)
  const separator = cursor.text.charCodeAt(cursor.at)
  if (hours >= 0 && hours < 24 && (separator === 58 || (dots && separator === 46))) {
    cursor.at++
    const minutes = shortNumber(cursor)
    if (minutes >= 0 && minutes < 60 && cursor.text.charCodeAt(cursor.at) === separator) {
      cursor.at++
      const seconds = shortNumber(cursor)
      if (seconds >= 0 && seconds <= 60) {
        return (hours * 3600 + minutes * 60 + seconds) * 1000 + readFraction(cursor)
      }
    }
  }
  cursor.at = start
  return -1
}

/** `3:04PM`: zerolog's console. */
export const readKitchen = (cursor: Cursor): boolean => {
  const { text, at } = cursor
  const hours = shortNumber(cursor)
  const minutes = text.charCodeAt(cursor.at) === 58 ? digits(text, cursor.at + 1, 2) : -1
  const half = text.slice(cursor.at + 3, cursor.at + 5)
  const isKitchen = hours > 0 && minutes >= 0 && (half === 'AM' || half === 'PM')
  cursor.at = isKitchen ? cursor.at + 5 : at
  return isKitchen
}

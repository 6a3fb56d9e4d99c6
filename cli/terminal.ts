/** What is written for people. Names in a log are data: on a terminal they must not be able to move the cursor or lie. */

const hostile =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** `text` with control characters, escape sequences and invisible or direction-changing characters written out. */
export const plain = (text: string): string =>
  text.replace(hostile, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** `plain`, cut to at most `length` characters. */
export function short(text: string, length: number): string {
  const line = plain(text.slice(0, length * 2))
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}

const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 1234567 → `1,234,567`. */
export const count = (value: number): string => integer.format(value)

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in decimal units, three digits: 1234567 → `1.23 MB`. */
export function bytes(value: number): string {
  const power = value < 1_000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1)
  if (power === 0) return value === 1 ? '1 byte' : `${value} bytes`
  return `${Number((value / 1_000 ** power).toPrecision(3))} ${units[power]}`
}

/** `1 event`, `2 events`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Milliseconds since the epoch as `2026-03-01 10:00:00` UTC; what is no time as `unknown`. */
export function time(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** `part` of `whole` in percent: `12 %`, `1.5 %`, `< 0.1 %`. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %'
  const percent = (part / whole) * 100
  return percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`
}

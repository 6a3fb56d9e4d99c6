import { formatDuration } from '../../config/index.ts'
import type { Notification } from '../notification.ts'

/** `2026-11-22 09:41:05 UTC`; the last part alone with `clock`. */
export const dateTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
export const clock = (iso: string): string => iso.slice(11, 19)

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const

/** Two units at most: `2h 5m`, `45s`. */
export function lasting(seconds: number): string {
  const parts: string[] = []
  let left = Math.max(0, Math.round(seconds))
  for (const [unit, size] of units) {
    const whole = Math.floor(left / size)
    left -= whole * size
    if (whole > 0) parts.push(`${whole}${unit}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0s'
}

const duration = (seconds: number): string => formatDuration(seconds * 1_000)

/** As the configuration writes it: `5m`. */
export const within = ({ within_seconds }: Notification): string => duration(within_seconds)
/** The length of one part of the trend. */
export const trendPart = ({ trend_seconds }: Notification): string => duration(trend_seconds)

/** A count, with `+` when it is at least so many. */
export const many = ({ at_least }: Pick<Notification, 'at_least'>, count: number): string =>
  `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')}${at_least ? '+' : ''}`

/** A share as it is said: `8.3%`. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}%`

/** What it is about, short: the values of the group, else the service. A fingerprint says nothing to anybody. */
export function subjectOf({ group, service }: Notification): string {
  const values = Object.entries(group).flatMap(([path, value]) => (path === 'fingerprint' ? [] : [value]))
  return values.length > 0 ? values.join(' ') : service
}

/** What an error is, in a line: its exception, else the beginning of what it says. */
export function titleOf({ samples: [sample] }: Notification): string {
  if (!sample) return ''
  const { exception, body } = sample
  const text = exception ? `${exception.type}: ${exception.message}` : body
  return text.trim().split('\n', 1)[0]!.slice(0, 200)
}

/** What has reached the threshold: `37 in 5m`. */
export function measured(told: Notification): string {
  switch (told.kind) {
    case 'count':
      return `${many(told, told.observed)} in ${within(told)}`
    case 'ratio':
      return `${percent(told.observed)} of ${many(told, told.compared ?? 0)} in ${within(told)}`
    case 'silence':
      return `nothing for ${lasting(told.observed)}`
    case 'first_seen':
      return told.seen_before === undefined ? 'new' : 'back'
  }
}

/** The threshold as it is said: `10`, `5%`, `15m`. */
export function limit({ kind, threshold }: Notification): string {
  if (kind === 'ratio') return percent(threshold)
  return kind === 'silence' ? duration(threshold) : String(threshold)
}

/** The most that it came to. */
export const peak = (told: Notification): string =>
  `${told.kind === 'ratio' ? percent(told.peak) : many(told, told.peak)} in ${within(told)}`

const bars = '▁▂▃▄▅▆▇█'

/** Counts as a bar of text, the highest as `█`; what is not zero is seen not to be. */
export function bar(counts: readonly number[]): string {
  const most = Math.max(...counts) || 1
  return counts
    .map((count) => bars[count === 0 ? 0 : Math.max(1, Math.round((count / most) * (bars.length - 1)))])
    .join('')
}

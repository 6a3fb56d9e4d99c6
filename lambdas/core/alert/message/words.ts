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

/** As the configuration writes it: `5m`. */
export const within = ({ within_seconds }: Notification): string => formatDuration(within_seconds * 1_000)

/** A count, with `+` when it is at least so many. */
export const many = ({ at_least }: Notification, count: number): string =>
  `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')}${at_least ? '+' : ''}`

/** What it is about, short: the values of the group, else the service. */
export function subjectOf({ group, service }: Notification): string {
  const values = Object.values(group)
  return values.length > 0 ? values.join(' ') : service
}

const bars = '▁▂▃▄▅▆▇█'

/** Counts as a bar of text, the highest as `█`; what is not zero is seen not to be. */
export function bar(counts: readonly number[]): string {
  const most = Math.max(1, ...counts)
  return counts
    .map((count) => bars[count === 0 ? 0 : Math.max(1, Math.round((count / most) * (bars.length - 1)))])
    .join('')
}

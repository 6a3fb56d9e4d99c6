import type { Milliseconds } from './types.ts'

const units: Readonly<Record<string, Milliseconds>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A duration as people write it, `30s 5m 2h 7d`, in milliseconds; undefined when it is not one. */
export function parseDuration(text: string): Milliseconds | undefined {
  const match = /^(\d{1,6})([smhd])$/.exec(text)
  return match ? Number(match[1]) * units[match[2]!]! : undefined
}

/** The shortest exact way to write a duration: 300000 is `5m`. */
export function formatDuration(milliseconds: Milliseconds): string {
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = units[unit]!
    if (milliseconds >= size && milliseconds % size === 0) return `${milliseconds / size}${unit}`
  }
  return `${milliseconds / 1_000}s`
}

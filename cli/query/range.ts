import { type Partition, startOf } from '../../lambdas/core/archive/index.ts'
import type { Options } from '../args.ts'
import { usageError } from '../errors.ts'
import { plain } from '../terminal.ts'

/** A stretch of time, in milliseconds since the epoch; `to` is not in it. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const day = 86_400_000
const datePattern = /^\d{4}-\d\d-\d\d$/
const timePattern = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z?$/

/** The options of every command that asks about a stretch of time. */
export const rangeOptions: Options = {
  from: { value: 'TIME', help: 'from then on: 2026-11-22, 2026-11-22T09:30 (UTC), or 2h, 7d before now' },
  to: { value: 'TIME', help: 'until then; a day is meant to its end' },
}

function readTime(name: string, text: string, now: number, isEnd: boolean): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  if (amount) return now - Number(amount) * units[unit!]!
  const isDate = datePattern.test(text)
  const time =
    isDate || timePattern.test(text)
      ? Date.parse(isDate ? text : `${text.replace(' ', 'T').replace(/Z$/, '')}Z`)
      : Number.NaN
  if (Number.isNaN(time))
    throw usageError(
      'wrong_value',
      `--${name} must be a day, a time in UTC, or a span such as 2h; got ${plain(text)}`,
    )
  return isDate && isEnd ? time + day : time
}

/**
 * Reads --from and --to.
 *
 * @throws {CliError} when one is no time, or nothing can be between them.
 */
export function readRange(values: Readonly<Record<string, string | undefined>>, now: number): TimeRange {
  const { from, to } = values
  const range = {
    from: from === undefined ? Number.NEGATIVE_INFINITY : readTime('from', from, now, false),
    to: to === undefined ? Number.POSITIVE_INFINITY : readTime('to', to, now, true),
  }
  if (range.from >= range.to) throw usageError('wrong_value', '--from must be before --to')
  return range
}

/** Whether an hour has a part in the range. */
export const touches =
  ({ from, to }: TimeRange) =>
  (hour: Partition): boolean => {
    const start = startOf(hour)
    return start < to && start + units['h']! > from
  }

/** The days of the range as the column `dt` has them. */
export const daysOf = ({ from, to }: TimeRange): { from: string; to: string } => ({
  from: Number.isFinite(from) ? new Date(from).toISOString().slice(0, 10) : '0000-01-01',
  to: Number.isFinite(to) ? new Date(to - 1).toISOString().slice(0, 10) : '9999-12-31',
})

import type { ActiveHours, AlertRule } from '../config/index.ts'

const weekdays: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const day = 1_440

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is slow, using it is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** Day of the week, 0 is Sunday, and minute of the day where the clock is that of `timeZone`. */
function localTime(time: number, timeZone: string): readonly [weekday: number, minute: number] {
  const parts = formatOf(timeZone).formatToParts(time)
  const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return [
    weekdays.indexOf(value('weekday').toLowerCase()),
    Number(value('hour')) * 60 + Number(value('minute')),
  ]
}

/** Whether a time is within hours; those that go past midnight belong to the day on which they begin. */
function isActive({ days, from, to, timeZone }: ActiveHours, time: number): boolean {
  const [weekday, minute] = localTime(time, timeZone)
  const began = from > to && minute < to ? (weekday + 6) % 7 : weekday
  const since = (minute - from + day) % day
  return days.some((name) => name === weekdays[began]) && since < (to - from + day) % day
}

/** Whether nothing is told of a rule as of an event time. */
export function isMuted(
  { mute, activeHours }: Pick<AlertRule, 'mute' | 'activeHours'>,
  time: number,
): boolean {
  if (mute === true || (mute !== undefined && time < mute)) return true
  return activeHours !== undefined && !isActive(activeHours, time)
}

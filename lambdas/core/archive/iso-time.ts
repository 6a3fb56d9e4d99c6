const day = 86_400_000
/** `00` to `99`. */
const two = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'))
/** `000` to `999`. */
const three = Array.from({ length: 1_000 }, (_, i) => String(i).padStart(3, '0'))

/** Days whose date is known already; a batch spans one or two. */
const dates = new Map<number, string>()
const mostDates = 64

function dateOf(days: number): string {
  const known = dates.get(days)
  if (known !== undefined) return known
  const date = new Date(days * day).toISOString().slice(0, -14)
  if (dates.size >= mostDates) dates.clear()
  dates.set(days, date)
  return date
}

/** What `toISOString` says, ISO 8601 with milliseconds, UTC, several times as fast: dates come again and again. */
export function isoTime(milliseconds: number): string {
  const days = Math.floor(milliseconds / day)
  const rest = milliseconds - days * day
  const seconds = Math.floor(rest / 1_000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return `${dateOf(days)}T${two[hours]}:${two[minutes - hours * 60]}:${two[seconds - minutes * 60]}.${three[rest - seconds * 1_000]}Z`
}

import type { World } from '../command.ts'
import { bytes, count } from '../terminal.ts'

/** What a run has done so far. */
export interface Progress {
  /** Bytes to read, when that is known. */
  readonly total: number | undefined
  read: number
  events: number
}

export interface ProgressLine {
  update(): void
  /** Takes the line away, for other output. */
  clear(): void
}

const silent: ProgressLine = { update() {}, clear() {} }
/** Milliseconds between two updates. */
const pace = 100

function remaining(seconds: number): string {
  if (seconds < 1) return 'almost done'
  if (seconds < 90) return `${Math.ceil(seconds)} s left`
  if (seconds < 5_400) return `${Math.ceil(seconds / 60)} min left`
  return `${Math.ceil(seconds / 3_600)} h left`
}

/** The line itself: share, bytes, speed, events, time left. `seconds` since the start. */
export function progressText({ total, read, events }: Progress, seconds: number): string {
  const speed = seconds > 0 ? read / seconds : 0
  const parts = [bytes(read), `${bytes(Math.round(speed))}/s`, `${count(events)} events`]
  if (total === undefined || total === 0) return parts.join('  ')
  const share = `${Math.min(100, Math.floor((read / total) * 100))} %`.padStart(5)
  const left = seconds > 2 && speed > 0 ? [remaining((total - read) / speed)] : []
  return [share, ...parts, ...left].join('  ')
}

/** One line on standard error that is written over and over; nothing where nobody watches (no terminal, CI, --quiet). */
export function progressLine(progress: Progress, world: World, quiet: boolean): ProgressLine {
  const { stderr, env, now } = world
  if (quiet || stderr.isTTY !== true || env['CI'] || env['TERM'] === 'dumb') return silent
  const started = now()
  let last = 0
  return {
    update() {
      if (now() - last < pace) return
      last = now()
      const text = progressText(progress, (now() - started) / 1_000).slice(0, (stderr.columns || 80) - 1)
      stderr.write(`\r\u001b[2K${text}`)
    },
    clear() {
      stderr.write('\r\u001b[2K')
    },
  }
}

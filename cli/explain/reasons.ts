import type { Grouping, Source } from '../../lambdas/core/parse/index.ts'
import { plural, short } from '../terminal.ts'

const field = ({ key }: Source): string => (key === undefined ? 'a field' : `the field ${short(key, 60)}`)

/** Where the severity comes from, in words. */
export function severityReason(source: Source, format: string): string {
  switch (source.from) {
    case 'field':
      return field(source)
    case 'head':
      return 'the head of the line'
    case 'priority':
      return "syslog's priority"
    case 'trace':
      return 'a stack trace without a level is an error'
    case 'format':
      return 'the format says so'
    case 'unknown':
      return 'the level is a word that is not known'
    default:
      return format === 'access-log' || format === 'alb'
        ? 'an access line says none, whatever its status'
        : 'neither a field nor the head of a line says one'
  }
}

/** Where the event's time comes from, in words. */
export type TimeOrigin = 'log' | 'line_before' | 'arrival'

export function timeReason(source: Source, origin: TimeOrigin): string {
  if (origin === 'log') return source.from === 'field' ? field(source) : 'the head of the line'
  const why =
    source.from === 'not_believed'
      ? 'its own has no date or year, an unclear zone or an absurd year'
      : 'the text tells none'
  return `${why}: that of ${origin === 'line_before' ? 'the record before' : 'arrival (the file, the clock)'}`
}

/** What the fingerprint is made of, in words. */
export function groupingReason({ by, inApp, links }: Grouping): string {
  const frames = links.reduce((sum, link) => sum + link.frames.length, 0)
  switch (by) {
    case 'frames':
      return inApp
        ? `the exception's type and ${plural(frames, 'frame')} of the application`
        : `the exception's type and the ${plural(frames, 'library frame')} next to the raise; none is the application's`
    case 'exception':
      return "the exception's type and the template of its message; there are no frames"
    case 'message':
      return "the message's template"
    default:
      return 'the names of the fields; there is no message'
  }
}

/** The exceptions of a chain in the order of the text, each with its frames below it. */
export const frameLines = ({ links }: Grouping): string[] =>
  links.flatMap(({ type, frames }) => [
    `${short(type || 'an exception', 120)} at`,
    ...frames.slice(0, mostFrames).map((frame) => `  ${short(frame, 120)}`),
    ...(frames.length > mostFrames ? [`  and ${plural(frames.length - mostFrames, 'more', 'more')}`] : []),
  ])

const mostFrames = 8

/**
 * What a carrier puts before every line of a program: syslog's head with a process number, Kubernetes' CRI head, docker
 * compose's column. It tells writers apart that share one stream.
 */
import { classAt, DIGIT, SPACE, skip, UPPER, WORD } from './scan.ts'

/** `end` is where the program's own text begins; `key` is the same for all lines of one writer. */
export interface LinePrefix {
  readonly kind: 'syslog' | 'cri' | 'compose'
  readonly key: string
  readonly end: number
}

/** The carrier's head of the line at `at`, or undefined. Looks at 200 characters at most. */
export const linePrefix = (text: string, at = 0): LinePrefix | undefined => {
  const kind = classAt(text, at)
  if ((kind & UPPER) !== 0 && text.charCodeAt(at + 3) === 32) return syslogPrefix(text, at)
  if ((kind & DIGIT) !== 0) return text.charCodeAt(at + 10) === 84 ? criPrefix(text, at) : undefined
  return (kind & WORD) !== 0 ? composePrefix(text, at) : undefined
}

const syslog = /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ([\w.-]{1,80} [^\s[:]{1,60}\[\d{1,10}\]): ?/y
const syslogPrefix = (text: string, at: number): LinePrefix | undefined => {
  syslog.lastIndex = at
  const match = syslog.exec(text)
  return match ? { kind: 'syslog', key: match[1]!, end: syslog.lastIndex } : undefined
}

const cri = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d) (stdout|stderr) [FP] /y
const criPrefix = (text: string, at: number): LinePrefix | undefined => {
  cri.lastIndex = at
  const match = cri.exec(text)
  return match ? { kind: 'cri', key: match[1]!, end: cri.lastIndex } : undefined
}

/** `web-1  | `: a name with a number at its end, padding, a bar. */
const composePrefix = (text: string, at: number): LinePrefix | undefined => {
  let end = at
  while (end - at < 60 && ((classAt(text, end) & WORD) !== 0 || text.charCodeAt(end) === 45)) end++
  const bar = skip(text, end, SPACE)
  if (end === at || bar === end || text.charCodeAt(bar) !== 124 || (classAt(text, end - 1) & DIGIT) === 0)
    return undefined
  const isBar = text.charCodeAt(bar + 1) === 32 || bar + 1 === text.length
  return isBar
    ? { kind: 'compose', key: text.slice(at, end), end: Math.min(bar + 2, text.length) }
    : undefined
}

/** The text of several lines with the head of each line but the first removed, where it is the first one's writer's. */
export const withoutRepeatedPrefix = (text: string, first: LinePrefix): string => {
  let at = text.indexOf('\n')
  if (at < 0 || linePrefix(text, at + 1)?.key !== first.key) return text
  const lines = [text.slice(0, at)]
  while (at >= 0) {
    const start = at + 1
    at = text.indexOf('\n', start)
    const prefix = linePrefix(text, start)
    lines.push(text.slice(prefix?.key === first.key ? prefix.end : start, at < 0 ? text.length : at))
  }
  return lines.join('\n')
}

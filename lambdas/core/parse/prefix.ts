/**
 * What a carrier puts before every line of a program: syslog's head with a process number, Kubernetes' CRI head, docker
 * compose's column. It tells writers apart that share one stream.
 */
import { classAt, DIGIT, LOWER, SPACE, skip, UPPER, WORD } from './scan.ts'

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

/** `Nov 22 09:00:00 host program[12]: `: a name of up to 80 characters, one of up to 60 and a number of up to 10 digits. */
const syslogPrefix = (text: string, at: number): LinePrefix | undefined => {
  if (!isSyslogTime(text, at)) return undefined
  const host = at + 16
  let end = host
  while (end - host < 81 && isOfHost(text, end)) end++
  if (end === host || end - host > 80 || text.charCodeAt(end) !== 32) return undefined
  const open = programEnd(text, end + 1)
  const close = skip(text, open + 1, DIGIT, Math.min(text.length, open + 12))
  if (open < 0 || close === open + 1 || close - open > 11) return undefined
  if (text.charCodeAt(close) !== 93 || text.charCodeAt(close + 1) !== 58) return undefined
  const behind = close + 2
  return {
    kind: 'syslog',
    key: text.slice(host, close + 1),
    end: text.charCodeAt(behind) === 32 ? behind + 1 : behind,
  }
}

/** `Nov 22 09:00:00 `, the day perhaps with a blank before it. */
const isSyslogTime = (text: string, at: number): boolean =>
  (classAt(text, at) & UPPER) !== 0 &&
  (classAt(text, at + 1) & classAt(text, at + 2) & LOWER) !== 0 &&
  text.charCodeAt(at + 3) === 32 &&
  (text.charCodeAt(at + 4) === 32 || (classAt(text, at + 4) & DIGIT) !== 0) &&
  (classAt(text, at + 5) & classAt(text, at + 7) & classAt(text, at + 8) & DIGIT) !== 0 &&
  (classAt(text, at + 10) &
    classAt(text, at + 11) &
    classAt(text, at + 13) &
    classAt(text, at + 14) &
    DIGIT) !==
    0 &&
  text.charCodeAt(at + 6) === 32 &&
  text.charCodeAt(at + 9) === 58 &&
  text.charCodeAt(at + 12) === 58 &&
  text.charCodeAt(at + 15) === 32

const isOfHost = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code === 45 || code === 46 || (classAt(text, at) & WORD) !== 0
}

/** The bracket behind a program's name; -1 when there is none. */
const programEnd = (text: string, start: number): number => {
  for (let i = start; i - start < 61; i++) {
    const code = text.charCodeAt(i)
    if (code === 91) return i > start ? i : -1
    if (!(code > 32) || code === 58 || (code > 127 && /\s/.test(text.charAt(i)))) return -1
  }
  return -1
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

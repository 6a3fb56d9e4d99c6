/** PHP: `Uncaught Type: message in file:line`, `Stack trace:`, numbered frames. */
import { Memory } from '../parts/memory.ts'
import { DIGIT, lineEnd, skip } from '../scan.ts'
import type { Found, Language } from './language.ts'
import { type Frame, newFrame, type TraceMaker } from './trace.ts'

const typed = /(?:Uncaught )?([A-Za-z_\\][\w\\]{0,200}(?:Error|Exception)): /
/** The exception's line is sought in this many characters before `Stack trace:`. */
const reach = 2000

const next = /\nNext ([A-Za-z_\\][\w\\]{0,200}): /g

/**
 * `at` is the line `Stack trace:`; the exception stands before it. Of a chain PHP prints the cause first; the one that
 * reached the log is the last, behind `Next`.
 */
const read = (text: string, at: number): Found | undefined => {
  const from = Math.max(0, at - reach)
  const before = text.slice(from, Math.max(at - 1, 0))
  const match = typed.exec(before)
  if (!match) return { type: '', message: '', start: at, end: text.length }
  const start = from + match.index + (match[0].startsWith('Uncaught ') ? 9 : 0)
  const last = lastOf(text.matchAll(next))
  if (!last)
    return {
      type: match[1]!,
      message: withoutPlace(before.slice(match.index + match[0].length)),
      start,
      end: text.length,
    }
  const message = text.slice(last.index + last[0].length).slice(0, reach)
  const end = message.indexOf('\nStack trace:')
  return {
    type: last[1]!,
    message: withoutPlace(end < 0 ? message : message.slice(0, end)),
    start,
    end: text.length,
  }
}

const lastOf = <Item>(items: Iterable<Item>): Item | undefined => {
  let last: Item | undefined
  for (const item of items) last = item
  return last
}

/** `order 4 is unknown in /srv/app/Order.php:12` */
const withoutPlace = (message: string): string => {
  const place = message.lastIndexOf(' in ')
  return place >= 0 && /^ in \S+:\d+$/.test(message.slice(place)) ? message.slice(0, place) : message
}

/** `#0 /srv/app/Order.php(12): App\Order->total()`; the frames of libraries lie in `vendor`. */
const frames = (stack: string, made: TraceMaker): void => {
  let type = typed.exec(stack.slice(0, Math.min(lineEnd(stack, 0), 1000)))?.[1] ?? ''
  let at = 0
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    const digits = skip(stack, at + 1, DIGIT)
    if (stack.charCodeAt(at) === 35 && digits > at + 1)
      made.frame(known.of(stack, digits + 1, Math.min(end, digits + 500)))
    else if (stack.startsWith('Next ', at)) {
      made.type(type)
      type = /^Next ([\w\\]+)/.exec(stack.slice(at, Math.min(end, at + 300)))?.[1] ?? ''
    }
    at = end + 1
  }
  made.type(type)
}

const frame = /^(.*?)(?:\(\d+\))?: ([^(]*)/

const known = new Memory((line): Frame | null => {
  const match = frame.exec(line)
  return match && newFrame(match[1]!, match[2]!, !/[/\\]vendor[/\\]|\[internal function\]/.test(match[1]!))
})

export const php: Language = { name: 'php', read, frames }

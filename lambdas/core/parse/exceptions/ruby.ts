/** Ruby: `app.rb:3:in 'total': message (Type)` and `from` lines; Logger's `message (Type)` and frames at the margin. */
import { Memory } from '../parts/memory.ts'
import { lineEnd, SPACE, skip } from '../scan.ts'
import type { Found, Language } from './language.ts'
import { type Frame, newFrame, type TraceMaker } from './trace.ts'

const first = /(?:^|\s)(\S+:\d+:in [`'][^'\n]*'): ([\s\S]*?) \(([A-Z][\w:]*)\)$/
const logged = /^([\s\S]*?) \(([A-Z][\w:]*)\)$/
/** A message is sought in this many characters. */
const reach = 4000

/** `at` is the first `from` line, or the first frame at the margin; the exception's line stands before it. */
const read = (text: string, at: number): Found | undefined => {
  if (at === 0) return withMessage(text, 0)
  const start = text.lastIndexOf('\n', at - 2) + 1
  return withMessage(text, start) ?? withMessage(text, at) ?? loggedAt(text, start, at)
}

/** The exception of a line that names place, message and type. */
const withMessage = (text: string, start: number): Found | undefined => {
  const line = text.slice(start, Math.min(lineEnd(text, start), start + reach))
  const match = first.exec(line)
  if (!match) return undefined
  const offset = match.index + (line.charCodeAt(match.index) <= 32 ? 1 : 0)
  return { type: match[3]!, message: match[2]!, start: start + offset, end: text.length }
}

/** What Logger writes for an exception: `message (Type)`, then the frames. */
const loggedAt = (text: string, start: number, at: number): Found | undefined => {
  const match = logged.exec(text.slice(start, Math.min(at - 1, start + reach)))
  return match ? { type: match[2]!, message: match[1]!, start, end: text.length } : undefined
}

const place = /^(?:from )?(\S+?):\d+:in [`']([^'\n]*)'/

const frames = (stack: string, made: TraceMaker): void => {
  let type = logged.exec(stack.slice(0, Math.min(lineEnd(stack, 0), reach)))?.[2] ?? ''
  let framed = false
  for (let at = 0; at < stack.length; ) {
    const end = lineEnd(stack, at)
    const start = skip(stack, at, SPACE)
    const last = Math.min(end, start + reach)
    const frame = known.of(stack, start, last)
    const raised = frame && start === at ? first.exec(stack.slice(start, last))?.[3] : undefined
    if (raised !== undefined) {
      if (framed) made.type(type)
      type = raised
    }
    made.frame(frame)
    framed ||= frame !== null
    at = end + 1
  }
  made.type(type)
}

const known = new Memory((line): Frame | null => {
  const match = place.exec(line)
  return match && newFrame(match[1]!, functionOf(match[2]!), !isLibrary(match[1]!))
})

/** A frame without what is around it: `block (2 levels) in show` is a place in `show`. */
const functionOf = (name: string): string =>
  name.replace(/^(?:(?:block|rescue|ensure)(?: \(\d+ levels\))? in )+/, '')

const isLibrary = (path: string): boolean => /[/\\]gems[/\\]|[/\\]lib[/\\]ruby[/\\]|^<internal:/.test(path)

/** Whether a frame stands at `at`, at the margin: `app.rb:3:in 'total'`. */
export const isRubyFrame = (text: string, at: number, end: number): boolean => {
  const line = text.slice(at, Math.min(end, at + 600))
  return line.includes(':in ') && place.test(line)
}

export const ruby: Language = { name: 'ruby', read, frames }

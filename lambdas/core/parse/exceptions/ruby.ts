/** Ruby: `app.rb:3:in 'total': message (Type)` and `from` lines. */
import { lineEnd, SPACE, skip } from '../scan.ts'
import type { Found, FrameSink, Language } from './language.ts'

const first = /^(\S+:\d+:in [`'][^'\n]*'): ([\s\S]*?) \(([A-Z][\w:]*)\)$/

/** `at` is the first `from` line; the exception's line stands before it. */
const read = (text: string, at: number): Found | undefined => {
  const start = text.lastIndexOf('\n', at - 2) + 1
  const match = first.exec(text.slice(start, Math.min(at - 1, start + 4000)))
  return match ? { type: match[3]!, message: match[2]!, start, end: text.length } : undefined
}

const place = /^(?:from )?(\S+?):\d+:in [`']([^'\n]*)'/

const frames = (stack: string, sink: FrameSink): void => {
  let at = 0
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    const match = place.exec(stack.slice(skip(stack, at, SPACE), Math.min(end, at + 500)))
    if (match)
      sink.frame(
        match[1]!,
        match[2]!.replace(/^(?:block|rescue|ensure) (?:\(\d+ levels\) )?in /, ''),
        !isLibrary(match[1]!),
      )
    at = end + 1
  }
  sink.type(first.exec(stack.slice(0, Math.min(lineEnd(stack, 0), 4000)))?.[3] ?? '')
}

const isLibrary = (path: string): boolean => /[/\\]gems[/\\]|[/\\]lib[/\\]ruby[/\\]|^<internal:/.test(path)

export const ruby: Language = { name: 'ruby', read, frames }

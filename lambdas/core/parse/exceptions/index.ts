/** Finds the stack trace in a text, whatever its language, and reads its exception and frames. */
import { theLoaded } from '../parts/loaded.ts'
import { lineEnd, SPACE, skip } from '../scan.ts'
import { at, isAtFrame } from './at.ts'
import { go, isGoFrame } from './go.ts'
import type { Found, Language } from './language.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { isRubyFrame, ruby } from './ruby.ts'
import { rust } from './rust.ts'
import { type Trace, TraceMaker } from './trace.ts'

export type { Found } from './language.ts'
export type { Frame, Link, Trace } from './trace.ts'

interface Anchor {
  readonly language: Language
  readonly at: number
}

/** The first line from `from` on that only a trace has. */
const findAnchor = (text: string, from: number): Anchor | undefined => {
  let line = from
  while (line < text.length) {
    const start = skip(text, line, SPACE)
    const end = lineEnd(text, start)
    const language = languageAt(text, start) ?? atMargin(text, line, end)
    if (language) return { language, at: line }
    line = end + 1
  }
  return undefined
}

const languageAt = (text: string, start: number): Language | undefined => {
  switch (text.charCodeAt(start)) {
    case 84: // T
      return text.startsWith('Traceback (most recent call last):', start) ? python : undefined
    case 70: // F
      return text.startsWith('File "', start) && lineHas(text, start, '", line ') ? python : undefined
    case 43: // +
      return text.startsWith('+ Exception Group Traceback (most recent call last):', start)
        ? python
        : undefined
    case 97: // a
      return isAtFrame(text, start) ? at : undefined
    case 112: // p
      return text.startsWith('panic: ', start) ? go : undefined
    case 102: // f
      if (text.startsWith('from ', start)) return lineHas(text, start, ':in ') ? ruby : undefined
      return text.startsWith('fatal error: ', start) ? go : undefined
    case 116: // t
      return text.startsWith("thread '", start) && lineHas(text, start, ' panicked at ') ? rust : undefined
    case 83: // S
      return text.startsWith('Stack trace:\n#0 ', start) ? php : undefined
    default:
      return undefined
  }
}

/** Frames that begin with a name: Go's, of which the next line is the place, and Ruby's. */
const atMargin = (text: string, at: number, end: number): Language | undefined => {
  if (text.charCodeAt(end + 1) === 9 && isGoFrame(text, at, end)) return go
  return at > 0 && text.charCodeAt(at) > 32 && isRubyFrame(text, at, end) ? ruby : undefined
}

/** Whether the line that holds `start` has `part` in its first characters behind it. */
const lineHas = (text: string, start: number, part: string): boolean =>
  text.slice(start, Math.min(lineEnd(text, start), start + 500)).includes(part)

/** The exception of the first trace in `text`; undefined when there is none. Linear. */
export const readException = (text: string): Found | undefined => {
  const anchor = findAnchor(text, 0)
  return anchor?.language.read(text, anchor.at)
}

/** The frames and types of a stack trace; undefined when the text holds none. */
export const readTrace = (stack: string): Trace | undefined => {
  const anchor = findAnchor(stack, 0)
  if (anchor === undefined) return undefined
  const made = new TraceMaker()
  theLoaded().load(stack)
  anchor.language.frames(stack, made)
  return { links: made.links, innermostLast: anchor.language === python }
}

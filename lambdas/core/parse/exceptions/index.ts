/** Finds the stack trace in a text, whatever its language, and reads its exception and frames. */
import { lineEnd, SPACE, skip } from '../scan.ts'
import { at, isAtFrame } from './at.ts'
import { go } from './go.ts'
import type { Found, FrameSink, Language } from './language.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { ruby } from './ruby.ts'
import { rust } from './rust.ts'

export type { Found, FrameSink } from './language.ts'

interface Anchor {
  readonly language: Language
  readonly at: number
}

/** The first line from `from` on that only a trace has. */
const findAnchor = (text: string, from: number): Anchor | undefined => {
  let line = from
  while (line < text.length) {
    const start = skip(text, line, SPACE)
    const language = languageAt(text, start)
    if (language) return { language, at: line }
    line = lineEnd(text, start) + 1
  }
  return undefined
}

const languageAt = (text: string, start: number): Language | undefined => {
  switch (text.charCodeAt(start)) {
    case 84: // T
      return text.startsWith('Traceback (most recent call last):', start) ? python : undefined
    case 70: // F
      return text.startsWith('File "', start) && text.indexOf('", line ', start) > 0 ? python : undefined
    case 43: // +
      return text.startsWith('+ Exception Group Traceback (most recent call last):', start)
        ? python
        : undefined
    case 97: // a
      return isAtFrame(text, start) ? at : undefined
    case 112: // p
      return text.startsWith('panic: ', start) ? go : undefined
    case 102: // f
      if (text.startsWith('from ', start)) return isRubyFrame(text, start) ? ruby : undefined
      return text.startsWith('fatal error: ', start) ? go : undefined
    case 116: // t
      return isRustPanic(text, start) ? rust : undefined
    case 83: // S
      return text.startsWith('Stack trace:\n#0 ', start) ? php : undefined
    default:
      return undefined
  }
}

const isRustPanic = (text: string, start: number): boolean => {
  const mark = text.startsWith("thread '", start) ? text.indexOf(' panicked at ', start) : -1
  return mark > 0 && mark - start < 120
}

const isRubyFrame = (text: string, start: number): boolean => {
  const mark = text.indexOf(':in ', start)
  return mark > 0 && mark < lineEnd(text, start)
}

/** The exception of the first trace in `text`; undefined when there is none. Linear. */
export const readException = (text: string): Found | undefined => {
  const anchor = findAnchor(text, 0)
  return anchor?.language.read(text, anchor.at)
}

/** Tells `sink` the frames and types of a stack trace, and returns its language; undefined when the text holds none. */
export const readFrames = (stack: string, sink: FrameSink): string | undefined => {
  const anchor = findAnchor(stack, 0)
  anchor?.language.frames(stack, sink)
  return anchor?.language.name
}

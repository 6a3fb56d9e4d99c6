/** Rust: `thread 'main' panicked at src/main.rs:2:5:`, the message, and a backtrace when it is on. */
import { Memory } from '../parts/memory.ts'
import { DIGIT, lineEnd, SPACE, skip } from '../scan.ts'
import type { Found, Language } from './language.ts'
import { type Frame, newFrame, type TraceMaker } from './trace.ts'

const read = (text: string, at: number): Found | undefined => {
  const end = lineEnd(text, at)
  const mark = text.indexOf(' panicked at ', at)
  if (mark < 0 || mark > end) return undefined
  const old = text.indexOf("', ", mark)
  const inline = text.startsWith("'", mark + 13) && old > 0 && old < end
  const message = inline ? text.slice(mark + 14, old) : text.slice(end + 1, lineEnd(text, end + 1))
  return { type: 'panic', message: message.trim(), start: at, end: text.length }
}

const library =
  /^(?:core|std|alloc|__rustc|rust_|__rust|tokio|futures|hyper|<(?:core|std|alloc|usize|u8|u32|u64)|<.* as (?:core|std|alloc)::)/

/** `   6: main::total`: crate, path and function; hashes at the end are the compiler's. */
const frames = (stack: string, made: TraceMaker): void => {
  let at = 0
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    const start = skip(stack, at, SPACE)
    const digits = skip(stack, start, DIGIT)
    if (digits > start && start > at && stack.startsWith(': ', digits)) {
      const last = Math.min(end, digits + 400)
      made.frame(known.of(stack, digits + 2, last))
    }
    at = end + 1
  }
  made.type('panic')
}

const known = new Memory((text): Frame => {
  const name = text.trim().replace(/::h[0-9a-f]{16}$/, '')
  const split = name.lastIndexOf('::')
  return newFrame(
    name.slice(0, Math.max(split, 0)),
    name.slice(split < 0 ? 0 : split + 2),
    !library.test(name),
  )
})

export const rust: Language = { name: 'rust', read, frames }

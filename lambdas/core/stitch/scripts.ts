/** PHP, Ruby and Rust: traces whose frames stand at the margin. */
import { isBlank, isIndented, type Rules } from './rules.ts'

const phpFrame = /^(?:PHP +\d+\. |#\d+ )/

/** `Stack trace:`, `PHP Stack trace:` or a numbered frame. */
export const opensPhp = (line: string): boolean =>
  line.startsWith('Stack trace:') ||
  line.startsWith('PHP Stack trace:') ||
  line.startsWith('[stacktrace]') ||
  phpFrame.test(line.slice(0, 12))

export const php: Rules = {
  name: 'php',
  unfinished: true,
  next: (line) =>
    isIndented(line) || opensPhp(line) || line === '"}' || line.startsWith('Next ') ? php : undefined,
}

const rubyFrame = /^(?:from )?\S+:\d+:in [`']/
/** `app.rb:12:in 'run': message (RuntimeError)`. */
export const opensRuby = (line: string): boolean =>
  line.includes(':in ') && rubyFrame.test(line.length > 500 ? line.slice(0, 500) : line)

export const ruby: Rules = {
  name: 'ruby',
  unfinished: true,
  next: (line) => (isIndented(line) || opensRuby(line) ? ruby : undefined),
}

/** `thread 'main' panicked at src/main.rs:2:5:`. */
export const opensRust = (line: string): boolean =>
  line.startsWith("thread '") && line.includes(' panicked at ')

/** The message stands on the line behind the place. */
export const rustPlace: Rules = { name: 'rust', unfinished: true, next: () => rust }

export const rust: Rules = {
  name: 'rust',
  unfinished: false,
  next: (line) => {
    if (line.startsWith('stack backtrace:') || line.startsWith('note: ')) return rust
    return isIndented(line) && !isBlank(line) ? rust : undefined
  },
}

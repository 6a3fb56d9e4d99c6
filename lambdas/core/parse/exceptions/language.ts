/** The face of a language's stack traces. */
import type { Trace, TraceMaker } from './trace.ts'

/** An exception found in a text. `start` is where its trace begins, `end` where it ends. */
export interface Found {
  readonly type: string
  readonly message: string
  readonly start: number
  readonly end: number
  /** The frames from `start` on, where they were read with the rest. */
  readonly trace?: Trace | undefined
}

/** One language's traces. Each function is linear in the text. */
export interface Language {
  readonly name: string
  /** The exception whose first recognisable line begins at `at`. */
  read(text: string, at: number): Found | undefined
  /** Tells the frames and types of a trace, which is loaded. */
  frames(stack: string, made: TraceMaker): void
}

const typeLine =
  /^(?:Uncaught |Unhandled exception\.? |Exception in thread "[^"\n]{0,100}" |Caused by: |Error: )?((?:[A-Za-z_$][\w$]*(?:\.|::|\\|\/))*[A-Za-z_$][\w$`]*)(?: \[[\w.-]+\])?(?:: ?|$)/

/** `package.Type: message` at the beginning of a line: type and where the message begins. */
export const readTypeLine = (line: string): { type: string; rest: number } | undefined => {
  const match = line.length > 0 ? typeLine.exec(line.length > 600 ? line.slice(0, 600) : line) : null
  return match ? { type: match[1]!, rest: match[0].length } : undefined
}

/** A name that only an exception has. */
export const isErrorName = (name: string): boolean =>
  /(?:Error|Exception|Throwable|Failure|Fault|Warning|Interrupt|Exit|Timeout|Iteration|Group|Refused|NotFound|DoesNotExist|Panic|Abort)$/.test(
    name,
  )

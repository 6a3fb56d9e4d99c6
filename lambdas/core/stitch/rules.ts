/** How one language's records go on over several lines. */

/**
 * A state inside a record. `next` is asked for each line that follows and answers with the state after it, or undefined
 * when the line begins a record of its own. Rules look at the first characters of a line and keep nothing else.
 */
export interface Rules {
  readonly name: string
  /** The record is cut off if the batch ends here. */
  readonly unfinished: boolean
  next(line: string): Rules | undefined
}

/** Space or tab at the beginning. */
export const isIndented = (line: string): boolean => {
  const code = line.charCodeAt(0)
  return code === 32 || code === 9
}

/** Nothing but white space. */
export const isBlank = (line: string): boolean =>
  line.length === 0 || (line.length < 200 && line.trim() === '')

const exceptionName = /^(?:[A-Za-z_$][\w$]*(?:\.|::|\\|\/))*[A-Za-z_$][\w$`]*(?: \[[\w.-]+\])?(?::|$)/
const level = /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE)\b/

/** `package.Type: message` or `Type` alone at the beginning of a line, and no level (`ERROR:root:…`). */
export const isExceptionLine = (line: string): boolean =>
  exceptionName.test(line.length > 300 ? line.slice(0, 300) : line) && !level.test(line)

const errorName =
  /^(?:Uncaught )?(?:[a-zA-Z_$][\w$]*\.)*[A-Z][\w$]*(?:Error|Exception|Throwable)(?: \[[\w.-]+\])?(?::|\r?$)/
/** An exception by its name: `TypeError: …`, `java.lang.IllegalStateException`. */
export const isErrorLine = (line: string): boolean =>
  errorName.test(line.length > 300 ? line.slice(0, 300) : line)

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

const isNameCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 46 ||
  code === 95 ||
  code === 36

/** An exception by its name: `TypeError: …`, `java.lang.IllegalStateException`. */
export const isErrorLine = (line: string): boolean => {
  const start = line.startsWith('Uncaught ') ? 9 : 0
  let end = start
  while (end < line.length && end - start < 300 && isNameCode(line.charCodeAt(end))) end++
  const next = line.charCodeAt(end)
  if (end - start < 5 || (next !== 58 && end !== line.length && next !== 13 && !line.startsWith(' [', end)))
    return false
  return (
    line.startsWith('Error', end - 5) ||
    line.startsWith('Exception', end - 9) ||
    line.startsWith('Throwable', end - 9)
  )
}

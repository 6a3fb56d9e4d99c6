/** What a line opens, and whether it may follow an ordinary line. */
import { block, complete, isClause, julHead, opensBlock, opensJul, opensSql, plain, sql } from './blocks.ts'
import { goStack, isGoFunction, opensPanic, panic } from './go.ts'
import { opensKey, privateKey } from './private-key.ts'
import { opensTraceback, pythonEnd, pythonFrames } from './python.ts'
import { isErrorLine, isIndented, type Rules } from './rules.ts'
import { opensPhp, opensRuby, opensRust, php, ruby, rust, rustPlace } from './scripts.ts'
import { isCause, nodeSource, opensNodeUncaught, stack } from './stack.ts'

/** The state after the first line of a record. `line` may have several lines; then its last one decides. */
export const opening = (message: string): Rules => {
  if (opensKey(message)) return privateKey
  const end = message.lastIndexOf('\n')
  if (end >= 0) return afterLines(message, message.slice(end + 1))
  if (opensBlock(message)) return block
  switch (message.charCodeAt(0)) {
    case 123: // {
      return message.charCodeAt(message.length - 1) === 125 ? complete : plain
    case 32: // space
    case 84: // T
      return opensTraceback(message) ? pythonFrames : plain
    case 112: // p
    case 102: // f
    case 103: // g
      return opensPanic(message) ? panic : opensRuby(message) ? ruby : startOf(message)
    case 116: // t
      return opensRust(message) ? rustPlace : startOf(message)
    default:
      return startOf(message)
  }
}

const startOf = (line: string): Rules => {
  if (isErrorLine(line) || line.startsWith('Exception in thread ')) return stack
  if (opensJul(line)) return julHead
  if (opensNodeUncaught(line)) return nodeSource
  return opensRuby(line) ? ruby : plain
}

/** One event with several lines: which trace it holds, and whether its last line ends it. */
const afterLines = (message: string, last: string): Rules => {
  if (message.charCodeAt(0) === 123 && last.charCodeAt(last.length - 1) === 125) return complete
  if (message.includes('Traceback (most recent call last):'))
    return isIndented(last) ? pythonFrames : pythonEnd
  if (message.startsWith('panic: ')) return panic
  if (/^\s+at /.test(last)) return stack
  return opensBlock(last) ? block : plain
}

const erroneous =
  /\b(?:ERROR|CRITICAL|FATAL|SEVERE|WARN|WARNING|error|exception|Error|Exception|fatal|PHP Fatal|panicked)\b/

/** The state when `line`, at the margin, follows an ordinary `previous` line as its trace; undefined when it does not. */
export const traceAfter = (previous: string, line: string): Rules | undefined => {
  switch (line.charCodeAt(0)) {
    case 32:
    case 9:
      return opensTraceback(line) ? pythonFrames : indentedTrace(line)
    case 84: // T
      return opensTraceback(line) && isErroneous(previous) ? pythonFrames : undefined
    case 67: // C
      return isCause(line) ? stack : afterError(previous, line)
    case 123:
      return undefined
    default:
      return afterError(previous, line)
  }
}

const indentedTrace = (line: string): Rules | undefined => {
  const trimmed = line.trimStart()
  if (trimmed.startsWith('at ') || trimmed.startsWith('... ')) return stack
  return trimmed.startsWith('from ') ? ruby : undefined
}

const isErroneous = (previous: string): boolean =>
  erroneous.test(previous.length > 1000 ? previous.slice(0, 1000) : previous)

/** Java's exception behind its log line, Go's panic, PHP's and Rust's frames, a clause of a statement. */
const afterError = (previous: string, line: string): Rules | undefined => {
  const code = line.charCodeAt(0)
  if (code === 103) return /^goroutine \d+ \[/.test(line) ? panic : undefined
  if (previous.includes('\t') && isGoFunction(line)) return isErroneous(previous) ? goStack : undefined
  if (opensRuby(line)) return isErroneous(previous) ? ruby : undefined
  if (code === 115 && line.startsWith('stack backtrace:')) return rust
  if ((code === 35 || code === 83 || code === 80) && opensPhp(line))
    return isErroneous(previous) ? php : undefined
  if (code >= 65 && code <= 90 && isClause(line)) return opensSql(previous) ? sql : undefined
  if (!isErrorLine(line) && !isQualifiedClass(line)) return undefined
  return isErroneous(previous) && startsLikeRecord(previous) && !isErrorLine(previous) ? stack : undefined
}

/** `com.example.OrderFailure: …`: an exception whose name does not say so. */
const isQualifiedClass = (line: string): boolean =>
  /^(?:[a-z]\w{0,40}\.){1,10}[A-Z][\w$]{0,80}(?::|$)/.test(line.slice(0, 600))

/** A line with a head of its own: begins with a time, a bracket or a level in capitals. */
export const startsLikeRecord = (line: string): boolean =>
  /^(?:[[{<]|\d[\d./:-]|[A-Z]{3,8}\b|[A-Z][a-z]{2} +\d)/.test(line)

/** Traces whose frames are indented and begin with `at`: Java with causes, Node with properties, .NET. */
import { isBlank, isIndented, type Rules } from './rules.ts'

export const isCause = (line: string): boolean =>
  line.startsWith('Caused by: ') || line.startsWith('Suppressed: ')

export const stack: Rules = {
  name: 'stack',
  unfinished: true,
  next: (line) => {
    if (isBlank(line)) return stackEnd
    if (isIndented(line) || isCause(line) || line.startsWith('... ')) return stack
    const code = line.charCodeAt(0)
    return code === 125 || code === 93 ? stackEnd : undefined
  },
}

const stackEnd: Rules = {
  name: 'stack',
  unfinished: false,
  next: (line) => (isCause(line) ? stack : undefined),
}

/** Node's uncaught exception: the place, the source line, a caret, a blank line, the error, and Node's version. */
const nodeUncaught: Rules = {
  name: 'node',
  unfinished: true,
  next: (line) => {
    if (isIndented(line) || isBlank(line) || line.charCodeAt(0) === 125 || line.startsWith('throw '))
      return nodeUncaught
    if (line.startsWith('Node.js v')) return nodeEnd
    return /^(?:\^+$|Uncaught |\[?[A-Z][\w$.]*(?:Error|Exception)\b|Error\b)/.test(line)
      ? nodeUncaught
      : undefined
  },
}

/** The source line, whatever it is. */
export const nodeSource: Rules = { name: 'node', unfinished: true, next: () => nodeUncaught }

const nodeEnd: Rules = { name: 'node', unfinished: false, next: () => undefined }

const isDigit = (code: number): boolean => code >= 48 && code <= 57

const uncaughtPlace = /^(?:\/|file:\/\/|node:|[A-Z]:\\)[^\s]{1,400}:\d+$/

/** `/srv/app.js:12` alone on a line: the place of an uncaught exception. */
export const opensNodeUncaught = (line: string): boolean =>
  line.length < 500 && isDigit(line.charCodeAt(line.length - 1)) && uncaughtPlace.test(line)

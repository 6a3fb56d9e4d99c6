/** Go panics and goroutine dumps. */
import { isBlank, isIndented, type Rules } from './rules.ts'

export const opensPanic = (line: string): boolean =>
  line.startsWith('panic: ') || line.startsWith('fatal error: ') || /^goroutine \d+ \[/.test(line)

/** `main.total(...)`: a name without spaces, and brackets to the end of the line. */
const isCall = (line: string): boolean => {
  const open = line.indexOf('(')
  return open > 0 && line.charCodeAt(line.length - 1) === 41 && line.lastIndexOf(' ', open) < 0
}

export const panic: Rules = {
  name: 'go',
  unfinished: true,
  next: (line) => {
    if (isIndented(line) || isBlank(line) || opensPanic(line)) return panic
    if (line.startsWith('[signal ') || line.startsWith('created by ') || line.startsWith('goroutine '))
      return panic
    if (line.startsWith('exit status ')) return ended
    return isCall(line) ? panic : undefined
  },
}

/** `main.total`, `net/http.(*conn).serve`: a function alone on its line, as zap and pkg/errors print stacks. */
export const isGoFunction = (line: string): boolean =>
  line.length < 300 &&
  line.indexOf('.') > 0 &&
  /^[\w./()*[\]-]+$/.test(line) &&
  !/\.(?:go|py|js|ts|rb|java)$/.test(line)

export const goStack: Rules = {
  name: 'go',
  unfinished: false,
  next: (line) => ((isIndented(line) && !isBlank(line)) || isGoFunction(line) ? goStack : undefined),
}

const ended: Rules = { name: 'go', unfinished: false, next: () => undefined }

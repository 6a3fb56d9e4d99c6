/** Go panics and goroutine dumps. */
import { isBlank, isIndented, type Rules } from './rules.ts'

export const opensPanic = (line: string): boolean =>
  line.startsWith('panic: ') || line.startsWith('fatal error: ') || /^goroutine \d+ \[/.test(line)

const call = /^[\w./*()\-[\]{}·,]+\(.*\)$/

export const panic: Rules = {
  name: 'go',
  unfinished: true,
  next: (line) => {
    if (isIndented(line) || isBlank(line) || opensPanic(line)) return panic
    if (line.startsWith('[signal ') || line.startsWith('created by ') || line.startsWith('goroutine '))
      return panic
    if (line.startsWith('exit status ')) return ended
    return call.test(line.length > 1000 ? line.slice(0, 1000) : line) ? panic : undefined
  },
}

const ended: Rules = { name: 'go', unfinished: false, next: () => undefined }

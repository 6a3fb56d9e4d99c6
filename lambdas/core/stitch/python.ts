/** Python tracebacks: frames, the exception at the margin, then perhaps the next part of a chain. */
import { isBlank, isExceptionLine, isIndented, type Rules } from './rules.ts'

const opening = 'Traceback (most recent call last):'

/** A traceback or an exception group begins. */
export const opensTraceback = (line: string): boolean =>
  line.startsWith(opening) || line.startsWith('  + Exception Group Traceback')

const isLink = (line: string): boolean =>
  line.startsWith('During handling of the above exception') ||
  line.startsWith('The above exception was the direct cause')

/** Database drivers put more lines behind the exception's first. */
const isDetail = (line: string): boolean =>
  line.startsWith('DETAIL: ') ||
  line.startsWith('HINT: ') ||
  line.startsWith('LINE ') ||
  line.startsWith('CONTEXT: ') ||
  line.startsWith('[SQL: ') ||
  line.startsWith('[parameters: ') ||
  line.startsWith('(Background on this error')

/** The last line of an exception group: `    +------------------------------------`. */
const isGroupEnd = (line: string): boolean => /^ {4}\+-{20,}$/.test(line.slice(0, 60))

export const pythonFrames: Rules = {
  name: 'python',
  unfinished: true,
  next: (line) => {
    if (isGroupEnd(line)) return pythonEnd
    if (isIndented(line) || isBlank(line) || opensTraceback(line)) return pythonFrames
    return isExceptionLine(line) ? pythonEnd : undefined
  },
}

export const pythonEnd: Rules = {
  name: 'python',
  unfinished: false,
  next: (line) => {
    if (isLink(line)) return pythonLink
    if (isBlank(line)) return pythonBlank
    return isIndented(line) || isDetail(line) ? pythonEnd : undefined
  },
}

/** A blank line behind an exception belongs to it only if a chain goes on. */
const pythonBlank: Rules = {
  name: 'python',
  unfinished: false,
  next: (line) => (isLink(line) ? pythonLink : isDetail(line) ? pythonEnd : undefined),
}

const pythonLink: Rules = {
  name: 'python',
  unfinished: true,
  next: (line) =>
    isBlank(line) ? pythonLink : opensTraceback(line) || isIndented(line) ? pythonFrames : undefined,
}

/**
 * Python: `Traceback (most recent call last):`, chains, exception groups, SyntaxError
 * (https://docs.python.org/3/library/traceback.html). The last exception of a chain is the one that was raised last.
 */
import { theLoaded } from '../parts/loaded.ts'
import { Memory } from '../parts/memory.ts'
import { classAt, lineEnd, SPACE, skip } from '../scan.ts'
import { type Found, isErrorName, type Language, readTypeLine } from './language.ts'
import { type Frame, newFrame, type Trace, TraceMaker } from './trace.ts'

const opening = 'Traceback (most recent call last):'

const read = (text: string, at: number): Found | undefined => {
  const start = text.indexOf(opening, at)
  if (start < 0) return undefined
  const group = text.indexOf('+ Exception Group Traceback')
  const last = group < 0 ? lastOpening(text, start) : start
  const isOne = group < 0 && last === start && skip(text, at, SPACE) === start
  const trace = isOne ? readOne(text, at) : undefined
  const line = trace?.line ?? exceptionLine(text, lineEnd(text, last) + 1)
  const end = text.length
  if (line < 0) return lineBefore(text, at) ?? { type: '', message: '', start: at, end }
  const content = strip(text.slice(line, group < 0 ? messageEnd(text, line) : lineEnd(text, line)))
  const found = readTypeLine(content)
  if (!found) return { type: '', message: content.trim(), start: at, end, trace: trace?.trace }
  return {
    type: found.type,
    message: content.slice(found.rest).trim(),
    start: at,
    end,
    trace: trace?.trace,
  }
}

/** Frames and the exception's line of the only traceback of a text, which begins at `at`. */
const readOne = (text: string, at: number): { line: number; trace: Trace } | undefined => {
  theLoaded().load(text)
  const made = new TraceMaker()
  const line = walk(text, at, text.trimEnd().length, made)
  return line < 0 ? undefined : { line, trace: { links: made.links, innermostLast: true } }
}

/** Sought forwards: V8 finds a text backwards many times slower. */
const lastOpening = (text: string, start: number): number => {
  let last = start
  for (let next = start; next >= 0; next = text.indexOf(opening, next + opening.length)) last = next
  return last
}

/** Lambda's runtime prints the exception before its traceback and not behind it. */
const lineBefore = (text: string, at: number): Found | undefined => {
  if (at === 0) return undefined
  const start = text.lastIndexOf('\n', at - 2) + 1
  const found = readTypeLine(text.slice(start, at - 1))
  if (!found || !isErrorName(found.type)) return undefined
  return { type: found.type, message: text.slice(start + found.rest, at - 1).trim(), start, end: text.length }
}

/** Where the message of the exception ends: the text ends, or another part of the chain begins. */
const messageEnd = (text: string, line: number): number => {
  const blank = text.indexOf('\n\n', line)
  return blank < 0 ? text.length : blank
}

/** The first line behind the frames: not indented, or the first of an exception group's that is no deeper. */
const exceptionLine = (text: string, at: number): number => {
  let position = at
  while (position < text.length) {
    const code = text.charCodeAt(position)
    const grouped = code === 32 && isGroupLine(text, position)
    if (grouped || (code !== 32 && code !== 9 && code !== 10 && code !== 13)) return position
    position = lineEnd(text, position) + 1
  }
  return -1
}

/** `  | ExceptionGroup: …`: behind the bar, one space and no more. */
const isGroupLine = (text: string, at: number): boolean => {
  const bar = skip(text, at, SPACE)
  if (text.charCodeAt(bar) !== 124 || text.charCodeAt(bar + 1) !== 32) return false
  return (classAt(text, bar + 2) & SPACE) === 0
}

const strip = (content: string): string =>
  content.charCodeAt(0) === 32 ? content.replace(/^[ |]+/, '') : content

const isLibrary = (path: string): boolean =>
  path.includes('-packages') ||
  path.includes('/lib/python') ||
  path.includes('/lib64/python') ||
  path.charCodeAt(0) === 60 ||
  path.includes('\\Lib\\') ||
  path.includes('\\lib\\')

const frames = (stack: string, made: TraceMaker): void => {
  walk(stack, 0, stack.length, made)
}

/**
 * `File "/srv/app/views.py", line 12, in handler`; the type follows the frames, at the margin. Returns where the first line behind the
 * first one begins that `exceptionLine` would find, or -1.
 */
const walk = (text: string, from: number, to: number, made: TraceMaker): number => {
  const { engine, isExact } = theLoaded()
  let at = from
  let inTrace = false
  let exception = -1
  while (at < to) {
    if (isExact) {
      at = engine.walk(numbered.kind, at, to)
      inTrace = takeListed(made) || inTrace
      if (at >= to) break
    }
    const end = Math.min(lineEnd(text, at), to)
    const start = skipMargin(at, end)
    if (exception < 0 && at > from && isOutside(text, at, start)) exception = at
    if (text.startsWith('File "', start)) {
      takeFrame(text, start, end, made)
      inTrace = true
    } else if (inTrace && start < end && isExceptionLine(text, at, start)) {
      const found = readTypeLine(text.slice(start, Math.min(end, start + 300)))
      made.type(found?.type ?? '')
      inTrace = false
    }
    at = end + 1
  }
  if (inTrace) made.type('')
  return exception
}

/** Takes the frames that were passed over because they are known. False: there were none. */
const takeListed = (made: TraceMaker): boolean => {
  const { list, listed } = theLoaded()
  for (let i = 0; i < listed; i++) made.frame(numbered.at(list[i]!) ?? null)
  return listed > 0
}

/** Whether a line does not belong to the frames: it is not indented, or begins a part of a group. */
const isOutside = (text: string, at: number, start: number): boolean => {
  const code = theLoaded().bytes[at]
  if (code === 32) return start !== at + 2 && isGroupLine(text, at)
  return code !== 9 && code !== 10 && code !== 13
}

const skipMargin = (at: number, end: number): number => {
  const { bytes } = theLoaded()
  let start = at
  while (start < end) {
    const code = bytes[start]
    if (code !== 32 && code !== 9 && code !== 124) break
    start++
  }
  return start
}

const isExceptionLine = (text: string, at: number, start: number): boolean =>
  start === at || (text.charCodeAt(start - 2) === 124 && isGroupLine(text, at))

/** The frame that begins at `at`. The number of its line says nothing. */
const takeFrame = (stack: string, at: number, end: number, made: TraceMaker): void => {
  const quote = stack.indexOf('"', at + 6)
  if (quote < 0 || quote >= end) return
  const line = quote + lineNumber.length
  const behind = digitsEnd(line, end)
  const frame = behind === line ? undefined : numbered.of(stack, at, line, behind, end)
  made.frame(frame === undefined ? frameOf(stack.slice(at, end)) : frame)
}

const digitsEnd = (at: number, end: number): number => {
  const { bytes } = theLoaded()
  let last = at
  while (last < end && bytes[last]! >= 48 && bytes[last]! <= 57) last++
  return last
}

const lineNumber = '", line '

/** By what stands before and behind the number of the line; undefined when it is no such number. */
const numbered = new Memory((before, behind) =>
  before.endsWith(lineNumber) ? frameOf(`${before}0${behind}`) : undefined,
)

/** The frame of a line from `File "` on; null when it does not count. */
const frameOf = (line: string): Frame | null => {
  const quote = line.indexOf('"', 6)
  const path = line.slice(6, quote)
  const called = calledIn(line, quote)
  // Frames of their own up to Python 3.11 (PEP 709).
  if (called === '<listcomp>' || called === '<dictcomp>' || called === '<setcomp>') return null
  return newFrame(path, called, !isLibrary(path))
}

const called = /", line \d*, in /y

/** The function's name, behind `", line 12, in `. */
const calledIn = (line: string, quote: number): string => {
  called.lastIndex = quote
  if (called.test(line)) return line.slice(called.lastIndex).trimEnd()
  const name = line.lastIndexOf(', in ')
  return name < quote ? '' : line.slice(name + 5).trimEnd()
}

export const python: Language = { name: 'python', read, frames }

/**
 * Python: `Traceback (most recent call last):`, chains, exception groups, SyntaxError
 * (https://docs.python.org/3/library/traceback.html). The last exception of a chain is the one that was raised last.
 */
import { classAt, DIGIT, lineEnd, SPACE, skip } from '../scan.ts'
import { type Found, type FrameSink, isErrorName, type Language, readTypeLine } from './language.ts'

const opening = 'Traceback (most recent call last):'

const read = (text: string, at: number): Found | undefined => {
  const start = text.indexOf(opening, at)
  if (start < 0) return undefined
  const group = text.indexOf('+ Exception Group Traceback')
  const last = group < 0 ? lastOpening(text, start) : start
  const line = exceptionLine(text, lineEnd(text, last) + 1)
  const end = text.length
  if (line < 0) return lineBefore(text, at) ?? { type: '', message: '', start: at, end }
  const content = strip(text.slice(line, group < 0 ? messageEnd(text, line) : lineEnd(text, line)))
  const found = readTypeLine(content)
  if (!found) return { type: '', message: content.trim(), start: at, end }
  return { type: found.type, message: content.slice(found.rest).trim(), start: at, end }
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

/** `File "/srv/app/views.py", line 12, in handler`; the type follows the frames, at the margin. */
const frames = (stack: string, sink: FrameSink): void => {
  let at = 0
  let inTrace = false
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    const start = skipMargin(stack, at, end)
    if (stack.charCodeAt(start) === 70 && stack.startsWith('File "', start)) {
      readFrame(stack, start + 6, end, sink)
      inTrace = true
    } else if (inTrace && start < end && isExceptionLine(stack, at, start)) {
      const found = readTypeLine(stack.slice(start, Math.min(end, start + 300)))
      sink.type(found?.type ?? '')
      inTrace = false
    }
    at = end + 1
  }
  if (inTrace) sink.type('')
}

const skipMargin = (text: string, at: number, end: number): number => {
  let start = at
  while (start < end) {
    const code = text.charCodeAt(start)
    if (code !== 32 && code !== 9 && code !== 124) break
    start++
  }
  return start
}

const isExceptionLine = (text: string, at: number, start: number): boolean =>
  start === at || (text.charCodeAt(start - 2) === 124 && isGroupLine(text, at))

const readFrame = (stack: string, at: number, end: number, sink: FrameSink): void => {
  const quote = stack.indexOf('"', at)
  if (quote < 0 || quote >= end) return
  const path = stack.slice(at, quote)
  const name = calledAt(stack, quote, end)
  const called = name < 0 ? '' : stack.slice(name, end).trimEnd()
  // Frames of their own up to Python 3.11 (PEP 709).
  if (called === '<listcomp>' || called === '<dictcomp>' || called === '<setcomp>') return
  sink.frame(path, called, !isLibrary(path))
}

/** Where the function's name begins, behind `", line 12, in `; -1 when there is none. */
const calledAt = (stack: string, quote: number, end: number): number => {
  if (stack.startsWith(lineNumber, quote)) {
    const digits = skip(stack, quote + lineNumber.length, DIGIT, end)
    if (stack.startsWith(', in ', digits)) return digits + 5
  }
  const name = stack.slice(quote, end).lastIndexOf(', in ')
  return name < 0 ? -1 : quote + name + 5
}

const lineNumber = '", line '

export const python: Language = { name: 'python', read, frames }

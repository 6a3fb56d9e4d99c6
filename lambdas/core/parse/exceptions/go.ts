/** Go: `panic: …` and `fatal error: …` with goroutine dumps (https://pkg.go.dev/runtime#hdr-Environment_Variables). */
import { lineEnd } from '../scan.ts'
import type { Found, FrameSink, Language } from './language.ts'

const read = (text: string, at: number): Found | undefined => {
  const isPanic = text.startsWith('panic: ', at)
  if (!isPanic && !text.startsWith('fatal error: ', at))
    return { type: '', message: '', start: at, end: text.length }
  const message = text.slice(text.indexOf(': ', at) + 2, lineEnd(text, at)).replace(/ \[recovered.*$/, '')
  return { type: isPanic ? panicType(message) : 'fatal error', message, start: at, end: text.length }
}

/** `panic: runtime error: …`, `panic: main.MyError{…}`, `panic: text`. */
const panicType = (message: string): string => {
  if (message.startsWith('runtime error: ')) return 'runtime.Error'
  const match = /^(?:\*|&)?([a-z]\w*\.\w+)[{(]/.exec(message)
  return match ? match[1]! : 'panic'
}

/** Behind `goroutine 1 [running]:`, or the first frame of a stack that an error carries. */
const firstFrame = (stack: string): number => {
  const goroutine = stack.startsWith('goroutine ') ? 0 : stack.indexOf('\ngoroutine ') + 1
  if (goroutine > 0 || stack.startsWith('goroutine ')) return lineEnd(stack, goroutine) + 1
  for (let at = 0; at < stack.length; at = lineEnd(stack, at) + 1)
    if (isGoFrame(stack, at, lineEnd(stack, at))) return at
  return stack.length
}

/** The first goroutine only: it is the one that panicked. A function's line is followed by its place. */
const frames = (stack: string, sink: FrameSink): void => {
  const isPanic = stack.startsWith('panic: ') || stack.includes('\ngoroutine ')
  let at = firstFrame(stack)
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    if (end === at) break
    const place = stack.charCodeAt(end + 1) === 9 ? stack.slice(end + 2, lineEnd(stack, end + 2)) : ''
    if (place !== '') readFrame(stack.slice(at, end), place, sink)
    at = place === '' ? end + 1 : end + place.length + 3
  }
  sink.type(isPanic ? 'panic' : '')
}

const goFile = /^\t\S{1,400}\.(?:go|s):\d+/

/** A frame of zap's or pkg/errors' stacks: a function alone on its line, then a tab and its file. */
export const isGoFrame = (text: string, at: number, end: number): boolean => {
  if (text.charCodeAt(end + 1) !== 9 || end - at > 300 || end === at) return false
  if (!goFile.test(text.slice(end + 1, Math.min(lineEnd(text, end + 1), end + 500)))) return false
  const name = text.slice(at, end)
  return name.includes('.') && /^[\w./()*[\]…,-]+$/.test(name)
}

/** Files of the standard library in a binary that was built with -trimpath. */
const standard =
  /^(?:runtime|net|testing|reflect|sync|internal|os|io|bufio|context|encoding|database|html|syscall|time|fmt|errors|log|strings|bytes|sort|strconv|text|crypto)\/[\w/.]*\.go:/

const readFrame = (line: string, place: string, sink: FrameSink): void => {
  const name = line
    .replace(/^created by /, '')
    .replace(/ in goroutine \d+$/, '')
    .replace(/\([^()]*\)$/, '')
  const isLibrary =
    place.includes('/pkg/mod/') ||
    place.includes('/vendor/') ||
    /\/go[\d.]*\/src\/|\/golang\/src\//.test(place) ||
    name === 'panic' ||
    name.startsWith('runtime.') ||
    standard.test(place)
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1)
  sink.frame(name.slice(0, Math.max(dot, 0)), name.slice(dot + 1), !isLibrary)
}

export const go: Language = { name: 'go', read, frames }

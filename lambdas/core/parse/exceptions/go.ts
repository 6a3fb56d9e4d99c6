/** Go: `panic: …` and `fatal error: …` with goroutine dumps (https://pkg.go.dev/runtime#hdr-Environment_Variables). */
import { lineEnd } from '../scan.ts'
import type { Found, FrameSink, Language } from './language.ts'

const read = (text: string, at: number): Found | undefined => {
  const isPanic = text.startsWith('panic: ', at)
  if (!isPanic && !text.startsWith('fatal error: ', at)) return undefined
  const message = text.slice(text.indexOf(': ', at) + 2, lineEnd(text, at)).replace(/ \[recovered.*$/, '')
  return { type: isPanic ? panicType(message) : 'fatal error', message, start: at, end: text.length }
}

/** `panic: runtime error: …`, `panic: main.MyError{…}`, `panic: text`. */
const panicType = (message: string): string => {
  if (message.startsWith('runtime error: ')) return 'runtime.Error'
  const match = /^(?:\*|&)?([a-z]\w*\.\w+)[{(]/.exec(message)
  return match ? match[1]! : 'panic'
}

/** The first goroutine only: it is the one that panicked. A function's line is followed by its place. */
const frames = (stack: string, sink: FrameSink): void => {
  let at = stack.indexOf('\ngoroutine ')
  at = at < 0 ? stack.length : lineEnd(stack, at + 1) + 1
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    if (end === at) break
    const place = stack.charCodeAt(end + 1) === 9 ? stack.slice(end + 2, lineEnd(stack, end + 2)) : ''
    if (place !== '') readFrame(stack.slice(at, end), place, sink)
    at = place === '' ? end + 1 : end + place.length + 3
  }
  sink.type('panic')
}

const readFrame = (line: string, place: string, sink: FrameSink): void => {
  const name = line
    .replace(/^created by /, '')
    .replace(/ in goroutine \d+$/, '')
    .replace(/\([^()]*\)$/, '')
  const isLibrary =
    place.includes('/pkg/mod/') ||
    place.includes('/vendor/') ||
    /\/go[\d.]*\/src\/|\/golang\/src\//.test(place) ||
    name === 'panic'
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1)
  sink.frame(name.slice(0, Math.max(dot, 0)), name.slice(dot + 1), !isLibrary)
}

export const go: Language = { name: 'go', read, frames }

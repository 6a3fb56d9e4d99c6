/** Go: `panic: …` and `fatal error: …` with goroutine dumps (https://pkg.go.dev/runtime#hdr-Environment_Variables). */
import { theLoaded } from '../parts/loaded.ts'
import { Memory } from '../parts/memory.ts'
import { lineEnd } from '../scan.ts'
import type { Found, Language } from './language.ts'
import { type Frame, newFrame, type TraceMaker } from './trace.ts'

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
const frames = (stack: string, made: TraceMaker): void => {
  const isPanic = stack.startsWith('panic: ') || stack.includes('\ngoroutine ')
  let at = firstFrame(stack)
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    if (end === at) break
    const place = stack.charCodeAt(end + 1) === 9 ? lineEnd(stack, end + 2) : end
    if (place > end + 2) takeFrame(stack, at, end, place, made)
    at = place > end + 2 ? place + 1 : end + 1
  }
  made.type(isPanic ? 'panic' : '')
}

/** `main.total(0xc000012345)` and, behind it and a tab, `/srv/app/main.go:12 +0x1d`: without what changes each time. */
const takeFrame = (stack: string, at: number, end: number, last: number, made: TraceMaker): void => {
  const call = callEnd(at, end)
  made.frame(known.of(stack, at, call, call < end ? end - 1 : end + 1, placeEnd(end + 2, last)))
}

/** Where the arguments of a call begin. */
const callEnd = (at: number, end: number): number => {
  const { bytes } = theLoaded()
  if (bytes[end - 1] !== 41) return end
  for (let i = end - 2; i > at; i--) {
    if (bytes[i] === 40) return i
    if (bytes[i] === 41) return end
  }
  return end
}

/** Behind the colon of a file, if nothing stands there but the number of a line and an offset. */
const placeEnd = (at: number, end: number): number => {
  const { bytes } = theLoaded()
  let offset = end
  while (offset > at && isHex(bytes[offset - 1]!)) offset--
  // ` +0x1d`
  const isOffset = offset - 4 > at && bytes[offset - 1] === 120 && bytes[offset - 3] === 43
  let line = isOffset ? offset - 4 : end
  const colon = line
  while (line > at && bytes[line - 1]! >= 48 && bytes[line - 1]! <= 57) line--
  return line < colon && bytes[line - 1] === 58 ? line : end
}

const isHex = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 102)

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

/** The name of a function without its arguments, and what stands behind it: their last bracket if it had any, and the place. */
const known = new Memory((call, behind): Frame => {
  const place = behind.slice(behind.indexOf('\t') + 1)
  const name = behind.startsWith(')') ? call.replace(started, '') : nameOf(call)
  const isLibrary =
    place.includes('/pkg/mod/') ||
    place.includes('/vendor/') ||
    /\/go[\d.]*\/src\/|\/golang\/src\//.test(place) ||
    name === 'panic' ||
    name.startsWith('runtime.') ||
    standard.test(place)
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1)
  return newFrame(name.slice(0, Math.max(dot, 0)), name.slice(dot + 1), !isLibrary)
})

const started = /^created by /

const nameOf = (line: string): string =>
  line
    .replace(started, '')
    .replace(/ in goroutine \d+$/, '')
    .replace(/\([^()]*\)$/, '')

export const go: Language = { name: 'go', read, frames }

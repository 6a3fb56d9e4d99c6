/**
 * Traces whose frames begin with `at`: JavaScript (V8), Java and other JVM languages, .NET. In Java and .NET the causes
 * follow the exception they caused.
 */
import { theLoaded } from '../parts/loaded.ts'
import { Memory } from '../parts/memory.ts'
import { classAt, lineEnd, SPACE, skip } from '../scan.ts'
import { type Found, isErrorName, type Language, readTypeLine } from './language.ts'
import { type Frame, newFrame, type TraceMaker } from './trace.ts'

/** Lines above the first frame that may belong to the exception's message. */
const messageLines = 30

/** `at` is the first frame's line; the exception stands in the lines before it, .NET's causes between the two. */
const read = (text: string, at: number): Found | undefined => {
  let start = at
  let cause: Found | undefined
  for (let i = 0; i < messageLines && start > 0; i++) {
    start = text.lastIndexOf('\n', start - 2) + 1
    const margin = skip(text, start, SPACE)
    const inner = text.startsWith('---> ', margin)
    const found = typeIn(text.slice(inner ? margin + 5 : margin, lineEnd(text, start)))
    if (found && !inner) return foundAt(text, margin, found, cause === undefined ? at : lineEnd(text, start))
    if (found) cause = foundAt(text, margin + 5, found, at)
  }
  return cause
}

const foundAt = (text: string, line: number, found: TypeInLine, end: number): Found => ({
  type: found.type,
  message: text.slice(line + found.rest, end).trim(),
  start: isUncaughtPlace(text) ? 0 : line + found.offset,
  end: text.length,
})

/** Node prints the place, the source and a caret before an uncaught exception. */
const isUncaughtPlace = (text: string): boolean =>
  /^(?:\/|file:\/\/|node:)[^\s]{1,400}:\d+\n/.test(text.slice(0, 420))

const inside =
  /(?:^|[\s:>"'(])((?:[A-Za-z_$][\w$]*\.)*[A-Z][\w$]*(?:Error|Exception|Throwable))(?: \[[\w.-]+\])?(?=: |$)/

interface TypeInLine {
  readonly type: string
  /** Where the message begins. */
  readonly rest: number
  /** Where the type begins. */
  readonly offset: number
}

const typeIn = (line: string): TypeInLine | undefined => {
  const whole = readTypeLine(line)
  if (whole && (isErrorName(whole.type) || whole.type.includes('.'))) return { ...whole, offset: 0 }
  const match = inside.exec(line.length > 2000 ? line.slice(0, 2000) : line)
  if (!match) return undefined
  const end = match.index + match[0].length
  return {
    type: match[1]!,
    rest: line.charCodeAt(end) === 58 ? end + 2 : end,
    offset: end - match[0].trimStart().length,
  }
}

const frames = (stack: string, made: TraceMaker): void => {
  let at = 0
  let pending = ''
  let framed = false
  while (at < stack.length) {
    const end = lineEnd(stack, at)
    const start = skip(stack, at, SPACE, end)
    if (stack.startsWith('at ', start)) {
      takeFrame(stack, start + 3, Math.min(end, start + 600), made)
      framed = true
    } else if (start === at || isCause(stack, start)) {
      const type = typeIn(causeText(stack, start, end))?.type
      if (type !== undefined) {
        if (pending !== '' || framed) made.type(pending)
        pending = type
        framed = false
      }
    }
    at = end + 1
  }
  if (pending !== '' || framed) made.type(pending)
}

const isCause = (text: string, at: number): boolean =>
  text.startsWith('Caused by: ', at) ||
  text.startsWith('caused by: ', at) ||
  text.startsWith('Suppressed: ', at) ||
  text.startsWith('[cause]: ', at) ||
  text.startsWith('---> ', at)

const causeText = (text: string, start: number, end: number): string => {
  const line = text.slice(start, Math.min(end, start + 600))
  return isCause(text, start) ? line.slice(line.indexOf(' ') + 1) : line
}

/**
 * `name (place)`, `place`, `package.Class.method(File.java:12)`, `Ns.Type.Method(args) in /path:line 12`. The numbers at the end of a
 * place change with each release and say nothing, but whether it is a bundle.
 */
const takeFrame = (stack: string, at: number, end: number, made: TraceMaker): void => {
  const { bytes } = theLoaded()
  const last = bytes[end - 1] === 123 && bytes[end - 2] === 32 ? end - 2 : end
  const close = bytes[last - 1] === 41 ? last - 1 : last
  const column = numberStart(at, close)
  const line = column === close ? close : numberStart(at, column)
  const isBundled = line < column && isFarRight(column + 1, close)
  const behind = close < last ? close : line
  const frame =
    line === close ? undefined : (isBundled ? bundles : places).of(stack, at, line, behind, behind + 1)
  made.frame(frame === undefined ? whole.of(stack, at, last) : frame)
}

/** Where the colon and the digits that end at `end` begin; `end` when there are none. */
const numberStart = (at: number, end: number): number => {
  const { bytes } = theLoaded()
  let from = end
  while (from > at && bytes[from - 1]! >= 48 && bytes[from - 1]! <= 57) from--
  return from < end && from > at && bytes[from - 1] === 58 ? from - 1 : end
}

/** A bundle has everything in few lines: names of one or two letters, which change with each build. */
const bundled = /:\d+:(?:\d{4,}|[5-9]\d\d)$|\.min\.[cm]?js/

/** Whether a column is that of a bundle. */
const isFarRight = (at: number, end: number): boolean =>
  end - at > 3 || (end - at === 3 && theLoaded().bytes[at]! >= 53)

/** The frame of a text; null when it is none that counts. */
const frameOf = (text: string): Frame | null => {
  const frame = text.replace(/(?: \{|,|\s)+$/, '')
  const open = frame.indexOf('(')
  const isScript = open < 0 || frame.charCodeAt(open - 1) === 32
  if (!isScript) return managedFrame(frame.slice(0, open))
  if (open < 0) return scriptFrame(frame, '')
  return scriptFrame(frame.slice(open + 1, -1), frame.slice(0, open - 1))
}

const whole = new Memory(frameOf)

/** By what stands before the numbers and the bracket or colon there; undefined when the numbers belong to the name. */
const numbered = (numbers: string) =>
  new Memory((before, mark) =>
    before.includes('(') === (mark === ')')
      ? frameOf(`${before}${numbers}${mark === ')' ? mark : ''}`)
      : undefined,
  )

const places = numbered(':1:1')
const bundles = numbered(':1:1000')

const scriptFrame = (place: string, name: string): Frame => {
  const path = place
    .replace(/^async /, '')
    .replace(/(?::\d+){1,2}$/, '')
    .replace(/\?.*$/, '')
  const isLibrary =
    path.includes('node_modules') ||
    path.startsWith('node:') ||
    path.startsWith('internal/') ||
    path.startsWith('<') ||
    path === 'native' ||
    path.startsWith('index ') ||
    path.startsWith('/var/runtime/') ||
    path.startsWith('file:///var/runtime/')
  return newFrame(path, bundled.test(place) ? '' : name.replace(anonymous, ''), !isLibrary)
}

/** What says how it was called, and that there is no name. */
const anonymous = /^(?:async |new )+|(?:\b[\w$]+\.)?<anonymous>$|^eval$/g

const managedLibrary =
  /^(?:java|javax|jdk|jakarta|sun|com\.sun|kotlin|kotlinx|scala|akka|groovy|clojure|org\.(?:springframework|apache|hibernate|eclipse|jboss|junit|slf4j|postgresql|codehaus|gradle)|io\.(?:netty|micrometer|reactivex|vertx|undertow|quarkus|micronaut)|ch\.qos|reactor|com\.(?:fasterxml|zaxxer|google|amazonaws|mysql)|software\.amazon|lambdainternal|System|Microsoft|Amazon\.Lambda|Newtonsoft|Npgsql)\./

const managedFrame = (qualified: string): Frame | null => {
  // The object around a lambda: its own code is the frame above.
  if (qualified.includes('$$Lambda')) return null
  const slash = qualified.lastIndexOf('/')
  const bare = slash < 0 ? qualified : qualified.slice(slash + 1)
  const dot = bare.lastIndexOf('.')
  return newFrame(
    bare.slice(0, Math.max(dot, 0)),
    bare.slice(dot + 1),
    !managedLibrary.test(bare) && !qualified.startsWith('java.'),
  )
}

export const at: Language = { name: 'at', read, frames }

/** Whether a frame begins at `position`: `at ` and a name. */
export const isAtFrame = (text: string, position: number): boolean =>
  text.charCodeAt(position) === 97 &&
  text.charCodeAt(position + 1) === 116 &&
  text.charCodeAt(position + 2) === 32 &&
  (classAt(text, position + 3) !== 0 || text.charCodeAt(position + 3) === 60)

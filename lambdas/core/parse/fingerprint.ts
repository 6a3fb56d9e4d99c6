/** One name for "the same thing happened again", computed from one record alone. */
import type { Json, ParsedLog } from '../records.ts'
import { type Frame, type Link, readTrace, type Trace } from './exceptions/index.ts'
import { functionName, moduleName, typeName } from './frame-name.ts'
import { digest, feed, feedNumber, type Hash, newHash } from './hash.ts'
import { PageLog } from './page-log.ts'
import { templateOf } from './template.ts'

/** Changes whenever the same record may get another fingerprint: rules of templates, frames or the hash. */
const version = 'v1'

/** When no frame is the application's, this many next to the raise stand for the place. */
const libraryFrames = 5
/** Different frames of one exception that count; a bound for hostile traces. */
const frameLimit = 200

/**
 * `v1:` and 16 hex digits: equal for records that say the same. An exception is its type, its in-application frames
 * (module and function) and those of its causes; its message counts only when there are no frames. Anything else is its
 * body's template, whatever its logger or level. Stateless: the same record has the same fingerprint in every function,
 * for as long as the version stays.
 */
export const fingerprint = (log: ParsedLog): string => {
  const hash = newHash()
  if (!mayHaveException(log)) feedBody(log, hash)
  else if (!feedTrace(log, hash)) feedMessage(log, hash)
  return `${version}:${digest(hash)}`
}

/** Attributes that are text still need not be read to see that no name in them is an exception's. */
const mayHaveException = ({ attributesText }: ParsedLog): boolean =>
  attributesText === undefined || attributesText.includes('"exception.')

/** The frames that a fingerprint is made of, as module and function, and which exception of a chain they belong to. */
export interface FingerprintLink {
  readonly type: string
  readonly frames: readonly string[]
}

/** The frames that count of a stack trace. */
export interface FingerprintFrames {
  readonly inApp: boolean
  readonly links: readonly FingerprintLink[]
  /** The frame next to the raise of the exception that reached the log. */
  readonly nearest: string
}

/** What `fingerprint` looks at in a record with a stack trace; undefined when it has none with frames. */
export const explainFrames = (log: Pick<ParsedLog, 'attributes'>): FingerprintFrames | undefined => {
  const trace = traceOf(log)
  if (!trace) return undefined
  const { innermostLast } = trace
  const inApp = isInApp(trace)
  const links = trace.links.map((link) => ({
    type: link.type,
    frames: [...new Set(framesOf(link, inApp, innermostLast).map(named))],
  }))
  const reached = (innermostLast ? links.findLast : links.find).call(links, ({ frames }) => frames.length > 0)
  return { inApp, links, nearest: reached?.frames.at(innermostLast ? -1 : 0) ?? '' }
}

const named = ({ module, name }: Frame): string =>
  [moduleName(module), functionName(name)].filter((part) => part !== '').join(' ')

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const feedMessage = (log: ParsedLog, hash: Hash): void => {
  const type = textOf(log.attributes['exception.type'])
  const message = textOf(log.attributes['exception.message'])
  if (type !== '') feed(hash, `E\n${typeName(type)}\n${templateOf(message)}`)
  else feedBody(log, hash)
}

const feedBody = (log: ParsedLog, hash: Hash): void => {
  if (log.body !== '') feed(hash, `T\n${templateOf(log.body)}`)
  else feed(hash, `K\n${Object.keys(log.attributes).sort().join('\n')}`)
}

/** The trace of a record; undefined when it has none with frames. */
const traceOf = (log: Pick<ParsedLog, 'attributes'>): Trace | undefined => {
  const stack = textOf(log.attributes['exception.stacktrace'])
  const known = log instanceof PageLog ? log.trace : undefined
  const trace = known ?? (stack === '' ? undefined : readTrace(stack))
  return trace?.links.some(({ frames }) => frames.length > 0) ? trace : undefined
}

const isInApp = ({ links }: Trace): boolean => links.some(({ frames }) => frames.some(({ inApp }) => inApp))

/** Those of the application; if the trace has none, those next to the raise. */
const framesOf = ({ frames }: Link, inApp: boolean, innermostLast: boolean): readonly Frame[] => {
  if (inApp) return frames.filter((frame) => frame.inApp)
  return innermostLast ? frames.slice(-libraryFrames) : frames.slice(0, libraryFrames)
}

const feedTrace = (log: ParsedLog, hash: Hash): boolean => {
  const trace = traceOf(log)
  if (!trace) return false
  const { links, innermostLast } = trace
  const inApp = isInApp(trace)
  let isNamed = false
  feed(hash, 'X\n')
  feedType(hash, textOf(log.attributes['exception.type']))
  for (const link of links) {
    feedType(hash, link.type)
    const frames = framesOf(link, inApp, innermostLast)
    feedFrames(hash, frames, innermostLast)
    isNamed ||= frames.some(({ name }) => name !== '')
  }
  // Bundled or anonymous functions only: the place says little, so the message counts too.
  if (!isNamed) feed(hash, templateOf(textOf(log.attributes['exception.message'])))
  return true
}

const feedType = (hash: Hash, type: string): void => {
  feed(hash, typeName(type))
  feed(hash, '\n')
}

/**
 * A frame counts once in an exception, and callers of a recursion do not count: of a deep one they are cut off. So recursion of
 * any depth is the same.
 */
const feedFrames = (hash: Hash, frames: readonly Frame[], innermostLast: boolean): void => {
  const seen: number[] = []
  const first: Frame[] = []
  let recursive = 0
  for (let i = 0; i < frames.length && seen.length < frameLimit; i++) {
    const frame = frames[innermostLast ? frames.length - 1 - i : i]!
    const known = seen.indexOf(frame.hash)
    if (known < 0) {
      seen.push(frame.hash)
      first.push(frame)
    } else if (isSame(first[known]!, frame)) recursive = seen.length
    // Else a proxy of the same name: it calls what it stands for, and is no recursion.
  }
  if (recursive > 0) seen.length = recursive
  if (innermostLast) seen.reverse()
  for (const frame of seen) feedNumber(hash, frame)
}

const isSame = (one: Frame, other: Frame): boolean =>
  one === other || (one.module === other.module && one.name === other.name)

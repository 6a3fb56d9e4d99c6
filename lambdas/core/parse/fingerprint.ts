/** One name for "the same thing happened again", computed from one record alone. */
import type { Json, ParsedLog } from '../records.ts'
import { type FrameSink, readFrames } from './exceptions/index.ts'
import { functionName, moduleName, typeName } from './frame-name.ts'
import { digest, feed, feedNumber, type Hash, newHash } from './hash.ts'
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
  const { inApp, innermostLast } = trace
  const links = trace.links.map((link) => ({
    type: link.type,
    frames: [...new Set(framesOf(link, trace).map(named))],
  }))
  const reached = (innermostLast ? links.findLast : links.find).call(links, ({ frames }) => frames.length > 0)
  return { inApp, links, nearest: reached?.frames.at(innermostLast ? -1 : 0) ?? '' }
}

const named = ([module, name]: Frame): string =>
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

/** A frame: module and function as the trace has them. */
type Frame = readonly [module: string, name: string]

/** One exception of a chain. */
interface Link {
  type: string
  app: Frame[]
  library: Frame[]
}

interface Trace {
  readonly links: readonly Link[]
  readonly inApp: boolean
  readonly innermostLast: boolean
}

const traceOf = (log: Pick<ParsedLog, 'attributes'>): Trace | undefined => {
  const stack = textOf(log.attributes['exception.stacktrace'])
  const trace = stack === '' ? undefined : collect(stack)
  if (!trace) return undefined
  const inApp = trace.links.some((link) => link.app.length > 0)
  return inApp || trace.links.some((link) => link.library.length > 0) ? { ...trace, inApp } : undefined
}

/** Those of the application; if the trace has none, those next to the raise. */
const framesOf = (link: Link, { inApp, innermostLast }: Trace): readonly Frame[] => {
  if (inApp) return link.app
  return innermostLast ? link.library.slice(-libraryFrames) : link.library.slice(0, libraryFrames)
}

const feedTrace = (log: ParsedLog, hash: Hash): boolean => {
  const trace = traceOf(log)
  if (!trace) return false
  feed(hash, `X\n${typeName(textOf(log.attributes['exception.type']))}\n`)
  for (const link of trace.links) {
    feed(hash, `${typeName(link.type)}\n`)
    feedFrames(hash, framesOf(link, trace), trace.innermostLast)
  }
  // Bundled or anonymous functions only: the place says little, so the message counts too.
  if (trace.links.every((link) => framesOf(link, trace).every(([, name]) => name === '')))
    feed(hash, templateOf(textOf(log.attributes['exception.message'])))
  return true
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
    const hashed = frameHash(frame[0], frame[1])
    const known = seen.indexOf(hashed)
    if (known < 0) {
      seen.push(hashed)
      first.push(frame)
    } else if (first[known]![0] === frame[0] && first[known]![1] === frame[1]) recursive = seen.length
    // Else a proxy of the same name: it calls what it stands for, and is no recursion.
  }
  if (recursive > 0) seen.length = recursive
  if (innermostLast) seen.reverse()
  for (const frame of seen) feedNumber(hash, frame)
}

const newLink = (): Link => ({ type: '', app: [], library: [] })

const collect = (stack: string): { links: Link[]; innermostLast: boolean } | undefined => {
  const links: Link[] = []
  let link = newLink()
  const sink: FrameSink = {
    frame: (module, name, inApp) => {
      ;(inApp ? link.app : link.library).push([module, name])
    },
    type: (name) => {
      link.type = name
      links.push(link)
      link = newLink()
    },
  }
  const language = readFrames(stack, sink)
  return language && links.length > 0 ? { links, innermostLast: language === 'python' } : undefined
}

/** Hashes of frames seen lately, by module and function: the same ones come again and again. */
const frameHashes = new Map<string, Map<string, number>>()
const mostModules = 1_000
const mostFunctions = 200

const frameHash = (module: string, name: string): number => {
  let ofModule = frameHashes.get(module)
  const known = ofModule?.get(name)
  if (known !== undefined) return known
  if (ofModule === undefined || ofModule.size === mostFunctions) {
    if (frameHashes.size === mostModules) frameHashes.clear()
    ofModule = new Map()
    frameHashes.set(flat(module), ofModule)
  }
  const hashed = hashFrame(module, name)
  ofModule.set(flat(name), hashed)
  return hashed
}

/** The same text, without the trace that it was cut from. */
const flat = (text: string): string => Buffer.from(text).toString()

const hashFrame = (module: string, name: string): number => {
  const hash = newHash()
  feed(hash, moduleName(module))
  feed(hash, '\t')
  feed(hash, functionName(name))
  return hash.a ^ hash.b
}

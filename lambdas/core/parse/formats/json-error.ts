/** Exceptions in structured fields: stack texts, `{type, message, stack}` objects, Lambda's lists of frames. */
import type { Json } from '../../records.ts'
import type { Draft } from '../draft.ts'
import { put } from '../draft.ts'
import { readException } from '../exceptions/index.ts'

type Errors = 'errorType' | 'errorMessage' | 'error'

/** A stack trace as text or as a list of lines. False when it is neither, or one is there already. */
export const takeStack = (value: Json, draft: Draft): boolean => {
  const text = Array.isArray(value) ? linesOf(value) : value
  if (typeof text !== 'string' || text === '' || Object.hasOwn(draft.attributes, 'exception.stacktrace'))
    return false
  const found = readException(text)
  if (!found && !text.includes('\n') && !Array.isArray(value)) return false
  draft.attributes['exception.stacktrace'] = text
  if (found?.type) setOnce(draft, 'exception.type', found.type)
  if (found?.message) setOnce(draft, 'exception.message', found.message)
  return true
}

const linesOf = (value: readonly Json[]): string | undefined =>
  value.length > 0 && value.every((line) => typeof line === 'string') ? value.join('\n') : undefined

const setOnce = (draft: Draft, key: string, value: string): void => {
  if (!Object.hasOwn(draft.attributes, key)) put(draft.attributes, key, value)
}

/** Type and message fields, and error objects as pino, bunyan and winston write them. */
export const takeError = (role: Errors, value: Json, draft: Draft): boolean => {
  if (role === 'error') return takeErrorObject(value, draft)
  if (typeof value !== 'string' || value === '') return false
  put(draft.attributes, role === 'errorType' ? 'exception.type' : 'exception.message', value)
  return true
}

/** An error object: pino's and winston's, log4j2's `thrown`, logback's `throwable`. */
const takeErrorObject = (value: Json, draft: Draft): boolean => {
  if (!isFields(value)) return false
  const stack = firstOf(value, stackNames)
  const type = firstOf(value, typeNames)
  if (typeof stack !== 'string' && typeof type !== 'string') return false
  const message = firstOf(value, messageNames)
  if (typeof type === 'string') setOnce(draft, 'exception.type', type)
  if (typeof message === 'string') setOnce(draft, 'exception.message', message)
  const frames = Array.isArray(stack) ? framesText(value, causeDepth) : undefined
  if (frames !== undefined) setOnce(draft, 'exception.stacktrace', frames)
  else if (stack !== undefined) takeStack(stack, draft)
  return frames !== undefined || !hasMore(value)
}

type Fields = { readonly [key: string]: Json }
const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const stackNames = ['stack', 'stack_trace', 'stackTrace', 'stacktrace', 'extendedStackTrace', 'stepArray']
const typeNames = ['type', 'name', 'kind', 'className', 'exception_class']
const messageNames = ['message', 'exception_message']
const known = new Set([...stackNames, ...typeNames, ...messageNames])

const firstOf = (fields: Fields, names: readonly string[]): Json | undefined => {
  for (const name of names) if (Object.hasOwn(fields, name)) return fields[name]
  return undefined
}

const hasMore = (error: Fields): boolean => {
  for (const key in error) if (!known.has(key)) return true
  return false
}

/** Causes of causes that are followed. */
const causeDepth = 10

/** Frames as objects, with their causes, in the form that Java prints; undefined when they are none. */
const framesText = (error: Fields, depth: number): string | undefined => {
  const steps = firstOf(error, stackNames)
  const lines = Array.isArray(steps) ? (steps as readonly Json[]).map(frameText) : []
  if (lines.length === 0 || lines.includes('')) return undefined
  const head = [firstOf(error, typeNames), firstOf(error, messageNames)].filter(
    (part) => typeof part === 'string',
  )
  const cause = isFields(error['cause']) && depth > 0 ? framesText(error['cause'], depth - 1) : undefined
  return [head.join(': '), ...lines, ...(cause === undefined ? [] : [`Caused by: ${cause}`])].join('\n')
}

/** `{class, method, file, line}` and `{className, methodName, fileName, lineNumber}` as `at class.method(file:line)`. */
const frameText = (step: Json): string => {
  if (!isFields(step)) return ''
  const [name, method] = [firstOf(step, ['class', 'className']), firstOf(step, ['method', 'methodName'])]
  if (typeof name !== 'string' || typeof method !== 'string') return ''
  const file = firstOf(step, ['file', 'fileName'])
  const line = firstOf(step, ['line', 'lineNumber'])
  const place =
    typeof file === 'string' ? `${file}${typeof line === 'number' && line > 0 ? `:${line}` : ''}` : ''
  return `\tat ${name}.${method}(${place})`
}

/** GELF's long text, when it is the trace; else it stays as it is. */
export const takeFullMessage = (value: Json, draft: Draft): boolean =>
  typeof value === 'string' &&
  value.includes('\n') &&
  readException(value) !== undefined &&
  takeStack(value, draft)

/** A field that is named for a stack: text, lines, frames, or an object that holds one. */
export const takeStackField = (value: Json, draft: Draft): boolean =>
  isFields(value) ? takeErrorObject(value, draft) : takeStack(value, draft)

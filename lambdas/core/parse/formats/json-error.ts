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

const takeErrorObject = (value: Json, draft: Draft): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const error = value as { readonly [key: string]: Json }
  const stack = error['stack'] ?? error['stack_trace'] ?? error['stackTrace']
  const type = error['type'] ?? error['name'] ?? error['kind']
  if (typeof stack !== 'string' && typeof type !== 'string') return false
  if (typeof type === 'string') setOnce(draft, 'exception.type', type)
  if (typeof error['message'] === 'string') setOnce(draft, 'exception.message', error['message'])
  if (stack !== undefined) takeStack(stack, draft)
  return !hasMore(error)
}

const known = new Set(['stack', 'stack_trace', 'stackTrace', 'type', 'name', 'kind', 'message'])
const hasMore = (error: { readonly [key: string]: Json }): boolean => {
  for (const key in error) if (!known.has(key)) return true
  return false
}

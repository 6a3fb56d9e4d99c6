/** Trace and span identifiers in W3C's form, from what logs carry. */
import type { Draft } from './draft.ts'

const zeros = /^0+$/
const hex32 = /^[0-9a-f]{32}$/i
const hex16 = /^[0-9a-f]{16}$/i
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/i
const xray = /(?:^|Root=)1-([0-9a-f]{8})-([0-9a-f]{24})(?![0-9a-f])/i
const xrayParent = /Parent=([0-9a-f]{16})(?![0-9a-f])/i

/**
 * Takes a trace id from a W3C id, a `traceparent` (https://www.w3.org/TR/trace-context/) or an X-Ray id, whose two parts
 * together are the W3C id. False when the value is none of them; an id of zeros means "no trace" and is taken as read.
 */
export const takeTrace = (draft: Draft, value: string): boolean => {
  if (value.length < 32 || value.length > 300) return false
  const isPlain = value.length === 32 && hex32.test(value)
  const parts = value.length === 55 ? traceparent.exec(value) : null
  const root = isPlain || parts ? null : xray.exec(value)
  if (!isPlain && !parts && !root) return false
  const id = (parts?.[1] ?? (root ? root[1]! + root[2]! : value)).toLowerCase()
  if (!zeros.test(id)) draft.traceId ??= id
  const span = parts?.[2] ?? (root ? xrayParent.exec(value)?.[1] : undefined)
  if (span) takeSpan(draft, span)
  return true
}

/** Takes a span id of 16 hex digits. False when the value is none. */
export const takeSpan = (draft: Draft, value: string): boolean => {
  if (!hex16.test(value)) return false
  if (!zeros.test(value)) draft.spanId ??= value.toLowerCase()
  return true
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Whether `value` is a UUID in its usual form. */
export const isUuid = (value: string): boolean => value.length === 36 && uuid.test(value)

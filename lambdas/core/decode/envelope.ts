import type { LogEvent } from '../records.ts'
import type { DecodeFault } from './fault.ts'

/** What a subscription sends. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
export interface Envelope {
  readonly messageType: 'DATA_MESSAGE' | 'CONTROL_MESSAGE'
  readonly owner: string
  readonly logGroup: string
  readonly logStream: string
  readonly logEvents: readonly LogEvent[]
}

const longestId = 128

/** Digits in CloudWatch's events; letters, `-` and `_` are as safe in an object key. Character by character: there are many. */
function isEventId(id: unknown): id is string {
  if (typeof id !== 'string' || id.length === 0 || id.length > longestId) return false
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i)
    const isDigit = code >= 48 && code <= 57
    if (!isDigit && !/[\w-]/.test(id.charAt(i))) return false
  }
  return true
}

/** No clock that is merely wrong says this; CloudWatch takes events from 14 days ago to 2 hours ahead. */
const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function eventFault(value: unknown): DecodeFault | undefined {
  if (!isObject(value)) return 'unexpected_shape'
  const { id, timestamp, message } = value
  if (!isEventId(id) || typeof message !== 'string' || typeof timestamp !== 'number')
    return 'unexpected_shape'
  return Number.isInteger(timestamp) && timestamp >= earliest && timestamp < latest
    ? undefined
    : 'absurd_time'
}

/** Whether this is an envelope, whatever its events are. */
export function isEnvelopeHead(value: unknown): value is Envelope {
  if (!isObject(value)) return false
  const { messageType, owner, logGroup, logStream, logEvents } = value
  const named = [owner, logGroup, logStream].every((part) => typeof part === 'string' && part.length <= 1_024)
  return messageType === 'DATA_MESSAGE' && named && Array.isArray(logEvents)
}

/**
 * What keeps a decoded payload from being an envelope, checked event by event; undefined when it is one. Unknown fields are
 * fine (AWS adds some), wrong types are not. A control message carries no events worth checking.
 */
export function envelopeFault(value: unknown): DecodeFault | undefined {
  if (isObject(value) && value['messageType'] === 'CONTROL_MESSAGE') return undefined
  if (!isEnvelopeHead(value)) return 'unexpected_shape'
  const { logEvents } = value
  if (logEvents.length === 0) return 'no_events'
  for (const event of logEvents) {
    const fault = eventFault(event)
    if (fault) return fault
  }
  return undefined
}

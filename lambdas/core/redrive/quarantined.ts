import { batchId } from '../archive/index.ts'
import { decode } from '../decode/index.ts'
import { batchOf, type Surroundings } from '../pipeline.ts'
import type { Batch, LogEvent, Origin } from '../records.ts'

/** What a quarantine object can be made of again. */
export interface Quarantined {
  readonly batch: Batch
  /** A whole payload has left nothing in the archive; of a single record, a placeholder is there. */
  readonly kind: 'payload' | 'record'
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isEvent = (value: unknown): value is LogEvent =>
  isObject(value) &&
  typeof value['id'] === 'string' &&
  typeof value['timestamp'] === 'number' &&
  typeof value['message'] === 'string'

const originFields = ['account', 'region', 'logGroup', 'logStream', 'service'] as const
const isOrigin = (value: unknown): value is Origin =>
  isObject(value) && originFields.every((name) => typeof value[name] === 'string')

function contentOf(object: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(object).toString())
  } catch {
    return undefined
  }
}

/**
 * Reads an object that ingest has quarantined.
 *
 * @returns nothing when it still cannot be decoded, or is not what ingest writes.
 */
export function readQuarantined(object: Uint8Array, surroundings: Surroundings): Quarantined | undefined {
  const content = contentOf(object)
  if (!isObject(content)) return undefined
  const { data, origin, events } = content
  if (isOrigin(origin) && Array.isArray(events) && events.length > 0 && events.every(isEvent))
    return { batch: { id: batchId(origin, events), origin, events }, kind: 'record' }
  if (typeof data !== 'string') return undefined
  const decoded = decode(data)
  return decoded.kind === 'data'
    ? { batch: batchOf(decoded.envelope, surroundings), kind: 'payload' }
    : undefined
}

import { type Envelope, envelopeFault } from './envelope.ts'
import type { DecodeFault } from './fault.ts'
import { inflate } from './inflate.ts'

export type Decoded =
  | { readonly kind: 'data'; readonly envelope: Envelope }
  | { readonly kind: 'control' }
  | { readonly kind: 'fault'; readonly code: DecodeFault }

/**
 * The most that a payload may inflate to. One invocation carries at most 1 MB, so about 750 kB of gzip; text compresses 4
 * to 13 times, which leaves room, and a function of 1 GB can hold this as bytes, as text and as records at once.
 */
export const maxInflatedBytes = 64 * 1_024 * 1_024

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

function fromJson(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(bytes.toString('utf8')) }
  } catch {
    return undefined
  }
}

function decodeGzip(bytes: Buffer, maxBytes: number): Decoded {
  const inflated = inflate(bytes, maxBytes)
  if ('fault' in inflated) return { kind: 'fault', code: inflated.fault }
  const json = fromJson(inflated.bytes)
  if (!json) return { kind: 'fault', code: 'not_json' }
  const code = envelopeFault(json.value)
  if (code) return { kind: 'fault', code }
  const envelope = json.value as Envelope
  return envelope.messageType === 'CONTROL_MESSAGE' ? { kind: 'control' } : { kind: 'data', envelope }
}

/**
 * Reads what a subscription delivers: base64 of gzip of JSON. Whatever is wrong with it is a value with its own code,
 * never an exception: a payload that cannot be read today cannot be read on a retry either.
 *
 * @param data `event.awslogs.data`, of unknown type because anybody with permission may invoke the function.
 */
export function decode(data: unknown, maxBytes = maxInflatedBytes): Decoded {
  if (typeof data !== 'string') return { kind: 'fault', code: 'unexpected_shape' }
  if (!base64.test(data)) return { kind: 'fault', code: 'not_base64' }
  return decodeGzip(Buffer.from(data, 'base64'), maxBytes)
}

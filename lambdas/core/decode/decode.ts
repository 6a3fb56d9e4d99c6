import { type Envelope, envelopeFault } from './envelope.ts'
import type { DecodeFault } from './fault.ts'
import { inflate } from './inflate.ts'
import { readUsualEnvelope } from './usual-envelope.ts'

export type Decoded =
  | { readonly kind: 'data'; readonly envelope: Envelope }
  | { readonly kind: 'control' }
  | { readonly kind: 'fault'; readonly code: DecodeFault }

/**
 * The most that a payload may inflate to. One invocation carries at most 1 MB, so about 750 kB of gzip; text compresses 4
 * to 13 times, which leaves room, and a function of 1 GB can hold this as bytes, as text and as records at once.
 */
export const maxInflatedBytes = 64 * 1_024 * 1_024

const equalsSign = 61

/**
 * The bytes of base64 text, or undefined when it is not. Node skips characters that do not belong, so what is not base64 gives
 * fewer bytes than its length promises: a check that costs nothing, where a look at each character costs a tenth of ingest.
 */
function fromBase64(text: string): Buffer | undefined {
  let length = text.length
  while (length > text.length - 2 && text.charCodeAt(length - 1) === equalsSign) length--
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.length === Math.floor((length * 3) / 4) ? bytes : undefined
}

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
  const usual = readUsualEnvelope(inflated.bytes)
  if (usual) return { kind: 'data', envelope: usual }
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
  const bytes = fromBase64(data)
  return bytes ? decodeGzip(bytes, maxBytes) : { kind: 'fault', code: 'not_base64' }
}

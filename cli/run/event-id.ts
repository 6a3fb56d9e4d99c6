import { createHmac } from 'node:crypto'

const digits = 56

/** Gives the line `ordinal` of a stream its id. */
export type Identify = (ordinal: number, line: Uint8Array) => string

/**
 * Makes event ids like CloudWatch's, 56 decimal digits, from a keyed hash over group, stream, position and line: the same
 * line at the same place gets the same id, and nobody without the key can check a guess at what it said.
 */
export function identifier(key: Uint8Array, logGroup: string, logStream: string): Identify {
  const streamKey = createHmac('sha256', key)
    .update(JSON.stringify([logGroup, logStream]))
    .digest()
  const position = Buffer.alloc(8)
  return (ordinal, line) => {
    position.writeBigUInt64BE(BigInt(ordinal))
    const hash = createHmac('sha256', streamKey).update(position).update(line).digest()
    const low = hash.readBigUInt64BE(0) % 10n ** 18n
    const middle = hash.readBigUInt64BE(8) % 10n ** 19n
    const high = hash.readBigUInt64BE(16) % 10n ** 19n
    return `${high.toString().padStart(19, '0')}${middle.toString().padStart(19, '0')}${low.toString().padStart(18, '0')}`
  }
}

/** Whether `id` has the form of an event id. */
export const isEventId = (id: string): boolean => id.length === digits && /^\d+$/.test(id)

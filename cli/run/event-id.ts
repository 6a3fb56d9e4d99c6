import { createHmac, hash } from 'node:crypto'

const digits = 56
/** Of these, so many say which stream it is, where in it, and what stands there. */
const [streamDigits, ordinalDigits, lineDigits] = [30, 12, 14]

/** Gives the line `ordinal` of a stream its id. */
export type Identify = (ordinal: number, line: Uint8Array) => string

/** Block size of SHA-256 in bytes, and the bytes that HMAC mixes into the key (RFC 2104). */
const block = 64
const innerByte = 0x36
const outerByte = 0x5c
/** Longer lines are rare: for them the scratch space would have to grow. */
const scratchBytes = 65_536

/**
 * HMAC-SHA-256 over a position and a line. Written out over one-shot hashes, because `createHmac` spends four times as long on
 * making a key object for each line as on hashing it; the result is the same.
 */
function keyedHash(key: Uint8Array): (ordinal: number, line: Uint8Array) => Buffer {
  const inner = Buffer.alloc(block + 8 + scratchBytes)
  const outer = Buffer.alloc(block + 32)
  for (let i = 0; i < block; i++) {
    inner[i] = (key[i] ?? 0) ^ innerByte
    outer[i] = (key[i] ?? 0) ^ outerByte
  }
  return (ordinal, line) => {
    inner.writeBigUInt64BE(BigInt(ordinal), block)
    if (line.length > scratchBytes)
      return createHmac('sha256', key)
        .update(inner.subarray(block, block + 8))
        .update(line)
        .digest()
    inner.set(line, block + 8)
    outer.set(hash('sha256', inner.subarray(0, block + 8 + line.length), 'buffer'), block)
    return hash('sha256', outer, 'buffer')
  }
}

const decimal = (bytes: Buffer, count: number): string =>
  BigInt(`0x${bytes.toString('hex')}`)
    .toString()
    .slice(-count)
    .padStart(count, '0')

/**
 * Makes event ids like CloudWatch's, 56 decimal digits that grow along a stream: a keyed hash of group and stream, the
 * position, and a keyed hash of position and line. The same line at the same place gets the same id, and nobody without the
 * key can check a guess at what it said. Neighbours have most digits in common, which the archive makes use of.
 */
export function identifier(key: Uint8Array, logGroup: string, logStream: string): Identify {
  const streamKey = createHmac('sha256', key)
    .update(JSON.stringify([logGroup, logStream]))
    .digest()
  // Not of the key itself, which has to stay secret.
  const stream = decimal(createHmac('sha256', streamKey).update('stream').digest(), streamDigits)
  const hashed = keyedHash(streamKey)
  return (ordinal, line) => {
    const position = String(ordinal).padStart(ordinalDigits, '0')
    const said = String(hashed(ordinal, line).readUIntBE(0, 6)).slice(-lineDigits).padStart(lineDigits, '0')
    return stream + position + said
  }
}

/** Whether `id` has the form of an event id. */
export const isEventId = (id: string): boolean => id.length === digits && /^\d+$/.test(id)

import { gunzipSync } from 'node:zlib'
import type { DecodeFault } from './fault.ts'

/** Inflated bytes, or why there are none. */
export type Inflated = { readonly bytes: Buffer } | { readonly fault: DecodeFault }

const gzipMagic = 0x1f8b
/** A gzip member is at least 18 bytes: 10 of header, 8 of trailer (RFC 1952, section 2.3). */
const leastGzipBytes = 18

/** Deflate cannot expand more than about 1,032 times (https://zlib.net/zlib_tech.html), plus a little for the header. */
const mostExpansion = 1_032

function faultOf(error: unknown): DecodeFault {
  const code = (error as { code?: string }).code
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'too_large'
  return code === 'Z_BUF_ERROR' ? 'truncated' : 'not_gzip'
}

/**
 * Gunzips with a cap on the output that is checked while inflating: a bomb costs at most `maxBytes` of memory. The chunk
 * size comes from the size that the trailer states (never above the cap; the statement is the sender's and may lie),
 * which saves most of the copying.
 */
export function inflate(bytes: Buffer, maxBytes: number): Inflated {
  if (bytes.length < leastGzipBytes || bytes.readUInt16BE(0) !== gzipMagic)
    return { fault: bytes.length >= 2 && bytes.readUInt16BE(0) === gzipMagic ? 'truncated' : 'not_gzip' }
  const stated = bytes.readUInt32LE(bytes.length - 4)
  const possible = Math.min(stated, bytes.length * mostExpansion, maxBytes)
  try {
    return {
      bytes: gunzipSync(bytes, { maxOutputLength: maxBytes, chunkSize: Math.max(possible + 1, 1_024) }),
    }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

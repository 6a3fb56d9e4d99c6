import { Transform } from 'node:stream'

type Decode = (chunk: Buffer) => Buffer

const longestMark = 3
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf])

function utf16(label: string, mark: Buffer): Decode {
  const decoder = new TextDecoder(label, { ignoreBOM: true })
  let first = true
  return (chunk) => {
    const part = first ? chunk.subarray(mark.length) : chunk
    first = false
    return Buffer.from(decoder.decode(part, { stream: true }))
  }
}

function decodeFor(start: Buffer): Decode {
  if (start[0] === 0xff && start[1] === 0xfe) return utf16('utf-16le', start.subarray(0, 2))
  if (start[0] === 0xfe && start[1] === 0xff) return utf16('utf-16be', start.subarray(0, 2))
  return (chunk) => chunk
}

/**
 * Turns UTF-16 that begins with its byte order mark (what PowerShell's `>` writes) into UTF-8: in UTF-16 no detector would
 * find anything. Everything else passes as it is.
 */
export function toUtf8(): Transform {
  let start: Buffer | undefined = Buffer.alloc(0)
  let decode: Decode = (chunk) => chunk
  const begin = (): Buffer => {
    const held = start!
    start = undefined
    decode = decodeFor(held)
    return decode(held)
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (start === undefined) return done(null, decode(chunk))
      start = Buffer.concat([start, chunk])
      return start.length < longestMark ? done() : done(null, begin())
    },
    flush(done) {
      done(null, start === undefined ? undefined : begin())
    },
  })
}

/** Without UTF-8's byte order mark, which is no part of the first line. */
export const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, utf8Mark.length).equals(utf8Mark) ? bytes.subarray(utf8Mark.length) : bytes

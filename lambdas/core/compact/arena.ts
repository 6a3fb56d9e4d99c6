/**
 * Bytes of which many values are parts: one growing piece of memory instead of an object for each value, which the garbage
 * collector would have to look at again and again.
 */
export class Arena {
  bytes: Buffer
  length = 0

  constructor(capacity = 64 * 1024) {
    this.bytes = Buffer.allocUnsafeSlow(capacity)
  }

  /** Copies bytes to the end, and says where they begin. */
  append(part: Uint8Array): number {
    const start = this.length
    this.#reserve(start + part.length)
    this.bytes.set(part, start)
    this.length += part.length
    return start
  }

  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end)
  }

  #reserve(length: number): void {
    if (length <= this.bytes.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(length, this.bytes.length * 2))
    this.bytes.copy(grown, 0, 0, this.length)
    this.bytes = grown
  }
}

/** Bytes in their own order, which is that of code points in UTF-8: negative, 0 or positive. */
export function compareBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): number {
  const length = Math.min(end - start, otherEnd - otherStart)
  for (let i = 0; i < length; i++) {
    const difference = bytes[start + i]! - bytes[otherStart + i]!
    if (difference !== 0) return difference
  }
  return end - start - (otherEnd - otherStart)
}

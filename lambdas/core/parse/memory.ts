/**
 * What was made of parts of texts lately: logs say the same again and again. A part is found by its length and a few of its
 * characters and compared in full, so it needs neither a string nor a hash. The size never changes: of what falls on one place,
 * the last two stay.
 */
import { loaded } from './loaded.ts'

/** Entries lie in pairs: both have the same place. */
const entries = 1024
/** Longer parts are not kept: what comes again is short. */
const room = 192

/** Keeps what `make` makes of a part of the loaded text and a second part behind it, which may be empty. */
export class Memory<Value> {
  private readonly make: (first: string, second: string) => Value
  private readonly values: (Value | undefined)[] = new Array(entries).fill(undefined)
  /** The lengths of the parts of each entry. */
  private readonly firsts = new Uint8Array(entries)
  private readonly seconds = new Uint8Array(entries)
  private readonly parts = new DataView(new ArrayBuffer(entries * room))

  /** @param make - depends on nothing but the two parts. */
  constructor(make: (first: string, second: string) => Value) {
    this.make = make
  }

  /** What `make` makes of `text`, which is loaded, from `from` to `to` and from `behind` to `end`. */
  of(text: string, from: number, to: number, behind = to, end = to): Value {
    const length = to - from + end - behind
    if (length > room || to === from || !loaded.isExact)
      return this.make(text.slice(from, to), text.slice(behind, end))
    const place = placeOf(from, to, behind, end)
    if (this.isAt(place, from, to, behind, end)) return this.values[place]!
    if (this.isAt(place + 1, from, to, behind, end)) return this.values[place + 1]!
    return this.keep(place, ownText(text.slice(from, to)), ownText(text.slice(behind, end)))
  }

  private isAt(place: number, from: number, to: number, behind: number, end: number): boolean {
    const first = to - from
    if (this.firsts[place] !== first || this.seconds[place] !== end - behind) return false
    const at = place * room
    return isSame(this.parts, at, from, first) && isSame(this.parts, at + first, behind, end - behind)
  }

  private keep(place: number, first: string, second: string): Value {
    const value = this.make(first, second)
    if (first.includes('\0') || second.includes('\0')) return value
    this.move(place)
    Buffer.from(this.parts.buffer).write(first + second, place * room, 'latin1')
    this.firsts[place] = first.length
    this.seconds[place] = second.length
    this.values[place] = value
    return value
  }

  /** Makes room at a place. */
  private move(place: number): void {
    const at = place * room
    Buffer.from(this.parts.buffer).copyWithin(at + room, at, at + room)
    this.firsts[place + 1] = this.firsts[place]!
    this.seconds[place + 1] = this.seconds[place]!
    this.values[place + 1] = this.values[place]
    this.firsts[place] = 0
  }
}

/**
 * Whether a part of the loaded text is what was kept at `at`. Eight bytes are one number: equal numbers are equal bytes, as no part
 * with a zero is kept, which would be equal to minus zero.
 */
const isSame = (parts: DataView, at: number, from: number, length: number): boolean => {
  const { view } = loaded
  if (length < 8) {
    for (let i = 0; i < length; i++) if (parts.getUint8(at + i) !== view.getUint8(from + i)) return false
    return true
  }
  const last = length - 8
  for (let i = 0; i < last; i += 8)
    if (parts.getFloat64(at + i, true) !== view.getFloat64(from + i, true)) return false
  return parts.getFloat64(at + last, true) === view.getFloat64(from + last, true)
}

const placeOf = (from: number, to: number, behind: number, end: number): number => {
  let hash = sample(to - from, from, to)
  hash = sample(Math.imul(hash, 0x9e3779b1) ^ (end - behind), behind, end)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash >>> 23) * 2
}

/** Adds some characters to a hash: more of those at the end, where names differ, and some of the middle. */
const sample = (hash: number, from: number, to: number): number => {
  const { view } = loaded
  if (to - from < 4) {
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ view.getUint8(i), 0x01000193)
    return hash
  }
  const least = Math.max(from, to - 28)
  for (let at = to - 4; at >= least; at -= 6) hash = Math.imul(hash ^ view.getInt32(at, true), 0x01000193)
  return Math.imul(hash ^ view.getInt32(((from + to) >> 1) - 2, true), 0x01000193)
}

/** The same text in memory of its own: a part of a text keeps the whole alive. */
const ownText = (part: string): string => Buffer.from(part, 'latin1').toString('latin1')

/** What the page knows of words, names and values that come again and again: tables that WebAssembly asks, each compared in full. */
import { knownOf, longestName } from '../wasm/names.ts'
import { LEVELS, NAMES, ROLES, SAID } from './layout.ts'
import type { Span } from './page.ts'

export class Learned {
  private readonly bytes: Buffer

  /** @param bytes - all of the page's memory. */
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** From now on a text with this word, of 3 to 13 small letters, in any spelling may have a level. */
  level(word: string): void {
    const letters = Buffer.from(word.slice(0, 4).padEnd(4, '\0')).readUInt32LE(0)
    const last = word.charCodeAt(word.length - 1) << 16
    const key = Math.imul((letters + last) ^ word.length, 0x9e3779b1)
    for (const bit of [key >>> 19, (key >>> 6) & 8191]) this.bytes[LEVELS + (bit >>> 3)]! |= 1 << (bit & 7)
  }

  /** Gives a name a code from 1 to 255; 1 lets it go unlisted. Long names have none. */
  name(name: string, code: number): void {
    const bytes = Buffer.from(name)
    if (bytes.length > longestName(NAMES) || bytes.length < 1) return
    this.bytes[knownOf(this.bytes, NAMES, bytes)] = code
  }

  /** Says what names with this code are for. */
  role(code: number, role: number): void {
    this.bytes[ROLES + code] = role
  }

  /** From now on it is known what this value says as this kind. Returns the place by which it will be told. */
  said({ from, to }: Span, kind: number): number {
    const at = knownOf(this.bytes, SAID, Buffer.from(this.bytes.subarray(from, to)))
    this.bytes[at]! |= 1 << kind
    return Math.floor((at - SAID.at) / SAID.slot) * 8 + kind + 1
  }
}

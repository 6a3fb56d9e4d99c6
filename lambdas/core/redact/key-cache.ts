/**
 * Key rules by key name, without making a string for a name that was seen before: a direct-mapped cache, indexed by a hash
 * of the characters and verified character by character. Its size is fixed, so log content cannot make it grow.
 */
import type { KeyRule } from './keys.ts'

const SIZE = 4096

export class KeyCache {
  private readonly names: string[] = new Array(SIZE).fill('')
  private readonly rules: (KeyRule | undefined)[] = new Array(SIZE).fill(undefined)
  private readonly classify: (key: string) => KeyRule | undefined

  constructor(classify: (key: string) => KeyRule | undefined) {
    this.classify = classify
  }

  /** The rule for the key name at `text[start, end)`. */
  lookup(text: string, start: number, end: number): KeyRule | undefined {
    if (end <= start) return undefined
    let hash = end - start
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
    const slot = (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (SIZE - 1)
    if (!isSame(this.names[slot]!, text, start, end)) {
      const name = text.slice(start, end)
      this.rules[slot] = this.classify(name)
      this.names[slot] = name
    }
    return this.rules[slot]
  }
}

function isSame(name: string, text: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== text.charCodeAt(start + i)) return false
  return true
}

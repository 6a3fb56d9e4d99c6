/**
 * Key rules by key name, without making a string for a name that was seen before: a cache of two-way
 * sets, indexed by a hash of the characters and verified character by character. Its size is fixed, so log content cannot make it grow.
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
    const slot = (Math.imul(hash, 0x9e3779b1) >>> 20) & (SIZE - 1)
    if (isSame(this.names[slot]!, text, start, end)) return this.rules[slot]
    const second = slot ^ 1
    return isSame(this.names[second]!, text, start, end)
      ? this.rules[second]
      : this.learn(slot, text.slice(start, end))
  }

  /** What stood in the slot moves to the neighbouring one. */
  private learn(slot: number, name: string): KeyRule | undefined {
    const rule = this.classify(name)
    this.names[slot ^ 1] = this.names[slot]!
    this.rules[slot ^ 1] = this.rules[slot]
    this.names[slot] = name
    this.rules[slot] = rule
    return rule
  }
}

function isSame(name: string, text: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== text.charCodeAt(start + i)) return false
  return true
}

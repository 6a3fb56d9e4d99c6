/**
 * Key rules by key name, without making a string for a name that was seen before: a cache of four-way sets, indexed by a hash
 * of the characters and verified character by character. Its size is fixed, so log content cannot make it grow.
 */
import { ownText } from '../own-text.ts'
import type { KeyRule } from './keys.ts'
import { hasMask } from './masks.ts'

const SIZE = 4096
/** Three names that a log uses in every line may well meet in one set; five hardly do. */
const WAYS = 4

interface Entry {
  readonly name: string
  readonly rule: KeyRule | undefined
  /** Neither the name says anything, nor is anything secret in it: a JSON key that can be stepped over. Unknown until it is one. */
  isPlain: boolean | undefined
}

const empty: Entry = { name: '', rule: undefined, isPlain: false }

export class KeyCache {
  private readonly entries: Entry[] = new Array(SIZE).fill(empty)
  /** The hash of each entry's name, side by side: most names that are not known are refused without a look at the entries. */
  private readonly hashes = new Int32Array(SIZE)
  private readonly classify: (key: string) => KeyRule | undefined
  private readonly isPlain: (key: string) => boolean
  private readonly onPlain: (text: string, start: number, end: number) => void

  /**
   * @param isPlain - asked once for each name without a rule that stands where a JSON key does.
   * @param onPlain - told of each JSON key that was stepped over.
   */
  constructor(
    classify: (key: string) => KeyRule | undefined,
    isPlain: (key: string) => boolean,
    onPlain: (text: string, start: number, end: number) => void,
  ) {
    this.classify = classify
    this.isPlain = isPlain
    this.onPlain = onPlain
  }

  /** The rule for the key name at `text[start, end)`. */
  lookup(text: string, start: number, end: number): KeyRule | undefined {
    if (end <= start) return undefined
    let hash = 0
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
    return this.entry(text, start, end, hash).rule
  }

  /**
   * At the quote before a JSON key: the index after its colon when the key can be stepped over, else `open`. Reads at most
   * 64 characters.
   */
  skipPlainKey(text: string, open: number): number {
    const start = open + 1
    const limit = Math.min(text.length - 1, start + 64)
    let hash = 0
    let i = start
    while (i < limit) {
      const code = text.charCodeAt(i)
      if (code === 34 || code === 92) break
      hash = (Math.imul(hash, 31) + code) | 0
      i++
    }
    if (i >= limit || i === start || text.charCodeAt(i) !== 34 || text.charCodeAt(i + 1) !== 58) return open
    const entry = this.entry(text, start, i, hash)
    entry.isPlain ??= this.isPlain(entry.name)
    if (!entry.isPlain) return open
    this.onPlain(text, start, i)
    return i + 2
  }

  private entry(text: string, start: number, end: number, hash: number): Entry {
    const slot = Math.imul(hash, 0x9e3779b1) >>> 20
    for (let way = 0; way < WAYS; way++) {
      if (this.hashes[slot ^ way] !== hash) continue
      const entry = this.entries[slot ^ way]!
      if (isSame(entry.name, text, start, end)) return entry
    }
    return this.learn(slot, hash, text.slice(start, end))
  }

  /** Takes a way of the set that is still free, else the place of what stands in the slot. */
  private learn(slot: number, hash: number, slice: string): Entry {
    const name = ownText(slice)
    const rule = hasMask(name) ? undefined : this.classify(name)
    const entry = { name, rule, isPlain: rule === undefined ? undefined : false }
    let place = slot
    for (let way = 0; way < WAYS; way++)
      if (this.entries[slot ^ way] === empty) {
        place = slot ^ way
        break
      }
    this.entries[place] = entry
    this.hashes[place] = hash
    return entry
  }
}

function isSame(name: string, text: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== text.charCodeAt(start + i)) return false
  return true
}

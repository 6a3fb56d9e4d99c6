/** The words that announce something, in an open table by a hash of their letters: none has to be cut out of the text to be looked up. */
import type { Finder } from './finder.ts'

interface KnownWord {
  /** In lower case. */
  readonly word: string
  readonly find: Finder
}

const SLOTS = 2048
const slotOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 21

/** Letters in lower case; digits stay what they are. */
const step = (hash: number, code: number): number => (Math.imul(hash, 31) + (code | 32)) | 0

export class KnownWords {
  private readonly slots: (KnownWord | undefined)[] = new Array(SLOTS).fill(undefined)
  /** Those with letters beyond ASCII. */
  private readonly foreign = new Map<string, KnownWord>()

  constructor(finders: Readonly<Record<string, Finder>>) {
    for (const [word, find] of Object.entries(finders)) this.add({ word, find })
  }

  /** The word at `text[start, end)`, which are letters and digits, in whatever case. */
  at(text: string, start: number, end: number): KnownWord | undefined {
    let hash = 0
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i)
      if (code >= 128) return this.foreign.get(text.slice(start, end).toLowerCase())
      hash = step(hash, code)
    }
    for (let slot = slotOf(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
      const known = this.slots[slot]
      if (known === undefined || isSame(known.word, text, start, end)) return known
    }
  }

  private add(known: KnownWord): void {
    const { word } = known
    let hash = 0
    for (let i = 0; i < word.length; i++) {
      if (word.charCodeAt(i) >= 128) {
        this.foreign.set(word, known)
        return
      }
      hash = step(hash, word.charCodeAt(i))
    }
    let slot = slotOf(hash)
    while (this.slots[slot] !== undefined) slot = (slot + 1) & (SLOTS - 1)
    this.slots[slot] = known
  }
}

function isSame(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false
  for (let i = 0; i < word.length; i++)
    if (word.charCodeAt(i) !== (text.charCodeAt(start + i) | 32)) return false
  return true
}

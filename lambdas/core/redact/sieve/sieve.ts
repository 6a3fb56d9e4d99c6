/**
 * The first look at a text: WebAssembly over its bytes lists the places where the scanner must look closer. Nine of ten texts have
 * few or none. What it is and what it gains: docs/decisions/003-scanner.md.
 */
import { ownText } from '../../own-text.ts'
import { Instance, Memory, Module } from '../../wasm/engine.ts'
import { knownOf, longestName } from '../../wasm/names.ts'
import { BLOCK, DONE, DONE_END, FREE, fillAddresses, KEYS, LONGEST, ROOM, tables } from './tables.ts'
import { wasm } from './wasm.ts'

/** Bytes of text up to which it is asked; more is walked through by the scanner itself. */
const MAX_TEXT = 1_200_000
/** Texts shorter than this are walked through as fast. */
const MIN_TEXT = 24
const PAGE = 65_536

/**
 * What is known of a name: it can be stepped over as a JSON key; it says nothing before `:` and `=`; as the value of `name`, it is what a
 * logger is called; as the name of an element, it says nothing; as the value of `name`, it may be a logger's or a secret's.
 */
export const PLAIN_JSON = 1
export const PLAIN_FREE = 2
export const SMALL_NAME = 8
export const PLAIN_TAG = 16
export const SMALL_SECRET = 32

/** A stop is an index in the lower bits. The highest one says that it stands in a string, the next one that this is not known. */
export const INDEX = 0x3fff_ffff
export const IN_STRING = 0x8000_0000
export const UNKNOWN = 0x4000_0000

/** What WebAssembly does. */
interface Engine {
  readonly sieve: (size: number, stops: number, longest: number, isWide: number) => number
  readonly beginBlock: () => void
  readonly look: (from: number, size: number, stops: number, longest: number, decides: number) => number
}

/** What `look` returns when there is no room for a text; `assembly/sieve.ts` has the same number. */
const NO_ROOM = 0x7fff_ffff

let compiled: object | undefined

const beyondAscii = /[^\x00-\x7f]/
const beyondLatin1 = /[^\x00-\xff]/
/** They separate keys from values too. */
const wideSigns = /[\uff1a\uff1d\u2192]/

export class Sieve {
  private readonly memory = new Memory({ initial: Math.ceil(FREE / PAGE) + 6 })
  private readonly engine: Engine
  private bytes: Buffer
  private words: Uint32Array
  /** Stops that are in use. */
  private free = 0
  private capacity = 0
  private isWide = false
  private blockFrom = 0
  /** Bytes of the texts of the block that are finished with. */
  doneSize = 0
  /** Are addresses masked, whatever they are? Then texts with nothing else are finished with by `look`. */
  masksAddresses = false
  private readonly recent: string[] = new Array(128).fill('')
  private hits = 0

  constructor() {
    compiled ??= new Module(Buffer.from(wasm, 'base64'))
    const { exports } = new Instance(compiled, { env: { memory: this.memory } })
    this.engine = exports as unknown as Engine
    this.bytes = Buffer.from(this.memory.buffer)
    this.words = new Uint32Array(this.memory.buffer)
    this.bytes.set(tables())
    fillAddresses(this.bytes)
    this.reserve(PAGE, 0)
  }

  /**
   * Lists the stops of a text and returns how many there are; -1 when it cannot say, and the whole text is to be walked through.
   * They are read with `stopAt(mark + n)`, where `mark` is what `mark` was before, and given back with `release(mark)`: a text inside a
   * text has its own behind those of the outer one.
   */
  list(text: string): number {
    const size = text.length
    if (size < MIN_TEXT || size > MAX_TEXT) return -1
    const isWide = beyondLatin1.test(text)
    if (isWide && wideSigns.test(text)) return -1
    this.reserve(size, this.free)
    const first = FREE + this.capacity + this.free * 4
    if (isWide) this.bytes.write(text, first, 'utf16le')
    else this.bytes.write(text, FREE, 'latin1')
    this.isWide = isWide
    const count = this.engine.sieve(size, first, LONGEST, isWide ? 1 : 0)
    this.free += count
    return count
  }

  /** Takes texts of ASCII that lie in `bytes` between these places; those before are forgotten. False when there is no room for them. */
  takeBlock(bytes: Buffer, from: number, to: number): boolean {
    this.doneSize = 0
    this.engine.beginBlock()
    if (to - from > ROOM) return false
    bytes.copy(this.bytes, BLOCK, from, to)
    this.blockFrom = from
    return true
  }

  /**
   * As `list`, of the text that lay at these places; undefined when it is left to `list`. What is not more than zero is finished with, and
   * says how many addresses are masked in it; `done` has it, behind those before it. Of others the stops are as if they had been listed.
   */
  look(from: number, to: number): number | undefined {
    const size = to - from
    if (size < MIN_TEXT) return undefined
    this.reserve(size, this.free)
    const first = FREE + this.capacity + this.free * 4
    this.isWide = false
    const count = this.engine.look(
      BLOCK + from - this.blockFrom,
      size,
      first,
      LONGEST,
      this.masksAddresses ? 1 : 0,
    )
    if (count === NO_ROOM) return undefined
    if (count > 0) this.free += count
    else this.doneSize = this.words[DONE_END >>> 2]!
    return count
  }

  /** The texts of the block that are finished with, each with a zero behind it. Valid until the next block, or a larger text. */
  get done(): Buffer {
    return this.bytes.subarray(DONE, DONE + this.doneSize)
  }

  /**
   * The text that was listed last, in one piece: what was put together or cut out takes longer to read, character by character, from
   * the pieces that it is made of.
   */
  inOnePiece(text: string): string {
    return this.isWide ? text : this.bytes.toString('latin1', FREE, FREE + text.length)
  }

  stopAt(index: number): number {
    return this.words[((FREE + this.capacity) >>> 2) + index]!
  }

  get mark(): number {
    return this.free
  }

  release(mark: number): void {
    this.free = mark
  }

  /** Remembers that the name at `text[start, end)` says nothing. */
  learn(text: string, start: number, end: number, kind: number): void {
    const size = end - start
    if (size > longestName(KEYS) || size < 1) return
    const name = text.slice(start, end)
    if (beyondAscii.test(name) || this.isRecent(name, kind)) return
    this.bytes[knownOf(this.bytes, KEYS, Buffer.from(name, 'latin1'))]! |= kind
  }

  /** One name that stands everywhere in a text is not written again and again; now and then it is, since others may take its place. */
  private isRecent(name: string, kind: number): boolean {
    const place =
      ((name.charCodeAt(0) * 31 + name.charCodeAt(name.length - 1) + name.length) & 31) * 4 + (kind & 3)
    if (this.recent[place] === name && (++this.hits & 63) !== 0) return true
    this.recent[place] = ownText(name)
    return false
  }

  /** Room for `size` bytes of text and as many stops behind those that are in use. Stops that are in use move with the text's end. */
  private reserve(size: number, used: number): void {
    const room = Math.max(this.capacity, Math.ceil((size + 80) / PAGE) * PAGE)
    const needed = FREE + room + (used + size + 16) * 4
    if (needed > this.bytes.length) this.grow(needed)
    if (room === this.capacity) return
    const from = FREE + this.capacity
    if (used > 0) this.bytes.copyWithin(FREE + room, from, from + used * 4)
    this.capacity = room
  }

  private grow(needed: number): void {
    this.memory.grow(Math.ceil((needed - this.bytes.length) / PAGE))
    this.bytes = Buffer.from(this.memory.buffer)
    this.words = new Uint32Array(this.memory.buffer)
  }
}

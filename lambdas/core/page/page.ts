/**
 * A batch's texts in the memory of WebAssembly, where the usual formats are read and lines of the archive are made without a string in
 * between. docs/decisions/016-one-memory.md
 */
import { isAscii } from 'node:buffer'
import { Instance, Memory, Module } from '../wasm/engine.ts'
import { LABEL, LABELS, LISTED, labels, PAGES, RESULT, TEXTS, TEXTS_SIZE, told } from './layout.ts'
import { Learned } from './learned.ts'
import { wasm } from './wasm.ts'

/** Where something stands on the page: addresses of its first byte and behind its last. Valid until other texts are loaded. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Texts of ASCII that lie in `bytes`, each with a zero behind it: the nth between `from` and `to`, if `from` is not -1. */
export interface Lying {
  readonly bytes: Buffer
  readonly from: readonly number[]
  readonly to: readonly number[]
}

const noneLie: Lying = { bytes: Buffer.alloc(0), from: [], to: [] }

/** Where things stand in the head of a text, in characters. */
export interface AskedHead {
  readonly timeEnd: number
  readonly numbers: readonly number[]
}

/** What WebAssembly does with the page. */
interface Engine {
  readonly begin: () => void
  readonly readMembers: (from: number, to: number) => number
  readonly makeMembers: (taken: number) => void
  readonly decideMembers: (listed: number) => number
  readonly readPairs: (from: number, to: number) => number
  readonly makePairs: (taken: number) => void
  readonly decidePairs: (listed: number) => number
  readonly readAccess: (from: number, to: number) => number
  readonly readTimeOf: (listed: number, quote: number) => number
  readonly readHead: (from: number, to: number) => number
  readonly askHead: (from: number, message: number, to: number) => number
  readonly keepHead: (size: number, flags: number) => number
  readonly headNumber: (nth: number) => number
  readonly refuseHead: () => void
  readonly forgetHeads: () => void
  readonly writeLines: (count: number) => number
}

/** Texts up to this length together are loaded, and read where they lie. */
const mostCharacters = 262_144
/** Characters from which on one call more costs less than one copy more. */
const longText = 1_024
const beyondLatin1 = /[^\x00-\xff]/

export class Page {
  readonly bytes: Buffer
  readonly words: Uint32Array
  readonly doubles: Float64Array
  readonly engine: Engine
  readonly learned: Learned
  /** Who has something to do before other texts come: lines that are made of these. */
  beforeNext: (() => void) | undefined
  private readonly from: number[] = []
  private readonly to: number[] = []
  private texts: (string | undefined)[] = []
  /** Behind the texts that were copied as bytes. */
  private behindLying = TEXTS
  /** Every character is one byte, so that places on the page are places in the texts too. */
  private isAscii = true
  private times = 0

  constructor() {
    const memory = new Memory({ initial: PAGES })
    const { exports } = new Instance(new Module(Buffer.from(wasm, 'base64')), { env: { memory } })
    this.engine = exports as unknown as Engine
    this.bytes = Buffer.from(memory.buffer)
    this.words = new Uint32Array(memory.buffer)
    this.doubles = new Float64Array(memory.buffer)
    this.learned = new Learned(this.bytes)
    labels.forEach((label, i) => {
      this.bytes.write(label, LABELS + i * LABEL, 'latin1')
      this.bytes[LABELS + i * LABEL + LABEL - 1] = label.length
    })
  }

  /** How often texts were loaded: what was told of others before is not valid any more. */
  get generation(): number {
    return this.times
  }

  /** Takes these texts instead of those before; those that lie in `lying` may be undefined. What there is no room for is left out. */
  load(texts: readonly (string | undefined)[], { bytes, from, to }: Lying = noneLie): void {
    this.beforeNext?.()
    this.engine.begin()
    this.times++
    this.texts = [...texts]
    bytes.copy(this.bytes, TEXTS)
    let at = TEXTS + bytes.length
    this.behindLying = at
    /** Short texts that are still to be written, and where to. */
    let short = ''
    let shortFrom = at
    let isLatin1 = true
    for (let n = 0; n < texts.length; n++) {
      if (from[n]! >= 0) {
        this.from[n] = TEXTS + from[n]!
        this.to[n] = TEXTS + to[n]!
        continue
      }
      const text = texts[n]!
      const fits = at - TEXTS + text.length < mostCharacters
      this.from[n] = fits ? at : 0
      if (fits) {
        short += `${text}\0`
        at += text.length
      }
      this.to[n] = at
      if (fits) at++
      if (short.length < longText) continue
      isLatin1 = this.write(short, shortFrom) && isLatin1
      short = ''
      shortFrom = at
    }
    isLatin1 = this.write(short, shortFrom) && isLatin1
    this.isAscii = isLatin1 && this.isAsciiFrom(this.behindLying, at)
    if (!this.isAscii) this.measure()
  }

  /** The text of that number. */
  textOf(nth: number): string {
    this.texts[nth] ??= this.bytes.toString('latin1', this.from[nth], this.to[nth])
    return this.texts[nth]
  }

  /** Writes a text, one byte for each character: several times as fast as UTF-8 is written. False when it has others. */
  private write(text: string, at: number): boolean {
    if (beyondLatin1.test(text)) return false
    this.bytes.write(text, at, 'latin1')
    return true
  }

  private isAsciiFrom(from: number, to: number): boolean {
    return isAscii(this.bytes.subarray(from, to))
  }

  /** Writes texts again, some of which have characters of several bytes. Halves of characters would be lost: these are left out. */
  private measure(): void {
    let at = this.behindLying
    this.texts.forEach((text, i) => {
      if (text === undefined || this.from[i]! < this.behindLying) return
      this.from[i] = text.isWellFormed() ? at : 0
      at += this.bytes.write(text, at, TEXTS + TEXTS_SIZE - at, 'utf8')
      this.to[i] = at
      this.bytes[at++] = 0
    })
  }

  /** Is this the text of that number, and was it loaded? */
  has(nth: number): boolean {
    return this.from[nth]! > 0
  }

  /** The first byte of the text of that number, which was loaded; 0 when it is empty. */
  firstOf(nth: number): number {
    return this.bytes[this.from[nth]!]!
  }

  /** Finds the members of a JSON object; how many are listed, or -1 when the text is none of the usual kind. */
  readMembers(nth: number): number {
    return this.engine.readMembers(this.from[nth]!, this.to[nth]!)
  }

  /** Finds the pairs of a logfmt line; how many are listed, or -1 when the text is none of the usual kind. */
  readPairs(nth: number): number {
    return this.engine.readPairs(this.from[nth]!, this.to[nth]!)
  }

  /** Reads an access line of the usual kind: `attributes`, `body` and `time`. */
  readAccess(nth: number): boolean {
    return this.engine.readAccess(this.from[nth]!, this.to[nth]!) !== 0
  }

  /**
   * Reads a line with a known head: `attributes`, `body` and `time`, which may be none. Returns the number of the head and one, and
   * 65,536 more when the body has to be escaped, twice as many when it has several lines; 0 when it is none of these.
   */
  readHead(nth: number): number {
    return this.engine.readHead(this.from[nth]!, this.to[nth]!)
  }

  /**
   * Asks for the head of a text whose message begins at this character. Undefined: it is not worth keeping, or not yet. Else where its
   * numbers begin, and its time's end; `time` is that time.
   */
  askHead(nth: number, message: number): AskedHead | undefined {
    const from = this.from[nth]!
    if (this.engine.askHead(from, from + message, this.to[nth]!) === 0) return undefined
    const numbers: number[] = []
    for (let at = this.engine.headNumber(0); at > 0; at = this.engine.headNumber(numbers.length))
      numbers.push(at - from)
    return { timeEnd: this.words[(RESULT >>> 2) + 2]! - from, numbers }
  }

  /** Keeps the head that was asked for last, and returns its number; -1 when there is no room. */
  keepHead(attributes: string, flags: number): number {
    const at = this.engine.keepHead(attributes.length, flags)
    if (at === 0) return -1
    this.bytes.write(attributes, at, 'latin1')
    return this.words[RESULT >>> 2]!
  }

  /** The code of the nth listed name; 0 when none was learned. */
  codeOf(nth: number): number {
    return this.words[(LISTED >>> 2) + nth * 8]!
  }

  /** The nth listed name. */
  nameOf(nth: number): string {
    const at = (LISTED >>> 2) + nth * 8
    return this.textAt(this.words[at + 1]!, this.words[at + 2]!)
  }

  /** Where the value of the nth listed name stands: in JSON as it is written there, in pairs without quotes. */
  spanOf(nth: number): Span {
    const at = (LISTED >>> 2) + nth * 8
    return { from: this.words[at + 3]!, to: this.words[at + 4]! }
  }

  /** The value of the nth listed name, in the text of that number. */
  valueOf(nth: number, text: number): string {
    const at = (LISTED >>> 2) + nth * 8
    return this.sliceAt(text, this.words[at + 3]!, this.words[at + 4]!)
  }

  /** Where the end of the text of that number stands, when it is this; undefined when it is not, or where a character is not a byte. */
  endOf(text: number, end: string): Span | undefined {
    const to = this.to[text]!
    if (!this.isAscii || !this.has(text)) return undefined
    if (this.textOf(text).slice(-end.length) !== end) return undefined // `endsWith` goes character by character
    return { from: to - end.length, to }
  }

  textAt(from: number, to: number): string {
    return this.bytes.toString('utf8', from, to)
  }

  /** The attributes, as JSON, that were made last. */
  get attributes(): Span {
    return { from: this.words[RESULT >>> 2]!, to: this.words[(RESULT >>> 2) + 1]! }
  }

  /** The body of the access line that was read last; nothing in it needs an escape. */
  get body(): Span {
    return { from: this.words[(RESULT >>> 2) + 2]!, to: this.words[(RESULT >>> 2) + 3]! }
  }

  /** Reads the value of the nth listed name, inside quotes or not, as a time: `time`. False when it is not written as most are. */
  readTimeOf(nth: number, isQuoted: boolean): boolean {
    return this.engine.readTimeOf(nth, isQuoted ? 1 : 0) !== 0
  }

  /** Milliseconds since the epoch, of the access line or the time that was read last. */
  get time(): number {
    return this.doubles[(RESULT >>> 3) + 2]!
  }

  /** Is the value of the nth listed name one of which it may be learned what it says? */
  isUnknown(nth: number): boolean {
    return ((this.told(told.unknown) >>> nth) & 1) === 1
  }

  /** What is told of the line that was decided last. */
  told(what: (typeof told)[keyof typeof told]): number {
    return this.words[(RESULT >>> 2) + what]!
  }

  /** Characters of the text of that number, from an address on. */
  sliceAt(text: number, from: number, to: number): string {
    if (!this.isAscii) return this.textAt(from, to)
    const begin = this.from[text]!
    return this.texts[text]?.slice(from - begin, to - begin) ?? this.bytes.toString('latin1', from, to)
  }
}

let made: Page | undefined

/** The page that all share: one batch of texts is read at a time. */
export function thePage(): Page {
  made ??= new Page()
  return made
}

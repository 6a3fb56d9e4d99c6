/**
 * One text as bytes, one for each character, so that a place in the text is the same place here: in the memory of WebAssembly, which
 * finds its parts again. A string may be a part of another, which each look at a character has to find out.
 */
import { Instance, Memory, Module } from '../../wasm/engine.ts'
import { wasm } from './wasm.ts'

/** What WebAssembly does with the text; `assembly/parts.ts` says what. */
interface Engine {
  readonly find: (kind: number, from: number, to: number, behind: number, end: number) => number
  readonly keep: (kind: number, from: number, to: number, behind: number, end: number) => number
  readonly walk: (kind: number, at: number, to: number) => number
}

/** Where what `walk` found lies in the memory, and the text; `assembly/parts.ts` has the same numbers. */
const LIST = 393_216
const TEXT = LIST + 1024
/** Where in the list its size stands. */
const COUNT = 510
/** Zeros behind a text. */
const behind = 16
const PAGE = 65_536

const beyondLatin1 = /[^\x00-\xff]/
/** Stands for a character that is more than a byte: none of ASCII. */
const other = 0xff

/** The text that was loaded last. Whoever reads it loads it first, and loads nothing else meanwhile. */
class Loaded {
  private readonly memory = new Memory({ initial: Math.ceil((TEXT + 2 * PAGE) / PAGE) })
  readonly engine: Engine
  bytes: Buffer
  list: Uint16Array
  /** Each byte is its character. */
  isExact = true

  constructor() {
    const { exports } = new Instance(new Module(Buffer.from(wasm, 'base64')), {
      env: { memory: this.memory },
    })
    this.engine = exports as unknown as Engine
    this.bytes = Buffer.from(this.memory.buffer, TEXT)
    this.list = new Uint16Array(this.memory.buffer, LIST, COUNT + 1)
  }

  load(text: string): void {
    if (text.length + behind > this.bytes.length) this.grow(text.length + behind)
    this.bytes.write(text, 0, 'latin1')
    this.bytes.fill(0, text.length, text.length + behind)
    this.isExact = !beyondLatin1.test(text)
    if (!this.isExact) this.mark(text)
  }

  /** How many entries `walk` found. */
  get listed(): number {
    return this.list[COUNT]!
  }

  private grow(size: number): void {
    this.memory.grow(Math.ceil((size - this.bytes.length) / PAGE))
    this.bytes = Buffer.from(this.memory.buffer, TEXT)
    this.list = new Uint16Array(this.memory.buffer, LIST, COUNT + 1)
  }

  private mark(text: string): void {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) this.bytes[i] = other
  }
}

let made: Loaded | undefined

/** The text that all share. */
export const theLoaded = (): Loaded => {
  made ??= new Loaded()
  return made
}

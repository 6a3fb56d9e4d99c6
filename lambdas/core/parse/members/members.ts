/**
 * The members of a JSON object without an object: those whose names say something, and the text of the rest as it stands. Nine of
 * ten members of a log line are attributes; these are neither made nor written again. docs/decisions/015-attributes-as-text.md
 */
import { Instance, Memory, Module } from '../../wasm/engine.ts'
import { entryFor, KNOWN_AT, LONGEST_NAME } from '../../wasm/names.ts'
import { wasm } from './wasm.ts'

// Where things lie; `assembly/members.ts` has the same numbers.
/** The table of names begins the memory and has 2,048 slots. */
const NAMES = 0
const BITS = 11
const OUT = 65_536
const CLOSE = OUT + 64 * 32 + 64 * 8
const TEXT = 69_632
/** Longer texts are read as an object. */
const MAX_TEXT = 262_144
const WIDE = TEXT + MAX_TEXT + 64
const PAGE = 65_536

/** A name that says nothing, and the first code of those that say something. */
const PLAIN = 1
const FIRST_CODE = 2

const beyondLatin1 = /[^\x00-\xff]/

/** A member whose name says something. Indices into the text. */
export interface Member {
  readonly name: string
  /** Its value as it stands. */
  readonly value: string
  /** After the value. */
  readonly end: number
  /** After the member before it or the opening brace; the quote of the member after it or the closing brace. */
  readonly previousEnd: number
  readonly nextStart: number
  /** How many members stand before it. */
  readonly ordinal: number
}

/** Finds the members of the given names, in texts that are one JSON object. */
export class Members {
  private readonly bytes: Buffer
  private readonly words: Uint32Array
  private readonly run: (size: number, wideAt: number) => number
  private readonly names: readonly string[]
  private readonly codes: ReadonlyMap<string, number>

  constructor(names: readonly string[]) {
    const memory = new Memory({ initial: Math.ceil((WIDE + 2 * MAX_TEXT + 64) / PAGE) })
    const { exports } = new Instance(new Module(Buffer.from(wasm, 'base64')), { env: { memory } })
    this.run = exports['members'] as (size: number, wideAt: number) => number
    this.bytes = Buffer.from(memory.buffer)
    this.words = new Uint32Array(memory.buffer)
    this.names = names
    this.codes = new Map(names.map((name, i) => [name, FIRST_CODE + i]))
  }

  /** Undefined when the text is no object, or one of those that have to be read as an object. */
  find(text: string): Member[] | undefined {
    const size = text.length
    if (size > MAX_TEXT) return undefined
    const isWide = beyondLatin1.test(text)
    if (isWide) this.bytes.write(text, WIDE, 'utf16le')
    else this.bytes.write(text, TEXT, 'latin1')
    const count = this.run(size, isWide ? WIDE : 0)
    if (count < 0) return undefined
    const found: Member[] = []
    for (let i = 0; i < count; i++) {
      const member = this.memberAt((OUT >>> 2) + i * 8, text)
      if (member !== undefined) found.push(member)
    }
    return found
  }

  /** Where the object that was read last closes. */
  get close(): number {
    return this.words[CLOSE >>> 2]!
  }

  private memberAt(at: number, text: string): Member | undefined {
    const { words } = this
    const [nameStart, nameEnd] = [words[at + 1]!, words[at + 2]!]
    const code = words[at]! || this.learn(text.slice(nameStart, nameEnd))
    if (code === PLAIN) return undefined
    return {
      name: this.names[code - FIRST_CODE]!,
      value: text.slice(words[at + 3]!, words[at + 4]!),
      end: words[at + 4]!,
      previousEnd: words[at + 5]!,
      nextStart: words[at + 6]!,
      ordinal: words[at + 7]!,
    }
  }

  /** The code of a name that was not seen before, or not lately. */
  private learn(name: string): number {
    const code = this.codes.get(name) ?? PLAIN
    const bytes = Buffer.from(name, 'latin1')
    if (bytes.length > LONGEST_NAME || bytes.toString('latin1') !== name) return code
    this.bytes[entryFor(this.bytes, NAMES, BITS, bytes) + KNOWN_AT] = code
    return code
  }
}

/**
 * Envelopes as CloudWatch Logs writes them, read in WebAssembly: the ids of a payload become strings, messages when they are asked for, and
 * nothing else does. docs/decisions/016-one-memory.md
 */
import { type Beginning, type Block, BlockEvent } from '../block.ts'
import { Instance, Memory, Module } from '../wasm/engine.ts'
import { type Envelope, isEnvelopeHead } from './envelope.ts'
import { wasm } from './wasm.ts'

/** What WebAssembly does. */
interface Engine {
  readonly readEvents: (from: number, to: number, texts: number, table: number) => number
  readonly end: () => number
}

const PAGE = 65_536
/** Bytes before the payload, and behind each part. */
const GAP = 64
/** Words of an entry of the table. */
const ENTRY = 10
/** Larger payloads are left to `JSON.parse`: memory of WebAssembly is never given back. */
const mostBytes = 16 << 20
/** What comes before the events is short. */
const longestHead = 16_384
const opening = '"logEvents":['

class EnvelopeReader {
  private readonly memory = new Memory({ initial: 1 })
  private readonly engine: Engine
  private bytes: Buffer
  private words: Uint32Array
  private doubles: Float64Array
  /** The texts that were read last. */
  private last: EnvelopeBlock | undefined

  constructor() {
    const { exports } = new Instance(new Module(Buffer.from(wasm, 'base64')), {
      env: { memory: this.memory },
    })
    this.engine = exports as unknown as Engine
    this.bytes = Buffer.from(this.memory.buffer)
    this.words = new Uint32Array(this.memory.buffer)
    this.doubles = new Float64Array(this.memory.buffer)
  }

  read(json: Buffer): Envelope | undefined {
    const first = json.subarray(0, longestHead).indexOf(opening) + opening.length
    if (json.length > mostBytes || first < opening.length) return undefined
    this.last?.forget()
    const to = GAP + json.length
    const texts = to + GAP
    const table = (texts + json.length + GAP + 7) & ~7
    this.reserve(table + json.length + GAP)
    this.bytes.set(json, GAP)
    this.bytes.fill(0, to, texts)
    const count = this.engine.readEvents(GAP + first, to, texts, table)
    if (count < 0) return undefined
    const head = headOf(json.toString('utf8', 0, first), json.toString('utf8', this.engine.end() - GAP))
    return head && { ...head, logEvents: this.eventsOf(count, table, json) }
  }

  private eventsOf(count: number, table: number, json: Buffer): BlockEvent[] {
    const { bytes, words, doubles } = this
    const block = new EnvelopeBlock(bytes, json)
    const events: BlockEvent[] = []
    for (let n = 0; n < count; n++) {
      const at = (table >>> 2) + n * ENTRY
      const from = words[at + 2]!
      events.push(
        new BlockEvent(
          bytes.toString('latin1', words[at], words[at + 1]),
          doubles[(at >>> 1) + 3]!,
          block,
          from,
          from > 0 ? words[at + 3]! : 0,
          words[at + 8] as Beginning,
          words[at + 4]! - GAP,
          words[at + 5]! - GAP,
        ),
      )
    }
    this.last = block
    return events
  }

  private reserve(size: number): void {
    if (size <= this.bytes.length) return
    this.memory.grow(Math.ceil((size - this.bytes.length) / PAGE))
    this.bytes = Buffer.from(this.memory.buffer)
    this.words = new Uint32Array(this.memory.buffer)
    this.doubles = new Float64Array(this.memory.buffer)
  }
}

/** The messages of one envelope: in the memory of WebAssembly until the next one is read, and as JSON. */
class EnvelopeBlock implements Block {
  bytes: Buffer | undefined
  private readonly json: Buffer

  constructor(bytes: Buffer, json: Buffer) {
    this.bytes = bytes
    this.json = json
  }

  forget(): void {
    this.bytes = undefined
  }

  read(from: number, to: number): string {
    return JSON.parse(this.json.toString('utf8', from - 1, to + 1)) as string
  }
}

/** What stands around the events; undefined when it is not what is expected, or might name the events twice. */
function headOf(before: string, behind: string): Envelope | undefined {
  if (/\\|logEvents/.test(before.slice(0, -opening.length) + behind)) return undefined
  try {
    const head: unknown = JSON.parse(`${before}]${behind}`)
    return isEnvelopeHead(head) ? head : undefined
  } catch {
    return undefined
  }
}

let made: EnvelopeReader | undefined

/** Reads an envelope of the usual kind; undefined when it is none, or has a fault. */
export function readUsualEnvelope(json: Buffer): Envelope | undefined {
  made ??= new EnvelopeReader()
  return made.read(json)
}

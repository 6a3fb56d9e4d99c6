/**
 * Envelopes as CloudWatch Logs writes them, read in WebAssembly: the messages of a payload become strings, and nothing else does.
 * docs/decisions/016-one-memory.md
 */
import type { LogEvent } from '../records.ts'
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
const ENTRY = 8
/** Larger payloads are left to `JSON.parse`: memory of WebAssembly is never given back. */
const mostBytes = 8 << 20
/** What comes before the events is short. */
const longestHead = 16_384
const opening = '"logEvents":['

class EnvelopeReader {
  private readonly memory = new Memory({ initial: 1 })
  private readonly engine: Engine
  private bytes: Buffer
  private words: Uint32Array
  private doubles: Float64Array

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
    const to = GAP + json.length
    const texts = to + GAP
    const table = (texts + json.length + GAP + 7) & ~7
    this.reserve(table + json.length + GAP)
    this.bytes.set(json, GAP)
    this.bytes.fill(0, to, texts)
    const count = this.engine.readEvents(GAP + first, to, texts, table)
    if (count < 0) return undefined
    const head = headOf(json.toString('utf8', 0, first), json.toString('utf8', this.engine.end() - GAP))
    return head && { ...head, logEvents: this.eventsOf(count, table) }
  }

  private eventsOf(count: number, table: number): LogEvent[] {
    const { bytes, words, doubles } = this
    const events: LogEvent[] = []
    for (let n = 0; n < count; n++) {
      const at = (table >>> 2) + n * ENTRY
      const text = words[at + 2]!
      events.push({
        id: bytes.toString('latin1', words[at], words[at + 1]),
        timestamp: doubles[(at >>> 1) + 3]!,
        message:
          text > 0
            ? bytes.toString('latin1', text, words[at + 3])
            : (JSON.parse(bytes.toString('utf8', words[at + 4]! - 1, words[at + 5]! + 1)) as string),
      })
    }
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

/**
 * Messages that stay the bytes they came as until somebody asks for the string: most are redacted, read and written as lines without
 * one. docs/decisions/016-one-memory.md
 */
import type { LogEvent } from './records.ts'

/** Texts of ASCII that lie behind each other, a zero behind each. */
export interface Block {
  /** The memory that they lie in; undefined when others have taken their place. */
  readonly bytes: Buffer | undefined
  /** The message whose JSON stands here, without its quotes: once its bytes are gone, or when it is not ASCII. */
  read(from: number, to: number): string
}

/** What a message begins with, as far as that says that it is no line of a longer one: 0 when it does not. */
export type Beginning = typeof OTHER | typeof RECORD | typeof PAIR

export const OTHER = 0
/** A digit, a bracket or a brace, and no carrier's head. */
export const RECORD = 1
/** `time=`: a pair. */
export const PAIR = 2

/** An event of a block. `from` and `to` say where its message lies in the block, when it is ASCII; else both are 0. */
export class BlockEvent implements LogEvent {
  readonly id: string
  readonly timestamp: number
  readonly block: Block
  readonly from: number
  readonly to: number
  readonly begins: Beginning
  private readonly jsonFrom: number
  private readonly jsonTo: number
  /** The message, once it was asked for. */
  text: string | undefined

  constructor(
    id: string,
    timestamp: number,
    block: Block,
    from: number,
    to: number,
    begins: Beginning,
    jsonFrom: number,
    jsonTo: number,
  ) {
    this.id = id
    this.timestamp = timestamp
    this.block = block
    this.from = from
    this.to = to
    this.begins = begins
    this.jsonFrom = jsonFrom
    this.jsonTo = jsonTo
    this.text = undefined
  }

  get message(): string {
    this.text ??= this.read()
    return this.text
  }

  /** Characters of the message. */
  get size(): number {
    return this.from > 0 ? this.to - this.from : this.message.length
  }

  /** Does the message still lie in the block, and is it ASCII? */
  get lies(): boolean {
    return this.from > 0 && this.block.bytes !== undefined
  }

  private read(): string {
    const bytes = this.from > 0 ? this.block.bytes : undefined
    return bytes === undefined
      ? this.block.read(this.jsonFrom, this.jsonTo)
      : bytes.toString('latin1', this.from, this.to)
  }

  toJSON(): LogEvent {
    return { id: this.id, timestamp: this.timestamp, message: this.message }
  }
}

/** Characters of an event's message, without making a string of it. */
export const sizeOf = (event: LogEvent): number =>
  event instanceof BlockEvent ? event.size : event.message.length

/** Bytes of an event's message in UTF-8. */
export const bytesOf = (event: LogEvent): number =>
  event instanceof BlockEvent && event.from > 0 ? event.size : Buffer.byteLength(event.message)

/**
 * Texts of events that are redacted together. Those that still lie in the memory of their envelope are copied in one go and looked through by
 * the sieve where they lie; only a text that the sieve stops in becomes a string. docs/decisions/016-one-memory.md
 */
import { type Block, BlockEvent } from '../block.ts'
import type { StitchedEvent } from '../records.ts'
import { type RedactedText, sealText } from './redacted.ts'
import type { Redaction } from './redactor.ts'
import type { Sieve } from './sieve/sieve.ts'

export type Counts = Redaction['counts']

/** Redacted texts, each a string, bytes of ASCII, or both. */
export interface Redacted {
  /** Undefined: the text lies in `bytes`; '' where redaction failed. */
  readonly texts: (RedactedText | undefined)[]
  /** Undefined: redaction failed. */
  readonly counts: (Counts | undefined)[]
  /** Texts, each with a zero behind it, until others are redacted. */
  readonly bytes: Buffer
  /** Where the nth text begins and ends in `bytes`; -1 when it does not lie there. */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** Redacts an event; of one that the sieve has listed, its stops are given from `mark` on. */
export type RedactOne = (event: StitchedEvent, mark: number, stops: number | undefined) => Redaction

class Growing implements Redacted {
  readonly texts: (RedactedText | undefined)[] = []
  readonly counts: (Counts | undefined)[] = []
  readonly from: number[] = []
  readonly to: number[] = []
  bytes: Buffer = noBytes

  addText(text: RedactedText, counts: Counts | undefined): void {
    this.texts.push(text)
    this.counts.push(counts)
    this.from.push(-1)
    this.to.push(-1)
  }

  addBytes(text: RedactedText | undefined, counts: Counts, from: number, to: number): void {
    this.texts.push(text)
    this.counts.push(counts)
    this.from.push(from)
    this.to.push(to)
  }

  /** Adds what `redact` makes of an event. Fails closed. */
  redact(event: StitchedEvent, redact: RedactOne, mark: number, stops: number | undefined): void {
    try {
      const { text, counts } = redact(event, mark, stops)
      this.addText(text, counts)
    } catch {
      this.addText(sealText(''), undefined)
    }
  }
}

const noBytes = Buffer.alloc(0)

/** Each text for itself, as a string. */
export function redactEach(events: readonly StitchedEvent[], redact: RedactOne): Redacted {
  const redacted = new Growing()
  for (const event of events) redacted.redact(event, redact, 0, undefined)
  return redacted
}

/** As `redactEach`, but what lies in a block, and holds nothing but addresses that are certain, stays bytes. */
export function redactBlock(
  events: readonly StitchedEvent[],
  sieve: Sieve,
  redact: RedactOne,
  countOf: (detector: string, count: number) => Counts,
): Redacted {
  const part = partOf(events)
  if (part === undefined || !sieve.takeBlock(part.bytes, part.from, part.to))
    return redactEach(events, redact)
  const redacted = new Growing()
  for (const event of events) {
    const { mark, doneSize } = sieve
    const one = lyingOf(event)
    const stops = one !== undefined && isIn(one, part) ? lookAt(one, sieve) : undefined
    if (stops === undefined || stops > 0 || (stops === 0 && mayBeKeyLines(part.bytes, one!)))
      redacted.redact(event, redact, mark, stops)
    else {
      const text = stops === 0 && one!.text !== undefined ? sealText(one!.text) : undefined
      redacted.addBytes(text, countOf('ipv4', -stops), doneSize, sieve.doneSize - 1)
    }
  }
  redacted.bytes = sieve.done
  return redacted
}

/** What the sieve says of it; undefined when it says nothing, and the scanner is to be asked as of any text. */
function lookAt({ from, to }: BlockEvent, sieve: Sieve): number | undefined {
  try {
    return sieve.look(from, to)
  } catch {
    return undefined
  }
}

/** The event that it is, if its message still lies in a block. */
function lyingOf({ events }: StitchedEvent): BlockEvent | undefined {
  const event = events[0]
  return events.length === 1 && event instanceof BlockEvent && event.lies ? event : undefined
}

/** A part of a block. */
interface Part {
  readonly block: Block
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
}

const isIn = (one: BlockEvent, { block, from, to }: Part): boolean =>
  one.block === block && one.from >= from && one.to <= to

/** What these events' messages lie between. */
function partOf(events: readonly StitchedEvent[]): Part | undefined {
  let first: BlockEvent | undefined
  let last: BlockEvent | undefined
  for (const event of events) {
    last = lyingOf(event) ?? last
    first ??= last
  }
  if (first === undefined || last === undefined || last.to <= first.from) return undefined
  return { block: first.block, bytes: first.block.bytes!, from: first.from, to: last.to }
}

/** Does a line end where lines in the middle of a PEM block do? See `isKeyLines`. A text's end is a zero. */
function mayBeKeyLines(bytes: Buffer, { from, to }: BlockEvent): boolean {
  return to - from >= 64 && (bytes[from + 64]! <= 13 || bytes[from + 70]! <= 13 || bytes[from + 76]! <= 13)
}

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

const noBytes = Buffer.alloc(0)

/** Each text for itself, as a string. */
export function redactEach(
  events: readonly StitchedEvent[],
  redact: (event: StitchedEvent) => Redaction,
): Redacted {
  const redacted = { texts: [] as RedactedText[], counts: [] as Counts[], bytes: noBytes, from: [], to: [] }
  for (const event of events) add(redacted, event, redact)
  return redacted
}

interface Growing {
  readonly texts: (RedactedText | undefined)[]
  readonly counts: (Counts | undefined)[]
}

/** What became of a text; undefined: it lies with those that are bytes. */
interface Outcome {
  readonly text: RedactedText | undefined
  readonly counts: Counts
}

function add(
  { texts, counts }: Growing,
  event: StitchedEvent,
  redact: (event: StitchedEvent) => Outcome,
): void {
  try {
    const redaction = redact(event)
    texts.push(redaction.text)
    counts.push(redaction.counts)
  } catch {
    texts.push('' as RedactedText)
    counts.push(undefined)
  }
}

/**
 * As `redactEach`, but what lies in a block and holds nothing stays bytes.
 *
 * @param redact - redacts an event; of those that the sieve has listed, its stops are given from `mark` on.
 */
export function redactBlock(
  events: readonly StitchedEvent[],
  sieve: Sieve,
  redact: (event: StitchedEvent, mark: number, stops: number | undefined) => Redaction,
  countOf: (detector: string, count: number) => Counts,
): Redacted {
  const block = blockOf(events)
  if (block === undefined || !sieve.takeBlock(block.bytes, block.from, block.to))
    return redactEach(events, (event) => redact(event, 0, undefined))
  const texts: (RedactedText | undefined)[] = []
  const counts: (Counts | undefined)[] = []
  const from: number[] = []
  const to: number[] = []
  for (const event of events) {
    const begin = sieve.doneSize
    let isDone = false
    add({ texts, counts }, event, () => {
      const { mark } = sieve
      const one = lyingOf(event)
      const stops = one?.block === block.block ? sieve.look(one.from, one.to) : undefined
      isDone = stops !== undefined && stops <= 0 && !(stops === 0 && mayBeKeyLines(block.bytes, one!))
      if (!isDone) return redact(event, mark, stops)
      return { text: stops === 0 && one!.text !== undefined ? sealText(one!.text) : undefined, counts: countOf('ipv4', -stops!) }
    })
    from.push(isDone ? begin : -1)
    to.push(sieve.doneSize - 1)
  }
  return { texts, counts, bytes: sieve.done, from, to }
}

/** The event that it is, if its message still lies in a block. */
function lyingOf({ events }: StitchedEvent): BlockEvent | undefined {
  const event = events[0]
  return events.length === 1 && event instanceof BlockEvent && event.lies ? event : undefined
}

/** What these events' messages lie between. */
function blockOf(
  events: readonly StitchedEvent[],
): { readonly block: Block; readonly bytes: Buffer; readonly from: number; readonly to: number } | undefined {
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

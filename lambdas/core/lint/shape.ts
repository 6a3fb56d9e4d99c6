/** What can be known of an original text without keeping any of it: its size, and whether it is one JSON object. */
import { linePrefix } from '../parse/index.ts'
import type { Batch, LogEvent, LogRecord } from '../records.ts'

export interface Shape {
  readonly bytes: number
  /** One JSON object, also behind what a carrier puts before each line. */
  readonly structured: boolean
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

/** The shape of one message. */
export function shapeOf(message: string): Shape {
  let start = linePrefix(message)?.end ?? 0
  let end = message.length - 1
  while (start < end && isSpace(message.charCodeAt(start))) start++
  while (end > start && isSpace(message.charCodeAt(end))) end--
  const structured = message.charCodeAt(start) === 123 && message.charCodeAt(end) === 125
  return { bytes: Buffer.byteLength(message), structured }
}

const nothing: Shape = { bytes: 0, structured: false }

/** Finds the originals of records that come in the order of their batch, each batch after the other. */
export class ShapeReader {
  private events: readonly LogEvent[] = []
  private at = 0

  /** The shape of all events of a record; size 0 when the batch does not hold them. */
  of(record: Pick<LogRecord, 'event_id' | 'event_ids'>, batch: Pick<Batch, 'events'>): Shape {
    if (batch.events !== this.events) {
      this.events = batch.events
      this.at = 0
    }
    this.at = this.find(record.event_id, this.at)
    const first = this.events[this.at]
    if (!first) return nothing
    let { bytes, structured } = shapeOf(first.message)
    let at = this.at
    for (const id of record.event_ids?.slice(1) ?? []) {
      at = this.find(id, at + 1)
      bytes += Buffer.byteLength(this.events[at]?.message ?? '')
    }
    // Pretty-printed: begins with a brace on its own, ends with one.
    structured ||= at > this.at && first.message.startsWith('{') && this.events[at]?.message.trimEnd() === '}'
    return { bytes, structured }
  }

  private find(id: string, from: number): number {
    let at = from
    while (at < this.events.length && this.events[at]!.id !== id) at++
    return at
  }
}

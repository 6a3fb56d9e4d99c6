import { Arena } from './arena.ts'
import type { Row } from './row.ts'
import { absent, TextColumn } from './text-column.ts'

/** The columns of a row that are text, and whether their values come again and again. */
const repeats = {
  severity_text: true,
  body: true,
  attributes: false,
  resource: true,
  service: true,
  trace_id: true,
  span_id: true,
  scope_name: true,
  event_id: false,
  fingerprint: true,
  redactions: true,
} as const

export type TextName = keyof typeof repeats
export const textNames = Object.keys(repeats) as readonly TextName[]

function grownTimes(old: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const made = new Float64Array(capacity)
  made.set(old)
  return made
}

/**
 * Rows by column, as they are read from landing and written to Parquet. A few pieces of memory for all of them: an object and
 * ten texts for each row would cost as much in garbage collection as all the rest.
 */
export class RowTable {
  length = 0
  readonly arena = new Arena()
  timestamp = new Float64Array(0)
  observed_timestamp = new Float64Array(0)
  severity_number = new Int32Array(0)
  readonly texts: Readonly<Record<TextName, TextColumn>>
  /** Of the rows that stand for several events. */
  readonly eventIds = new Map<number, readonly string[]>()

  constructor() {
    this.texts = Object.fromEntries(
      textNames.map((name) => [name, new TextColumn(this.arena, repeats[name])]),
    ) as Record<TextName, TextColumn>
  }

  /** Makes room for one row more, without which nothing may be put there. */
  reserve(): void {
    if (this.length < this.timestamp.length) return
    const capacity = Math.max(1_024, this.timestamp.length * 2)
    this.timestamp = grownTimes(this.timestamp, capacity)
    this.observed_timestamp = grownTimes(this.observed_timestamp, capacity)
    const numbers = new Int32Array(capacity)
    numbers.set(this.severity_number)
    this.severity_number = numbers
    for (const name of textNames) this.texts[name].reserve(capacity)
  }

  /** Adds a row that is at hand as an object. */
  add(row: Row): void {
    this.reserve()
    const at = this.length
    this.timestamp[at] = row.timestamp
    this.observed_timestamp[at] = row.observed_timestamp
    this.severity_number[at] = row.severity_number
    for (const name of textNames) this.putText(name, at, row[name])
    if (row.event_ids) this.eventIds.set(at, row.event_ids)
    this.length++
  }

  /** All rows, in order. */
  rows(): Uint32Array {
    const rows = new Uint32Array(this.length)
    for (let row = 0; row < rows.length; row++) rows[row] = row
    return rows
  }

  /** Empties it. The memory stays: to get it anew for each Parquet object takes longer than to fill it. */
  clear(): void {
    this.length = 0
    this.arena.length = 0
    this.eventIds.clear()
    for (const name of textNames) this.texts[name].clear()
  }

  /** Adds rows, and says where they are. */
  addAll(rows: readonly Row[]): Uint32Array {
    const first = this.length
    for (const row of rows) this.add(row)
    return Uint32Array.from(rows, (_, i) => first + i)
  }

  putText(name: TextName, row: number, text: string | undefined): void {
    const column = this.texts[name]
    if (text === undefined) {
      column.putAbsent(row)
      return
    }
    const bytes = Buffer.from(text)
    const start = this.arena.append(bytes)
    column.put(row, start, start + bytes.length, column.repeats ? bytes.toString('latin1') : '')
  }

  /** Forgets the rows from `length` on. */
  truncate(length: number): void {
    for (let row = length; row < this.length; row++) this.eventIds.delete(row)
    this.eventIds.delete(this.length)
    this.length = length
  }

  text(name: TextName, row: number): string | undefined {
    const { starts, ends } = this.texts[name]
    return starts[row] === absent ? undefined : this.arena.text(starts[row]!, ends[row]!)
  }

  /** A row as an object. */
  row(row: number): Row {
    const texts = Object.fromEntries(textNames.map((name) => [name, this.text(name, row)]))
    return {
      timestamp: this.timestamp[row]!,
      observed_timestamp: this.observed_timestamp[row]!,
      severity_number: this.severity_number[row]!,
      ...(texts as unknown as Omit<
        Row,
        'timestamp' | 'observed_timestamp' | 'severity_number' | 'event_ids'
      >),
      event_ids: this.eventIds.get(row),
    }
  }

  /** The ids of all events that a row stands for. */
  ids(row: number): readonly string[] {
    return this.eventIds.get(row) ?? [this.text('event_id', row)!]
  }

  /** How many events a row stands for. */
  events(row: number): number {
    return this.eventIds.get(row)?.length ?? 1
  }

  /** How many events the rows from `row` on stand for. */
  eventsFrom(row: number): number {
    let events = 0
    for (let each = row; each < this.length; each++) events += this.events(each)
    return events
  }
}

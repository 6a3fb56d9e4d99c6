import { isUtf8 } from 'node:buffer'
import { readAnyOrder } from './read-any-order.ts'
import type { RowTable } from './row-table.ts'
import { nowhere, type TextColumn, type Value } from './text-column.ts'

const quote = 34
const backslash = 92
const zero = 48
const lineFeed = 10

/** Lines are read in pieces of about so many bytes, which the processor's cache holds. */
const pieceLength = 64 * 1024

/** Where the structure ends that begins at `start`: the index after its closing bracket. */
function endOfStructure(text: string, start: number): number {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) i = endOfString(text, i + 1)
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      depth--
      if (depth === 0) return i + 1
    }
  }
  throw new SyntaxError('a structure does not end')
}

/** Where the closing quote is of the string whose content begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (before >= start && text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
  throw new SyntaxError('a string does not end')
}

/**
 * Reads lines that `encodeRecord` wrote into a table. It knows the order in which that writes the columns and cuts the text
 * there; a line in another order goes through `JSON.parse`. The bytes are looked at as Latin-1, so that an index in
 * the text is one in the bytes: what JSON is made of is ASCII, and no byte of a longer character looks like it.
 */
export class LineReader {
  readonly #table: RowTable
  #text = ''
  /** Where the text begins in the arena. */
  #base = 0
  #at = 0
  #lineEnd = 0
  /** The first backslash that is not before the string that was read last. */
  #backslash = -1
  #minute = ''
  #minuteTime = 0
  /** The resource that was read last, as it stands in a line. */
  #resourceColumn = ''
  #resource: Value = nowhere
  readonly #service: string
  #serviceValue: Value = nowhere

  /** Lines that were not in the order in which `encodeRecord` writes them. */
  outOfOrder = 0

  /** @param service that of the objects' keys. */
  constructor(table: RowTable, service: string) {
    this.#table = table
    this.#service = service
  }

  /**
   * Adds the lines of one landing object, unpacked.
   *
   * @throws {SyntaxError} when one of them is not a record; then none is added.
   */
  read(ndjson: Uint8Array): void {
    const table = this.#table
    const before = table.length
    // Anything else could not be read from a column of texts.
    const bytes = isUtf8(ndjson) ? ndjson : Buffer.from(Buffer.from(ndjson).toString())
    const start = table.arena.append(bytes)
    try {
      this.#readPieces(start, start + bytes.length)
    } catch (error) {
      table.truncate(before)
      throw error
    }
  }

  #readPieces(start: number, end: number): void {
    for (let from = start; from < end; ) {
      const { bytes } = this.#table.arena
      let to = Math.min(from + pieceLength, end)
      if (to < end) {
        const last = bytes.lastIndexOf(lineFeed, to - 1)
        const next = last >= from ? last : bytes.indexOf(lineFeed, to)
        to = next < 0 || next >= end ? end : next + 1
      }
      this.#readPiece(bytes.toString('latin1', from, to), from)
      from = to
    }
  }

  #readPiece(text: string, base: number): void {
    this.#text = text
    this.#base = base
    this.#backslash = -1
    for (let start = 0; start < text.length; start = this.#lineEnd + 1) {
      const end = text.indexOf('\n', start)
      this.#lineEnd = end < 0 ? text.length : end
      this.#at = start
      this.#table.reserve()
      try {
        this.#readLine()
      } catch {
        this.#readAnyOrder(start)
      }
      this.#table.length++
    }
  }

  #readAnyOrder(start: number): void {
    const table = this.#table
    this.outOfOrder++
    table.eventIds.delete(table.length)
    const line = table.arena.text(this.#base + start, this.#base + this.#lineEnd)
    table.add(readAnyOrder(line, this.#service))
    table.length--
  }

  #readLine(): void {
    const table = this.#table
    const { texts, length: row } = table
    table.timestamp[row] = this.#time('{"timestamp":')
    table.observed_timestamp[row] = this.#time(',"observed_timestamp":')
    this.#string(',"severity_text":', texts.severity_text, row)
    table.severity_number[row] = this.#severityNumber()
    this.#string(',"body":', texts.body, row)
    this.#attributesAndResource(row)
    this.#putService(row)
    this.#optionalString(',"trace_id":', texts.trace_id, row)
    this.#optionalString(',"span_id":', texts.span_id, row)
    this.#optionalString(',"scope_name":', texts.scope_name, row)
    this.#eventIds(row)
    this.#optionalString(',"fingerprint":', texts.fingerprint, row)
    this.#string(',"event_id":', texts.event_id, row)
    this.#redactions(texts.redactions, row)
  }

  #pass(name: string): void {
    if (!this.#text.startsWith(name, this.#at)) throw new SyntaxError('another column was expected')
    this.#at += name.length
  }

  #digits(from: number, to: number): number {
    let value = 0
    for (let i = from; i < to; i++) {
      const digit = this.#text.charCodeAt(i) - zero
      if (!(digit >= 0 && digit <= 9)) throw new SyntaxError('a digit was expected')
      value = value * 10 + digit
    }
    return value
  }

  /** A time as `isoTime` writes it. The minute is looked up: it is that of the line before, nearly always. */
  #time(name: string): number {
    this.#pass(name)
    const at = this.#at
    if (!this.#text.startsWith(this.#minute, at) || this.#minute === '') this.#readMinute(at)
    if (this.#text.charCodeAt(at + 20) !== 46 || !this.#text.startsWith('Z"', at + 24))
      throw new SyntaxError('a time was expected')
    this.#at = at + 26
    return this.#minuteTime + this.#digits(at + 18, at + 20) * 1_000 + this.#digits(at + 21, at + 24)
  }

  #readMinute(at: number): void {
    const minute = this.#text.slice(at, at + 18)
    const time = Date.parse(`${minute.slice(1)}00.000Z`)
    if (!/^"\d{4}-\d\d-\d\dT\d\d:\d\d:$/.test(minute) || Number.isNaN(time))
      throw new SyntaxError('a time was expected')
    this.#minute = minute
    this.#minuteTime = time
  }

  #severityNumber(): number {
    this.#pass(',"severity_number":')
    const from = this.#at
    const to = this.#text.charCodeAt(from + 1) === 44 ? from + 1 : from + 2
    this.#at = to
    return this.#digits(from, to)
  }

  #put(column: TextColumn, row: number, from: number, to: number): void {
    const key = column.repeats ? this.#text.slice(from, to) : ''
    column.put(row, this.#base + from, this.#base + to, key)
  }

  #optionalString(name: string, column: TextColumn, row: number): void {
    if (this.#text.startsWith(name, this.#at)) this.#string(name, column, row)
    else column.putAbsent(row)
  }

  #string(name: string, column: TextColumn, row: number): void {
    this.#pass(name)
    const start = this.#at + 1
    if (this.#text.charCodeAt(start - 1) !== quote) throw new SyntaxError('a string was expected')
    const end = this.#text.indexOf('"', start)
    if (this.#backslash < start) this.#findBackslash(start)
    if (end >= 0 && end < this.#backslash) {
      this.#at = end + 1
      this.#put(column, row, start, end)
    } else this.#escaped(column, row, start)
  }

  #findBackslash(start: number): void {
    const found = this.#text.indexOf('\\', start)
    this.#backslash = found < 0 ? this.#text.length : found
  }

  /** What is written with escapes is put, as it is meant, at the end of the arena. */
  #escaped(column: TextColumn, row: number, start: number): void {
    const { arena } = this.#table
    const end = endOfString(this.#text, start)
    const written = arena.text(this.#base + start - 1, this.#base + end + 1)
    const meant = Buffer.from(JSON.parse(written) as string)
    const place = arena.append(meant)
    column.put(row, place, place + meant.length, column.repeats ? meant.toString('latin1') : '')
    this.#at = end + 1
  }

  /**
   * Attributes end where the resource begins, which is probably that of the line before. What is inside cannot be taken
   * for it: the line would then go on otherwise than it has to, and be refused.
   */
  #attributesAndResource(row: number): void {
    this.#pass(',"attributes":')
    const { attributes, resource } = this.#table.texts
    const start = this.#at
    const found = this.#resourceColumn === '' ? -1 : this.#text.indexOf(this.#resourceColumn, start)
    if (found < 0 || found > this.#lineEnd) {
      this.#at = endOfStructure(this.#text, start)
      this.#put(attributes, row, start, this.#at)
      this.#readResource(row)
    } else {
      this.#put(attributes, row, start, found)
      resource.putAgain(row, this.#resource)
      this.#at = found + this.#resourceColumn.length
    }
  }

  #readResource(row: number): void {
    this.#pass(',"resource":')
    const { resource } = this.#table.texts
    const start = this.#at
    this.#at = endOfStructure(this.#text, start)
    this.#put(resource, row, start, this.#at)
    this.#resource = resource.valueOf(row)
    this.#resourceColumn = `,"resource":${this.#text.slice(start, this.#at)}`
  }

  #putService(row: number): void {
    const { service } = this.#table.texts
    if (this.#serviceValue === nowhere) {
      this.#table.putText('service', row, this.#service)
      this.#serviceValue = service.valueOf(row)
    } else service.putAgain(row, this.#serviceValue)
  }

  #eventIds(row: number): void {
    const name = ',"event_ids":'
    if (!this.#text.startsWith(name, this.#at)) return
    const start = this.#at + name.length
    this.#at = endOfStructure(this.#text, start)
    const written = this.#table.arena.text(this.#base + start, this.#base + this.#at)
    const ids: unknown = JSON.parse(written)
    if (!Array.isArray(ids)) throw new SyntaxError('a list was expected')
    this.#table.eventIds.set(row, ids as string[])
  }

  /** The last column, so it ends where the line does. */
  #redactions(column: TextColumn, row: number): void {
    this.#pass(',"redactions":')
    const [start, end] = [this.#at, this.#lineEnd - 1]
    if (this.#text.charCodeAt(end) !== 125 || endOfStructure(this.#text, start) !== end)
      throw new SyntaxError('the line goes on')
    this.#put(column, row, start, end)
  }
}

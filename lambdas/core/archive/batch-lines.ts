import { type LineWriter, theLineWriter } from '../page/index.ts'
import { leaveToLine, type RedactedRecord } from '../redact/index.ts'
import { type BatchAccount, withAccount } from './account.ts'
import { encodeRecord, putRecord } from './line.ts'

/** Memory that is new costs more than what is written to it: a page of usual size is kept from batch to batch. */
const smallestPage = 1 << 20
const largestSpare = 16 << 20
let spare: Buffer | undefined

/**
 * The lines of a batch as bytes. A record is written while it is at hand: a moment later it would have to be fetched from
 * memory again, and would have outlived the garbage around it.
 */
export class BatchLines {
  private page: Buffer | undefined = spare ?? Buffer.allocUnsafeSlow(smallestPage)
  private size = 0
  private readonly records: RedactedRecord[] = []
  /** Where the line of each record ends, in bytes. Those of the last records are not written yet. */
  private readonly ends: number[] = []
  private places: Map<RedactedRecord, number> | undefined
  private readonly writer: LineWriter = theLineWriter()
  readonly keeps: boolean
  private readonly flush = () => this.writePending()

  /** @param keeps - records leave to their lines what is large in them: until `release`, it is read from there. */
  constructor(keeps = false) {
    spare = undefined
    this.keeps = keeps
  }

  add(record: RedactedRecord): void {
    this.writer.own(this.flush)
    const isPut = putRecord(record, this.writer, this.flush)
    if (!isPut) this.flush()
    this.records.push(record)
    if (!isPut) this.encode(record, this.records.length - 1)
  }

  /** The lines of these records, all of which were added, in this order; with an account, that is in the first one. */
  bytesOf(records: readonly RedactedRecord[], account?: BatchAccount): Buffer {
    this.flush()
    if (account === undefined) return this.gather(records)
    const first = withAccount(this.textAt(this.placeOf(records[0]!)), account)
    return Buffer.concat([Buffer.from(`${first}\n`), this.gather(records.slice(1))])
  }

  /** The line of the record that was added at this place, without the line feed. */
  textAt(place: number): string {
    this.flush()
    return this.lineAt(place).toString('utf8').trimEnd()
  }

  /** Gives the page back; what `bytesOf` returned is not valid any more. */
  release(): void {
    this.flush()
    this.writer.disown(this.flush)
    if (this.page !== undefined && this.page.length <= largestSpare) spare = this.page
    this.page = undefined
  }

  private get bytes(): Buffer {
    if (this.page === undefined) throw new Error('[archive] lines: used after release')
    return this.page
  }

  private gather(records: readonly RedactedRecord[]): Buffer {
    if (records.length === this.records.length) return this.bytes.subarray(0, this.size)
    return Buffer.concat(records.map((record) => this.lineAt(this.placeOf(record))))
  }

  private placeOf(record: RedactedRecord): number {
    this.places ??= new Map(this.records.map((each, i) => [each, i]))
    return this.places.get(record)!
  }

  private lineAt(place: number): Buffer {
    return this.bytes.subarray(place === 0 ? 0 : this.ends[place - 1], this.ends[place])
  }

  /** Writes the lines of the records that were added since the last time. */
  private writePending(): void {
    const from = this.ends.length
    if (from === this.records.length) return
    const lines = this.writer.flush()
    if (lines === undefined) {
      for (let i = from; i < this.records.length; i++) this.encode(this.records[i]!, i)
      return
    }
    this.append(lines)
    const begin = this.size - lines.length
    for (let i = from; i < this.records.length; i++) {
      this.ends.push(begin + this.writer.endOf(i - from))
      if (this.keeps) leaveToLine(this.records[i]!, this, i)
    }
  }

  private encode(record: RedactedRecord, place: number): void {
    this.append(Buffer.from(`${encodeRecord(record)}\n`))
    this.ends.push(this.size)
    if (this.keeps) leaveToLine(record, this, place)
  }

  private append(lines: Buffer): void {
    this.reserve(this.size + lines.length)
    lines.copy(this.bytes, this.size)
    this.size += lines.length
  }

  private reserve(needed: number): void {
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * needed)
    this.bytes.copy(larger, 0, 0, this.size)
    this.page = larger
  }
}

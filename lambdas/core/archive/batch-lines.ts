import { leaveToLine, type RedactedRecord } from '../redact/index.ts'
import { type BatchAccount, withAccount } from './account.ts'
import { encodeRecord } from './line.ts'

/** Characters of text that are gathered before they become bytes: a few pages, which the processor's cache holds. */
const chunkLength = 32_768

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
  /** Where the line of each record ends, in bytes. */
  private readonly ends: number[] = []
  private text = ''
  /** Where the lines in `text` end, in characters. */
  private textEnds: number[] = []
  private places: Map<RedactedRecord, number> | undefined

  private readonly keeps: boolean

  /** @param keeps - records leave to their lines what is large in them: until `release`, it is read from there. */
  constructor(keeps = false) {
    spare = undefined
    this.keeps = keeps
  }

  add(record: RedactedRecord): void {
    this.text += `${encodeRecord(record)}\n`
    if (this.keeps) leaveToLine(record, this, this.records.length)
    this.records.push(record)
    this.textEnds.push(this.text.length)
    if (this.text.length >= chunkLength) this.flush()
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

  private flush(): void {
    const { text, textEnds, size } = this
    this.reserve(size + text.length * 3) // a UTF-16 unit has at most three bytes
    const written = this.bytes.write(text, size)
    if (written === text.length) for (const end of textEnds) this.ends.push(size + end)
    else this.measure(text, textEnds)
    this.size = size + written
    this.text = ''
    this.textEnds = []
  }

  /** Where lines end that have characters of several bytes. */
  private measure(text: string, textEnds: readonly number[]): void {
    let end = this.size
    let from = 0
    for (const to of textEnds) {
      end += Buffer.byteLength(text.slice(from, to))
      this.ends.push(end)
      from = to
    }
  }

  private reserve(needed: number): void {
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * needed)
    this.bytes.copy(larger, 0, 0, this.size)
    this.page = larger
  }
}

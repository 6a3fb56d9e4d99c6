/** Lines that are gathered as entries of a table, of which WebAssembly makes bytes, many at a time. */
import {
  ENTRIES,
  ENTRY,
  KNOWN,
  KNOWN_SIZE,
  MOST_ENTRIES,
  OUT,
  OUT_SIZE,
  SCRATCH,
  SCRATCH_SIZE,
} from './layout.ts'
import { type Page, type Span, thePage } from './page.ts'

/** Columns of an entry that are pieces of the line, as offsets in words. */
export const SEVERITY = 4
export const BODY = 6
export const ATTRIBUTES = 8
export const RESOURCE = 10
export const OPTIONAL = 12
export const ID = 14
export const REDACTIONS = 16
const END = 18
const KIND = 19
/** A stack trace as text: attributes are open, and it is the last of them. */
export const TRACE = 20
/** Columns of identifiers before those that are optional. */
export const IDS = 22

/** How a body stands where it stands: as JSON without its quotes, or as text that may need escapes. */
export const BARE = 1
export const TEXT = 2

/** Times that are written as four digits of a year and so on; others are left to `Date`. */
const latest = Date.UTC(9999, 11, 31)
/** What a line has beside its pieces. */
const fixed = 256
const nowhere: Span = { from: 0, to: 0 }

export class LineWriter {
  private readonly page: Page
  private readonly known = new Map<string, Span>()
  /** By column, the one that came last: most often it comes again. */
  private readonly last: ({ readonly text: string; readonly span: Span } | undefined)[] =
    Array(IDS).fill(undefined)
  private knownSize = 0
  private textsSize = 0
  /** No text has half a character, which UTF-8 cannot say. */
  private isWhole = true
  private count = 0
  /** Bytes that the entries may take as lines. */
  private most = 0
  private word = 0
  private owner: (() => void) | undefined

  constructor(page: Page) {
    this.page = page
  }

  /**
   * Whoever adds lines flushes them when another one begins to, or the page gets other texts. Forgets pieces that are known when they
   * take half of their room.
   */
  own(flush: () => void): void {
    if (this.owner === flush) return
    this.owner?.()
    this.owner = flush
    this.page.beforeNext = flush
    if (this.knownSize < KNOWN_SIZE / 2) return
    this.known.clear()
    this.last.fill(undefined)
    this.knownSize = 0
  }

  /** Its lines are written. */
  disown(flush: () => void): void {
    if (this.owner !== flush) return
    this.owner = undefined
    this.page.beforeNext = undefined
  }

  /** Is there room for one more line with this many bytes of text, each of which may become six? Flush if there is not. */
  hasRoom(size: number): boolean {
    return (
      this.count < MOST_ENTRIES &&
      this.most + fixed + size * 6 < OUT_SIZE &&
      this.textsSize + size * 3 < SCRATCH_SIZE
    )
  }

  /** Can these times be written? */
  hasTimes(timestamp: number, observed: number): boolean {
    return timestamp >= 0 && timestamp < latest && observed >= 0 && observed < latest
  }

  /** Begins a line. Its pieces are named in any order; those that are not are empty. */
  begin(timestamp: number, observed: number): void {
    const at = ENTRIES + this.count * ENTRY
    this.page.doubles[at >>> 3] = timestamp
    this.page.doubles[(at >>> 3) + 1] = observed
    this.word = at >>> 2
    this.count++
    this.most += fixed
    this.put(TRACE, nowhere)
    this.put(IDS, nowhere)
    this.page.words[this.word + KIND] = 0
  }

  put(column: number, { from, to }: Span): void {
    const { words } = this.page
    words[this.word + column] = from
    words[this.word + column + 1] = to
    this.most += to - from
  }

  /** A piece that comes again and again. */
  putKnown(column: number, text: string): void {
    const last = this.last[column]
    if (last !== undefined && last.text === text) {
      this.put(column, last.span)
      return
    }
    const span = this.known.get(text) ?? this.learn(text)
    if (span === undefined) this.putText(column, text)
    else this.put(column, span)
    this.last[column] = span && { text, span }
  }

  /** A piece that comes once. */
  putText(column: number, text: string): void {
    const from = SCRATCH + this.textsSize
    const to = this.write(text)
    this.put(column, { from, to })
    this.most += (to - from) * 5
  }

  /** Writes a text behind those before, and returns where it ends. */
  private write(text: string): number {
    const size = this.page.bytes.write(text, SCRATCH + this.textsSize)
    this.isWhole &&= size === text.length || text.isWellFormed()
    this.textsSize += size
    return SCRATCH + this.textsSize
  }

  /** Pieces that come once, handed over together: each call costs as much as a hundred characters. */
  putTexts(attributes: string, optional: string, id: string, body: string): void {
    const begin = SCRATCH + this.textsSize
    const all = attributes + optional + id + body
    const end = this.write(all)
    if (end - begin !== all.length) {
      this.textsSize = begin - SCRATCH
      this.putText(ATTRIBUTES, attributes)
      this.putText(OPTIONAL, optional)
      this.putText(ID, id)
      this.putText(BODY, body)
      return
    }
    this.most += all.length * 6
    const afterAttributes = this.putNext(ATTRIBUTES, begin, attributes)
    const afterOptional = this.putNext(OPTIONAL, afterAttributes, optional)
    const from = this.putNext(ID, afterOptional, id)
    this.putNext(BODY, from, body)
  }

  private putNext(column: number, from: number, text: string): number {
    const { words } = this.page
    const to = from + text.length
    words[this.word + column] = from
    words[this.word + column + 1] = to
    return to
  }

  /** Text where it stands on the page, each byte of which may become six. */
  putEscaped(column: number, span: Span): void {
    this.put(column, span)
    this.most += (span.to - span.from) * 5
  }

  /** What the body is where it stands. */
  setBodyKind(kind: typeof BARE | typeof TEXT): void {
    this.page.words[this.word + KIND] = kind
  }

  private learn(text: string): Span | undefined {
    if (this.knownSize + text.length * 3 + 16 > KNOWN_SIZE) return undefined
    const from = KNOWN + this.knownSize
    const to = from + this.page.bytes.write(text, from)
    this.knownSize += to - from
    const span = { from, to }
    this.known.set(text, span)
    return span
  }

  /**
   * The lines since the last flush as bytes, valid until the next one; undefined when a text had half a character, and the records are to
   * be written in another way. `endOf` says where each ends.
   */
  flush(): Buffer | undefined {
    const { page, count, isWhole } = this
    this.isWhole = true
    this.textsSize = 0
    this.count = 0
    this.most = 0
    return isWhole ? page.bytes.subarray(OUT, page.engine.writeLines(count)) : undefined
  }

  /** Where the nth line of the last flush ends. */
  endOf(nth: number): number {
    return this.page.words[(ENTRIES + nth * ENTRY) / 4 + END]!
  }
}

let made: LineWriter | undefined

/** The writer that all share. */
export function theLineWriter(): LineWriter {
  made ??= new LineWriter(thePage())
  return made
}

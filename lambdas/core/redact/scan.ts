/** One text being scanned: what the detectors share. */
import type { Blocks } from './carriers/blocks.ts'
import type { Found, FoundAction } from './found.ts'
import { isInString, isJson, jsonQuote } from './json-quote.ts'
import { isInMask, maskEnd } from './masks.ts'
import type { Policy } from './policy.ts'

export interface KeyContext {
  readonly key: string
  readonly action?: FoundAction | undefined
}

/** A word that was looked for: none of it stands between the two. */
interface Sought {
  readonly word: string
  from: number
  at: number
}

type Scanner = (text: string, policy: Policy, depth: number) => readonly Found[]

/** Beyond every index; small enough for V8 to keep it in the object itself. */
export const NOWHERE = 0x3fff_ffff
const none: Found[] = []
const nowhere: number[] = []
/** Characters of a string that are looked through for its quotes. */
const FARTHEST = 4096

export class Scan {
  readonly text: string
  readonly policy: Policy
  /** How many layers of encoding have been taken off. */
  readonly depth: number
  /** Inside a double-quoted string, as far as the quotes up to here tell; exact when the text is JSON. */
  inString = false
  /** Index after the opening quote of the string that is open, or was last. */
  stringStart = 0
  /** Everything before this index is settled: looking back stops here. */
  floor = 0
  /** Where the end marker of a PEM block stands that was looked for last: none is before it from `pemEndFrom` on. */
  pemEndFrom = 0
  pemEndAt = -1
  pemEnd = 0
  /** The run of value characters that was measured last. */
  runStart = 0
  runEnd = -1
  /** The first `'` or back quote in it, or its end. */
  runQuote = 0
  /** Open brackets at the end of the run that begins and ends there. */
  sums: Int16Array | undefined = undefined
  sumsStart = 0
  sumsEnd = -1
  /** The key that was read last: its extent, and its quotes or 0. */
  keyStart = 0
  keyEnd = 0
  keyQuote = 0
  /** The run of characters of base64 that was measured last. */
  partStart = 0
  partEnd = -1
  /** Percent-encoding and entities have been looked into up to here. */
  viewedUntil = 0
  /** The line that was measured last. */
  lineStart = 0
  lineEnd = -1
  /** The run of arguments without blanks that was measured last. */
  argumentStart = 0
  argumentEnd = -1
  /** No sign that ends an id stands from the one to the other. */
  signlessFrom = 0
  signlessUntil = 0
  /** The word of a header that was measured last. */
  wordStart = 0
  wordEnd = -1
  /** No `&`, `#`, `'` or back quote stands from the one to the other. */
  uncutFrom = 0
  uncutUntil = 0
  /** No control sequence of a terminal is in the text: looked for once. */
  isColourless = false
  /** Members of a JSON Web Key have been looked for up to here. */
  membersUntil = 0
  /** Cookies have been read up to here. */
  cookiesUntil = 0
  /** The arguments of a command reach up to here, and how many commands have been looked at in them. */
  commandUntil = 0
  commandsInside = 0
  /** The rows of a table reach up to here: none of them is a line of names. */
  tableUntil = 0
  /** Blocks of indented lines, once there is one. */
  blocks: Blocks | undefined = undefined
  /** The run of `user:password` that was measured last. */
  userStart = 0
  userEnd = -1
  /** Backslashes before this index are no escapes. */
  plainUntil = 0
  /** Where the string ends that escapes were last taken off from. */
  escapedUntil = 0
  /** The places that said no since something was found. */
  asked: number[] = nowhere
  /** The last colon behind a name that means nothing, whatever stands around it. */
  plainColon = -1
  private findings: Found[] = none
  private later: Found[] = none
  /** Found in views that the scanner has still to walk through, and how many of these it has passed. */
  private ahead: Found[] = none
  private passed = 0
  private quoteAt = -1
  private atSignAt = -1
  private feeds: readonly number[] | undefined
  private feedFrom = 0
  private feedAt = -1
  private readonly sought: Sought[] = []
  private openDouble = NOWHERE
  private openSingle = NOWHERE
  private openBack = NOWHERE
  private readonly scanner: Scanner
  private isJson: boolean | undefined

  constructor(text: string, policy: Policy, depth: number, scanner: Scanner) {
    this.text = text
    this.policy = policy
    this.depth = depth
    this.scanner = scanner
  }

  /** In order, up to here. */
  get found(): Found[] {
    return this.findings
  }

  /** Was something found that does not stand where the scanner was? */
  get hasElsewhere(): boolean {
    return this.later !== none || this.ahead !== none
  }

  /** Those too that do not stand where the scanner is. */
  get all(): Found[] {
    return this.hasElsewhere ? [...this.ahead, ...this.findings, ...this.later] : this.findings
  }

  /** Records a finding that is complete. */
  take(found: Found): void {
    if (this.findings === none) this.findings = [found]
    else this.findings.push(found)
  }

  /** Records what stands before the scanner, and will be walked over as it stands. */
  takeAhead(found: Found): void {
    if (this.ahead === none) this.ahead = [found]
    else this.ahead.push(found)
  }

  /** Was something found in `[start, end)`, or behind it? Asked from left to right. */
  isFoundIn(start: number, end: number): boolean {
    const { findings, ahead } = this
    if (findings.length > 0 && findings[findings.length - 1]!.end > start) return true
    while (this.passed < ahead.length && ahead[this.passed]!.end <= start) this.passed++
    return this.passed < ahead.length && ahead[this.passed]!.start < end
  }

  /** Drops what was found from `start` on: it is going to be looked at in another way. */
  forget(start: number): void {
    const { findings, ahead } = this
    while (findings.length > 0 && findings.at(-1)!.start >= start) findings.pop()
    while (ahead.length > 0 && ahead.at(-1)!.start >= start) ahead.pop()
  }

  /** The scanner is not going to step over the findings from this number on. */
  postpone(from: number): void {
    if (this.later === none) this.later = []
    this.later.push(...this.findings.splice(from))
  }

  /** Everything before `index` is done with: no later search looks back into it. */
  settle(index: number): number {
    this.floor = index
    return index
  }

  /** The code unit before `index`. What has just been found reads as a closing bracket, as its mask will. */
  before(index: number): number {
    if (index === 0) return 32
    return index === this.floor ? 93 : this.text.charCodeAt(index - 1)
  }

  /** A scan of another text under the same policy, for reading only. */
  beside(text: string): Scan {
    return new Scan(text, this.policy, this.depth, this.scanner)
  }

  /** Scans a text that stands inside this one with one more layer of encoding. */
  scanInner(text: string): readonly Found[] {
    return this.scanner(text, this.policy, this.depth + 1)
  }

  /** Where the string that is open ends, at or after `from`; the end of the text when it is cut off. Looked for once per quote. */
  stringEnd(from: number): number {
    if (this.quoteAt < from) {
      const quote = this.text.indexOf('"', from)
      this.quoteAt = quote < 0 ? this.text.length : quote
    }
    return this.quoteAt
  }

  /** The next `@` at or after `from`; the end of the text when there is none. Looked for once per `@`. */
  nextAt(from: number): number {
    if (this.atSignAt < from) {
      const at = this.text.indexOf('@', from)
      this.atSignAt = at < 0 ? NOWHERE : at
    }
    return this.atSignAt
  }

  /** The next line feed at or after `from`; beyond every index when there is none. Looked for once per line. */
  nextFeed(from: number): number {
    if (this.feedAt < from || from < this.feedFrom) {
      const at = this.text.indexOf('\n', from)
      this.feedFrom = from
      this.feedAt = at < 0 ? NOWHERE : at
    }
    return this.feedAt
  }

  /** Where the line begins that ends at this line feed, if it is one of the first three; else -1. */
  firstLineBegin(feed: number): number {
    if (this.feeds === undefined) {
      const first = this.text.indexOf('\n')
      const second = this.text.indexOf('\n', first + 1)
      this.feeds = [-1, first, second, second < 0 ? -1 : this.text.indexOf('\n', second + 1)]
    }
    const nth = this.feeds.indexOf(feed)
    return nth < 1 ? -1 : this.feeds[nth - 1]! + 1
  }

  /** Where `word` stands next at or after `from`; beyond every index when it does not. Looked for once per place, of a few words. */
  nextOf(word: string, from: number): number {
    let known = this.sought.find((one) => one.word === word)
    if (known === undefined) {
      known = { word, from, at: -1 }
      this.sought.push(known)
    }
    if (from < known.from || known.at < from) {
      const at = this.text.indexOf(word, from)
      known.from = from
      known.at = at < 0 ? NOWHERE : at
    }
    return known.at
  }

  /** From here on, no quote of this kind closes. */
  unclosedFrom(quote: number): number {
    return quote === 34 ? this.openDouble : quote === 39 ? this.openSingle : this.openBack
  }

  setUnclosed(quote: number, from: number): void {
    if (quote === 34) this.openDouble = Math.min(from, this.openDouble)
    else if (quote === 39) this.openSingle = Math.min(from, this.openSingle)
    else this.openBack = Math.min(from, this.openBack)
  }

  /** An end that does not cut an escape in two: the backslash before a quote stays with it. */
  private wholeEscapes(start: number, end: number): number {
    const { text } = this
    if (text.charCodeAt(end - 1) !== 92 || end >= text.length) return end
    const next = text.charCodeAt(end)
    if (!this.inString && next !== 34 && next !== 39 && next !== 92) return end
    let i = end
    while (i > start && text.charCodeAt(i - 1) === 92) i--
    return (end - i) % 2 === 0 ? end : end - 1
  }

  /** In JSON, sentences end with their string: would this secret not stand in one, although the scanner does? Seldom asked. */
  private isAcrossStrings(start: number, end: number): boolean {
    const { text, stringStart, inString } = this
    if (!inString) return false
    if (start - stringStart > FARTHEST) return false
    if (start >= stringStart && !text.slice(stringStart, end).includes('"')) return false
    this.isJson ??= isJson(text)
    return this.isJson && !isInString(text, start, end, stringStart)
  }

  /** The place at `index` said no. */
  noteNo(index: number): void {
    if (this.asked === nowhere) this.asked = [index]
    else this.asked.push(index)
  }

  /** Something was found: what said no before it is near to nothing that comes. */
  clearNoes(): void {
    if (this.asked.length > 0) this.asked = nowhere
  }

  /**
   * Records a secret at `[start, end)` and returns `end`; returns `start` when the configuration lets it stay.
   * What is a mask already stays one: the index after it.
   */
  add(detector: string, start: number, last: number, context?: KeyContext, quote = ''): number {
    const end = this.wholeEscapes(start, last)
    if (end <= start || isInMask(this.text, start) || this.isAcrossStrings(start, end)) return start
    const masked = maskEnd(this.text, start)
    if (masked > start && masked >= end) return masked
    const value = this.text.slice(start, end)
    if (context?.action === undefined && this.policy.keeps(detector, value)) return start
    this.take({
      detector,
      start,
      end,
      value,
      key: context?.key,
      quote: quote || jsonQuote(this, start, end),
      action: context?.action,
    })
    return end
  }

  /** As `add`, for what stands before or after the place where the scanner is. */
  addLater(detector: string, start: number, end: number, context?: KeyContext): void {
    const { length } = this.findings
    this.add(detector, start, end, context)
    if (this.findings.length === length) return
    if (this.later === none) this.later = []
    this.later.push(this.findings.pop()!)
  }
}

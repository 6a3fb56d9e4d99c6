/** One text being scanned: what the detectors share. */
import type { Found, FoundAction } from './found.ts'
import { isInString, isJson, jsonQuote } from './json-quote.ts'
import { isInMask, maskEnd } from './masks.ts'
import { Measured } from './measured.ts'
import type { Policy } from './policy.ts'
import { Searches } from './searches.ts'

export interface KeyContext {
  readonly key: string
  readonly action?: FoundAction | undefined
}

type Scanner = (text: string, policy: Policy, depth: number) => readonly Found[]

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
  /** The run of value characters that was measured last. */
  runStart = 0
  runEnd = -1
  /** The first `'` or back quote in it, or its end. */
  runQuote = 0
  /** The key that was read last: its extent, and its quotes or 0. */
  keyStart = 0
  keyEnd = 0
  keyQuote = 0
  /** Percent-encoding and entities have been looked into up to here. */
  viewedUntil = 0
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
  private lastMeasured: Measured | undefined = undefined
  private lastSearches: Searches | undefined = undefined
  private readonly scanner: Scanner
  private isJson: boolean | undefined = undefined

  constructor(text: string, policy: Policy, depth: number, scanner: Scanner) {
    this.text = text
    this.policy = policy
    this.depth = depth
    this.scanner = scanner
  }

  /** Made when something is measured: in most texts nothing is. */
  get measured(): Measured {
    this.lastMeasured ??= new Measured()
    return this.lastMeasured
  }

  /** Made when something is looked for. */
  get searches(): Searches {
    this.lastSearches ??= new Searches(this.text)
    return this.lastSearches
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

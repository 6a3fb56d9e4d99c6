/** One text being scanned: what the detectors share. */
import type { Found, FoundAction } from './found.ts'
import { maskEnd } from './masks.ts'
import type { Policy } from './policy.ts'

export interface KeyContext {
  readonly key: string
  readonly action?: FoundAction | undefined
}

export class Scan {
  readonly text: string
  readonly policy: Policy
  /** How many layers of escapes are around this text. */
  readonly depth: number
  readonly found: Found[] = []
  /** Inside a double-quoted string, as far as the quotes up to here tell; exact when the text is JSON. */
  inString = false
  /** Index after the opening quote of the string that is open, or was last. */
  stringStart = 0
  /** Everything before this index is settled: looking back stops here. */
  floor = 0
  /** From here on there is no end of a PEM block: looked for once, not at every beginning. */
  noPemEndFrom = Number.POSITIVE_INFINITY

  /** The run of value characters that was measured last. */
  runStart = 0
  runEnd = -1
  /** Percent and entity views have been looked at up to here. */
  viewedUntil = 0

  constructor(text: string, policy: Policy, depth: number) {
    this.text = text
    this.policy = policy
    this.depth = depth
  }

  private quoteAt = -1

  /** Where the string that is open ends, at or after `from`; the end of the text when it is cut off. Looked for once per quote. */
  stringEnd(from: number): number {
    if (this.quoteAt < from) {
      const quote = this.text.indexOf('"', from)
      this.quoteAt = quote < 0 ? this.text.length : quote
    }
    return this.quoteAt
  }

  private readonly unclosed = new Map<number, number>()

  /** From here on, no quote of this kind closes. */
  unclosedFrom(quote: number): number {
    return this.unclosed.get(quote) ?? Number.POSITIVE_INFINITY
  }

  setUnclosed(quote: number, from: number): void {
    this.unclosed.set(quote, Math.min(from, this.unclosedFrom(quote)))
  }

  /**
   * Records a secret at `[start, end)` and returns `end`; returns `start` when the configuration lets it stay.
   * What is a mask already stays one: the index after it.
   */
  add(detector: string, start: number, end: number, context?: KeyContext, quote = ''): number {
    if (end <= start) return start
    const masked = maskEnd(this.text, start)
    if (masked > start && masked >= end) return masked
    const value = this.text.slice(start, end)
    if (context?.action === undefined && this.policy.keeps(detector, value)) return start
    this.found.push({
      detector,
      start,
      end,
      value,
      key: context?.key,
      quote: quote || this.jsonQuote(start, end),
      action: context?.action,
    })
    return end
  }

  /**
   * A JSON number that becomes a mask needs quotes to stay JSON. Outside strings, between a colon, comma or bracket and a
   * comma or closing bracket, only a JSON number can stand.
   */
  private jsonQuote(start: number, end: number): string {
    if (this.inString) return ''
    const { text } = this
    let before = start - 1
    while (text.charCodeAt(before) <= 32) before--
    const left = text.charCodeAt(before)
    if (left !== 58 && left !== 44 && left !== 91) return ''
    let after = end
    while (text.charCodeAt(after) <= 32) after++
    const right = text.charCodeAt(after)
    if (right !== 44 && right !== 125 && right !== 93) return ''
    return this.isJsonNumber(start, end) && this.hasQuotedKey(before) ? '"' : ''
  }

  private isJsonNumber(start: number, end: number): boolean {
    for (let i = start; i < end; i++) {
      const code = this.text.charCodeAt(i)
      if (
        !(
          (code >= 48 && code <= 57) ||
          code === 46 ||
          code === 45 ||
          code === 43 ||
          code === 69 ||
          code === 101
        )
      )
        return false
    }
    return true
  }

  /** `{'card': 4111…}` is Python: JSON's keys have double quotes. An array counts when the text begins like JSON. */
  private hasQuotedKey(before: number): boolean {
    if (this.text.charCodeAt(before) !== 58) return /^\s*[[{]/.test(this.text.slice(0, 16))
    let i = before - 1
    while (this.text.charCodeAt(i) <= 32) i--
    return this.text.charCodeAt(i) === 34
  }
}

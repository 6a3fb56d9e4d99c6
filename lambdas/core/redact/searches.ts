/** What is looked for ahead in a text is remembered until it is passed, so that repeating a trigger cannot repeat the search. */

/** A word that was looked for: none of it stands between the two. */
interface Sought {
  readonly word: string
  from: number
  at: number
}

/** Beyond every index; small enough for V8 to keep it in the object itself. */
export const NOWHERE = 0x3fff_ffff

export class Searches {
  private readonly text: string
  private quoteAt = -1
  private atSignAt = -1
  private feeds: readonly number[] | undefined = undefined
  private feedFrom = 0
  private feedAt = -1
  private readonly sought: Sought[] = []
  private openDouble = NOWHERE
  private openSingle = NOWHERE
  private openBack = NOWHERE

  constructor(text: string) {
    this.text = text
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
}

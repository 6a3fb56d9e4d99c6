const quote = 34
const backslash = 92

/** Where the string ends that begins with the quote at `start`: the index after its closing quote. */
function endOfString(line: string, start: number): number {
  let end = start
  for (;;) {
    end = line.indexOf('"', end + 1)
    if (end < 0) throw new SyntaxError('a string does not end')
    let before = end - 1
    while (line.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end + 1
  }
}

/** Where the object or list ends that begins at `start`. */
function endOfStructure(line: string, start: number): number {
  let depth = 0
  for (let i = start; i < line.length; i++) {
    const code = line.charCodeAt(i)
    if (code === quote) i = endOfString(line, i) - 1
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      depth--
      if (depth === 0) return i + 1
    }
  }
  throw new SyntaxError('a structure does not end')
}

/**
 * Cuts a line of JSON at names that come in a known order. Strings are unescaped, structures stay text.
 *
 * @throws {SyntaxError} from each method when the line goes on otherwise.
 */
export class LineScanner {
  #line = ''
  #at = 0
  #date = ''
  #day = 0

  begin(line: string): void {
    this.#line = line
    this.#at = 0
  }

  string(name: string): string {
    this.#pass(name)
    return this.#string()
  }

  /** A time as `isoTime` writes it. The date is looked up: it is that of the line before, nearly always. */
  time(name: string): number {
    this.#pass(name)
    const [line, at] = [this.#line, this.#at]
    if (line.charCodeAt(at) !== quote || !line.startsWith('Z"', at + 24))
      throw new SyntaxError('a time was expected')
    if (!line.startsWith(this.#date, at + 1) || this.#date === '') {
      this.#date = line.slice(at + 1, at + 12)
      this.#day = Date.parse(`${this.#date}00:00:00.000Z`)
    }
    this.#at = at + 26
    const digits = (from: number, count: number): number => {
      let value = 0
      for (let i = at + from; i < at + from + count; i++) value = value * 10 + line.charCodeAt(i) - 48
      return value
    }
    return (
      this.#day + digits(12, 2) * 3_600_000 + digits(15, 2) * 60_000 + digits(18, 2) * 1_000 + digits(21, 3)
    )
  }

  /**
   * A structure that ends where `next` begins. What is inside a structure cannot be taken for it: the line would then go on
   * otherwise than it has to, and be refused.
   */
  structureUntil(name: string, next: string): string {
    this.#pass(name)
    const end = next === '' ? -1 : this.#line.indexOf(next, this.#at)
    return this.#cut(end < 0 ? endOfStructure(this.#line, this.#at) : end)
  }

  /** A structure that is probably the same as `before`; then it is the very same string, which costs nothing to compare. */
  structureLike(name: string, before: string): string {
    this.#pass(name)
    if (before !== '' && this.#line.startsWith(before, this.#at)) {
      this.#at += before.length
      return before
    }
    return this.#cut(endOfStructure(this.#line, this.#at))
  }

  optionalString(name: string): string | undefined {
    if (!this.#line.startsWith(name, this.#at)) return undefined
    this.#at += name.length
    return this.#string()
  }

  structure(name: string): string {
    this.#pass(name)
    return this.#cut(endOfStructure(this.#line, this.#at))
  }

  optionalStructure(name: string): string | undefined {
    return this.#line.startsWith(name, this.#at) ? this.structure(name) : undefined
  }

  number(name: string): number {
    this.#pass(name)
    const end = this.#line.indexOf(',', this.#at)
    const value = Number(this.#cut(end))
    if (end < 0 || !Number.isInteger(value)) throw new SyntaxError('not a whole number')
    return value
  }

  end(last: string): void {
    this.#pass(last)
    if (this.#at !== this.#line.length) throw new SyntaxError('the line goes on')
  }

  #pass(name: string): void {
    if (!this.#line.startsWith(name, this.#at)) throw new SyntaxError('another column was expected')
    this.#at += name.length
  }

  #cut(end: number): string {
    const text = this.#line.slice(this.#at, end)
    this.#at = end
    return text
  }

  #string(): string {
    if (this.#line.charCodeAt(this.#at) !== quote) throw new SyntaxError('a string was expected')
    const text = this.#cut(endOfString(this.#line, this.#at))
    return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
  }
}

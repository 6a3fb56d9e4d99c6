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

  begin(line: string): void {
    this.#line = line
    this.#at = 0
  }

  string(name: string): string {
    this.#pass(name)
    return this.#string()
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

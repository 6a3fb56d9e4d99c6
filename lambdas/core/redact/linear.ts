/** Parses a regular expression far enough to prove that it is linear-time, or to say why it is not. */

type Chars = ReadonlySet<number>
type Node =
  | { readonly type: 'chars'; readonly chars: Chars; readonly sample: string }
  | { readonly type: 'empty' }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  | { readonly type: 'choice'; readonly items: readonly Node[] }
  | { readonly type: 'repeat'; readonly item: Node; readonly min: number; readonly max: number }

/** Stands for every character beyond ASCII. */
const FOREIGN = 128
const MAX_REPEAT = 256
/** Ways to match at one position: keeps bounded but ambiguous patterns such as `(a?){30}` out. */
const MAX_WAYS = 4096

class Refused extends Error {}

/** Undefined when linear; otherwise the reason. */
export function checkLinear(pattern: string): string | undefined {
  try {
    const node = new Parser(pattern).parse()
    const ways = waysOf(node)
    return ways > MAX_WAYS ? `not linear-time, up to ${ways} ways to match at one position` : undefined
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}

/** The same pattern with `+`, `*` and `{n,}` limited to 256 repetitions. */
export function boundedSource(pattern: string): string {
  let out = ''
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!
    if (char === '\\') {
      out += char + (pattern[++i] ?? '')
    } else if (char === '[') {
      const end = classEnd(pattern, i)
      out += pattern.slice(i, end)
      i = end - 1
    } else if (char === '+') out += `{1,${MAX_REPEAT}}`
    else if (char === '*') out += `{0,${MAX_REPEAT}}`
    else if (char === '{') {
      const open = /^\{(\d+),\}/.exec(pattern.slice(i, i + 12))
      if (open === null) out += char
      else {
        out += `{${open[1]},${Math.max(MAX_REPEAT, Number(open[1]))}}`
        i += open[0].length - 1
      }
    } else out += char
  }
  return out
}

function classEnd(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === ']') return i + 1
  }
  return pattern.length
}

class Parser {
  private at = 0
  private readonly pattern: string

  constructor(pattern: string) {
    this.pattern = pattern
  }

  parse(): Node {
    const node = this.choice()
    if (this.at < this.pattern.length) throw new Refused(`cannot read "${this.pattern.slice(this.at)}"`)
    return node
  }

  private choice(): Node {
    const items = [this.sequence()]
    while (this.take('|')) items.push(this.sequence())
    return items.length === 1 ? items[0]! : { type: 'choice', items }
  }

  private sequence(): Node {
    const items: Node[] = []
    while (this.at < this.pattern.length && !'|)'.includes(this.pattern[this.at]!))
      items.push(this.repeated())
    const node: Node = { type: 'sequence', items }
    refuseNeighbours(items)
    return node
  }

  private repeated(): Node {
    const start = this.at
    const item = this.atom()
    const limits = this.limits()
    if (limits === undefined) return item
    if (limits.max === Infinity && item.type !== 'chars') {
      const attack = `${sampleOf(item).repeat(24)}!`
      throw new Refused(
        `not linear-time, got /${this.pattern.slice(start, this.at)}/, slow on ${JSON.stringify(attack)}`,
      )
    }
    return { type: 'repeat', item, ...limits }
  }

  private limits(): { min: number; max: number } | undefined {
    const match = /^(?:([*+?])|\{(\d+)(,)?(\d+)?\})\??/.exec(this.pattern.slice(this.at))
    if (match === null) return undefined
    this.at += match[0].length
    if (match[1] === '*') return { min: 0, max: Infinity }
    if (match[1] === '+') return { min: 1, max: Infinity }
    if (match[1] === '?') return { min: 0, max: 1 }
    const min = Number(match[2])
    const max = match[3] === undefined ? min : match[4] === undefined ? Infinity : Number(match[4])
    if (min > 1000 || (max !== Infinity && max > 1000)) throw new Refused('repeats more than 1000 times')
    return { min, max }
  }

  private atom(): Node {
    const char = this.pattern[this.at]!
    if (char === '(') return this.group()
    if (char === '[') return this.charClass()
    if (char === '\\') return this.escape()
    this.at++
    if (char === '^' || char === '$') return { type: 'empty' }
    if (char === '.')
      return charsNode(
        codes((code) => code !== 10 && code !== 13),
        'a',
      )
    return charsNode(new Set([Math.min(char.charCodeAt(0), FOREIGN)]), char)
  }

  private group(): Node {
    this.at++
    if (this.pattern.startsWith('?', this.at)) {
      const kind = /^\?(?::|<(?![=!])[^>]*>)/.exec(this.pattern.slice(this.at))
      if (kind === null)
        throw new Refused(
          `look-around is not supported, got /(${this.pattern.slice(this.at, this.at + 3)}…)/`,
        )
      this.at += kind[0].length
    }
    const node = this.choice()
    if (!this.take(')')) throw new Refused('unclosed group')
    return node
  }

  private charClass(): Node {
    const end = classEnd(this.pattern, this.at)
    return this.charsMatching(end)
  }

  private escape(): Node {
    const char = this.pattern[this.at + 1] ?? ''
    if (/[1-9k]/.test(char)) throw new Refused(`back-references are not linear-time, got /\\${char}/`)
    if (char === 'b' || char === 'B') {
      this.at += 2
      return { type: 'empty' }
    }
    const length =
      /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[pP]\{[^}]*\}|[\s\S])/.exec(
        this.pattern.slice(this.at),
      )
    return this.charsMatching(this.at + (length?.[0].length ?? 2))
  }

  /** The characters of one class or escape, found by asking the engine itself. */
  private charsMatching(end: number): Node {
    const regex = new RegExp(`^${this.pattern.slice(this.at, end)}$`, 'u')
    this.at = end
    const chars = new Set(codes((code) => regex.test(String.fromCharCode(code))))
    if (/[éжΩ漢あ한€ü]/u.test([...'éжΩ漢あ한€ü'].filter((char) => regex.test(char)).join('')))
      chars.add(FOREIGN)
    const first = [...chars][0]
    return charsNode(
      chars,
      first === undefined || first === FOREIGN
        ? 'é'
        : String.fromCharCode([...chars].find((code) => code > 32) ?? first),
    )
  }

  private take(char: string): boolean {
    if (this.pattern[this.at] !== char) return false
    this.at++
    return true
  }
}

const charsNode = (chars: Chars, sample: string): Node => ({ type: 'chars', chars, sample })

const codes = (test: (code: number) => boolean): Set<number> => {
  const found = new Set<number>()
  for (let code = 0; code < 128; code++) if (test(code)) found.add(code)
  if (test(0xe9)) found.add(FOREIGN)
  return found
}

/** Two long repetitions that can share characters, with only optional things between them, take quadratic time. */
function refuseNeighbours(items: readonly Node[]): void {
  for (let i = 0; i < items.length; i++) {
    const first = items[i]!
    if (first.type !== 'repeat' || first.max < 32 || first.item.type !== 'chars') continue
    for (let j = i + 1; j < items.length; j++) {
      const next = items[j]!
      const repeated = longChars(next)
      if (repeated !== undefined && overlaps(first.item.chars, repeated)) {
        const attack = `${first.item.sample.repeat(24)}!`
        throw new Refused(
          `not linear-time, two repetitions that match the same characters, slow on ${JSON.stringify(attack)}`,
        )
      }
      if (isSeparator(next, first.item.chars)) break
    }
  }
}

const longChars = (node: Node): Chars | undefined => {
  if (node.type === 'repeat')
    return node.max >= 32 && node.item.type === 'chars' ? node.item.chars : longChars(node.item)
  if (node.type !== 'sequence' && node.type !== 'choice') return undefined
  const found = node.items.map(longChars).filter((chars) => chars !== undefined)
  return found.length === 0 ? undefined : new Set(found.flatMap((chars) => [...chars]))
}

/** Needs at least one character that the repetition before it cannot eat. */
const isSeparator = (node: Node, chars: Chars): boolean =>
  (node.type === 'chars' && !overlaps(node.chars, chars)) ||
  (node.type === 'repeat' && node.min > 0 && node.item.type === 'chars' && !overlaps(node.item.chars, chars))

const overlaps = (a: Chars, b: Chars): boolean => {
  for (const code of a) if (b.has(code)) return true
  return false
}

/** An upper bound of the ways in which the pattern can match at one position. */
function waysOf(node: Node): number {
  if (node.type === 'sequence')
    return node.items.reduce((product, item) => Math.min(product * waysOf(item), 1e9), 1)
  if (node.type === 'choice') return node.items.reduce((sum, item) => sum + waysOf(item), 0)
  if (node.type !== 'repeat') return 1
  if (node.item.type === 'chars') return node.max === Infinity ? 2 : Math.min(2, node.max - node.min + 1)
  const inner = waysOf(node.item)
  return Math.min((node.max === node.min ? 1 : node.max - node.min + 1) * inner ** Math.max(1, node.max), 1e9)
}

function sampleOf(node: Node): string {
  if (node.type === 'chars') return node.sample
  if (node.type === 'sequence') return node.items.map(sampleOf).join('')
  if (node.type === 'choice') return sampleOf(node.items[0]!)
  if (node.type === 'repeat') return sampleOf(node.item)
  return ''
}

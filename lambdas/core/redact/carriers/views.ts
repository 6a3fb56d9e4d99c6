/**
 * A view is a text with one layer of encoding taken off, and for each of its characters where it stands in the original.
 * What is found in a view is replaced in the original, so the rest keeps its encoding to the letter.
 */
export interface View {
  readonly text: string
  /** Where in the original the character at `index` stands; the end for what is behind the last one. */
  originOf(index: number): number
}

const hexValue = (text: string, start: number, length: number): number => {
  let value = 0
  for (let i = start; i < start + length; i++) {
    const code = text.charCodeAt(i)
    const digit =
      code >= 48 && code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1
    if (digit < 0) return -1
    value = value * 16 + digit
  }
  return value
}

/**
 * Collects decoded characters; runs without an escape are copied whole. Within a run places grow with the text, so that only
 * beginnings of runs are written down.
 */
class Builder implements View {
  text = ''
  private readonly source: string
  private readonly start: number
  private end = 0
  /** Where the runs after the first one begin, here and in the source. */
  private readonly begins: number[] = []
  private readonly origins: number[] = []

  constructor(source: string, start: number) {
    this.source = source
    this.start = start
  }

  copy(start: number, end: number): void {
    if (end > start) this.text += this.source.slice(start, end)
  }

  put(code: number): void {
    this.text += String.fromCharCode(code)
  }

  /** What follows stands at `from` in the source. */
  goOn(from: number): void {
    this.begins.push(this.text.length)
    this.origins.push(from)
  }

  view(from: number, end: number): View {
    this.copy(from, end)
    this.end = end
    return this
  }

  originOf(index: number): number {
    const { begins } = this
    let low = 0
    let high = begins.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (begins[middle]! <= index) low = middle + 1
      else high = middle
    }
    const origin = low === 0 ? this.start + index : this.origins[low - 1]! + index - begins[low - 1]!
    return Math.min(origin, this.end)
  }
}

/** Leaves out all that matches. Undefined when nothing does. */
export function viewWithout(text: string, pattern: RegExp): View | undefined {
  let builder: Builder | undefined
  let from = 0
  for (const { 0: match, index } of text.matchAll(pattern)) {
    builder ??= new Builder(text, 0)
    builder.copy(from, index)
    from = index + match.length
    builder.goOn(from)
  }
  return builder?.view(from, text.length)
}

const simpleEscapes = new Int16Array(128).fill(-1)
for (const [letter, code] of Object.entries({
  n: 10,
  r: 13,
  t: 9,
  b: 8,
  f: 12,
  '"': 34,
  "'": 39,
  '/': 47,
  '\\': 92,
  '`': 96,
  0: 0,
}))
  simpleEscapes[letter.charCodeAt(0)] = code

/** Takes off one layer of backslash escapes (JSON, JavaScript, Python, C, Java). Undefined when there is none. */
export function unescapeView(text: string, start: number, end: number): View | undefined {
  let builder: Builder | undefined
  let from = start
  let i = text.indexOf('\\', start)
  while (i >= 0 && i < end - 1) {
    const found = readEscape(text, i, end)
    if (found < 0) {
      i = text.indexOf('\\', i + 1)
      continue
    }
    builder ??= new Builder(text, start)
    builder.copy(from, i)
    builder.put(found & 0xffff)
    from = i + (found >>> 16)
    builder.goOn(from)
    i = text.indexOf('\\', from)
  }
  return builder?.view(from, end)
}

/** The character that is meant, and above its 16 bits how many stand for it; -1 when it is none. */
function readEscape(text: string, at: number, end: number): number {
  const letter = text.charCodeAt(at + 1)
  if (letter === 117 && at + 6 <= end) return sized(hexValue(text, at + 2, 4), 6)
  if (letter === 120 && at + 4 <= end) return sized(hexValue(text, at + 2, 2), 4)
  if (letter === 101 && text.charCodeAt(at + 2) === 91) return sized(27, 2)
  if (letter === 48 && text.startsWith('33[', at + 2)) return sized(27, 4)
  return letter < 128 ? sized(simpleEscapes[letter]!, 2) : -1
}

const sized = (code: number, length: number): number => (code < 0 ? -1 : code | (length << 16))

/** Takes off one layer of percent-encoding, UTF-8 too. Undefined when there is none. Other controls than white space stay as they are. */
export function percentView(text: string, start: number, end: number): View | undefined {
  let builder: Builder | undefined
  let from = start
  let i = text.indexOf('%', start)
  while (i >= 0 && i <= end - 3) {
    const found = readPercent(text, i, end)
    const code = found & 0xffff
    if (code < 32 && !isLayout(code)) {
      i = text.indexOf('%', i + 1)
      continue
    }
    builder ??= new Builder(text, start)
    builder.copy(from, i)
    builder.put(code)
    from = i + (found >>> 16)
    builder.goOn(from)
    i = text.indexOf('%', from)
  }
  return builder?.view(from, end)
}

/** Tab, line feed, carriage return, escape: they separate what stands beside them. */
const isLayout = (code: number): boolean => code === 9 || code === 10 || code === 13 || code === 27

/** One character of up to three bytes, as `readEscape` returns it; code 0 when it is none. */
function readPercent(text: string, at: number, end: number): number {
  const first = hexValue(text, at + 1, 2)
  if (first < 0x80) return sized(Math.max(first, 0), 3)
  const size = first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xef || at + 3 * size > end) return sized(0, 3)
  let code = first & (size === 3 ? 0x0f : 0x1f)
  for (let i = at + 3; i < at + 3 * size; i += 3) {
    const next = text.charCodeAt(i) === 37 ? hexValue(text, i + 1, 2) : -1
    if (next < 0x80 || next > 0xbf) return sized(0, 3)
    code = (code << 6) | (next & 0x3f)
  }
  return sized(code, 3 * size)
}

const entities: readonly (readonly [string, number])[] = [
  ['&quot;', 34],
  ['&#34;', 34],
  ['&#x22;', 34],
  ['&apos;', 39],
  ['&#39;', 39],
  ['&#x27;', 39],
  ['&amp;', 38],
  ['&lt;', 60],
  ['&gt;', 62],
  ['&#64;', 64],
  ['&#x40;', 64],
  ['&commat;', 64],
  ['&#58;', 58],
  ['&#x3a;', 58],
  ['&#47;', 47],
  ['&#x2f;', 47],
  ['&#46;', 46],
  ['&#61;', 61],
  ['&#x3d;', 61],
]

/** The entity at `index`, if it is one that hides structure. */
export const entityAt = (text: string, index: number): readonly [string, number] | undefined =>
  ENTITY.includes(text[index + 1] ?? ' ')
    ? entities.find(([name]) => text.startsWith(name, index))
    : undefined

/** Their first letters. */
const ENTITY = 'qalgc#'

/** Takes off one layer of XML entities. Undefined when there is none. */
export function entityView(text: string, start: number, end: number): View | undefined {
  let builder: Builder | undefined
  let from = start
  let i = text.indexOf('&', start)
  while (i >= 0 && i < end) {
    const entity = entityAt(text, i)
    if (entity === undefined || i + entity[0].length > end) {
      i = text.indexOf('&', i + 1)
      continue
    }
    builder ??= new Builder(text, start)
    builder.copy(from, i)
    builder.put(entity[1])
    from = i + entity[0].length
    builder.goOn(from)
    i = text.indexOf('&', from)
  }
  return builder?.view(from, end)
}

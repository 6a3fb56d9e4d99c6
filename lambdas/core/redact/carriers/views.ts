/**
 * A view is a text with one layer of encoding taken off, and for each of its characters where it stands in the original.
 * What is found in a view is replaced in the original, so the rest keeps its encoding to the letter.
 */
export interface View {
  readonly text: string
  /** Index in the original of each character; one more for the end. */
  readonly map: Int32Array
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

/** Collects decoded characters; runs without an escape are copied whole. */
class Builder {
  private readonly parts: string[] = []
  private readonly map: Int32Array
  private length = 0
  private readonly source: string

  constructor(source: string, start: number, end: number) {
    this.source = source
    this.map = new Int32Array(end - start + 1)
  }

  copy(start: number, end: number): void {
    if (end <= start) return
    this.parts.push(this.source.slice(start, end))
    for (let i = start; i < end; i++) this.map[this.length++] = i
  }

  put(code: number, at: number): void {
    this.parts.push(String.fromCharCode(code))
    this.map[this.length++] = at
  }

  view(end: number): View {
    this.map[this.length] = end
    return { text: this.parts.join(''), map: this.map.subarray(0, this.length + 1) }
  }
}

/** Leaves out all that matches. Undefined when nothing does. */
export function viewWithout(text: string, pattern: RegExp): View | undefined {
  let builder: Builder | undefined
  let from = 0
  for (const { 0: match, index } of text.matchAll(pattern)) {
    builder ??= new Builder(text, 0, text.length)
    builder.copy(from, index)
    from = index + match.length
  }
  builder?.copy(from, text.length)
  return builder?.view(text.length)
}

const simpleEscapes: Readonly<Record<string, number>> = {
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
}

/** Takes off one layer of backslash escapes (JSON, JavaScript, Python, C, Java). Undefined when there is none. */
export function unescapeView(text: string, start: number, end: number): View | undefined {
  let builder: Builder | undefined
  let from = start
  let i = text.indexOf('\\', start)
  while (i >= 0 && i < end - 1) {
    const found = readEscape(text, i, end)
    if (found === undefined) {
      i = text.indexOf('\\', i + 1)
      continue
    }
    builder ??= new Builder(text, start, end)
    builder.copy(from, i)
    builder.put(found.code, i)
    from = i + found.length
    i = text.indexOf('\\', from)
  }
  builder?.copy(from, end)
  return builder?.view(end)
}

function readEscape(text: string, at: number, end: number): { code: number; length: number } | undefined {
  const letter = text[at + 1]!
  if (letter === 'u' && at + 6 <= end) {
    const code = hexValue(text, at + 2, 4)
    return code < 0 ? undefined : { code, length: 6 }
  }
  if (letter === 'x' && at + 4 <= end) {
    const code = hexValue(text, at + 2, 2)
    return code < 0 ? undefined : { code, length: 4 }
  }
  if (letter === 'e' && text.charCodeAt(at + 2) === 91) return { code: 27, length: 2 }
  if (letter === '0' && text.startsWith('33[', at + 2)) return { code: 27, length: 4 }
  const code = simpleEscapes[letter]
  return code === undefined ? undefined : { code, length: 2 }
}

/** Takes off one layer of percent-encoding, UTF-8 too. Undefined when there is none. Other controls than white space stay as they are. */
export function percentView(text: string, start: number, end: number): View | undefined {
  let builder: Builder | undefined
  let from = start
  let i = text.indexOf('%', start)
  while (i >= 0 && i <= end - 3) {
    const found = readPercent(text, i, end)
    if (found.code < 32 && !isLayout(found.code)) {
      i = text.indexOf('%', i + 1)
      continue
    }
    builder ??= new Builder(text, start, end)
    builder.copy(from, i)
    builder.put(found.code, i)
    from = i + found.length
    i = text.indexOf('%', from)
  }
  builder?.copy(from, end)
  return builder?.view(end)
}

/** Tab, line feed, carriage return, escape: they separate what stands beside them. */
const isLayout = (code: number): boolean => code === 9 || code === 10 || code === 13 || code === 27

/** One character of up to three bytes; code 0 when it is none. */
function readPercent(text: string, at: number, end: number): { code: number; length: number } {
  const first = hexValue(text, at + 1, 2)
  if (first < 0x80) return { code: first, length: 3 }
  const size = first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xef || at + 3 * size > end) return { code: 0, length: 3 }
  let code = first & (size === 3 ? 0x0f : 0x1f)
  for (let i = at + 3; i < at + 3 * size; i += 3) {
    const next = text.charCodeAt(i) === 37 ? hexValue(text, i + 1, 2) : -1
    if (next < 0x80 || next > 0xbf) return { code: 0, length: 3 }
    code = (code << 6) | (next & 0x3f)
  }
  return { code, length: 3 * size }
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
  entities.find(([name]) => text.startsWith(name, index))

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
    builder ??= new Builder(text, start, end)
    builder.copy(from, i)
    builder.put(entity[1], i)
    from = i + entity[0].length
    i = text.indexOf('&', from)
  }
  builder?.copy(from, end)
  return builder?.view(end)
}

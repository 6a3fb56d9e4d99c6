/** Values without quotes that are written in a way of their own: blocks of YAML, fields of a form. */
import type { ValueKind } from '../keys.ts'
import type { Scan } from '../scan.ts'
import { Blocks } from './blocks.ts'

interface Extent {
  readonly start: number
  readonly end: number
}

const blockHead = /[|>][+-]?\d?[ \t]*\r?\n([ \t]+)(?=\S)/y

/** `|` or `>` and the indented lines after it. https://yaml.org/spec/1.2.2/#81-block-scalar-styles */
export function blockAt(scan: Scan, from: number): Extent | undefined {
  const { text } = scan
  const code = text.charCodeAt(from)
  if (code !== 124 && code !== 62) return undefined
  blockHead.lastIndex = from
  const match = blockHead.exec(text)
  if (match === null) return undefined
  const start = blockHead.lastIndex
  const indent = match[1]!.length
  if (scan.measured.blocks?.has(start) !== true) scan.measured.blocks = new Blocks(text, start - indent)
  const end = scan.measured.blocks.endOf(start, indent)
  return { start, end: text.charCodeAt(end - 1) === 13 ? end - 1 : end }
}

const userBefore = /(?:\bid|\buser(?:name)?|\blogin|\baccount|계정|아이디)\s?\/\s?$/i
const passwordBehind = /[/:|,] ([^\s/"'`\\<>]{4,128})/y

/** The `x` of `ID / password: bob / x`, when the value that was read ends with the name at `end`. */
export function afterUser(text: string, keyStart: number, end: number): Extent | undefined {
  if (text.charCodeAt(keyStart - 1) !== 47 && text.charCodeAt(keyStart - 2) !== 47) return undefined
  if (!userBefore.test(text.slice(Math.max(0, keyStart - 16), keyStart))) return undefined
  passwordBehind.lastIndex = text.charCodeAt(end) === 32 ? end + 1 : end
  const match = passwordBehind.exec(text)
  return match === null
    ? undefined
    : { start: passwordBehind.lastIndex - match[1]!.length, end: passwordBehind.lastIndex }
}

const flowItem = /[[,]\s?(?:'([^'\n]{0,256})'|"([^"\n]{0,256})"|([\w.+/=!@#$%^*-]{1,256}))(?=\s?[,\]])/dy

/** The items of `[x, 'y']` at `from`, without a quoted key; none when something else stands in it. */
export function flowItemsAt(text: string, from: number): readonly (readonly [number, number])[] {
  const items: (readonly [number, number])[] = []
  for (const item of itemsFrom(flowItem, text, from)) {
    items.push(item)
    if (/^\s?\]/.test(text.slice(flowItem.lastIndex, flowItem.lastIndex + 2))) return items
  }
  return []
}

/** What one match after the other says in whichever group it has; `pattern.lastIndex` is behind the last one. */
function* itemsFrom(pattern: RegExp, text: string, from: number): Generator<readonly [number, number]> {
  pattern.lastIndex = from
  for (let n = 0; n < MAX_ITEMS; n++) {
    const indices = pattern.exec(text)?.indices
    if (indices === undefined) return
    yield indices[1] ?? indices[2] ?? indices[3]!
  }
}

const listItem =
  /\r?\n[ \t]*- +(?:'([^'\n]{3,256})'|"([^"\n]{3,256})"|([^\s'"#:][^\s:]{2,255}))[ \t]*(?=\r?\n|$)/dy
const MAX_ITEMS = 64

/** The items of a list of YAML that begins at the end of the line with its key. */
export const itemsAt = (text: string, from: number): readonly (readonly [number, number])[] => [
  ...itemsFrom(listItem, text, from),
]

const FORM_VALUE = Uint8Array.from({ length: 128 }, (_, code) =>
  /[^\s&"'<>;,|(){}[\]=]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const MAX_FIELD = 300
const isInForms = (kind: ValueKind): boolean =>
  kind === 'name' || kind === 'address' || kind === 'date' || kind === 'digits'

/**
 * A value of an encoded form, `Jane+Doe` or `12%20Main+St%2F3`: as it stands up to the next field, and what it says. Undefined when nothing
 * is encoded. https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export function formValueAt(
  kind: ValueKind,
  text: string,
  from: number,
): { readonly end: number; readonly value: string } | undefined {
  if (!isInForms(kind) || text.charCodeAt(from) === 43) return undefined
  const end = fieldEnd(text, from)
  if (end - from < 3) return undefined
  const raw = text.slice(from, end)
  if (!raw.includes('+') && !(raw.includes('%') && /%[0-9A-Fa-f]{2}/.test(raw))) return undefined
  return { end, value: decoded(raw.replaceAll('+', ' ')) }
}

function fieldEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_FIELD)
  for (let i = from; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code < 128 ? FORM_VALUE[code] === 0 : code === 160 || (code > 0x167f && isBlank.test(text[i]!)))
      return i
  }
  return limit
}

/** Of white space, what is none of ASCII. */
const isBlank = /\s/

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

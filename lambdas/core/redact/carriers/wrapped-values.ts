/** Values in lists and quotes of other kinds: `map[ssn:[123…]]` of Go, `name: “Ann Moore”`. Passwords and keys are read with what stands around them. */
import { isRandom } from '../generated.ts'
import type { KeyRule, ValueKind } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import type { KeyContext, Scan } from '../scan.ts'

const credentials: ReadonlySet<ValueKind> = new Set([
  'secret',
  'key',
  'token',
  'any',
  'authorization',
  'cookie',
  'set_cookie',
])

/** Is what the key stands for told by its form, as what is said of persons and what machines generate, and not any text at all? */
export const hasForm = ({ kind }: KeyRule): boolean => !credentials.has(kind)

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '“': '”', '‘': '’', '«': '»', '„': '“' }
const MOST = 256

/** What stands at `from` in such signs, when it is what the key says; -1 when there are none. */
export function redactWrapped(scan: Scan, rule: KeyRule, from: number, context: KeyContext): number {
  const { text } = scan
  const close = CLOSING[text[from] ?? '']
  if (close === undefined || !hasForm(rule) || (close === ']' && !isOfMap(text, from))) return -1
  const length = text.slice(from + 1, from + MOST).indexOf(close)
  const value = text.slice(from + 1, from + 1 + length)
  if (length < 1 || /["[\]{}\n]/.test(value) || !isPlausible(rule.kind, value, true)) return -1
  const done = scan.add(rule.detector, from + 1, from + 1 + length, context)
  return done === from + 1 ? -1 : done
}

/** `key:[x]` without a blank, as Go prints lists in maps. */
const isOfMap = (text: string, from: number): boolean => text.charCodeAt(from - 1) === 58

const onlyInside = /\[\s{0,8}(["']?)([\w.%+/=-]{16,1024})\1\s{0,8}\]/dy

/** `"sessionid": ["x"]` of queries and cookies that may hold several. */
export function redactOnly(scan: Scan, rule: KeyRule, from: number, context: KeyContext): void {
  onlyInside.lastIndex = from
  const match = onlyInside.exec(scan.text)
  if (match === null || (scan.inString && match[1] === '"') || !isPlausible(rule.kind, match[2]!, true))
    return
  scan.addLater(rule.detector, match.indices![2]![0], match.indices![2]![1], context)
}

const idInside = /\{[^{}]{0,256}?["']?\b(?:id|sid|key)["']?\s*:\s*(["'])([^"'\s]{16,512})\1/dy

/** `"session": {"id": "x"}`. */
export function redactId(scan: Scan, rule: KeyRule, from: number, context: KeyContext): void {
  idInside.lastIndex = from
  const match = idInside.exec(scan.text)
  const range = match?.indices?.[2]
  if (range === undefined || (scan.inString && match![1] === '"') || !isRandom(match![2]!)) return
  scan.addLater(rule.detector, range[0], range[1], context)
}

/** Values whose key is itself a value: `{"name": "DB_PASSWORD", "value": "x"}`. */
import { KEY, skip, skipBlanks } from '../chars.ts'
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { redactElement } from './elements.ts'
import { MAX_KEY } from './key.ts'
import { redactContent, redactPlain, redactQuoted } from './redact-value.ts'
import { closingQuote, isQuote, quoteAt } from './values.ts'

const otherMember = String.raw`["']?(?:type|kind|description|secret|required|source)["']?\s*[=:]\s*(?:["'][^"'\n]{0,64}["']|true|false)[\s,;]+`
const valueName = new RegExp(
  String.raw`[\s,;]*(?:${otherMember})?(["']?)(?:value|val|content|defaultValue|StringValue|ParameterValue|c[sn]\d|(?:document|id(?:entification)?|identity)?_?num(?:ber)?)\1\s*[=:]\s*`,
  'iy',
)

/**
 * `{"name": "DB_PASSWORD", "value": "x"}`, `- name: DB_PASSWORD⏎  value: x`, `<input name="password" value="x">`,
 * `<entry key="password">x</entry>`, `Content-Disposition: form-data; name="password"`. The name begins at `from`.
 */
export function findNamedValue(scan: Scan, from: number, at = from): number {
  const { text } = scan
  const name = nameAt(scan, from)
  if (name === undefined) return at
  const rule = scan.policy.keys.lookup(text, name.start, name.end)
  if (rule === undefined) return at
  const context: KeyContext = {
    key: text.slice(name.start, name.end),
    action: actionOnValue(rule),
  }
  const element = valueElement(scan, name.after)
  if (element > 0) return redactElement(scan, rule, element, context, at)
  const part = partAt(scan, name.after)
  if (part !== undefined) return redactPart(scan, rule, part, context, at)
  valueName.lastIndex = name.after
  if (!valueName.test(text)) return findValueBefore(scan, rule, context, at)
  const value = typedValue(text, valueName.lastIndex)
  if (scan.keyQuote === 34 && !scan.inString && OPENERS.includes(text[value] ?? ' ')) return at
  const open = quoteAt(text, value)
  return open < 0 ? redactPlain(scan, rule, value, context, at) : redactQuoted(scan, rule, open, context, at)
}

const typed = /\{\s{0,8}["'](?:string_?value|bytes_?value|value|S)["']\s{0,4}:\s{0,4}/iy
const OPENERS = '{['

/** `{"key": "db.password", "value": {"stringValue": "x"}}` of OpenTelemetry. https://opentelemetry.io/docs/specs/otlp/ */
function typedValue(text: string, from: number): number {
  typed.lastIndex = from
  return typed.test(text) ? typed.lastIndex : from
}

const nested =
  /(?: [\w:-]{1,32}=["'][^"'<>]{0,128}["']){0,3}>\s{0,64}<(?:value|(?:\w{1,16}:)?AttributeValue(?: [\w:-]{1,32}=["'][^"'<>]{0,128}["']){0,3})>\s{0,64}/y

/** How far behind the name it may stand: three attributes, and blanks. */
const MAX_HEAD = 400

/** After `name="x"`, where the text of the element begins, or of the `<value>` in it; -1 when there is none. */
function valueElement(scan: Scan, after: number): number {
  const { text } = scan
  if (isNear(scan, '<value>', after) || isNear(scan, 'AttributeValue', after)) {
    nested.lastIndex = after
    if (nested.test(text)) return nested.lastIndex
  }
  return text.charCodeAt(after) === 62 ? after + 1 : -1
}

const isNear = (scan: Scan, word: string, after: number): boolean =>
  scan.searches.nextOf(word, after) - after < MAX_HEAD

interface Name {
  readonly start: number
  readonly end: number
  /** After its quote. */
  readonly after: number
}

function nameAt(scan: Scan, from: number): Name | undefined {
  const { text } = scan
  if (!isQuote(text.charCodeAt(from))) {
    const end = skip(text, from, KEY, from + MAX_KEY)
    return end - from < 3 ? undefined : { start: from, end, after: end }
  }
  if (scan.inString && text.charCodeAt(from) === 34) return undefined
  const close = closingQuote(scan, from)
  return close < 0 || close - from > MAX_KEY
    ? undefined
    : { start: lastSegment(text, from + 1, close), end: close, after: close + 1 }
}

/** `http://hl7.org/fhir/sid/us-ssn`: of an address, its last part says what is meant. https://hl7.org/fhir/datatypes.html#Identifier */
const lastSegment = (text: string, start: number, end: number): number =>
  text.startsWith('http', start) ? Math.max(start, text.lastIndexOf('/', end - 1) + 1) : start

const valueBefore =
  /(["'])(?:value|val|content)\1\s*:\s*(["'])((?:[^"'\\]|\\.)*)\2\s*,\s*["']\w{3,8}["']\s*:\s*$/i
const MAX_BEFORE = 1024

/** `{"value": "x", "name": "DB_PASSWORD"}`: in the other order. */
function findValueBefore(scan: Scan, rule: KeyRule, context: KeyContext, at: number): number {
  if (scan.keyQuote === 0) return at
  const { text } = scan
  const from = Math.max(scan.floor, at - MAX_BEFORE)
  const match = valueBefore.exec(text.slice(from, skipBlanks(text, at + 1)))
  if (match === null) return at
  const start = from + match.index + match[0].indexOf(match[2]!, match[0].indexOf(':')) + 1
  const end = start + match[3]!.length
  if (isPlausible(rule.kind, match[3]!, false)) scan.addLater(rule.detector, start, end, context)
  return at
}

/** Headers of one part, up to the empty line; line feeds may be written out. https://www.rfc-editor.org/rfc/rfc7578 */
const partHead = /(?:(?:\r?\n|\\r\\n|\\n)[A-Za-z-]{3,40}: [^\r\n\\"]{0,200}){0,16}(\r?\n|\\r\\n|\\n)\1/y

/** Where the value of a multipart field begins and ends. */
function partAt(scan: Scan, after: number): { readonly start: number; readonly end: number } | undefined {
  const { text } = scan
  const code = text.charCodeAt(after)
  if (code !== 13 && code !== 10 && code !== 92) return undefined
  partHead.lastIndex = after
  const match = partHead.exec(text)
  if (match === null) return undefined
  const start = partHead.lastIndex
  const limit = Math.min(scan.inString ? scan.searches.stringEnd(start) : text.length, start + MAX_PART)
  const end = text.slice(start, limit).indexOf(match[1]!)
  return { start, end: end < 0 ? limit : start + end }
}

const MAX_PART = 8192

function redactPart(
  scan: Scan,
  rule: KeyRule,
  { start, end }: { readonly start: number; readonly end: number },
  context: KeyContext,
  at: number,
): number {
  const done = redactContent(scan, rule, start, end, context)
  return done === start ? at : done
}

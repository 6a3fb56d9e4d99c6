/** A sensitive key with an object or a list below it: every leaf goes, names and shape stay. */
import { withKnown } from '../identifiers.ts'
import type { KeyRule, ValueKind } from '../keys.ts'
import { maskEnd } from '../masks.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isMessage, isPlausible, timestamp } from '../plausible.ts'
import { isNameOfElse } from '../references.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { isComplaint, isRequirement, isStatement, isVerdict } from '../verdicts.ts'
import { closingQuote } from './values.ts'

/** At `{` or `[`; returns the index after its closing bracket, or after the last leaf when it is cut off. */
export function redactLeaves(scan: Scan, rule: KeyRule, from: number, context: KeyContext): number {
  const { text } = scan
  let depth = 0
  let i = from
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      if (--depth <= 0) return i + 1
    } else if (code === 34 || code === 39) {
      if (code === 34 && scan.inString) return i
      i = redactString(scan, rule, i, context)
      continue
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      i = redactNumber(scan, rule, i, context)
      continue
    }
    i++
  }
  return i
}

function redactString(scan: Scan, rule: KeyRule, open: number, context: KeyContext): number {
  const { text } = scan
  const close = closingQuote(scan, open)
  if (close < 0)
    return text.charCodeAt(open) === 34
      ? Math.max(open + 1, scan.add(rule.detector, open + 1, text.length, context))
      : open + 1
  let next = close + 1
  while (text.charCodeAt(next) <= 32) next++
  const isKey =
    text.charCodeAt(next) === 58 || (text.charCodeAt(next) === 61 && text.charCodeAt(next + 1) === 62)
  if (isKey)
    return isDescription(rule, text.slice(open + 1, close)) || isNamed(rule, text, open, next)
      ? afterDescription(text, next + 1, close + 1)
      : close + 1
  const value = text.slice(open + 1, close)
  if (maskEnd(text, open + 1) !== close && isLeaf(rule, value) && !isComplaint(rule.kind, scan, value))
    scan.add(rule.detector, open + 1, close, context)
  return close + 1
}

/** Members that say what a secret is like, or how it is called: of JSON schemas, and of Kubernetes' volumes. */
const describes =
  /^(?:type|format|pattern|transports|namespace|versions?|(?:min|max)(?:_?[Ll]ength|imum|Items)?|required|optional|title|description|defaultMode|mode|secretName|readOnly|writeOnly|nullable|deprecated|\$ref)$/
/** `"required": ["street"]` and so on are names. */
const simpleValue =
  /\s*(?:\[(?:\s*"[A-Za-z_.-]{1,64}",?){0,32}\s*\]|"[^"\\]{0,256}"|-?\d[\d.]*|true|false|null)/y

/** Persons and places have titles and descriptions of their own. */
const isDescription = ({ kind }: KeyRule, name: string): boolean =>
  describes.test(name) &&
  (kind === 'secret' ||
    ((kind === 'name' || kind === 'address') && !/^(?:title|description|mode)$/.test(name)))

const nameOf = /"name"\s*:\s*"(?:[a-z]{2,}(?:[-_./][a-z]{2,}){1,6}|[A-Z]{2,}(?:_[A-Z]{2,}){1,6})"/y

/** `{"secret": {"name": "prod/db"}}`: how a secret is called, in words that are joined. */
function isNamed({ detector }: KeyRule, text: string, open: number, colon: number): boolean {
  nameOf.lastIndex = open
  return detector === 'secret' && nameOf.test(text) && nameOf.lastIndex > colon
}

/** After such a member's value when it is a simple one, else after the name. */
function afterDescription(text: string, from: number, otherwise: number): number {
  simpleValue.lastIndex = from
  return simpleValue.test(text) ? simpleValue.lastIndex : otherwise
}

/** Words about what is asked for, or the address of a resource. */
const isSaidOf = (kind: ValueKind, value: string): boolean =>
  kind === 'address' || kind === 'name'
    ? !/\d/.test(value) && isRequirement(value)
    : isVerdict(value) || isStatement(value) || isNameOfElse(value)

/** `Via Roma 12`: its first word is one of sentences elsewhere. */
const road = /^\p{Lu}\S*(?: \p{Lu}\S*)+,? \d{1,5}\b/u

/** Below a key that anything can stand under, every leaf; below the others, what has the form that the key promises. */
const isLeaf = ({ kind }: KeyRule, value: string): boolean =>
  kind === 'secret' || kind === 'any' || kind === 'address' || kind === 'name'
    ? !isPlaceholder(value) &&
      !(isMessage(value) && !(kind === 'address' && road.test(value))) &&
      !isSaidOf(kind, value) &&
      !timestamp.test(value) &&
      !(kind === 'address' && /^[A-Z]{2,3}$/.test(value))
    : isPlausible(kind, value, false)

const number = /-?\d[\w.+-]*/y

function redactNumber(scan: Scan, rule: KeyRule, start: number, context: KeyContext): number {
  number.lastIndex = start
  if (!number.test(scan.text)) return start + 1
  const end = number.lastIndex
  if (isSmall(rule, end - start) || !isLeaf(rule, scan.text.slice(start, end))) return end
  scan.add(rule.detector, start, end, context, scan.inString ? '' : '"')
  return end
}

/** `"password": {"maxAgeDays": 90}`: a number of three digits opens nothing. */
const isSmall = ({ kind }: KeyRule, length: number): boolean => kind === 'secret' && length < 4

const numberIn =
  /\{[^{}]{0,256}?["']?\b(?:number|numero|nummer)["']?\s{0,4}[:=]\s{0,4}["']([^"'\\\n]{4,64})["']/dy

const codeIn = /\{[^{}]{0,256}?["']?\b(?:code|value|passcode)["']?\s{0,4}[:=]\s{0,4}["'](\d{4,8})["']/dy

/** `"driverLicense": {"number": "x"}`, `"mfa": {"code": "266401"}`: by the name of the object. */
export function redactNumberIn(scan: Scan, rule: KeyRule, from: number, context: KeyContext): void {
  if (rule.detector !== 'otp' && !/^(?:identifier|digits|id_)/.test(rule.kind)) return
  const pattern = rule.detector === 'otp' ? codeIn : numberIn
  pattern.lastIndex = from
  const match = pattern.exec(scan.text)
  const range = match?.indices?.[1]
  if (range === undefined || (scan.inString && match![0].includes('"'))) return
  if (isPlausible(rule.kind, match![1]!, false)) scan.addLater(rule.detector, range[0], range[1], context)
}

/** Not the name of a way to log in, `oauth2` or `basic-v1`: digits that no name has. */
export function isNoMethod(value: string): boolean {
  const name = withKnown(value)
  return (
    /\d/.test(name) &&
    /[A-Za-z]/.test(name) &&
    !/^[a-z]+(?:[-_.][a-z]+)*[-_.]?v?\d{1,2}$|^v?\d+[.-]/i.test(name)
  )
}

const userAndPassword =
  /\[\s{0,8}(["'])[\w.@+\\-]{1,64}\1\s{0,4},\s{0,4}(["'])([^"'\\\n]{6,128})\2\s{0,8}\]/dy

/** `"auth": ["ana", "x"]`, as HTTP clients take them; the names of methods stand so too, and have hardly a digit. */
export function redactPair(scan: Scan, from: number, context: KeyContext): void {
  if (!/(?:^|[_.-])auth$/i.test(context.key)) return
  userAndPassword.lastIndex = from
  const match = userAndPassword.exec(scan.text)
  const range = match?.indices?.[3]
  if (range === undefined || (scan.inString && match![2] === '"')) return
  if (isNoMethod(match![3]!)) scan.addLater('password', range[0], range[1], context)
}

const quoted = String.raw`(?:[^"\\]|\\\\(?:[^"\\]|\\\\|\\"))*`
const scalar = String.raw`(?:\\"${quoted}\\"|-?\d{1,6}|true|false|null)`
const pair = String.raw`\s{0,8}\\"[^"\\]{1,64}\\"\s{0,8}:\s{0,8}${scalar}\s{0,8}`
const innerObject = new RegExp(`^\\{${pair}(?:,${pair}){0,64}\\}$`)
const innerValue = new RegExp(String.raw`:\s{0,8}\\"(${quoted})\\"(?=\s{0,8}[,}])`, 'dg')
const MAX_INNER = 8192

/** `"SecretString": "{\"user\":\"ana\",\"password\":\"x\"}"`: an object without others in it keeps its names. False when it is none. */
export function redactInnerJson(
  scan: Scan,
  rule: KeyRule,
  start: number,
  end: number,
  context: KeyContext,
): boolean {
  if (scan.text.charCodeAt(start) !== 123 || end - start > MAX_INNER) return false
  const value = scan.text.slice(start, end)
  if (!innerObject.test(value)) return false
  for (const match of value.matchAll(innerValue)) {
    const [from, to] = match.indices![1]!
    if (to > from && maskEnd(scan.text, start + from) !== start + to && !isPlaceholder(match[1]!))
      scan.add(rule.detector, start + from, start + to, context)
  }
  return true
}

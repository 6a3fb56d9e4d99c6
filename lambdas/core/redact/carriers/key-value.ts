/**
 * Keys and their values: `"key": "value"`, `key=value`, `Key: value`, `'key' => 'value'`, `key := value`, `?key=value`,
 * `key == "value"`, `key -> value`. The scanner comes here at each separator; the key is read backwards from there.
 */
import { ALNUM, DIGIT, is, skipBlanks } from '../chars.ts'
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { afterMasks } from '../masks.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { vendors } from '../vocabulary.ts'
import { findPrivateMembers, isKeyType } from './jwk.ts'
import { isDefault, isGoType, isQueryKey, learnPlainKey, readKey, ruleFor } from './key.ts'
import { findNamedValue } from './named-values.ts'
import { isPairName } from './pair-names.ts'
import { personRule } from './person-parent.ts'
import { redactQuoted, redactValue } from './redact-value.ts'
import { findSerialized, isStringType } from './serialized.ts'
import { isSometimes } from './sometimes.ts'
import { findParameters, isParameter } from './sql-parameters.ts'
import { findRepeated, inputRule } from './validation.ts'
import { isQuote } from './values.ts'

/** Returns where to go on, or `at` when there is nothing to redact. */
export function findKeyValue(scan: Scan, at: number): number {
  if (!readKey(scan, at)) return at
  const rule =
    ruleFor(scan, at) ??
    personRule(scan, at) ??
    inputRule(scan) ??
    variableRule(scan) ??
    typedRule(scan, at) ??
    serviceRule(scan, at)
  if (rule === undefined && isQueryKey(scan)) {
    const sent = isSentCode(scan) ? redactValue(scan, SENT_CODE, at + 1, at) : at
    return sent > at ? sent : redactValue(scan, queryRule, at + 1, at)
  }
  if (rule !== undefined) {
    const from = afterSeparator(scan.text, at)
    if (isKeyAgain(scan, from, at)) return at
    if (isParameter(scan.text, from)) findParameters(scan, at)
    const done = redactValue(scan, rule, from, at)
    if (done > at && rule.detector === 'password') findRepeated(scan, done)
    return done
  }
  if (isKeyType(scan.text, scan.keyStart, scan.keyEnd)) findPrivateMembers(scan)
  if (isStringType(scan.text, scan.keyStart, scan.keyEnd)) findSerialized(scan, at)
  if (isPairName(scan.text, scan.keyStart, scan.keyEnd))
    return findNamedValue(scan, afterSeparator(scan.text, at), at)
  if (isSometimes(scan.text, scan.keyStart, scan.keyEnd)) return at
  if (scan.keyQuote === 0) learnPlainKey(scan, at)
  else scan.plainColon = at
  return at
}

/** `password: password: `, `dob=dob=`: what stands there is the next key, of which the value is asked next. */
function isKeyAgain({ text, keyStart, keyEnd, keyQuote }: Scan, from: number, at: number): boolean {
  const end = from + keyEnd - keyStart
  return (
    keyQuote === 0 &&
    text.charCodeAt(end) === text.charCodeAt(at) &&
    text.startsWith(text.slice(keyStart, keyEnd), from)
  )
}

const variable = /\b(?:variable|output|secret|parameter)\s+"([\w-]{3,64})"\s*\{[^{}]*$/

/** `variable "token" { default = "x" }` of Terraform: by the name of the variable. */
function variableRule(scan: Scan): KeyRule | undefined {
  const { text, keyStart, keyEnd } = scan
  if (scan.keyQuote !== 0 || !isDefault(text, keyStart, keyEnd)) return undefined
  const name = variable.exec(text.slice(Math.max(0, keyStart - 256), keyStart))?.[1]
  return name === undefined ? undefined : scan.policy.keys.lookup(name, 0, name.length)
}

const declaration = /\b(?:var|const) ([A-Za-z_]\w{1,64}) $/

/** `var apiToken string = "x"` of Go: the type stands between the name and the value. */
function typedRule({ text, keyStart, keyEnd, keyQuote, policy }: Scan, at: number): KeyRule | undefined {
  if (keyQuote !== 0 || text.charCodeAt(at) !== 61 || !isGoType(text, keyStart, keyEnd)) return undefined
  if (!isQuote(text.charCodeAt(skipBlanks(text, at + 1)))) return undefined
  const name = declaration.exec(text.slice(Math.max(0, keyStart - 72), keyStart))?.[1]
  return name === undefined ? undefined : policy.keys.lookup(name, 0, name.length)
}

const SERVICE_KEY: KeyRule = { detector: 'api_key', kind: 'random' }

/** `finnhub:` on the line before. */
const parentLine = /(?:^|\n) {0,16}([A-Za-z][A-Za-z\d]{1,24}):\r?\n {1,16}$/

/** `"finnhub": {`, `'finnhub' => [`: the name before the object that begins before `start`. */
function parentOf(text: string, start: number): string | undefined {
  let i = blanksBefore(text, beforeQuote(text, start), 16) - 1
  const bracket = text.charCodeAt(i)
  if (bracket !== 123 && bracket !== 91)
    return text.charCodeAt(start - 1) === 32
      ? parentLine.exec(text.slice(Math.max(0, start - 80), start))?.[1]
      : undefined
  i = blanksBefore(text, i, 8) - 1
  if (text.charCodeAt(i) === 62 && text.charCodeAt(i - 1) === 61) i--
  else if (text.charCodeAt(i) !== 58 && text.charCodeAt(i) !== 61) return undefined
  const end = beforeQuote(text, blanksBefore(text, i, 8))
  const limit = Math.max(0, end - 25, start - 80)
  let from = end
  while (from > limit && is(text, from - 1, ALNUM)) from--
  while (is(text, from, DIGIT)) from++
  return end - from < 2 ? undefined : text.slice(from, end)
}

const beforeQuote = (text: string, end: number): number =>
  text.charCodeAt(end - 1) === 34 || text.charCodeAt(end - 1) === 39 ? end - 1 : end

function blanksBefore(text: string, end: number, most: number): number {
  let i = end
  while (end - i < most && /\s/.test(text[i - 1] ?? '.')) i--
  return i
}

/** What keys of its own are made for. */
const signing = /^(?:jwt|token|signing|encryption|hmac|aes)(?:settings|config|options)?$/

/** `API Key = x`, `hmac key=x`: what opens something, in two words. */
const opening = /^(?:api|secret|access|private|hmac|aes|jwt|encryption|signing|auth|license)$/i

/** Not the path of something. */
const generated = />?\s{0,8}["']?[\w-]{16,128}(?=["'\s,;)\]}]|$)/y

function isGenerated(text: string, from: number): boolean {
  generated.lastIndex = from
  return generated.test(text)
}

/** `stripe key=x`, `KEY=x`, `{"finnhub": {"key": "x"}}`: a bare `key` after the name of a service, or as a variable of the environment. */
function serviceRule({ text, keyStart, keyEnd, keyQuote, policy }: Scan, at: number): KeyRule | undefined {
  if (keyEnd - keyStart !== 3) return undefined
  const key = text.slice(keyStart, keyEnd)
  const isBare = keyQuote === 0 && text.charCodeAt(at) === 61
  if (isBare && key === 'KEY') return SERVICE_KEY
  if (key.toLowerCase() === 'key' && isGenerated(text, at + 1)) {
    const service = parentOf(text, keyStart)?.toLowerCase()
    if (service !== undefined && (vendors.has(service) || signing.test(service))) return SERVICE_KEY
  }
  if (!isBare) return undefined
  if (key.toLowerCase() !== 'key' || text.charCodeAt(keyStart - 1) !== 32) return undefined
  const word = /[A-Za-z\d]+$/.exec(text.slice(Math.max(0, keyStart - 32), keyStart - 1))?.[0]
  if (word === undefined || !(vendors.has(word.toLowerCase()) || opening.test(word))) return undefined
  const isQuoted = isQuote(text.charCodeAt(skipBlanks(text, at + 1)))
  return (isQuoted ? policy.keys.lookup(`${word}_key`, 0, word.length + 4) : undefined) ?? SERVICE_KEY
}

const SENT_CODE: KeyRule = { detector: 'otp', kind: 'code' }
const verifying =
  /(?:\b|_)(?:otp|totp|2fa|mfa|verify|verification|sms|confirm|activate)(?:\b|_)[^\s"']{0,128}$/i

/** `/v1/otp?phone=…&code=303147`: where the path says what the code is for. */
function isSentCode({ text, keyStart, keyEnd }: Scan): boolean {
  const before = text.charCodeAt(keyStart - 1)
  return (
    keyEnd - keyStart === 4 &&
    (before === 63 || before === 38) &&
    text.startsWith('code', keyStart) &&
    verifying.test(text.slice(Math.max(0, keyStart - 160), keyStart))
  )
}

/** `?code=…`, `&key=…`: in a query these carry what opens something, when it looks generated. */
const queryRule: KeyRule = { detector: 'token', kind: 'random' }

/**
 * A value in plain quotes whose key stands among escapes, as in `'a\\npassword="x"'`: `before` is the text before the quote at `open`
 * with the escapes taken off. Returns where to go on, or `open`.
 */
export function findCutPair(scan: Scan, before: string, open: number): number {
  const cut = scan.beside(afterMasks(before).trimEnd())
  const at = cut.text.length - 1
  const code = cut.text.charCodeAt(at)
  if ((code !== 61 && code !== 58) || !readKey(cut, at)) return open
  const rule = ruleFor(cut, at)
  if (rule === undefined)
    return isPairName(cut.text, cut.keyStart, cut.keyEnd) ? findNamedValue(scan, open) : open
  const context: KeyContext = {
    key: cut.text.slice(cut.keyStart, cut.keyEnd),
    action: actionOnValue(rule),
  }
  return redactQuoted(scan, rule, open, context, open)
}

function afterSeparator(text: string, at: number): number {
  let i = text.startsWith(':: ', at) ? at + 2 : at + 1
  while (i < at + 4 && (text.charCodeAt(i) === 61 || text.charCodeAt(i) === 62 || text.charCodeAt(i) === 126))
    i++
  return skipType(text, skipBlanks(text, i))
}

const phpType = /\s*(?:string|int)\(\d+\) (?=")/y
const goType = /\((?:[a-z]\w{0,23}\.)?[A-Za-z]\w{0,31}\) (?:\(len=\d{1,6}\) )?(?=["0-9])/y

/** `string(7) "x"` of PHP's var_dump, `(string) (len=7) "x"` of Go's spew. */
function skipType(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === 40) {
    goType.lastIndex = at
    return goType.test(text) ? goType.lastIndex : at
  }
  if (
    code === 115
      ? text.charCodeAt(at + 6) !== 40
      : !((code === 10 || code === 13) && text.charCodeAt(at - 1) === 62)
  )
    return at
  phpType.lastIndex = at
  return phpType.test(text) ? phpType.lastIndex : at
}

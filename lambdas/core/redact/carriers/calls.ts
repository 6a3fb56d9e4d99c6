/** Secrets in code and tuples: `secret("x")`, `setProperty("db.password", "x")`, `('Authorization', 'Bearer x')`, `"x" == password`. */
import { ALNUM, is, KEY, skip, skipBlanks, UPPER } from '../chars.ts'
import type { KeyRule } from '../keys.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isPlausible } from '../plausible.ts'
import { isNameOfElse, isReference, isVariable } from '../references.ts'
import type { Scan } from '../scan.ts'
import { UPPER as CAPITAL, LOWER, mayBeOf, traitsOf, UNDERSCORE } from '../traits.ts'
import { vendors } from '../vocabulary.ts'
import { redactQuoted } from './redact-value.ts'
import { isNoMethod } from './structure.ts'
import { closingQuote, isQuote, quoteAt, quotedBefore } from './values.ts'

/** Functions that take the name of a secret, not the secret. */
const getters =
  /(?:^|[._])(?:get|find|load|read|fetch|has|is|lookup|list|delete|remove|describe|require|env|getenv|column|field|input|label|select|by|for|validate|verify|log|print|printf|error|warn|info|debug|raise|throw|new|exception|test|check|split|parse|ask|prompt|compare|assert|expect|mock|render|format|show)|(?:Error|Exception|Field|Input|Column|Name|Validator|By|For|From)$/i

/** `t.pass("done")` of tests. */
const passed = /^(?:t|test|assert|result|log|logger|check|tap|tape)\.pass$/

/** What gives a value to the object before it: `secret.assign("x")`. Others do something with it: `credentials.split(" ")`. */
const setters = /\.(?:assign|set|setvalue|put|append|push|add|update|write|init|equals|matches|eq)$/i

/** At `(` after a name and before a quote. */
export function findCall(scan: Scan, paren: number): number {
  const { text } = scan
  const open = quoteAt(text, skipBlanks(text, paren + 1))
  if (open < 0) return paren
  let start = paren
  while (
    start > scan.floor &&
    paren - start < 64 &&
    text.charCodeAt(start - 1) < 128 &&
    KEY[text.charCodeAt(start - 1)] === 1
  )
    start--
  if (start === paren) return isAuth(text, paren) ? findCredentials(scan, 'password', open, paren) : paren
  const name = text.slice(start, paren)
  if (isLogin(text, start, name) || isBasicAuth(name)) return findCredentials(scan, 'password', open, paren)
  if (name.endsWith('pass') && passed.test(name)) return paren
  const method = start + name.lastIndexOf('.') + 1
  const rule = scan.policy.keys.lookup(text, method > start && setters.test(name) ? start : method, paren)
  if (rule === undefined && isServiceClient(name))
    return redactQuoted(scan, SERVICE_KEY, open, { key: name }, paren)
  if (rule === undefined || !isCredential(rule) || getters.test(name)) return paren
  if (/credentials?$/i.test(name)) return findCredentials(scan, rule.detector, open, paren)
  return redactQuoted(scan, rule, open, { key: name, action: rule.action }, paren)
}

/** `req.SetBasicAuth("user", "x")`, `auth=("user", "x")`. */
const basicAuth = /(?:^|[.\w])basic_?auth$/i
const isBasicAuth = (name: string): boolean =>
  (name.charCodeAt(name.length - 1) | 32) === 104 && basicAuth.test(name)

const isAuth = (text: string, paren: number): boolean =>
  (text.charCodeAt(paren - 1) === 61 || text.charCodeAt(paren - 2) === 61) &&
  /\bauth ?= ?$/.test(text.slice(Math.max(0, paren - 8), paren))

const SERVICE_KEY: KeyRule = { detector: 'api_key', kind: 'random' }

/** `okta.NewClient("x")`: what the client of a service is made with, when it looks generated. */
const isServiceClient = (name: string): boolean => {
  const service = /^([a-z]{2,24})\.(?:New|NewClient|Client|createClient)$/.exec(name)?.[1]
  return service !== undefined && vendors.has(service)
}

/** `LdapAd->ldapLogin('user', 'x')` in a stack trace of PHP, which prints what was given. */
const isLogin = (text: string, start: number, name: string): boolean =>
  (text.charCodeAt(start - 1) === 62 || text.charCodeAt(start - 1) === 58) &&
  (text.startsWith('->', start - 2) || text.startsWith('::', start - 2)) &&
  /(?:login|signin|authenticate|bind|attempt)$/i.test(name)

const secondArgument = /\s*,\s*["']/y

/** `new BasicAWSCredentials("AKIA…", "secret")`: the first argument names who, the second is the secret. */
function findCredentials(scan: Scan, detector: string, open: number, paren: number): number {
  const { text } = scan
  const close = closingQuote(scan, open)
  secondArgument.lastIndex = close + 1
  if (close < 0 || !secondArgument.test(text)) return paren
  const from = secondArgument.lastIndex
  const end = closingQuote(scan, from - 1)
  const value = text.slice(from, Math.max(from, end))
  if (
    value.length > 3 &&
    !isPlaceholder(value) &&
    !isNameOfElse(value) &&
    !/^[a-z]*(?:password|passwd|secret)$|@$/i.test(value) &&
    !/^[A-Z]{2,7}$/.test(value)
  )
    scan.addLater(detector, from, end)
  return paren
}

const isCredential = ({ kind }: KeyRule): boolean =>
  kind === 'secret' ||
  kind === 'key' ||
  kind === 'token' ||
  kind === 'random' ||
  kind === 'authorization' ||
  kind === 'any'

/** At a comma after a quoted text that an opening bracket precedes, or after a bare word. */
export function findTuple(scan: Scan, comma: number): number {
  const { text } = scan
  if (is(text, comma - 1, ALNUM)) return findAtomPair(scan, comma)
  const key = quotedBefore(scan, comma - 1)
  if (key === undefined) return comma
  const bracket = bracketBefore(text, beforeBlanks(text, key.start - 2))
  if (bracket !== 40 && bracket !== 91) return comma
  const rule = scan.policy.keys.lookup(text, key.start, key.end)
  if (rule === undefined) return comma
  const open = quoteAt(text, skipBlanks(text, comma + 1))
  if (open >= 0 && !isCredential(rule) && !isPersonal(scan, rule, open, bracket)) return comma
  if (
    open < 0 ||
    (bracket === 91 && isCredential(rule)
      ? !isPair(scan, rule, open)
      : isNameAt(scan, open) || isColumn(scan, open))
  )
    return comma
  return redactQuoted(scan, rule, open, { key: text.slice(key.start, key.end), action: rule.action }, comma)
}

/** `('Credentials', 'refresh_token')`, `('AUTH', 'SELECTED')`: both are names. */
function isNameAt(scan: Scan, open: number): boolean {
  const value = scan.text.slice(open + 1, Math.max(open, closingQuote(scan, open)))
  const traits = traitsOf(value)
  return (
    (mayBeOf(traits, CAPITAL) && /^[A-Z]+$/.test(value)) ||
    ((traits & (LOWER | UNDERSCORE)) !== 0 &&
      /[_a-z]/.test(value) &&
      (isReference(value) || isVariable(value)))
  )
}

const nextColumn = /["`](?:, ?["`]\w{1,64}["`]|\) ?(?:values|select|overriding|references)\b)/iy

/** `users ("password", "email", "name")`: the names of columns, as SQL quotes them. */
function isColumn(scan: Scan, open: number): boolean {
  const { text } = scan
  if (text.charCodeAt(open) === 39) return false
  const close = closingQuote(scan, open)
  const next = text.charCodeAt(close + 1)
  if (close <= open || (next !== 44 && next !== 41)) return false
  nextColumn.lastIndex = close
  return nextColumn.test(text) && /^[a-z][a-z_]*$/.test(text.slice(open + 1, close))
}

/** `('cardHolder', 'Ann Moore')`, `['cvv', '123']`, and closed then; not `('name', 'phone')`. What a field is called stands in lists too. */
function isPersonal(scan: Scan, { kind }: KeyRule, open: number, bracket: number): boolean {
  const close = closingQuote(scan, open)
  if (close < 0 || scan.text.charCodeAt(close + 1) !== (bracket === 40 ? 41 : 93)) return false
  if (bracket === 91) return /\d.*\d.*\d/.test(scan.text.slice(open + 1, close))
  return /\d/.test(scan.text.slice(open + 1, close)) || (/name$/.test(kind) && is(scan.text, open + 1, UPPER))
}

const beforeBlanks = (text: string, at: number): number => (text.charCodeAt(at) === 32 ? at - 1 : at)

/** The character before a quote, or before the letter that says what the quotes hold (`b'x'`). */
const bracketBefore = (text: string, at: number): number =>
  is(text, at, ALNUM) ? text.charCodeAt(at - 1) : text.charCodeAt(at)

/** `{password, "x"}`, `{password,<<"x">>}` of Erlang and Elixir: at a comma after a letter and before a quote. */
function findAtomPair(scan: Scan, comma: number): number {
  const { text } = scan
  let open = skipBlanks(text, comma + 1)
  if (text.charCodeAt(open) === 60 && text.charCodeAt(open + 1) === 60) open += 2
  if (text.charCodeAt(open) !== 34) return comma
  let start = comma
  while (start > scan.floor && comma - start < 64 && is(text, start - 1, KEY)) start--
  const before = text.charCodeAt(start - 1)
  if (before !== 123 && (before !== 40 || isKeyCode(scan.before(start - 1)))) return comma
  if (text.slice(start, comma).includes('.')) return comma
  const rule = scan.policy.keys.lookup(text, start, comma)
  if (rule === undefined || !isCredential(rule)) return comma
  return redactQuoted(scan, rule, open, { key: text.slice(start, comma), action: rule.action }, comma)
}

const isKeyCode = (code: number): boolean => code < 128 && KEY[code] === 1

/** In `["password", "email"]` both are names; in `["x-api-key", "8f3…"]` the second is a value, and the last. */
function isPair(scan: Scan, rule: KeyRule, open: number): boolean {
  const { text } = scan
  const close = closingQuote(scan, open)
  if (close < 0 || text.charCodeAt(skipBlanks(text, close + 1)) !== 93) return false
  return rule.kind === 'authorization' || isNoMethod(text.slice(open + 1, close))
}

/** `"x" == password`, `'x' !== db_pass`: at the first equals sign of the operator. */
export function findComparison(scan: Scan, equals: number): number {
  const { text } = scan
  let before = equals - 1
  if (text.charCodeAt(before) === 33) before--
  while (text.charCodeAt(before) === 32) before--
  if (!isQuote(text.charCodeAt(before))) return equals
  const value = quotedBefore(scan, before, 1024)
  if (value === undefined) return equals
  let start = equals
  while (text.charCodeAt(start) === 61) start++
  start = skipBlanks(text, start)
  const end = skip(text, start, KEY, start + 64)
  const rule = scan.policy.keys.lookup(text, start, end)
  if (
    rule === undefined ||
    /[=:]/.test(text[skipBlanks(text, end)] ?? '') ||
    !isCredential(rule) ||
    !isPlausible(rule.kind, text.slice(value.start, value.end), false)
  )
    return equals
  scan.add(rule.detector, value.start, value.end, { key: text.slice(start, end), action: rule.action })
  return end
}

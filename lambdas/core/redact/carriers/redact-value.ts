/** What becomes of the value whose key is known: in quotes, without them, in brackets, in an element, in a list of headers. */
import { skipBlanks } from '../chars.ts'
import { hasIssuer, passesLuhn } from '../detectors/payment-card.ts'
import { isEvident, isRandom } from '../generated.ts'
import type { KeyRule, ValueKind } from '../keys.ts'
import { hasMask, maskEnd } from '../masks.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isMessage, isPlausible } from '../plausible.ts'
import { isVariable } from '../references.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { isComplaint } from '../verdicts.ts'
import { isVariableOf } from './code-values.ts'
import { freeValueEnd } from './configuration-lines.ts'
import { dropPair } from './drop.ts'
import { afterUser, blockAt, flowItemsAt, formValueAt, itemsAt } from './free-values.ts'
import {
  authorizationEnd,
  lineEnd,
  redactAuthorization,
  redactCookieObject,
  redactCookies,
} from './headers.ts'
import { isContradicted, isValue } from './is-value.ts'
import { isDirectory, isFormat, isJoined, isNameOfKey, isNameOfNamed, isOnceOnly } from './not-values.ts'
import { isNameOfSecret, isSubstituted } from './reasons.ts'
import { onlyValue, redactChanged } from './reported-values.ts'
import { restOfCodes } from './spoken-codes.ts'
import { redactInnerJson, redactLeaves, redactNumberIn, redactPair } from './structure.ts'
import { beforeQuote, beforeSign, bracedEnd, typedQuote } from './value-signs.ts'
import { closingQuote, freeEnd, isQuote, literalEnd, quoteAt } from './values.ts'
import { redactId, redactOnly, redactWrapped } from './wrapped-values.ts'
import { credentialAt, wrappedQuote } from './wrappers.ts'

/** The value at `from`, of the key that was read last. Returns where to go on, or `at`. */
export function redactValue(scan: Scan, rule: KeyRule, from: number, at: number): number {
  const { text } = scan
  const context: KeyContext = { key: text.slice(scan.keyStart, scan.keyEnd), action: rule.action }
  if (rule.action === 'drop') return dropPair(scan, from, context)
  const masked = maskEnd(text, from)
  if (masked > from) return masked
  if (text.charCodeAt(from) === 91 && maskEnd(text, from + 1) > from + 1) return at
  let open = quoteAt(text, from)
  const credential = open < 0 ? credentialAt(text, from) : undefined
  if (credential !== undefined && !scan.inString) {
    scan.addLater(rule.detector, credential[0], credential[1], context)
    return at
  }
  if (open < 0) open = wrappedQuote(text, from)
  if (open >= 0) return redactQuoted(scan, rule, open, context, at)
  redactChanged(scan, rule, from, context)
  const code = text.charCodeAt(from)
  if (code === 91 && text.startsWith('[]string{', from))
    return Math.max(at, redactLeaves(scan, rule, from + 8, context))
  if (code === 123 && rule.detector === 'session_cookie') redactId(scan, rule, from, context)
  if (code === 91 && rule.kind === 'random') {
    redactPair(scan, from, context)
    redactOnly(scan, rule, from, context)
  }
  if (code === 123) {
    const inner = onlyValue(scan, from)
    if (inner >= 0) return redactQuoted(scan, rule, inner, context, at)
  }
  if (code === 123) redactNumberIn(scan, rule, from, context)
  if (
    (code === 123 && (hasLeaves(rule.kind) || rule.kind === 'cookie')) ||
    (code === 91 && rule.kind !== 'random')
  ) {
    const done = redactStructured(scan, rule, from, context)
    if (done >= 0) return done === from ? at : done
  }
  if ((code === 123 || code === 91) && scan.keyQuote === 34 && !scan.inString) return at
  return redactFree(scan, rule, from, context, at)
}

/** Kinds of which everything below an object goes; below other keys, the names inside decide. */
const hasLeaves = (kind: ValueKind): boolean =>
  kind === 'secret' || kind === 'any' || kind === 'address' || kind === 'name'

export function redactQuoted(
  scan: Scan,
  rule: KeyRule,
  open: number,
  context: KeyContext,
  at: number,
): number {
  const { text } = scan
  const quote = text.charCodeAt(open)
  if (quote === 34 && scan.inString) return at
  if (quote === 96 && isSubstituted(text, open)) return at
  if (quote === 39 && text.charCodeAt(open - 1) === 58 && text.charCodeAt(open - 2) === 32) return at
  let start = open + 1
  if (text.charCodeAt(start) === quote && text.charCodeAt(start + 1) === quote) start += 2
  let close = closingQuote(scan, start - 1)
  if (close < 0) {
    if (quote !== 34) return redactFree(scan, rule, start, context, at)
    close = text.length
  }
  if (close - start < 8 && /^[[{]\\+$/.test(text.slice(start, close))) return at // JSON in it, with quotes of its own
  const done = redactContent(scan, rule, start, close, context)
  if (done > start && done < close && isCookie(rule)) return enterString(scan, start, done)
  if (done === start && quote !== 34 && isGenerated(rule.kind) && /[\s"]/.test(text.slice(start, close)))
    return redactFree(scan, rule, start, context, at)
  if (text.charCodeAt(close + 1) === 32) redactChange(scan, rule, close, context, done > start)
  return done === start ? at : Math.min(text.length, close + 1)
}

/** Kinds that hold no blanks: a quote that closes after one is not this value's. */
const isGenerated = (kind: ValueKind): boolean =>
  kind === 'token' || kind === 'random' || kind === 'code_or_token'

const change = /["'`] (?:->|=>|→) (?=["'])/y

/** `password = "old" -> "new"`, as tools print what they are going to change: the value after the arrow. */
function redactChange(scan: Scan, rule: KeyRule, close: number, context: KeyContext, isNext: boolean): void {
  change.lastIndex = close
  if (!change.test(scan.text)) return
  const open = change.lastIndex
  const end = closingQuote(scan, open)
  const count = scan.found.length
  if (end > open && !(scan.inString && scan.text.charCodeAt(open) === 34))
    redactContent(scan, rule, open + 1, end, context)
  if (!isNext) scan.postpone(count)
}

const isCookie = ({ kind }: KeyRule): boolean => kind === 'cookie' || kind === 'set_cookie'

/** The scanner goes on inside the string that begins at `start`. */
function enterString(scan: Scan, start: number, done: number): number {
  if (scan.text.charCodeAt(start - 1) === 34) {
    scan.inString = true
    scan.stringStart = start
  }
  return done
}

/** A value without quotes, of the key that was read last. */
export const redactPlain: typeof redactFree = (scan, rule, from, context, at) =>
  scan.keyQuote === 34 && !scan.inString
    ? redactLiteral(scan, rule, from, context, at)
    : redactFree(scan, rule, from, context, at)

/** `"'x'"`: how Python prints a text, as the text of another. */
const isRepr = (text: string, start: number, end: number): boolean =>
  end - start > 3 &&
  text.charCodeAt(start) === 39 &&
  text.charCodeAt(end - 1) === 39 &&
  text.charCodeAt(start - 1) === 34 &&
  !text.slice(start + 1, end - 1).includes("'")

/** A value whose extent is known. Returns `start` when it stays. */
export function redactContent(
  scan: Scan,
  rule: KeyRule,
  start: number,
  end: number,
  context: KeyContext,
): number {
  const { text } = scan
  if (isRepr(text, start, end)) {
    const done = redactContent(scan, rule, start + 1, end - 1, context)
    return done === start + 1 ? start : end
  }
  if (rule.kind === 'authorization') return redactAuthorization(scan, start, end, context)
  if (isCookie(rule) && !text.slice(start, end).includes('\\'))
    return redactCookies(scan, start, end, context)
  if (maskEnd(text, start) === end && end > start) return end
  const value = text.slice(start, end)
  if (isNameOfKey(context.key, value) || isDirectory(context.key, value) || isOnceOnly(context.key, value))
    return start
  if (isNameOfSecret(scan, rule, value, end)) return start
  if (isComplaint(rule.kind, scan, value)) return start
  if (isJoined(text, value, end) || isFormat(text, start, value, end)) return start
  if (rule.kind === 'secret' && redactInnerJson(scan, rule, start, end, context)) return end
  return isPlausible(rule.kind, value, false) ? scan.add(detectorOf(rule, value), start, end, context) : start
}

function redactStructured(scan: Scan, rule: KeyRule, from: number, context: KeyContext): number {
  const { text } = scan
  if (rule.kind === 'authorization' || rule.kind === 'cookie' || rule.kind === 'set_cookie') {
    if (text.charCodeAt(from) === 123 && rule.kind === 'cookie') redactCookieObject(scan, from, context)
    return text.charCodeAt(from) === 91 ? redactHeaderList(scan, rule, from, context) : from
  }
  return scan.keyQuote === 0 ? -1 : redactLeaves(scan, rule, from, context)
}

/** `"Authorization": ["Bearer x"]` of multi-value headers, `Authorization:[Bearer x]` of Go's maps. */
function redactHeaderList(scan: Scan, rule: KeyRule, from: number, context: KeyContext): number {
  const { text } = scan
  const first = skipBlanks(text, from + 1)
  if (isQuote(text.charCodeAt(first))) return redactQuoted(scan, rule, first, context, from)
  if (scan.keyQuote === 34) return from
  const length = text.slice(from, from + 4096).search(/["\]]/)
  if (length < 2 || hasMask(text.slice(from + 1, from + length + 1))) return from
  return redactContent(scan, rule, from + 1, from + length, context)
}

function redactFree(scan: Scan, rule: KeyRule, from: number, context: KeyContext, at: number): number {
  const { text } = scan
  if (rule.kind === 'authorization') {
    const end = authorizationEnd(scan, from)
    return Math.max(at, redactAuthorization(scan, from, end, context) === from ? at : end)
  }
  if (rule.kind === 'cookie' || rule.kind === 'set_cookie') {
    const end = lineEnd(scan, from)
    const done = redactCookies(scan, from, end, context)
    return done === from ? at : done
  }
  if (scan.keyQuote === 34 && !scan.inString) return redactLiteral(scan, rule, from, context, at)
  const wrapped = redactWrapped(scan, rule, from, context)
  if (wrapped > 0) return wrapped
  const typed = typedQuote(text, from)
  if (typed > 0) return redactQuoted(scan, rule, typed, context, at)
  const close = rule.kind === 'secret' ? bracedEnd(scan, at, from) : -1
  if (close > 0) return orBefore(scan.add(rule.detector, from + 1, close, context), from + 1, at)
  const encoded = formValueAt(rule.kind, text, from)
  if (encoded !== undefined && isPlausible(rule.kind, encoded.value, true))
    return orBefore(scan.add(rule.detector, from, encoded.end, context), from, at)
  const block = blockAt(scan, from)
  if (block !== undefined) return redactBlock(scan, rule, block.start, block.end, context, at)
  if (rule.kind === 'secret' && text.charCodeAt(from) <= 13)
    return redactItems(scan, rule, itemsAt(text, from), context, at)
  const items = text.charCodeAt(from) === 91 && mayBeList(rule.kind) ? flowItemsAt(text, from) : []
  if (items.length > 0 && !scan.inString && !isPlaceholder(text.slice(from, freeEnd(scan, from))))
    return redactItems(scan, rule, items, context, at)
  const last = freeValueEnd(scan, rule, from)
  const quote = isGenerated(rule.kind) ? beforeQuote(scan, from, last) : last
  const end = rule.kind === 'random' ? beforeSign(scan, from, quote) : quote
  const value = text.slice(from, end)
  if (!isEvident(rule.kind, value) && !isValue(scan, rule, { at, from, end }, value, context.key)) return at
  if (isContradicted(scan, rule, at, value, end)) return at
  const second = rule.kind === 'secret' ? afterUser(text, scan.keyStart, end) : undefined
  if (second !== undefined)
    return orBefore(scan.add(rule.detector, second.start, second.end, context), second.start, at)
  const done = scan.add(detectorOf(rule, value), from, end, context)
  if (done === from) return at
  return rule.detector === 'otp' ? restOfCodes(scan, done, context) : done
}

/** `passwords:⏎ - x`; below `secrets:` and `tokens:` stand names as often. */
function redactItems(
  scan: Scan,
  rule: KeyRule,
  items: readonly (readonly [number, number])[],
  context: KeyContext,
  at: number,
): number {
  const { text } = scan
  const areNames = rule.kind !== 'secret' || /(?:secret|credential)s$/i.test(context.key)
  let done = at
  for (const [start, end] of items) {
    const value = text.slice(start, end)
    if (value.length < 4 || !isPlausible(rule.kind, value, true) || isVariable(value) || isMessage(value))
      continue
    if (areNames && !(items.length > 1 ? isRandom(value) : /\d/.test(value))) continue
    done = Math.max(done, scan.add(rule.detector, start, end, context))
  }
  return done
}

/** Kinds of what opens something, of which a list without quotes may hold several. */
const mayBeList = (kind: ValueKind): boolean => kind === 'secret' || kind === 'key' || kind === 'token'

/** `pan` is India's tax number and the number of a card. */
const detectorOf = ({ detector, kind }: KeyRule, value: string): string =>
  kind === 'identifier' && detector === 'national_id' && isCardNumber(value) ? 'payment_card' : detector

const isCardNumber = (value: string): boolean => {
  const digits = value.replace(/[ -]/g, '')
  return /^\d{13,19}$/.test(digits) && hasIssuer(digits) && passesLuhn(digits)
}

const orBefore = (done: number, from: number, at: number): number => (done === from ? at : done)

function redactBlock(
  scan: Scan,
  rule: KeyRule,
  start: number,
  end: number,
  context: KeyContext,
  at: number,
): number {
  if (!isPlausible(rule.kind, scan.text.slice(start, end), false)) return at
  return orBefore(scan.add(rule.detector, start, end, context), start, at)
}

/** After a JSON key: a number, which becomes a string; what else stands without quotes ends where JSON says. */
function redactLiteral(scan: Scan, rule: KeyRule, from: number, context: KeyContext, at: number): number {
  const { text } = scan
  const end = literalEnd(text, from)
  const value = text.slice(from, end)
  if (
    !isPlausible(rule.kind, value, true) ||
    isNameOfNamed(text, at, value, end) ||
    isVariableOf(context.key, value) ||
    (/^[A-Za-z]+$/.test(value) && /^ [a-z]+ [a-z]+/.test(text.slice(end, end + 48)))
  )
    return at
  const done = scan.add(rule.detector, from, end, context, /^-?\d[\d.eE+-]*$/.test(value) ? '"' : '')
  return done === from ? at : done
}

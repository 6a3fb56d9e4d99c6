/**
 * Keys and their values: `"key": "value"`, `key=value`, `Key: value`, `'key' => 'value'`, `key := value`, `?key=value`,
 * `key == "value"`. The scanner comes here at each colon and equals sign; the key is read backwards from there.
 */
import { isForeignKeyLetter, KEY, skipBlanks } from '../chars.ts'
import type { KeyRule, ValueKind } from '../keys.ts'
import { maskEnd } from '../masks.ts'
import { isPlausible, isProse } from '../plausible.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { authorizationEnd, lineEnd, redactAuthorization, redactCookies } from './headers.ts'
import { redactLeaves } from './structure.ts'
import { closingQuote, freeEnd, isPairAt, isQuote, quotedBefore } from './values.ts'
import { wideEnd } from './wide-values.ts'

const MAX_KEY = 96

/** Returns where to go on, or `at` when there is nothing to redact. */
export function findKeyValue(scan: Scan, at: number): number {
  if (!readKey(scan, at)) return at
  const rule = ruleFor(scan, at)
  if (rule === undefined && isQueryKey(scan)) return redactValue(scan, queryRule, at + 1, at)
  if (rule !== undefined) return redactValue(scan, rule, afterSeparator(scan.text, at), at)
  return isPairName(scan.text, scan.keyStart, scan.keyEnd) ? findNamedValue(scan, at) : at
}

const pairName = /^(?:name|key|header|field)$/i

/** `?code=…`, `&key=…`: in a query these carry what opens something, when it looks generated. */
const queryRule: KeyRule = { detector: 'token', kind: 'random' }

function isQueryKey({ text, keyStart, keyEnd }: Scan): boolean {
  const before = text.charCodeAt(keyStart - 1)
  if ((before !== 63 && before !== 38 && before !== 35) || keyEnd - keyStart > 14) return false
  return /^(?:code|key|auth|ticket|access|assertion|saml(?:response|request)|code_verifier|hdnts|hmac|t|k|p|h)$/i.test(
    text.slice(keyStart, keyEnd),
  )
}

/** A key that says that its value is the name of something. */
export function isPairName(text: string, start: number, end: number): boolean {
  if (end - start < 3 || end - start > 6) return false
  const first = text.charCodeAt(start) | 32
  if (first !== 110 && first !== 107 && first !== 104 && first !== 102) return false
  return pairName.test(text.slice(start, end))
}

const valueName = /[\s,;]*["']?(?:value|val|content|defaultValue|StringValue)["']?\s*[=:]\s*/iy

/** `{"name": "DB_PASSWORD", "value": "x"}`, `<input name="password" value="x">`, `<entry key="password">x</entry>`. */
function findNamedValue(scan: Scan, at: number): number {
  const { text } = scan
  const open = afterSeparator(text, at)
  if (!isQuote(text.charCodeAt(open)) || (scan.inString && text.charCodeAt(open) === 34)) return at
  const close = closingQuote(scan, open)
  if (close < 0 || close - open > MAX_KEY) return at
  const rule = scan.policy.keys.lookup(text, open + 1, close)
  if (rule === undefined) return at
  const context: KeyContext = {
    key: text.slice(open + 1, close),
    action: rule.action === 'drop' ? 'mask' : rule.action,
  }
  if (text.charCodeAt(close + 1) === 62) return redactElement(scan, rule, close + 2, context, at)
  valueName.lastIndex = close + 1
  if (!valueName.test(text)) return at
  const value = quoteAt(text, valueName.lastIndex)
  return value < 0 ? at : redactQuoted(scan, rule, value, context, at)
}

/** The text of an XML element that begins at `start`. */
export function redactElement(
  scan: Scan,
  rule: KeyRule,
  start: number,
  context: KeyContext,
  at: number,
): number {
  const { text } = scan
  const end = text.slice(start, start + 4096).indexOf('<')
  if (end < 1) return at
  const from = text.startsWith('<![CDATA[', start) ? start + 9 : start
  const done = redactContent(scan, rule, from, start + end, context)
  return done === from ? at : done
}

/** Reads the key that ends before the separator at `at` into the scan. */
function readKey(scan: Scan, at: number): boolean {
  const { text } = scan
  let end = at
  let code = end > 0 ? text.charCodeAt(end - 1) : 0
  while ((code === 32 || code === 33 || code === 58) && at - end < 6 && end > 1)
    code = text.charCodeAt(--end - 1)
  if (code === 93 && isQuote(text.charCodeAt(end - 2))) code = text.charCodeAt(--end - 1)
  if (isQuote(code)) return readQuotedKey(scan, end - 1, code)
  const limit = Math.max(scan.floor, end - MAX_KEY)
  let start = end
  let hasLetter = false
  while (start > limit) {
    code = text.charCodeAt(start - 1)
    if (code < 128 ? KEY[code] === 0 && code !== 93 && code !== 91 : !isForeignKeyLetter(code)) break
    if (code > 57) hasLetter = true
    start--
  }
  scan.keyStart = start
  scan.keyEnd = end
  scan.keyQuote = 0
  // `arn:aws:secretsmanager:…:secret:name` is a list of its own
  if (text.charCodeAt(at) === 58 && start > 0 && text.charCodeAt(start - 1) === 58) return false
  return hasLetter
}

function readQuotedKey(scan: Scan, close: number, quote: number): boolean {
  const inner = quotedBefore(scan, close, MAX_KEY)
  if (inner === undefined) return false
  scan.keyStart = inner.start
  scan.keyEnd = inner.end
  scan.keyQuote = quote
  return true
}

function ruleFor(scan: Scan, at: number): KeyRule | undefined {
  const { text, keyStart, keyEnd } = scan
  const { keys } = scan.policy
  const rule = keys.lookup(text, keyStart, keyEnd)
  if (scan.keyQuote !== 0 || text.charCodeAt(at) !== 58 || text.charCodeAt(keyStart - 1) !== 32) return rule
  if (rule !== undefined && rule.kind !== 'address') return rule
  return keys.lookup(text, wordsBefore(text, keyStart), keyEnd)
}

/** `Card number:`, `Date of birth:`, `First name:`: up to two words before the last one belong to the key too. */
function wordsBefore(text: string, start: number): number {
  let first = start
  for (let word = 0; word < 2 && text.charCodeAt(first - 1) === 32; word++) {
    let i = first - 1
    while (i > 0 && first - i < 20 && /[A-Za-z]/.test(text[i - 1]!)) i--
    if (i === first - 1) break
    first = i
  }
  return first
}

function afterSeparator(text: string, at: number): number {
  let i = at + 1
  while (i < at + 4 && (text.charCodeAt(i) === 61 || text.charCodeAt(i) === 62 || text.charCodeAt(i) === 126))
    i++
  return skipType(text, skipBlanks(text, i))
}

const phpType = /(?:string|int)\(\d+\) (?=")/y

/** `string(7) "x"` of PHP's var_dump. */
function skipType(text: string, at: number): number {
  if (text.charCodeAt(at) !== 115) return at
  phpType.lastIndex = at
  return phpType.test(text) ? phpType.lastIndex : at
}

function redactValue(scan: Scan, rule: KeyRule, from: number, at: number): number {
  const { text } = scan
  const context: KeyContext = { key: text.slice(scan.keyStart, scan.keyEnd), action: rule.action }
  if (rule.action === 'drop') return dropPair(scan, from, context)
  const masked = maskEnd(text, from)
  if (masked > from) return masked
  const open = quoteAt(text, from)
  if (open >= 0) return redactQuoted(scan, rule, open, context, at)
  const code = text.charCodeAt(from)
  if ((code === 123 && hasLeaves.has(rule.kind)) || (code === 91 && rule.kind !== 'random')) {
    const done = redactStructured(scan, rule, from, context)
    if (done >= 0) return done === from ? at : done
  }
  if ((code === 123 || code === 91) && scan.keyQuote === 34 && !scan.inString) return at
  return redactFree(scan, rule, from, context, at)
}

/** Kinds of which everything below an object goes; below other keys, the names inside decide. */
const hasLeaves: ReadonlySet<ValueKind> = new Set(['secret', 'any', 'address', 'name'])

/** Skips one letter before a quote (`b'…'`, `u"…"`, `@"…"`); the index of the quote, or -1. */
export function quoteAt(text: string, from: number): number {
  if (isQuote(text.charCodeAt(from))) return from
  return isQuote(text.charCodeAt(from + 1)) && /[a-zA-Z@$(]/.test(text[from] ?? '') ? from + 1 : -1
}

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
  let start = open + 1
  if (text.charCodeAt(start) === quote && text.charCodeAt(start + 1) === quote) start += 2
  let close = closingQuote(scan, start - 1)
  if (close < 0) {
    if (quote !== 34) return redactFree(scan, rule, start, context, at)
    close = text.length
  }
  const done = redactContent(scan, rule, start, close, context)
  if (done > start && done < close && isCookie(rule)) return enterString(scan, start, done)
  return done === start ? at : Math.min(text.length, close + 1)
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

/** A value whose extent is known. Returns `start` when it stays. */
function redactContent(scan: Scan, rule: KeyRule, start: number, end: number, context: KeyContext): number {
  const { text } = scan
  if (rule.kind === 'authorization') return redactAuthorization(scan, start, end, context)
  if (isCookie(rule) && !text.slice(start, end).includes('\\'))
    return redactCookies(scan, start, end, context)
  if (maskEnd(text, start) === end && end > start) return end
  return isPlausible(rule.kind, text.slice(start, end), false)
    ? scan.add(rule.detector, start, end, context)
    : start
}

function redactStructured(scan: Scan, rule: KeyRule, from: number, context: KeyContext): number {
  const { text } = scan
  if (rule.kind === 'authorization' || rule.kind === 'cookie' || rule.kind === 'set_cookie') {
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
  return length < 2 ? from : redactContent(scan, rule, from + 1, from + length, context)
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
  const end =
    rule.kind === 'secret' && isConfigurationLine(scan, from)
      ? lineValueEnd(scan, from)
      : (wideEnd(rule.kind, text, from) ?? freeEnd(scan, from))
  const value = text.slice(from, end)
  if (
    !isPlausible(rule.kind, value, true) ||
    isSentence(text, at, value, end) ||
    isWorkingDirectory(context.key, value)
  )
    return at
  const done = scan.add(rule.detector, from, end, context)
  return done === from ? at : done
}

/** After a JSON key: a number, which becomes a string; what else stands without quotes ends where JSON says. */
function redactLiteral(scan: Scan, rule: KeyRule, from: number, context: KeyContext, at: number): number {
  const { text } = scan
  const end = literalEnd(text, from)
  const value = text.slice(from, end)
  if (!isPlausible(rule.kind, value, true)) return at
  const done = scan.add(rule.detector, from, end, context, /^-?\d[\d.eE+-]*$/.test(value) ? '"' : '')
  return done === from ? at : done
}

function literalEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && !isLiteralEnd(text.charCodeAt(end))) end++
  return end
}

const isLiteralEnd = (code: number): boolean =>
  code <= 32 || code === 44 || code === 125 || code === 93 || code === 34

/** A shell's `PWD=/home/ana`. */
const isWorkingDirectory = (key: string, value: string): boolean =>
  /^(?:old)?pwd$/i.test(key) && /^[/~]/.test(value)

/** `Invalid token: expected number` and the like: a lower-case word that is followed by another one. */
const isSentence = (text: string, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) === 32 &&
  /^[a-z]+$/.test(value) &&
  text.charCodeAt(end) === 32 &&
  isProse(value)

const lineHead = /^\s*(?:export |set |SET |ENV |[-#*;] ?)?["']?$/

/** `key: value words` or `key = value words` on a line of its own; `KEY=value command` is a shell's. */
const isConfigurationLine = (scan: Scan, from: number): boolean =>
  (scan.text.charCodeAt(from - 1) !== 61 || scan.keyStart > scan.keyEnd) && isLineStart(scan)

/** Only indentation, `export`, a dash or a comment sign stands before the key on its line. */
function isLineStart({ text, keyStart }: Scan): boolean {
  let lineStart = keyStart
  while (lineStart > 0 && keyStart - lineStart < 24 && text.charCodeAt(lineStart - 1) !== 10) lineStart--
  if (lineStart > 0 && text.charCodeAt(lineStart - 1) !== 10) return false
  return lineHead.test(text.slice(lineStart, keyStart))
}

/** A configuration line: the value goes on to the end of the line, unless another pair follows. */
function lineValueEnd(scan: Scan, from: number): number {
  const { text } = scan
  const first = freeEnd(scan, from)
  if (text.charCodeAt(first) !== 32 || isProse(text.slice(from, first))) return first
  const end = lineEnd(scan, from)
  for (let i = first; i < end; i++) if (text.charCodeAt(i) === 32 && isPairAt(text, i + 1)) return first
  return end - from > 200 ? first : end
}

/** Takes the pair out, with the comma, ampersand or space that joined it to its neighbour. */
function dropPair(scan: Scan, from: number, context: KeyContext): number {
  const { text } = scan
  const valueEnd = valueExtent(scan, from)
  let start = scan.keyQuote === 0 ? scan.keyStart : scan.keyStart - 1
  let end = valueEnd
  let next = end
  while (text.charCodeAt(next) <= 32) next++
  if (text.charCodeAt(next) === 44 || text.charCodeAt(next) === 38) {
    end = skipBlanks(text, next + 1)
  } else {
    start = reachBack(scan, start)
  }
  return scan.add('user_key', start, end, context)
}

/** The comma before the last member goes with it, also when the member before it was dropped as well. */
function reachBack(scan: Scan, start: number): number {
  const { text } = scan
  const last = scan.found.at(-1)
  let i = start
  while (text.charCodeAt(i - 1) <= 32) i--
  if (last?.action === 'drop' && last.end >= i) {
    last.start = reachBackOver(text, last.start)
    return start
  }
  return text.charCodeAt(i - 1) === 44 || text.charCodeAt(i - 1) === 38 ? i - 1 : start
}

function reachBackOver(text: string, start: number): number {
  let i = start
  while (text.charCodeAt(i - 1) <= 32) i--
  return text.charCodeAt(i - 1) === 44 ? i - 1 : start
}

function valueExtent(scan: Scan, from: number): number {
  const { text } = scan
  const open = quoteAt(text, from)
  if (open >= 0) {
    const close = closingQuote(scan, open)
    return close < 0 ? text.length : close + 1
  }
  const code = text.charCodeAt(from)
  if (code === 123 || code === 91) return structureEnd(scan, from)
  return scan.keyQuote === 34 && !scan.inString ? literalEnd(text, from) : freeEnd(scan, from)
}

function structureEnd(scan: Scan, from: number): number {
  const { text } = scan
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isQuote(code) && code !== 96) {
      const close = closingQuote(scan, i)
      if (close >= 0) i = close
    } else if (code === 123 || code === 91) depth++
    else if ((code === 125 || code === 93) && --depth === 0) return i + 1
  }
  return text.length
}

/** What stands after `Authorization:`, `Cookie:` and `Set-Cookie:`, and authentication schemes wherever they stand. */
import { ALNUM, is, skip, TOKEN68 } from '../chars.ts'
import { findJwt } from '../detectors/jwt.ts'
import { isRandom, uuid } from '../generated.ts'
import { maskEnd, withoutMasks } from '../masks.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../prose.ts'
import { isReference } from '../references.ts'
import type { KeyContext, Scan } from '../scan.ts'

/** https://www.iana.org/assignments/http-authschemes and those that vendors made up. */
const schemes =
  /^(?:basic|bearer|digest|token|api-?key|api-?token|negotiate|ntlm|oauth|hawk|signature|hoba|mutual|vapid|dpop|gnap|scram-.*|aws4-.*|aws|bot|key|jwt|ssws|geniekey|splunk|private-token|sharedkey|sharedkeylite|sharedaccesssignature|googlelogin|pubkey|concealed)$/i

/** Not `granted`, `none`, `missing`: with a digit, or long. */
const isCredential = (value: string): boolean =>
  (value.length >= 16 || (value.length >= 4 && /\d/.test(value))) && !isReference(value)

const SCHEME = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Where the scheme at `start` ends; -1 when what stands there is none. */
function schemeEnd(text: string, start: number): number {
  if (!is(text, start, ALNUM) || text.charCodeAt(start) < 65) return -1
  const end = skip(text, start, SCHEME, start + 25)
  return end - start < 2 || !isGap(text.charCodeAt(end)) ? -1 : end
}

/** Where the credentials begin behind the scheme that ends at `end`; -1 when there are none. */
function credentialsAt(text: string, end: number): number {
  let from = end + 1
  while (isGap(text.charCodeAt(from))) from++
  while (from > end && (from >= text.length || isNoBeginning(text.charCodeAt(from)))) from--
  return from > end ? from : -1
}

const NO_BEGINNING = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s=,;)\]}]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const isNoBeginning = (code: number): boolean =>
  code < 128 ? NO_BEGINNING[code] === 1 : /\s/.test(String.fromCharCode(code))

const isGap = (code: number): boolean => code === 32 || code === 58
const listScheme = /^(?:digest|oauth|aws4-hmac-sha256|hawk|signature)$/i
const detectorOf: Readonly<Record<string, string>> = { bearer: 'bearer_token', basic: 'basic_auth' }

/** The value of an Authorization header at `[start, end)`. The scheme stays; without a known form everything goes. */
export function redactAuthorization(scan: Scan, start: number, end: number, context: KeyContext): number {
  const { text } = scan
  if (isPlaceholder(text.slice(start, Math.min(end, start + 64)))) return start
  if (end - start < 12 && isTaken.test(text.slice(start, end))) return start
  if (isAnswer.test(text.slice(start, start + 12))) return start
  const rest = withoutMasks(text.slice(start, end))
  if (rest.length < end - start && !isCredential(rest.replaceAll('%20', ''))) return end
  const nameEnd = schemeEnd(text, start)
  const from = nameEnd < 0 ? -1 : credentialsAt(text, nameEnd)
  if (from < 0 || from >= end)
    return isCredential(text.slice(start, end)) ? scan.add('authorization', start, end, context) : start
  const name = text.slice(start, nameEnd).toLowerCase()
  if (maskEnd(text, from) > from || isPlaceholder(text.slice(from, Math.min(end, from + 64)))) return end
  const jwtEnd = findJwt(scan, from)
  if (jwtEnd > from) return jwtEnd
  if (name === 'basic' && variable.test(text.slice(from, from + 48))) return end
  if (!schemes.test(name) && !isCredential(text.slice(from, end))) return start
  return scan.add(detectorOf[name] ?? 'authorization', from, end, context)
}

/** `Basic #{credential}`, `Basic $encoded`: base64 has none of these signs. */
const variable = /^(?:#\{|\$\{?)[A-Za-z_]\w*/

/** `"authorization": 12.5`, `authorization=10ms`: how long it took. */
const isTaken = /^\d{1,7}(?:\.\d{1,6})?(?:[mµun]?s)?$/

/** `authorization=no`, `authorization: required`. */
const isAnswer = /^(?:no|yes|true|false|none|on|off|allow|deny|optional|required)(?:[\s,;]|$)/i

const parameter = /^[a-z_-]{2,20}="/i

/** Where an unquoted Authorization value ends: one word, or scheme and word, or the whole line for schemes with parameters. */
export function authorizationEnd(scan: Scan, start: number): number {
  const { text } = scan
  const line = lineEnd(scan, start)
  const nameEnd = schemeEnd(text, start)
  const from = nameEnd < 0 ? -1 : credentialsAt(text, nameEnd)
  if (from < 0 || from >= line) return wordEnd(scan, start, line)
  if (listScheme.test(text.slice(start, nameEnd)) || parameter.test(text.slice(from, from + 22)))
    return scan.inString ? line : wholeLine(text, start)
  return wordEnd(scan, from, line)
}

/** With the quotes in it. */
function wholeLine(text: string, start: number): number {
  let i = start
  while (i < text.length && i < start + 4096 && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++
  return i
}

const WORD_END = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s,;'"<>)\]}]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Measured once, however many headers are in the word. */
function wordEnd(scan: Scan, start: number, limit: number): number {
  const { text, measured } = scan
  if (start >= measured.wordStart && start < measured.wordEnd) return Math.min(measured.wordEnd, limit)
  let i = start
  while (i < limit) {
    const code = text.charCodeAt(i)
    if (code < 128 && WORD_END[code] === 1) break
    i = code === 91 ? Math.max(i + 1, maskEnd(text, i)) : i + 1
  }
  measured.wordStart = start
  measured.wordEnd = i
  return i
}

/** The end of the line, or of the string that the line is quoted in. Measured once, however many headers are in it. */
export function lineEnd(scan: Scan, start: number): number {
  const { measured } = scan
  if (start < measured.lineStart || start > measured.lineEnd) {
    measured.lineStart = start
    measured.lineEnd = measureLine(scan, start)
  }
  return Math.min(measured.lineEnd, start + MAX_LINE)
}

const MAX_LINE = 16_384

const MAY_END_LINE = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\n\r"'\\]/.test(String.fromCharCode(code)) ? 1 : 0,
)

function measureLine({ text, inString }: Scan, start: number): number {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 128 || MAY_END_LINE[code] === 0) continue
    if (
      code === 10 ||
      code === 13 ||
      code === 34 ||
      (code === 39 && !is(text, i + 1, ALNUM)) ||
      (code === 92 && inString)
    )
      return i
  }
  return text.length
}

/** `Bearer <token>` or `Basic <base64>` without a header name, and `bearer, <token>` of a list of protocols. `start` is at the scheme, `nameEnd` after it. */
export function findScheme(scan: Scan, start: number, nameEnd: number): number {
  const { text } = scan
  const isListed = text.charCodeAt(nameEnd) === 44 && text.charCodeAt(nameEnd + 1) === 32
  let from = isListed ? nameEnd + 1 : nameEnd
  while (text.charCodeAt(from) === 32 || (from > nameEnd && text.charCodeAt(from) === 58)) from++
  if (from === nameEnd) return start
  const last = skip(text, from, TOKEN68)
  const row = text.slice(from, last).indexOf('-----')
  const end = trimDots(text, from, row > 0 ? from + row : last)
  if (nameEnd - start === 5) return isBasic(text.slice(from, end)) ? scan.add('basic_auth', from, end) : start
  const jwtEnd = findJwt(scan, from)
  if (jwtEnd > from) return jwtEnd
  const token = text.slice(from, end)
  return isBearer(token) && (!isListed || isRandom(token)) ? scan.add('bearer_token', from, end) : start
}

const trimDots = (text: string, start: number, end: number): number => {
  while (end > start && text.charCodeAt(end - 1) === 46) end--
  return end
}

const isBearer = (token: string): boolean =>
  token.length >= 6 &&
  !isPlaceholder(token) &&
  !isProse(token) &&
  !/^\w+=$|^HTTP\/\d|^[A-Za-z_][\w.-]*=[^=]/.test(token) &&
  (token.length >= 20 || /\d/.test(token))

/** Decodes to `user:password`, all of it printable. */
const isBasic = (token: string): boolean =>
  token.length >= 6 &&
  /^[\x20-\x7e\xa0-\xff]*:[\x20-\x7e\xa0-\xff]*$/.test(
    Buffer.from(token.slice(0, 1024), 'base64').toString('latin1'),
  )

const cookieAttribute =
  /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority|partitioned|version|comment)$/i
const sessionName =
  /sess|sid|auth|token|jwt|login|logged|user|remember|csrf|xsrf|ticket|identity|credential|secret|passw|key|connect\.|account/i
const harmlessCookie =
  /^(?:theme|lang|locale|language|currency|tz|timezone|country|consent|cookieconsent|dark_?mode|_ga|_gid|_gat|_fbp|utm_\w+)$/i

/**
 * `name=value` pairs separated by semicolons at `[start, end)`. Values that could be a session are redacted, names stay.
 * Returns the index after the first one, or `start`.
 */
export function redactCookies(scan: Scan, start: number, end: number, context: KeyContext): number {
  const { text, measured } = scan
  if (start < measured.cookiesUntil) return start
  measured.cookiesUntil = end
  let at = start
  let first = start
  for (const pair of text.slice(start, end).split(';')) {
    const equals = pair.indexOf('=')
    const from = at + equals + 1
    const to = trimSpace(text, from, at + pair.length)
    if (equals > 0 && to > from && maskEnd(text, from) === to) first = settledAt(first, start, from, to)
    else if (equals > 0 && isSessionCookie(pair.slice(0, equals).trim(), text.slice(from, to)))
      first = settledAt(first, start, from, scan.add('session_cookie', from, to, context))
    at += pair.length + 1
  }
  return first
}

/** After the first value that was redacted: from there on the other detectors look too. */
const settledAt = (first: number, start: number, from: number, done: number): number =>
  first === start && done > from ? done : first

const trimSpace = (text: string, start: number, end: number): number => {
  while (end > start && text.charCodeAt(end - 1) <= 32) end--
  return end
}

const member = /["']([\w.-]{1,96})["']\s*:\s*(["'])([^"'\\{}]{16,4096})\2/g

/** `"cookies": {"sid": "x"}`: what looks generated in an object that begins at `from`. Recorded for later. */
export function redactCookieObject(scan: Scan, from: number, context: KeyContext): void {
  const { text } = scan
  const close = text.slice(from, from + MAX_LINE).indexOf('}')
  if (close < 0 || scan.inString) return
  for (const match of text.slice(from, from + close).matchAll(member)) {
    const [whole, name, , value] = match
    if (harmlessCookie.test(name!) || !(isRandom(value!) || uuid.test(value!))) continue
    const end = from + match.index + whole.length - 1
    scan.addLater('session_cookie', end - value!.length, end, context)
  }
}

const isSessionCookie = (name: string, value: string): boolean => {
  if (/\s/.test(name) || cookieAttribute.test(name) || harmlessCookie.test(name) || isPlaceholder(value))
    return false
  return withoutMasks(value).length >= 4 && (sessionName.test(name) || value.length >= 20 || isRandom(value))
}

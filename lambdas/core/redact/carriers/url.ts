/** User names and passwords in addresses: `scheme://user:password@host`, and connection names in the manner of Go and Oracle. */

import { ALNUM, is } from '../chars.ts'
import { isRandom } from '../generated.ts'
import { maskEnd, withoutMasks } from '../masks.ts'
import { isTemplate } from '../placeholders.ts'
import type { Scan } from '../scan.ts'

/** Longest user name and password looked for. */
const MAX_USERINFO = 1024

/** At the colon of `://`. Returns where to go on: after the slashes, or after the `@`. */
export function findUserinfo(scan: Scan, colon: number): number {
  const { text } = scan
  const start = colon + 3
  const at = userinfoEnd(scan, start)
  if (at < 0) return start
  const separator = separatorIn(text, start, at)
  if (separator < 0) return isPublicKey(text, colon) ? at + 1 : redactLoneUser(scan, start, at)
  const masked = maskEnd(text, separator + 1)
  if (masked === at || (masked > separator + 1 && text.charCodeAt(masked) === 64)) return masked + 1
  const password = text.slice(separator + 1, at)
  const user = text.slice(start, separator)
  if (
    isTemplate(password) ||
    (user.includes('[') && (password.endsWith(']') || text.charCodeAt(at + 1) === 93)) ||
    (/^[A-Z_]+$/.test(user) && /^(?:[A-Z]+_)?(?:PASS|PASSWORD|PASSWD|PWD|TOKEN|SECRET)$/.test(password)) ||
    (password === 'password' &&
      /^user(?:name)?$/.test(user) &&
      /^host(?:name)?\b/.test(text.slice(at + 1, at + 10)))
  )
    return at + 1
  if (isTokenLike(user)) scan.add('url_password', start, separator)
  else if (/^[^@\s]+(?:@|%40)[\w-]+(?:\.[\w-]+)+$/.test(user)) scan.add('email', start, separator)
  scan.add('url_password', separator + 1, at)
  return at + 1
}

/** The first colon that is not a mask's; -1 when there is none before `end`. */
function separatorIn(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === 58) return i
    if (code === 91) i = Math.max(i, maskEnd(text, i) - 1)
  }
  return -1
}

/** Characters that no user information holds. */
const STOP = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= 32 || /["<>\\`]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** The `@` that ends the user information, or -1. Passwords with an unescaped `/`, `#` or `?` are taken too, unless it is a port. */
function userinfoEnd(scan: Scan, start: number): number {
  const { text } = scan
  if (scan.searches.nextAt(start) - start > MAX_USERINFO) return -1
  const limit = Math.min(text.length, start + MAX_USERINFO)
  let at = -1
  let slash = -1
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code < 128 && STOP[code] === 1) break
    if (code === 39 && !is(text, i + 1, ALNUM)) break
    if (code === 91) i = Math.max(i, maskEnd(text, i) - 1)
    if (code === 64) {
      if (slash < 0 || (at < 0 && isPasswordBefore(text.slice(start, slash)))) at = i
      else break
    } else if (code === 47 || code === 63 || code === 35) {
      if (at >= 0 || (code === 47 && text.charCodeAt(i - 1) === 58)) break
      if (slash < 0) slash = i
    } else if (code === 44 && at >= 0) break
  }
  return at
}

/** `user:pa` of `user:pa/ss@host`; not `host:8080` or `host`. */
const isPasswordBefore = (part: string): boolean => /^[^:@/]*:(?!\d{1,5}$)[^:]+$/.test(withoutMasks(part))

/** `enode://<key>@host`: a node's public key. https://ethereum.org/developers/docs/networking-layer/network-addresses/ */
const isPublicKey = (text: string, colon: number): boolean => text.startsWith('enode', colon - 5)

/** `https://<token>@host`: only what looks like one. */
function redactLoneUser(scan: Scan, start: number, at: number): number {
  return isTokenLike(scan.text.slice(start, at))
    ? Math.max(scan.add('url_password', start, at), start)
    : start
}

const isTokenLike = (user: string): boolean =>
  (user.length >= 20 && isRandom(user)) || /^[0-9a-f]{8,}$/.test(user)

const dsn =
  /([\w.$-]{1,64})[:/]([^\s:@/"'`,;=<>]{1,128})@(?:(?:tcp|udp|unix)?\(|\/\/[\w.-]+|[\w.-]+:\d{2,5}\b|(?!\d[\da-f]{5,}\/)[\w-]+\/\w)/y
/** What a user name is made of, and what stands before one. */
const USER = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.$-]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const BEFORE_USER = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s"'`=,;<>()@]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** `sip:100@10.0.0.2:5060`: addresses without slashes have no password. https://www.iana.org/assignments/uri-schemes */
const scheme = /^(?:sips?|xmpp|mailto|acct|im|pres|tel)$/i

/** `//db:1521/orcl`, `db:1521`; not `10.0.0.7:52806` of a client, whose port is one that systems hand out: https://www.rfc-editor.org/rfc/rfc6335#section-6 */
const isServer = (host: string): boolean =>
  /^(?:\/\/|[\w.-]+:\d)/.test(host) && !/^[\w.-]+:(?:3(?:2[89]|[3-9]\d)|[456]\d\d)\d\d(?![\w/:])/.test(host)

/** At an `@` that is no mail address: `app:secret@tcp(db:3306)/shop`, `scott/tiger@//db:1521/orcl`, `user:secret@host:5432`. */
export function findConnectionPassword(scan: Scan, at: number): number {
  const { text } = scan
  const next = text.charCodeAt(at + 1)
  if (!is(text, at + 1, ALNUM) && next !== 40 && next !== 47) return at
  const limit = Math.max(scan.floor, at - 192)
  let start = at
  let separator = -1
  while (start > limit) {
    const code = text.charCodeAt(start - 1)
    if (code < 128 && BEFORE_USER[code] === 1) break
    start--
    if (separator < 0 && (code === 58 || code === 47)) separator = start
    else if (separator >= 0 && !is(text, start, USER)) {
      start++
      break
    }
  }
  if (separator <= start || (separator - start < 8 && scheme.test(text.slice(start, separator)))) return at
  dsn.lastIndex = start
  const match = dsn.exec(text)
  const from = separator + 1
  if (text.charCodeAt(separator) === 47 && !isServer(text.slice(at + 1, at + 80))) return at
  if (/^[a-z]*$/.test(match?.[2] ?? '') && !/^(?:(?:tcp|udp|unix)?\(|\/\/)/.test(text.slice(at + 1, at + 8)))
    return at
  if (match === null || from + match[2]!.length !== at || isTemplate(match[2]!)) return at
  return Math.max(scan.add('url_password', from, at), at)
}

/** User names and passwords in addresses: `scheme://user:password@host`, and connection names in the manner of Go and Oracle. */

import { maskEnd } from '../masks.ts'
import { isRandom, isTemplate } from '../plausible.ts'
import type { Scan } from '../scan.ts'

/** Longest user name and password looked for. */
const MAX_USERINFO = 1024

/** At the colon of `://`. Returns where to go on: after the slashes, or after the `@`. */
export function findUserinfo(scan: Scan, colon: number): number {
  const { text } = scan
  const start = colon + 3
  const at = userinfoEnd(text, start)
  if (at < 0) return start
  const user = maskEnd(text, start)
  const separator = text.indexOf(':', user)
  if (separator < 0 || separator > at) return redactLoneUser(scan, start, at)
  if (maskEnd(text, separator + 1) === at) return at + 1
  const password = text.slice(separator + 1, at)
  if (isTemplate(password)) return at + 1
  if (isTokenLike(text.slice(start, separator))) scan.add('url_password', start, separator)
  scan.add('url_password', separator + 1, at)
  return at + 1
}

/** The `@` that ends the user information, or -1. Passwords with an unescaped `/`, `#` or `?` are taken too, unless it is a port. */
function userinfoEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_USERINFO)
  let at = -1
  let slash = -1
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code <= 32 || code === 34 || code === 60 || code === 62 || code === 92 || code === 96) break
    if (code === 39 && !/[A-Za-z0-9]/.test(text[i + 1] ?? '')) break
    if (code === 64) {
      if (slash < 0 || (at < 0 && isPasswordBefore(text.slice(start, slash)))) at = i
      else break
    } else if ((code === 47 || code === 63 || code === 35) && slash < 0) {
      if (at >= 0) break
      slash = i
    } else if (code === 44 && at >= 0) break
  }
  return at
}

/** `user:pa` of `user:pa/ss@host`; not `host:8080` or `host`. */
const isPasswordBefore = (part: string): boolean => /^[^:@/]*:(?!\d{1,5}$)[^:]+$/.test(part)

/** `https://<token>@host`: only what looks like one. */
function redactLoneUser(scan: Scan, start: number, at: number): number {
  return isTokenLike(scan.text.slice(start, at))
    ? Math.max(scan.add('url_password', start, at), start)
    : start
}

const isTokenLike = (user: string): boolean =>
  (user.length >= 20 && isRandom(user)) || /^[0-9a-f]{8,}$/.test(user)

const dsn =
  /([\w.$-]{1,64})[:/]([^\s:@/"'`,;=<>]{1,128})@(?:(?:tcp|udp|unix)?\(|\/\/[\w.-]+|[\w.-]+:\d{2,5}\b|[\w-]+\/\w)/y

/** At an `@` that is no mail address: `app:secret@tcp(db:3306)/shop`, `scott/tiger@//db:1521/orcl`, `user:secret@host:5432`. */
export function findConnectionPassword(scan: Scan, at: number): number {
  const { text } = scan
  let start = at
  const limit = Math.max(scan.floor, at - 192)
  while (start > limit && !/[\s"'`=,;<>()]/.test(text[start - 1]!)) start--
  const separator = text.slice(start, at).search(/[:/]/)
  if (separator < 1) return at
  dsn.lastIndex = start
  const match = dsn.exec(text)
  const from = start + separator + 1
  if (match === null || from + match[2]!.length !== at || isTemplate(match[2]!)) return at
  return Math.max(scan.add('url_password', from, at), at)
}

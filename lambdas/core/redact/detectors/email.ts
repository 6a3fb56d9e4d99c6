import { ALNUM, is, isForeignLetter } from '../chars.ts'
import { isRandom } from '../generated.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const emailInfo: DetectorInfo = {
  name: 'email',
  what: 'Mail addresses, also with letters beyond ASCII and with `%40` for `@`',
  example: 'ana.silva@example.com',
  source: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2',
  check:
    'the domain has a dot and ends in letters; file names such as `icon@2x.png`, users of services, addresses and remote shells (`git@host`, `db://user@host`, `ssh user@host`) and names of protocols (`zlib@openssh.com`) are left',
}

const LOCAL = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9._%+'!#$&*/=?^`{|}~-]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const FIRM = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9._%+-]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const MAX_LOCAL = 64
const MAX_DOMAIN = 253

/** At an `@` of `width` characters (1, or 3 for `%40`): the end of the address, or `at` when there is none. */
export function findEmail(scan: Scan, at: number, width: number): number {
  const start = localStart(scan, at)
  if (start === at) return at
  const end = domainEnd(scan.text, at + width)
  if (
    end < 0 ||
    isMessageId(scan.text, start) ||
    isMadeByMail(scan.text, start, at) ||
    isRemoteName(scan.text, start, at, end)
  )
    return at
  const done = scan.add('email', start, end)
  return done === start ? at : done
}

function localStart({ text, floor }: Scan, at: number): number {
  const limit = Math.max(floor, at - MAX_LOCAL)
  let i = at
  while (i > limit && (isLetter(text.charCodeAt(i - 1), FIRM) || isApostrophe(text, i - 1))) i--
  while (i < at && !isLetter(text.charCodeAt(i), ALNUM) && text.charCodeAt(i) !== 95) i++
  if (i < at && text.charCodeAt(i - 1) === 37 && is(text, i + 1, ALNUM)) i += 2
  return Math.min(i, at)
}

/** `o'reilly`, `sean.o'reilly`. */
const isApostrophe = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 39 &&
  (text.charCodeAt(at - 1) | 32) === 111 &&
  is(text, at + 1, ALNUM) &&
  !is(text, at - 2, ALNUM)

const isLetter = (code: number, ascii: Uint8Array): boolean =>
  code < 128 ? ascii[code] === 1 : isForeignLetter(code)

/** The end of a dotted domain name whose last label is made of letters; -1 when there is none. */
function domainEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_DOMAIN)
  let i = start
  let lastDot = -1
  while (i < limit) {
    const code = text.charCodeAt(i)
    if (code === 46) {
      if (i === start || text.charCodeAt(i - 1) === 46) break
      lastDot = i
    } else if (code === 45 ? isRule(text, i) : !isLetter(code, ALNUM)) break
    i++
  }
  while (i > start && (text.charCodeAt(i - 1) === 46 || text.charCodeAt(i - 1) === 45)) i--
  if (lastDot >= i) lastDot = text.lastIndexOf('.', i - 1)
  if (lastDot <= start || i - lastDot < 3) return -1
  const tld = text.slice(lastDot + 1, i)
  return /^(?:\p{L}{2,24}|xn--[a-z0-9-]{1,59})$/iu.test(tld) && !isFileName(text.slice(start, i), tld)
    ? i
    : -1
}

/** The third dash of a row: no domain has it (`xn--` has two), a rule or marker does. */
const isRule = (text: string, at: number): boolean =>
  text.charCodeAt(at - 1) === 45 && text.charCodeAt(at - 2) === 45

/** `icon@2x.png`, `app@1.2.3.tgz`. */
const isFileName = (domain: string, tld: string): boolean =>
  /^\d/.test(domain) && /^(?:png|jpe?g|gif|svg|webp|ico|tgz|zip|gz|jar|js|css|map|json|ts|html?)$/i.test(tld)

/** `Message-Id: <x@y>`, `References:`, `Content-ID:`: names of messages and parts. */
const isMessageId = (text: string, start: number): boolean =>
  text.charCodeAt(start - 1) === 60
    ? messageBefore.test(text.slice(Math.max(0, start - 200), start))
    : idKey.test(text.slice(Math.max(0, start - 20), start))

/** `<33dda60d-2130-4900-9ad9-044a2090de9b@mx>`, Exim's `id=…`, Postfix's `20240131091500.5244419B327@mx`: numbers of messages, and no one's name. */
function isMadeByMail(text: string, start: number, at: number): boolean {
  if (at - start < 22) return false
  const local = text.slice(start, at)
  if (/^\d{14}\.[\dA-F]{8,}$/.test(local)) return true
  if (text.charCodeAt(start - 1) !== 60 && !text.startsWith(' id=', start - 4)) return false
  return (
    /^(?:[\da-f]{24,}|[\dA-F]{24,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.test(local) ||
    (/^[A-Za-z\d=]{26,}$/.test(local) && /(?:\d[A-Za-z=]+){5}/.test(local) && isRandom(local))
  )
}

const idKey = /(?:message-?_?id|in-reply-to|content-id)["']?\s?[:=]\s?["']?$/i
const messageBefore =
  /(?:message-?id|msg-?id|in-reply-to|references|content-id)["'=: ]{1,4}(?:<\S{1,128}> ?)*<$/i

/**
 * `git@github.com:acme/app.git` and `postgresql://shop@db.example:5432/shop` name who uses what; `ssh deploy@web.example`,
 * `deploy@web.example:/srv` another machine; `rabbit@mq.example`, `getty@tty1.service` parts of a system.
 */
function isRemoteName(text: string, start: number, at: number, end: number): boolean {
  if (service.test(text.slice(start, at)) || unit.test(text.slice(at, end))) return true
  if (isPrincipal(text, start, at, end) || isProtocolName(text, start, at, end)) return true
  if (text.charCodeAt(end) === 58 && (text.charCodeAt(end + 1) === 47 || text.charCodeAt(end + 1) === 126))
    return true
  const last = text.charCodeAt(start - 1)
  if (last !== 47 && last !== 32) return false
  const before = text.slice(Math.max(0, start - 64), start)
  if (last === 47) return inUrl.test(before) && !mailUrl.test(before)
  return remoteShell.test(before)
}

/** `bob@EXAMPLE.COM`, `krbtgt/EXAMPLE.COM@EXAMPLE.COM`: Kerberos writes its realms in capitals. https://www.rfc-editor.org/rfc/rfc4120#section-6.1 */
const isPrincipal = (text: string, start: number, at: number, end: number): boolean =>
  /^@[A-Z][A-Z\d.-]*$/.test(text.slice(at, end)) &&
  (/\b(?:krbtgt|host|http|nfs|cifs|ldap|postgres|kafka|zookeeper|hdfs|yarn|hive)\/$/i.test(
    text.slice(Math.max(0, start - 12), start),
  ) ||
    /[a-z]/.test(text.slice(start, at)))

/**
 * `chacha20-poly1305@openssh.com`, `hostkeys-00@openssh.com`: algorithms and extensions are named so by who made them.
 * https://www.rfc-editor.org/rfc/rfc4251#section-6
 */
const isProtocolName = (text: string, start: number, at: number, end: number): boolean =>
  makers.test(text.slice(at, end)) && ofProtocol.test(text.slice(start, at))

const makers = /^@(?:openssh\.com|libssh\.org|lysator\.liu\.se|ssh\.com|putty\.projects\.tartarus\.org)$/
const ofProtocol =
  /^(?=[^-\d]*[-\d])[a-z\d][a-z\d-]*$|^(?:keepalive|eow|limits|lsetstat|f?statvfs|hardlink|fsync|zlib|tun|ping|pong|agent|simple|winadj)$/

const service = /^(?:git|hg|svn|celery|rabbit|rabbitmq|ejabberd|couchdb|emqx|getty|autossh)$/
const unit = /\.(?:service|socket|target|timer|mount|slice|scope|device|swap)$/
const inUrl = /(?:[a-z][a-z\d+.-]{1,24}|\]):\/\/$/i
const mailUrl = /(?:^|[^a-z])(?:mailto|acct|xmpp|sips?|im|smtps?|imaps?|pop3s?|mail):\/\/$/i
const remoteShell =
  /\b(?:ssh|scp|sftp|rsync|mosh|sshfs|ssh-copy-id|autossh)(?: +(?:-[A-Za-z]+|--[\w=-]+|[\d.]+|[\w./~-]*\/[\w./~-]*)){0,6} +$/

export { LOCAL as LOCAL_PART }

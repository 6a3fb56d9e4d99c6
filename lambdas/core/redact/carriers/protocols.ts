/** Credentials in the dialogue of old protocols: `PASS x` of FTP, POP3 and IRC, IMAP's `LOGIN`, SASL `AUTH PLAIN`, Redis' `AUTH`. */
import { BASE64, is, skip } from '../chars.ts'
import { isPlaceholder } from '../placeholders.ts'
import type { Scan } from '../scan.ts'
import { isBefore, readingsBefore } from './before.ts'
import type { Finder } from './finder.ts'
import { findPaired } from './spoken-passwords.ts'
import { findTold } from './spoken-secrets.ts'

const isCapital = ({ text }: Scan, start: number): boolean => {
  const code = text.charCodeAt(start)
  return code >= 65 && code <= 90
}

const rest = / ([^\s"'\\]{3,128})(?=["'\r\n\\]|$)/y
const speaker =
  /(?:[CcSs]:|client\)?:?|\b(?:ftp|pop3?|irc|smtp|imap)\w{0,8}(?:\[\d+\])?(?: (?:command|cmd|request))?:)$/i

/** Does what stands before end like the mark of one side of a dialogue: `>`, a quote, `C:`, `client:`, `FTP:`? */
function isSpoken(before: string): boolean {
  const said = before.trimEnd()
  const last = said.charCodeAt(said.length - 1)
  if (last === 60 || last === 62 || last === 34 || last === 39 || last === 93)
    return !/---? *$/.test(said.slice(-4))
  return (last === 58 || last === 41 || (last | 32) === 116) && speaker.test(said.slice(-24))
}

const session = /\b(?:USER|NICK|AUTH) \S|331[ -]|\+OK\b|\bftp|\bpop3|\birc\b|\bsmtp/i

/** The answer of an FTP, POP3 or IRC server on the next line. */
const answered = /^\r?\n(?:[<S][:< ] ?)?(?:230[ -]|530[ -]|\+OK|-ERR)/

function isDialogue(before: string, isAnswered: boolean): boolean {
  const isFirst = before === '' || /[\n\r]\s{0,16}$/.test(before.slice(-16))
  return isFirst ? isAnswered || session.test(before) : isSpoken(before)
}

/** `PASS secret`, where the other side or the line before shows that it is a dialogue. Test runners say `PASS` too. */
const findPass: Finder = (scan, start, end) => {
  const { text } = scan
  if (!isCapital(scan, start + 1))
    return Math.max(
      findTold(scan, start, end, 'password'),
      findQuotedPass(scan, start, end),
      scan.before(start) === 47 ? findPaired(scan, start, end) : start,
    )
  rest.lastIndex = end
  const match = rest.exec(text)
  if (match === null || isPlaceholder(match[1]!)) return start
  const isAnswered = answered.test(text.slice(rest.lastIndex, rest.lastIndex + 8))
  if (!readingsBefore(scan, start, 160).some((before) => isDialogue(before, isAnswered))) return start
  if (/^Test[A-Z_]|\.(?:[jt]sx?|py|go|rb)$|^\(/.test(match[1]!)) return start
  return addTo(scan, 'password', end + 1, rest.lastIndex, start)
}

const quotedPass = / (['"])([^'"\n]{6,128})\1/dy

/** `bind 'cn=admin' pass 'x'`: what is no word. */
function findQuotedPass(scan: Scan, start: number, end: number): number {
  quotedPass.lastIndex = end
  const match = quotedPass.exec(scan.text)
  if (match === null || (scan.inString && match[1] === '"') || !/\d/.test(match[2]!) || /\s/.test(match[2]!))
    return start
  const [from, to] = match.indices![2]!
  return addTo(scan, 'password', from, to, start)
}

const login =
  / (?:"((?:[^"\\]|\\.)*)"|(\S+)) (?:"((?:[^"\\]|\\.){1,128})"|([^\s"{]{1,128}))(?=\s*(?:["'\r\n]|$))/dy

/** `a001 LOGIN ana secret`. https://www.rfc-editor.org/rfc/rfc9051#section-6.2.3 */
const findLogin: Finder = (scan, start, end) => {
  const { text } = scan
  if (
    !isCapital(scan, start + 1) ||
    !isBefore(scan, /(?:^|[\s>:"'])[A-Za-z]{0,4}\d{1,6} $|\bimap\w{0,8}(?:\[\d+\])?: (?:[<>] )?$/i, start, 24)
  )
    return start
  login.lastIndex = end
  const range = login.exec(text)?.indices
  const found = range?.[3] ?? range?.[4]
  if (found === undefined || isPlaceholder(text.slice(found[0], found[1])) || is(text, found[0], NEVER))
    return start
  scan.addLater('password', found[0], found[1])
  return start
}

const sasl =
  / (?:PLAIN|XOAUTH2?|OAUTHBEARER|LOGIN|EXTERNAL|CRAM-MD5) (?:(?:initial )?(?:challenge|response): ?['"]?)?(?=[A-Za-z0-9+/=]{6})(?![a-z]+(?:[\s:;,.!)'"-]|$))/y
/** `AUTH LOGIN succeeded`: the name of a way to log in is no user. */
const saslName = /^(?:PLAIN|LOGIN|EXTERNAL|XOAUTH2?|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|SCRAM-\S+)$/
/** With the numbers that its client writes before each string. */
const redisAuth =
  /["']?(?:(?:\s{1,8}\d{1,2}\) | )["']?([^\s"'\\]{1,64})["']?)?(?:[ ,]+|\s{1,8}\d{1,2}\) )["']([^\s"']{1,256})["']/dy
const redisPlain = / (?:([^\s"']{1,64}) )?([^\s"']{4,256})(?=\s*(?:["'\r\n]|$))/dy

const requestOf = /\t\d{1,9}\t(?:PLAIN|LOGIN)\t(?:[^\n\t"]{1,64}\t){0,16}resp=([A-Za-z\d+/=]{6,512})/dy

/** `AUTH PLAIN <base64>` of SMTP, IMAP and POP3; `AUTH secret`, `"AUTH" "user" "secret"` of Redis. */
const findAuth: Finder = (scan, start, end) => {
  const { text } = scan
  if (!isCapital(scan, start + 1)) return start
  requestOf.lastIndex = end
  const request = requestOf.exec(text)?.indices?.[1]
  if (request !== undefined) {
    scan.addLater('basic_auth', request[0], request[1])
    return start
  }
  sasl.lastIndex = end
  if (sasl.test(text))
    return addTo(scan, 'basic_auth', sasl.lastIndex, skip(text, sasl.lastIndex, BASE64), start)
  const isQuoted = text.charCodeAt(start - 1) === 34 || text.charCodeAt(start - 1) === 39
  const pattern = isQuoted ? redisAuth : redisPlain
  if (
    !isQuoted &&
    !text.startsWith(' default ', end) &&
    !isBefore(scan, /(?:^|[\n\r>]\s*|redis\S*[> ]+|HELLO \d )$/i, start, 40)
  )
    return start
  pattern.lastIndex = end
  const match = pattern.exec(text)
  const range = match?.indices?.[2]
  if (
    range === undefined ||
    /^(?:[A-Z]+$|username$|TLS|LOGIN|PLAIN|failed|FAILED|OK|ok|error|success|\S*:$)/.test(match![2]!) ||
    match![1] === 'username' ||
    (!isQuoted && saslName.test(match![1] ?? ''))
  )
    return start
  return addTo(scan, 'password', range[0], range[1], start)
}

const afterPrompt =
  /\r?\n(?:[\w.()[\] -]{0,40}?(?:\b[CcSs]:|[>:]) ?)?(?=[A-Za-z0-9+/]{4,}={0,2}\s*(?:[\r\n]|$))/y

/** `334 UGFzc3dvcmQ6` is the server's «Password:»; the next line answers. */
const findPrompt: Finder = (scan, start, end) => {
  afterPrompt.lastIndex = scan.text.charCodeAt(end) === 34 ? end + 1 : end
  if (!afterPrompt.test(scan.text)) return start
  scan.addLater('password', afterPrompt.lastIndex, skip(scan.text, afterPrompt.lastIndex, BASE64))
  return start
}

const setting = /["']?[ \t]+(["']?)([^\s"']{3,256})\1(?=[\s"']|$)/dy

/** `requirepass secret`, `CONFIG SET masterauth secret` of Redis. https://redis.io/docs/latest/operate/oss_and_stack/management/config/ */
const findSetting: Finder = (scan, start, end) => {
  setting.lastIndex = end
  const match = setting.exec(scan.text)
  const range = match?.indices?.[2]
  if (range === undefined || /^(?:is|was|not|in|to|option|set|must|has|directive)$/i.test(match![2]!))
    return start
  return addTo(scan, 'password', range[0], range[1], start)
}

const aclRule = /["']? +["']?[^\s"']{1,64}(?:["']? +["']?[^\s"'>]{1,64}){0,8}?["']? +["']?>([^\s"']{1,256})/dy

/** `ACL SETUSER ana on >secret`. */
const findAcl: Finder = (scan, start, end) => {
  if (!scan.text.slice(end, end + 256).includes('>')) return start
  aclRule.lastIndex = end
  const range = aclRule.exec(scan.text.slice(0, end + 512))?.indices?.[1]
  return range === undefined ? start : addTo(scan, 'password', range[0], range[1], start)
}

const ofMaster = / auth-pass [^\s"']{1,64} ([^\s"']{4,256})/dy

/** `sentinel auth-pass mymaster secret` of Redis. https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/ */
const findSentinel: Finder = (scan, start, end) => {
  ofMaster.lastIndex = end
  const range = ofMaster.exec(scan.text)?.indices?.[1]
  return range === undefined ? start : addTo(scan, 'password', range[0], range[1], start)
}

const addTo = (scan: Scan, detector: string, from: number, to: number, start: number): number => {
  if (isPlaceholder(scan.text.slice(from, to)) || is(scan.text, from, NEVER)) return start
  const done = scan.add(detector, from, to)
  return done === from ? start : done
}

/** Variables are no secrets. */
const NEVER = Uint8Array.from({ length: 128 }, (_, code) => (code === 36 || code === 60 ? 1 : 0))

export const protocolFinders: Readonly<Record<string, Finder>> = {
  pass: findPass,
  login: findLogin,
  auth: findAuth,
  authenticate: findAuth,
  ugfzc3dvcmq6: findPrompt,
  requirepass: findSetting,
  masterauth: findSetting,
  sentinel: findSentinel,
  setuser: findAcl,
}

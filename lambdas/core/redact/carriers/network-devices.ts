/** Lines of the configuration of routers and switches, and what RADIUS servers log: names and values with only blanks between. */
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../prose.ts'
import type { Scan } from '../scan.ts'
import { isBefore } from './before.ts'
import { type Finder, forWords } from './finder.ts'

/** `7 0822455D0A165A4B5C`: how it is encrypted, and what. https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html */
const typed = / (?:encrypted |hashed )?[0-9] ([^\s"']{4,1024})(?![^\s"'])/dy

/** `password 7 0822…`, `key-string 7 0822…`, `secret 5 $1$…`. */
export function findTyped(scan: Scan, detector: string, start: number, end: number): number {
  const next = scan.text.charCodeAt(end + 1)
  if ((next < 48 || next > 57) && next !== 101 && next !== 104) return start
  return addGroup(scan, typed, detector, start, end)
}

const server = /(?:-server)?(?: (?!key )[^\s"']{1,64}){0,8} key (?:[0-9] )?([^\s"']{4,128})/dy

/** `tacacs-server key x`, `radius-server host 10.1.2.3 key 7 x`, `crypto isakmp key x address 10.1.2.3`. */
const findServerKey: Finder = (scan, start, end) => addGroup(scan, server, 'secret', start, end)

const community = /(?:[ _-]?(?:string|name))?["']?(?: ?[=:] ?| +)["']?([^\s"',;)]{4,128})(?![^\s"',;)])/diy

/** `snmp-server community x RO`, `snmp community=x`. */
const findCommunity: Finder = (scan, start, end) =>
  isBefore(scan, /snmp[\w-]{0,16}(?: v?[123]c?)?[ "'_:-]{1,4}$/i, start, 24)
    ? addGroup(scan, community, 'secret', start, end)
    : start

const snmpUser =
  /-server user [^\s"']{1,64}(?: [^\s"']{1,64}){0,3}? auth (?:md5|sha(?:-?\d{3})?) ([^\s"']{4,128})(?: priv (?:des|3des|aes)(?: ?\d{3})? ([^\s"']{4,128}))?/dy

/** `snmp-server user ana group v3 auth sha x priv aes 128 y`. */
const findSnmpUser: Finder = (scan, start, end) => {
  snmpUser.lastIndex = end
  const indices = snmpUser.exec(scan.text)?.indices
  for (const range of [indices?.[1], indices?.[2]])
    if (range !== undefined && !isPlaceholder(scan.text.slice(range[0], range[1])))
      scan.addLater('password', range[0], range[1])
  return start
}

const rejected = /(?: \([^()\n]{0,128}\))?: \[(?!host\/)[^\s/\]=]{1,128}\/([^\]\n]{3,128})\] \(from /dy

/** `Login incorrect: [bob/secret] (from client …` of FreeRADIUS; `host/pc-7` is a machine. https://www.freeradius.org/documentation/ */
const findRejected: Finder = (scan, start, end) => addGroup(scan, rejected, 'password', start, end)

const attempted = / \[(?:b?['"])?[^\s/\]"']{0,64}["']?\/(?:b?['"])?([^\]\n"']{3,128})["']?\]/dy

/** `login attempt [root/secret] failed` of Cowrie, `[b'root'/b'secret']`. https://docs.cowrie.org/ */
const findAttempt: Finder = (scan, start, end) =>
  isBefore(scan, /login $/i, start, 6) ? addGroup(scan, attempted, 'password', start, end) : start

const inline = /:\d{1,9} (?:AES|AEAD|F8|SEED|ARIA)_\w{4,40} inline:([A-Za-z0-9+/=]{30,128})/dy

/** `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x` of SDP. https://www.rfc-editor.org/rfc/rfc4568 */
const findMediaKey: Finder = (scan, start, end) => addGroup(scan, inline, 'secret', start, end)

const unsealed = / [Kk]ey(?: \d{1,2})?: ([A-Za-z0-9+/=]{32,88})(?![\w+/=])/dy

/** `Unseal Key 1: x` and `Recovery Key 1: x`, as Vault prints them once. https://developer.hashicorp.com/vault/docs/commands/operator/init */
const findUnsealKey: Finder = (scan, start, end) => addGroup(scan, unsealed, 'secret', start, end)

const identify =
  /[:!]? +:?(?:IDENTIFY|REGISTER|GHOST)(?: +(?!\S*@|\[)[^\s"']{1,32}(?= +\S))? +([^\s"']{4,128})/diy

/** `PRIVMSG NickServ :IDENTIFY x` of IRC. */
const findNickServ: Finder = (scan, start, end) => addGroup(scan, identify, 'password', start, end)

function addGroup(scan: Scan, pattern: RegExp, detector: string, start: number, end: number): number {
  pattern.lastIndex = end
  const match = pattern.exec(scan.text)
  const range = match?.indices?.[1]
  if (
    range === undefined ||
    isPlaceholder(match![1]!) ||
    isProse(match![1]!) ||
    /^(?:<|\$(?!\d\$))/.test(match![1]!)
  )
    return start
  return Math.max(start, scan.add(detector, range[0], range[1]))
}

export const deviceFinders: Readonly<Record<string, Finder>> = {
  ...forWords('tacacs radius isakmp', findServerKey),
  community: findCommunity,
  snmp: findSnmpUser,
  incorrect: findRejected,
  attempt: findAttempt,
  crypto: findMediaKey,
  ...forWords('unseal recovery', findUnsealKey),
  nickserv: findNickServ,
}

import { ALNUM, DIGIT, HEX, is } from '../chars.ts'
import { maskEnd } from '../masks.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const ipInfos: readonly DetectorInfo[] = [
  {
    name: 'ipv4',
    what: 'IPv4 addresses, private and documentation ranges too',
    example: '203.0.113.7',
    source: 'https://www.rfc-editor.org/rfc/rfc6943#section-3.1.1',
    check:
      'four numbers up to 255 without leading zeros; loopback, unspecified, broadcast, netmasks, default private networks (10.0.0.x to 10.0.3.x, 192.168.0.x, 192.168.1.x, 172.17.0.x) and four-part versions are left',
  },
  {
    name: 'ipv6',
    what: 'IPv6 addresses in every spelling, with an IPv4 tail or a zone too',
    example: '2001:db8::8a2e:370:7334',
    source: 'https://www.rfc-editor.org/rfc/rfc4291#section-2.2',
    check:
      'eight groups, or fewer with one `::`; loopback, unspecified and well-known groups (`ff02::1`) are left; times and MAC addresses are no addresses',
  },
]

/** At a run of one to three digits followed by a dot. */
export function findIpv4(scan: Scan, start: number): number {
  const before = scan.before(start)
  if (before === 46 && isAlnum(scan.before(start - 1))) return start
  const end = ipv4End(scan.text, start)
  if (end < 0 || isHarmless4(address) || isVersion(scan, start) || isNextVersion(scan, start)) return start
  if (isRelease(scan.text, end)) return start
  return scan.add('ipv4', start, end)
}

const isAlnum = (code: number): boolean => code < 128 && ALNUM[code] === 1

/** The address whose end was found last, in 32 bits. */
let address = 0

/** The end of four numbers, or -1. */
function ipv4End(text: string, start: number): number {
  let i = start
  address = 0
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(i++) !== 46) return -1
    const first = text.charCodeAt(i) - 48
    if (!(first >= 0 && first < 10)) return -1
    let value = first
    let size = 1
    for (; size < 4; size++) {
      const digit = text.charCodeAt(i + size) - 48
      if (!(digit >= 0 && digit < 10)) break
      value = value * 10 + digit
    }
    if (value > 255 || (size > 1 && first === 0)) return -1
    address = (address << 8) | value
    i += size
  }
  const next = text.charCodeAt(i)
  if (is(text, i, ALNUM) || next === 95) return -1
  if (next === 45 && is(text, start + 1, DIGIT) === false && is(text, i + 1, DIGIT)) return -1
  return next === 46 && is(text, i + 1, DIGIT) ? -1 : i
}

/**
 * Loopback as hosts use it, unspecified, netmasks, broadcast, networks `x.0.0.0` (which browsers' versions look like), the metadata service,
 * and the private networks that routers, clouds and container engines begin with: they name no one.
 */
function isHarmless4(bits: number): boolean {
  const first = bits >>> 24
  const network = bits >>> 8
  if (first === 0 || first === 255 || (bits & 0xff_ffff) === 0) return true
  if (network === 0x7f_00_00 || network === 0x7f_00_01) return true // 127.0.0.x and 127.0.1.x
  if (network >= 0x0a_00_00 && network <= 0x0a_00_03) return true // 10.0.0.x to 10.0.3.x
  if (network === 0xc0_a8_00 || network === 0xc0_a8_01) return true // 192.168.0.x and 192.168.1.x
  if (network === 0xe0_00_00 || bits >>> 0 === 0xef_ff_ff_fa) return true // groups of a link: 224.0.0.x, 239.255.255.250
  return network === 0xac_11_00 || bits >>> 0 === 0xa9_fe_a9_fe // 172.17.0.x, 169.254.169.254
}

/** `1.2.3.4 installed`, `1.2.3.4 is available`, `1.2.3.4-beta`. */
function isRelease(text: string, end: number): boolean {
  if (text.charCodeAt(end) === 45) return stage.test(text.slice(end, end + 12))
  const first = text.charCodeAt(end) === 32 ? text.charCodeAt(end + 1) : 0
  return (first === 105 || first === 114) && release.test(text.slice(end, end + 14))
}

const stage = /^-(?:alpha|beta|rc|dev|snapshot|release|final|preview|canary|nightly|hotfix)(?![a-z])/i
const release = /^ (?:installed|released|is available)\b/

const versionWords = new Set(
  'section sec chapter clause paragraph para appendix figure fig table rule article item step v ver version build release firmware driver revision upgraded rev sdk jdk runtime agent rv libc glibc musl dotnet framework plugin patch hotfix boot bootloader bios uefi schema spec protocol from-version to-version'.split(
    ' ',
  ),
)
const products = new Set(
  `chrome chromium safari version firefox edg edga edge opr opera electron vivaldi yabrowser samsungbrowser headlesschrome crios webkit
  applewebkit build trident msie ucbrowser okhttp java php nginx apache
  git curl wget python perl ruby node npm dotnet dalvik darwin cfnetwork grpc boto botocore openssl docker kubectl helm terraform maven gradle
  tomcat jetty iis haproxy envoy teams slack zoom skype outlook thunderbird seamonkey brave silk whatsapp instagram maxthon konqueror
  miuibrowser huaweibrowser heytapbrowser vivobrowser qqbrowser bidubrowser metasr duckduckgo ddg phantomjs postmanruntime`.split(
    /\s+/,
  ),
)

/** Small letters, behind which an address may be a version. */
export const wordsOfVersions: readonly string[] = [...versionWords, ...products].filter((word) =>
  /^[a-z]+$/.test(word),
)

/** Where Windows keeps programs, one folder for each version. */
const programs =
  /[A-Za-z]:\\{1,4}(?:Program Files|ProgramData|Windows|Users\\[^\s\\]{1,40}\\{1,4}AppData)\b[^:*?"<>|]*$/

/** `version 1.2.3.4`, `v1.2.3.4`, `Chrome/120.0.6.9`, `build=1.2.3.4`, `libfoo-1.2.3.4`: by the word before. */
function isVersion({ text, floor }: Scan, start: number): boolean {
  if (floor === start) return false
  let end = start
  const sign = text.charCodeAt(start - 1)
  if (sign === 92) return programs.test(text.slice(Math.max(0, start - 160), start))
  while (end > start - 4 && end > floor && isFiller(text.charCodeAt(end - 1))) end--
  let from = end
  while (from > end - 16 && from > floor && isLetter(text.charCodeAt(from - 1))) from--
  if (from === end) return false
  if (end === start || sign !== 47) {
    if ((sign === 45 || sign === 95) && end === start - 1) return true
    const word = text.slice(from, end).toLowerCase()
    return versionWords.has(word) || word.endsWith('version')
  }
  return text.charCodeAt(from - 1) !== 47 && products.has(text.slice(from, end).toLowerCase())
}

const versionBefore = /(?:^|[^\d.])(\d{1,4}(?:\.\d{1,5}){3}) ?(?:->|=>|→|to|vs\.?) ?$/

/** `firmware 1.2.3.4 -> 1.2.4.0`: what follows a version by an arrow is the next one. */
function isNextVersion(scan: Scan, start: number): boolean {
  if (!isArrow(scan.text, start)) return false
  const from = Math.max(0, start - 32)
  const match = versionBefore.exec(scan.text.slice(from, start))
  return match !== null && isVersion(scan, from + match.index + match[0].indexOf(match[1]!))
}

/** Does the word or arrow before end in one of `>→os.`? */
const isArrow = (text: string, start: number): boolean => {
  const code = text.charCodeAt(text.charCodeAt(start - 1) === 32 ? start - 2 : start - 1)
  return code === 62 || code === 111 || code === 115 || code === 46 || code === 0x2192
}

/** Space, quotes, `-`, `/`, `:`, `=` and `_`. */
const isFiller = (code: number): boolean =>
  code === 32 ||
  code === 34 ||
  code === 39 ||
  code === 45 ||
  code === 47 ||
  code === 58 ||
  code === 61 ||
  code === 95

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122

/** At a colon whose left neighbour may be a group of hex digits. */
export function findIpv6(scan: Scan, colon: number): number {
  const { text } = scan
  let start = colon
  while (start > scan.floor && colon - start < 4 && is(text, start - 1, HEX)) start--
  const before = scan.before(start)
  if (
    isAlnum(before) ||
    before === 58 ||
    before === 95 ||
    ((before === 46 || before === 45) && isAlnum(scan.before(start - 1)))
  )
    return colon
  const end = ipv6End(text, start)
  if (end < 0 || isHardware(text, start, end) || isSlice(text, start, end) || isScope(text, start, end))
    return colon
  const done = scan.add('ipv6', start, end)
  return done === start ? colon : done
}

/** `02:00:5e:10:00:00:00:01`: eight bytes, as interfaces and disks are numbered. */
const isHardware = (text: string, start: number, end: number): boolean =>
  end - start === 23 && /^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(text.slice(start, end))

/** `list[1::2]`: every second of a list. */
const isSlice = (text: string, start: number, end: number): boolean =>
  end - start < 8 &&
  text.charCodeAt(start - 1) === 91 &&
  text.charCodeAt(end) === 93 &&
  /^\d{0,2}::\d{1,2}$/.test(text.slice(start, end))

/** `F1::F2`: a class within another; the first group of an address that is in use has four digits. */
const isScope = (text: string, start: number, end: number): boolean =>
  end - start < 9 && /^[A-F][\dA-F]{0,2}::[A-F][\dA-F]{0,2}$/.test(text.slice(start, end))

/** The end of an address, or -1. Reads at most 45 characters. */
function ipv6End(text: string, start: number): number {
  let i = start
  let groups = 0
  let gap = -1
  let digits = 0
  while (groups < 8) {
    const groupStart = i
    while (i - groupStart < 5 && is(text, i, HEX)) {
      if (is(text, i, DIGIT)) digits++
      i++
    }
    const length = i - groupStart
    if (length > 4) return -1
    if (text.charCodeAt(i) === 46 && groups >= 1 && length > 0) {
      const tail = ipv4TailEnd(text, groupStart)
      if (tail < 0) break
      return groups === 6 || gap >= 0 ? tail : -1
    }
    if (length > 0) groups++
    else if (gap !== groups || (groups > 0 && text.charCodeAt(i - 1) !== 58)) break
    if (text.charCodeAt(i) !== 58) break
    if (text.charCodeAt(i + 1) === 58) {
      if (gap >= 0) return -1
      gap = groups
      i += 2
      if (!is(text, i, HEX)) break
    } else if (is(text, i + 1, HEX)) i++
    else break
  }
  if (gap < 0 ? groups !== 8 : groups < 2 || groups > 7) return -1
  if (is(text, i, ALNUM) || text.charCodeAt(i) === 95) return -1
  if (text.charCodeAt(i - 1) === 58 && maskEnd(text, i) > i) return -1
  if (text.charCodeAt(i) === 58 && maskEnd(text, i + 1) > i + 1) return -1
  if (text.charCodeAt(i) === 58 && is(text, i + 1, HEX)) return -1
  if (gap >= 0 && (digits === 0 || isHarmless6(text.slice(start, i)))) return -1
  return i
}

const ipv4TailEnd = (text: string, start: number): number => {
  const end = ipv4End(text, start)
  return end
}

/** Loopback, unspecified, and the groups that all hosts of a link know: `ff02::fb`. https://www.iana.org/assignments/ipv6-multicast-addresses */
const isHarmless6 = (address: string): boolean =>
  /^(?:0{0,4}:){1,7}:?0{0,3}1$|^[0:]+$|^fe80::1$|^ff0[\da-f]::[\da-f]{1,4}(?::[\da-f]{1,2})?$/i.test(address)

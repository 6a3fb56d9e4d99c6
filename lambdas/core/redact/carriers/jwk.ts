/**
 * The private members of a JSON Web Key: `{"kty":"EC",…,"d":"x"}`. https://www.rfc-editor.org/rfc/rfc7518#section-6
 * And of .NET's: `<RSAKeyValue><Modulus>…<D>x</D>`. https://learn.microsoft.com/en-us/dotnet/api/system.security.cryptography.rsa.toxmlstring
 */
import { maskEnd } from '../masks.ts'
import type { Scan } from '../scan.ts'

const member = /[{,]\s{0,16}(["']?)(?:d|p|q|dp|dq|qi|k)\1\s{0,4}(?::|=>)\s{0,4}(["'])([\w-]{20,2048})\2/dg
/** How far from it the type of the key may stand: the other members are long. */
const MAX_BESIDE = 8192

/** Is this the name under which a key says of what type it is? */
export const isKeyType = (text: string, start: number, end: number): boolean =>
  end - start === 3 && text.startsWith('kty', start)

/** Records what is private in the object that names its type here. Each object is looked through once, however often it says so. */
export function findPrivateMembers(scan: Scan): void {
  const { text, keyStart, inString } = scan
  if (inString || keyStart < scan.measured.membersUntil) return
  const limit = Math.max(scan.floor, keyStart - MAX_BESIDE)
  const from = limit + Math.max(0, text.slice(limit, keyStart).lastIndexOf('{'))
  const close = text.slice(keyStart, keyStart + MAX_BESIDE).indexOf('}')
  const end = close < 0 ? keyStart + MAX_BESIDE : keyStart + close
  scan.measured.membersUntil = end
  for (const { indices } of text.slice(from, end).matchAll(member)) {
    const [start, last] = indices![3]!
    if (maskEnd(text, from + start) !== from + last) scan.addLater('private_key', from + start, from + last)
  }
}

const element = /<(d|p|q|dp|dq|inverseq)>\s{0,16}([A-Za-z0-9+/=]{20,2048})\s{0,16}<\//dgi

/** Records what is private beside `<Modulus>`, whose tag ends at `end`. */
export function findPrivateElements(scan: Scan, end: number): void {
  const { text, measured } = scan
  if (end < measured.membersUntil) return
  const stretch = text.slice(end, end + MAX_BESIDE)
  const close = stretch.search(/<\/RSA/i)
  const last = close < 0 ? stretch.length : close
  measured.membersUntil = end + last
  for (const { indices } of stretch.slice(0, last).matchAll(element))
    scan.addLater('private_key', end + indices![2]![0], end + indices![2]![1])
}

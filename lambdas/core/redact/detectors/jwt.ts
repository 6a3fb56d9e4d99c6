import { BASE64URL, is, skip } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const jwtInfo: DetectorInfo = {
  name: 'jwt',
  what: 'JSON web tokens, signed (three parts), unsecured (empty third) and encrypted (five)',
  example: `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxIn0'}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`,
  source: 'https://www.rfc-editor.org/rfc/rfc7519',
  check: 'the header decodes to a JSON object',
}

/** At `eyJ` that begins a word. */
export function findJwt(scan: Scan, start: number): number {
  const { text } = scan
  const headerEnd = partEnd(scan, start)
  if (headerEnd - start < 12 || text.charCodeAt(headerEnd) !== 46 || !isHeader(text.slice(start, headerEnd)))
    return start
  let end = headerEnd
  for (let part = 0; part < 4 && text.charCodeAt(end) === 46; part++) end = skip(text, end + 1, BASE64URL)
  if (
    text.charCodeAt(end - 1) === 46 &&
    !is(text, end, BASE64URL) &&
    text.slice(start, end).split('.').length < 3
  )
    end--
  while (text.charCodeAt(end) === 61) end++
  return end - headerEnd < 6 ? start : scan.add('jwt', start, end)
}

/** Where the run of characters of base64 at `start` ends. Worked out once, however many headers could begin in it. */
function partEnd({ text, measured }: Scan, start: number): number {
  if (start < measured.partStart || start >= measured.partEnd) {
    measured.partStart = start
    measured.partEnd = skip(text, start, BASE64URL)
  }
  return measured.partEnd
}

/** What a header says, mostly at its beginning. */
const members = 'alg typ kid enc cty jku x5c x5t jwk zip'.split(' ')
/** Six characters are eight of base64. */
const beginnings: readonly string[] = members.map((name) =>
  Buffer.from(`{"${name}"`, 'latin1').toString('base64url'),
)
const saysSomething = new RegExp(`"(?:${members.join('|')})"`)

function isHeader(part: string): boolean {
  if (beginnings.includes(part.slice(0, 8))) return true
  const json = Buffer.from(part.slice(0, 2048), 'base64url').toString('latin1')
  return /^\{\s*"/.test(json) && saysSomething.test(json)
}

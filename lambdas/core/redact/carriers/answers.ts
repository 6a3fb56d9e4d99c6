/** Answers to the challenges of a server: `Negotiate …`, `Digest …`. */
import type { Scan } from '../scan.ts'
import { isBefore } from './before.ts'

/** SPNEGO, NTLM and Kerberos messages by their first bytes. https://www.rfc-editor.org/rfc/rfc4559 */
const ticket = / +((?:YI|TlRMTVNTUA|oY|oX|oR|YH|YG)[A-Za-z0-9+/=_-]{14,})/dy

export function findNegotiate(scan: Scan, start: number, end: number): number {
  ticket.lastIndex = end
  const range = ticket.exec(scan.text)?.indices?.[1]
  return range === undefined ? start : Math.max(start, scan.add('authorization', range[0], range[1]))
}

const digestResponse = / [^\n]{0,512}?\bresponse=\\?"?([0-9a-f]{32,128})/dy

/** `Digest username="…", …, response="6629…"` wherever it stands. https://www.rfc-editor.org/rfc/rfc7616 */
export function findDigest(scan: Scan, start: number, end: number): number {
  if (scan.searches.nextOf('response=', end) - end > 520) return start
  digestResponse.lastIndex = end
  const range = digestResponse.exec(scan.text)?.indices?.[1]
  if (range !== undefined) scan.addLater('authorization', range[0], range[1])
  return start
}

const responseValue = /=\\?"?([0-9a-f]{32,128})(?![0-9a-f])/dy

/** The same where the quotes in it have cut the header in pieces. */
export function findResponse(scan: Scan, start: number, end: number): number {
  if (scan.text.charCodeAt(end) !== 61) return start
  responseValue.lastIndex = end
  const range = responseValue.exec(scan.text)?.indices?.[1]
  if (range === undefined || !isBefore(scan, /\b(?:digest|nonce=)/i, start, 512)) return start
  return Math.max(start, scan.add('authorization', range[0], range[1]))
}

import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const privateKeyInfo: DetectorInfo = {
  name: 'private_key',
  what: 'Private keys in PEM, OpenSSH, PGP and PuTTY form, whole or cut off, with real or written line feeds',
  example: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----',
  source: 'https://www.rfc-editor.org/rfc/rfc7468',
  check: 'the label says PRIVATE KEY: certificates and public keys are left',
}

const begin = /-{4,5} ?BEGIN (?:[A-Z0-9]{1,16} ){0,4}(?:PRIVATE KEY|KEY-BLOCK)(?: BLOCK)? ?-{4,5}/y
const END = /-{4,5} ?END (?:[A-Z0-9]{1,16} ){0,4}(?:PRIVATE KEY|KEY-BLOCK)(?: BLOCK)? ?-{4,5}/g
/** What a key is made of when its end is cut off: base64 lines, headers such as `Proc-Type: 4,ENCRYPTED`, written line feeds. */
const body = /(?:[A-Za-z0-9+/=,:.\s\\-]|\[REDACTED\])*/y

/** At the first of the dashes. The whole block, markers too. */
export function findPrivateKey(scan: Scan, start: number): number {
  const { text } = scan
  begin.lastIndex = start
  if (!begin.test(text)) return start
  const afterBegin = begin.lastIndex
  const end = blockEnd(scan, afterBegin)
  return scan.add('private_key', start, end)
}

/** The end marker, unless a quote ends the string that the block stands in before; without one, as far as key material goes. */
function blockEnd(scan: Scan, from: number): number {
  const { text } = scan
  const limit = scan.inString ? scan.stringEnd(from) : text.length
  if (from < scan.noPemEndFrom) {
    END.lastIndex = from
    const match = END.exec(text)
    if (match === null) scan.noPemEndFrom = from
    else if (match.index < limit) return END.lastIndex
  }
  body.lastIndex = from
  body.test(text)
  return Math.max(from, Math.min(body.lastIndex, limit))
}

/** `Private-Lines: 8` of a PuTTY key file: the lines that follow. https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html */
export function findPuttyKey(scan: Scan, start: number): number {
  const match = /^Private-Lines: \d{1,3}\r?\n(?:[A-Za-z0-9+/=]+\r?\n?)*/.exec(
    scan.text.slice(start, start + 16_384),
  )
  if (match === null) return start
  const lines = scan.text.indexOf('\n', start) + 1
  return scan.add('private_key', lines, start + match[0].trimEnd().length)
}

import { BASE64, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import { NOWHERE } from '../searches.ts'
import type { DetectorInfo } from './catalogue.ts'

export const privateKeyInfo: DetectorInfo = {
  name: 'private_key',
  what: 'Private keys in PEM, OpenSSH, PGP and PuTTY form, whole or cut off, with real or written line feeds, in base64 too',
  example: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----',
  source: 'https://www.rfc-editor.org/rfc/rfc7468',
  check: 'the label says PRIVATE KEY: certificates and public keys are left',
}

/** `-----BEGIN PRIVATE KEY`, `RSA`, `EC`, `OPENSSH`, `ENCRYPTED`, `DSA` and `PGP` in base64, as Kubernetes and CI systems carry files. */
export const privateKeyShapes: readonly string[] = [
  'LS0tLS1CRUdJTiBQUklWQVRFIEtFW<b64p:20->',
  'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRV<b64p:20->',
  'LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFW<b64p:20->',
  'LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVE<b64p:20->',
  'LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVk<b64p:20->',
  'LS0tLS1CRUdJTiBEU0EgUFJJVkFURSBLRV<b64p:20->',
  'LS0tLS1CRUdJTiBQR1AgUFJJVkFURSBLRV<b64p:20->',
]

const begin = /-{4,5} ?BEGIN (?:[A-Z0-9]{1,16} ){0,4}(?:PRIVATE KEY|KEY-BLOCK)(?: BLOCK)? ?-{4,5}/y
const END = /-{4,5} ?END (?:[A-Z0-9]{1,16} ){0,4}(?:PRIVATE KEY|KEY-BLOCK)(?: BLOCK)? ?-{4,5}/g
/** What a key is made of when its end is cut off: base64 lines, headers such as `Proc-Type: 4,ENCRYPTED`, written line feeds. */
const body = /(?:[A-Za-z0-9+/=,:.\s\\-]|\[REDACTED\])*/y

/** At the first of the dashes. The whole block, markers too. */
export function findPrivateKey(scan: Scan, start: number): number {
  const { text } = scan
  begin.lastIndex = start
  if (!begin.test(text)) return findKeyTail(scan, start)
  const afterBegin = begin.lastIndex
  if (isNamed(text, afterBegin)) return start
  const end = blockEnd(scan, afterBegin)
  return scan.add('private_key', start, end)
}

const piece =
  /(?:\\[nr]|\s){0,8}\\?["'`](?:\\[nr]|[\s,+.&_()]|<<){0,48}\\?["'`]([A-Za-z0-9+/]{4,}={0,2}(?:(?:\\[nr]|\s){1,4}[A-Za-z0-9+/]{4,}={0,2}){0,127})(?=(?:\\[nr]|\s){0,4}\\?["'`](?!\s?:))/dy

/** `"-----BEGIN PRIVATE KEY-----", "MIIE…", "q7Zk…"`: lines that are strings of their own, in a list or joined by a program. */
function addPieces(scan: Scan, from: number): void {
  for (let at = from; at < from + MAX_TAIL; ) {
    piece.lastIndex = at
    const range = piece.exec(scan.text)?.indices?.[1]
    if (range === undefined) return
    scan.addLater('private_key', range[0], range[1])
    at = range[1]
  }
}

const nothingBehind = /\\?["'`]| [a-z]+[ .,]/y
const MOST_BEFORE_BODY = 256

/** `must begin with '-----BEGIN PRIVATE KEY-----'`: the marker is spoken of, and no key follows. */
function isNamed(text: string, afterBegin: number): boolean {
  nothingBehind.lastIndex = afterBegin
  return (
    nothingBehind.test(text) &&
    !/[A-Za-z0-9+/=]{16}/.test(text.slice(afterBegin, afterBegin + MOST_BEFORE_BODY))
  )
}

/** The end marker, unless a quote ends the string that the block stands in before; without one, as far as key material goes. */
function blockEnd(scan: Scan, from: number): number {
  const { text, measured } = scan
  const limit = scan.inString ? scan.searches.stringEnd(from) : text.length
  if (from > measured.pemEndAt || from < measured.pemEndFrom) findEnd(scan, from)
  if (measured.pemEndAt < limit) return measured.pemEnd
  body.lastIndex = from
  body.test(text)
  const end = Math.max(from, Math.min(body.lastIndex, limit))
  addPieces(scan, end)
  return end
}

/** The next end marker: looked for once, not at every beginning. */
function findEnd({ text, measured }: Scan, from: number): void {
  END.lastIndex = from
  const match = END.exec(text)
  measured.pemEndFrom = from
  measured.pemEndAt = match?.index ?? NOWHERE
  measured.pemEnd = END.lastIndex
}

const endHere = new RegExp(END.source, 'y')
const DASH = 45
const MAX_TAIL = 16_384
/** Lines of a key before its last one are at least this long. */
const SHORTEST_LINE = 40

/** At an end without a beginning, which another event had: the lines of base64 before it. */
function findKeyTail(scan: Scan, start: number): number {
  const { text } = scan
  endHere.lastIndex = start
  if (text.charCodeAt(start - 1) === DASH) return start
  if (!endHere.test(text)) return start
  const from = linesBefore(scan, start)
  return from === start ? start : scan.add('private_key', from, endHere.lastIndex)
}

/** The beginning of the lines of base64 before `end`; all but the last are long, unless the text begins with one. */
function linesBefore({ text, floor }: Scan, end: number): number {
  const limit = Math.max(floor, end - MAX_TAIL)
  let first = end
  while (first > limit) {
    let last = first
    while (last > limit && isGap(text.charCodeAt(last - 1))) last--
    let start = last
    while (start > limit && is(text, start - 1, BASE64)) start--
    if (start === last || (first < end && last - start < SHORTEST_LINE && start > 0)) return first
    first = start
  }
  return first
}

const isGap = (code: number): boolean => code === 10 || code === 13 || code === 32

const keyLines =
  /^(?:[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70}|[A-Za-z0-9+/]{76})(?:\r?\n[A-Za-z0-9+/]{64,76})*(?:\r?\n[A-Za-z0-9+/]{1,75}={0,2})?\s*$/

/** Is the whole text lines out of the middle of a PEM block, delivered as events of their own? Hashes have no capitals. */
export function isKeyLines(text: string): boolean {
  if (!isEndOfLine(text, 64) && !isEndOfLine(text, 70) && !isEndOfLine(text, 76)) return false
  if (text.length > MAX_TAIL || !keyLines.test(text)) return false
  const line = text.slice(0, 64)
  return /[A-Z]/.test(line) && /[a-z]/.test(line) && /\d/.test(line)
}

const isEndOfLine = (text: string, index: number): boolean =>
  text.length === index || (text.length > index && text.charCodeAt(index) <= 13)

/** `Private-Lines: 8` of a PuTTY key file: the lines that follow. https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html */
export function findPuttyKey(scan: Scan, start: number): number {
  const match = /^Private-Lines: \d{1,3}\r?\n(?:[A-Za-z0-9+/=]+\r?\n?)*/.exec(
    scan.text.slice(start, start + 16_384),
  )
  if (match === null) return start
  const lines = scan.text.indexOf('\n', start) + 1
  return scan.add('private_key', lines, start + match[0].trimEnd().length)
}

/** The text of XML elements whose names say that it is secret. */
import type { KeyRule } from '../keys.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { redactContent } from './redact-value.ts'

/** The text of an XML element that begins at `start`. */
export function redactElement(
  scan: Scan,
  rule: KeyRule,
  start: number,
  context: KeyContext,
  at: number,
): number {
  const { text } = scan
  const isWrapped = text.startsWith(CDATA, start)
  const from = isWrapped ? start + CDATA.length : start
  const end = isWrapped ? sectionEnd(scan, from) : elementEnd(scan, from)
  if (end <= from) return at
  const done = redactContent(scan, rule, from, end, context)
  return done === from ? at : done
}

const CDATA = '<![CDATA['
const MAX_ELEMENT = 8192

/** Where the text of an element ends: before its closing tag, not at another tag, and not beyond the string it stands in. */
function elementEnd(scan: Scan, from: number): number {
  const { text, inString } = scan
  const end = scan.searches.nextOf('<', from)
  if (end - from >= MAX_ELEMENT || text.charCodeAt(end + 1) !== 47) return -1
  return inString && scan.searches.stringEnd(from) < end ? -1 : end
}

/** The same of a section that takes tags for text. */
function sectionEnd({ text, inString }: Scan, from: number): number {
  const limit = Math.min(text.length, from + MAX_ELEMENT)
  for (let i = from; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === 93 && text.startsWith(']]>', i)) return i
    if ((code === 34 && inString) || (code === 60 && text.startsWith(CDATA, i))) return -1
  }
  return -1
}

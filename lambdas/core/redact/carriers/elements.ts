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
  const end = elementEnd(scan, from, isWrapped ? ']]>' : '</')
  if (end <= from) return at
  const done = redactContent(scan, rule, from, end, context)
  return done === from ? at : done
}

const CDATA = '<![CDATA['
const MAX_ELEMENT = 8192

/** Where the text of an element ends: before its closing tag, not at another tag, and not beyond the string it stands in. */
function elementEnd({ text, inString }: Scan, from: number, closing: string): number {
  const limit = Math.min(text.length, from + MAX_ELEMENT)
  for (let i = from; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === closing.charCodeAt(0) && text.startsWith(closing, i)) return i
    if (code === 34 && inString) return -1
    if (code === 60 && (closing !== ']]>' || text.startsWith(CDATA, i))) return -1
  }
  return -1
}

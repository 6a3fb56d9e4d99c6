/** Numbers of persons behind the word for them. */
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { maskEnd } from '../masks.ts'
import { isPlausible } from '../plausible.ts'
import { findDocument } from './documents.ts'
import type { Finder } from './finder.ts'
import { closingQuote, freeEnd, isQuote } from './values.ts'
import { wideEnd } from './wide-values.ts'

const filler = /\.?(?: +(?:number|no\.?|nr\.?|num|id|card|code|is|was|of|=|#))*[ #]+/iy

/** `SSN 536228726`, `passport X1234567`, `phone 5551231234`: the word is the key. */
export const findPersonal: Finder = (scan, start, end, word) => {
  const { text } = scan
  if (word === 'passport') findDocument(scan, 'passport', start, end)
  const rule: KeyRule | undefined = scan.policy.keys.lookup(text, start, end)
  filler.lastIndex = end
  if (rule === undefined || !filler.test(text)) return start
  const open = filler.lastIndex
  if (maskEnd(text, open) > open) return start
  const isQuoted = isQuote(text.charCodeAt(open))
  if (isQuoted && (text.slice(end, open).includes('=') || (scan.inString && text.charCodeAt(open) === 34)))
    return start
  const from = isQuoted ? open + 1 : open
  if (isQuoted && maskEnd(text, from) > from) return start
  const valueEnd = isQuoted
    ? closingQuote(scan, open)
    : (wideEnd(rule.kind, text, from) ?? freeEnd(scan, from))
  const value = text.slice(from, valueEnd)
  if (!isPlausible(rule.kind, value, true) || !/\d/.test(value) || /^\d{4}-\d\d-\d\dT/.test(value))
    return start
  const done = scan.add(rule.detector, from, valueEnd, {
    key: text.slice(start, end),
    action: actionOnValue(rule),
  })
  return done === from ? start : done
}

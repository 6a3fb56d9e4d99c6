/** Numbers of persons behind the word for them. */
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { maskEnd } from '../masks.ts'
import { isPlausible } from '../plausible.ts'
import { findDocument } from './documents.ts'
import type { Finder } from './finder.ts'
import { freeEnd, isQuote } from './values.ts'
import { wideEnd } from './wide-values.ts'

const filler = /\.?(?: +(?:number|no\.?|nr\.?|num|id|card|code|is|was|of|=|#))*[ #]+/iy

/** `SSN 536228726`, `passport X1234567`, `phone 5551231234`: the word is the key. */
export const findPersonal: Finder = (scan, start, end, word) => {
  const { text } = scan
  if (word === 'passport') findDocument(scan, 'passport', start, end)
  const rule: KeyRule | undefined = scan.policy.keys.lookup(text, start, end)
  filler.lastIndex = end
  if (rule === undefined || !filler.test(text)) return start
  const from = filler.lastIndex
  if (maskEnd(text, from) > from) return start
  if (isQuote(text.charCodeAt(from)) && text.slice(end, from).includes('=')) return start
  const valueEnd = wideEnd(rule.kind, text, from) ?? freeEnd(scan, from)
  const value = text.slice(from, valueEnd)
  if (!isPlausible(rule.kind, value, true) || !/\d/.test(value) || /^\d{4}-\d\d-\d\dT/.test(value))
    return start
  const done = scan.add(rule.detector, from, valueEnd, {
    key: text.slice(start, end),
    action: actionOnValue(rule),
  })
  return done === from ? start : done
}

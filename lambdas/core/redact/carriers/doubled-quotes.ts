/** `"{""password"": ""x""}"`: JSON in a field of CSV, where quotes are doubled: https://datatracker.ietf.org/doc/html/rfc4180#section-2 */
import { is, KEY } from '../chars.ts'
import { actionOnValue } from '../key-rules.ts'
import { isPlausible } from '../plausible.ts'
import { isProse } from '../prose.ts'
import type { Scan } from '../scan.ts'

const QUOTE = 34
const LONGEST_KEY = 64
const LONGEST_VALUE = 4096

/** At a colon behind two quotes. Returns the end of the secret, or `colon`. */
export function findDoubled(scan: Scan, colon: number): number {
  const { text, policy } = scan
  const keyEnd = colon - 2
  let keyStart = keyEnd
  while (keyEnd - keyStart < LONGEST_KEY && is(text, keyStart - 1, KEY)) keyStart--
  if (keyStart === keyEnd || !isDoubled(text, keyStart - 2)) return colon
  const open = text.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1
  if (!isDoubled(text, open) || text.charCodeAt(open + 2) === QUOTE) return colon
  const rule = policy.keys.lookup(text, keyStart, keyEnd)
  const end = rule === undefined ? 0 : scan.searches.nextOf('""', open + 2)
  if (rule === undefined || end > text.length || end - open > LONGEST_VALUE) return colon
  const value = text.slice(open + 2, end)
  if (!isPlausible(rule.kind, value, false) || isProse(value)) return colon
  const action = actionOnValue(rule)
  const done = scan.add(rule.detector, open + 2, end, { key: text.slice(keyStart, keyEnd), action })
  return done === open + 2 ? colon : done
}

const isDoubled = (text: string, at: number): boolean =>
  text.charCodeAt(at) === QUOTE && text.charCodeAt(at + 1) === QUOTE

/** A name and a quoted value with only a space between: `:password "x"`, `ENV API_TOKEN "x"`, `"HSET" "u:1" "password" "x"`. */
import { is, KEY, skip, UPPER } from '../chars.ts'
import { isRandom } from '../generated.ts'
import { actionOnValue } from '../key-rules.ts'
import type { KeyRule } from '../keys.ts'
import { isPlausible } from '../plausible.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { lineEnd } from './headers.ts'
import { readKey, ruleFor } from './key.ts'
import { redactQuoted, redactValue } from './redact-value.ts'
import { closingQuote } from './values.ts'
import { hasForm } from './wrapped-values.ts'

const MAX_NAME = 64

/** At an opening quote after a space that a name or another quote stands before. */
export function findSpacedValue(scan: Scan, open: number): number {
  const { text } = scan
  const isArgument = text.charCodeAt(open - 2) === 34
  const end = isArgument ? open - 2 : open - 1
  const start = isArgument ? scan.stringStart : nameStart(scan, end)
  if (end - start < 3 || end - start > MAX_NAME || skip(text, start, KEY, end) < end) return open
  const rule = scan.policy.keys.lookup(text, start, end)
  if (rule === undefined) return open
  const isKeyword = !isArgument && text.charCodeAt(start - 1) === 58
  if (!isCredential(rule) && !(isKeyword && hasForm(rule))) return open
  const context: KeyContext = {
    key: text.slice(start, end),
    action: actionOnValue(rule),
  }
  return hasForm(rule) || isValue(scan, rule, open) ? redactQuoted(scan, rule, open, context, open) : open
}

/** The beginning of a keyword (`:password`), or of a name of several words; `end` when it is one word, as in a sentence. */
function nameStart({ text, floor }: Scan, end: number): number {
  const limit = Math.max(floor, end - MAX_NAME)
  let start = end
  let isJoined = false
  while (start > limit) {
    const code = text.charCodeAt(start - 1)
    if (code >= 128 || KEY[code] === 0) break
    if (code === 95 || code === 45 || (code >= 97 && is(text, start, UPPER))) isJoined = true
    start--
  }
  return isJoined || text.charCodeAt(start - 1) === 58 ? start : end
}

const isCredential = ({ kind, detector }: KeyRule): boolean =>
  detector === 'session_cookie' || kind === 'secret' || kind === 'key' || kind === 'token' || kind === 'any'

/** Not the name of a thing: `"db-credentials"`, `"API_KEY"`. */
function isValue(scan: Scan, rule: KeyRule, open: number): boolean {
  const close = closingQuote(scan, open)
  if (close < 0 || close - open > 1024) return false
  const value = scan.text.slice(open + 1, close)
  if (/\s/.test(value) || !isPlausible(rule.kind, value, false)) return false
  return isRandom(value) || !/^(?:[a-z]+|[A-Z]+|[A-Za-z]+(?:[_.-][A-Za-z]+)+)$/.test(value)
}

/** At a tab: `password⇥x` on a line of its own. Lines with more of them are rows of a table. */
export function findTabbedValue(scan: Scan, tab: number): number {
  const { text } = scan
  if (!readKey(scan, tab)) return tab
  const before = scan.keyStart - (scan.keyQuote === 0 ? 1 : 2)
  if (before >= 0 && text.charCodeAt(before) !== 10) return tab
  const rule = ruleFor(scan, tab)
  if (rule === undefined || text.slice(tab + 1, lineEnd(scan, tab + 1)).includes('\t')) return tab
  return redactValue(scan, rule, tab + 1, tab)
}

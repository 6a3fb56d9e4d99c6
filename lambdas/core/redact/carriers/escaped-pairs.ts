/** `\\"password\\":\\"x\\"`: a member whose quotes stand behind more than one backslash, as in the printed bytes of JSON that holds JSON. */
import { is, KEY } from '../chars.ts'
import { actionOnValue } from '../key-rules.ts'
import { isPlausible } from '../plausible.ts'
import type { Scan } from '../scan.ts'

const LONGEST_KEY = 64
const LONGEST_VALUE = 4096

/** At a colon behind a quote with backslashes: for later, because what stands around it may be read again as the text of a string. */
export function findEscapedPair(scan: Scan, colon: number): void {
  const { text, policy } = scan
  const slashes = slashesBefore(text, colon - 1)
  const keyEnd = colon - 1 - slashes
  let keyStart = keyEnd
  while (keyEnd - keyStart < LONGEST_KEY && is(text, keyStart - 1, KEY)) keyStart--
  const quote = text.slice(keyEnd, colon)
  if (keyStart === keyEnd || !text.startsWith(quote, keyStart - quote.length)) return
  const open = text.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1
  if (!text.startsWith(quote, open)) return
  const rule = policy.keys.lookup(text, keyStart, keyEnd)
  if (rule === undefined) return
  const start = open + quote.length
  const end = scan.searches.nextOf(quote, start)
  if (end > text.length || end - start > LONGEST_VALUE) return
  if (!isPlausible(rule.kind, text.slice(start, end), false)) return
  scan.addLater(rule.detector, start, end, {
    key: text.slice(keyStart, keyEnd),
    action: actionOnValue(rule),
  })
}

const MOST_SLASHES = 16

function slashesBefore(text: string, end: number): number {
  let count = 0
  while (count < MOST_SLASHES && text.charCodeAt(end - count - 1) === BACKSLASH_CODE) count++
  return count
}

const BACKSLASH_CODE = 92

/** Reads the key before a separator, and asks what it means. */
import { ALNUM, DIGIT, is, isForeignKeyLetter, isForeignLetter, KEY } from '../chars.ts'
import type { KeyRule } from '../keys.ts'
import type { Scan } from '../scan.ts'
import { PLAIN_FREE } from '../sieve/sieve.ts'
import { isQuote, quotedBefore } from './values.ts'
import { unescapeView } from './views.ts'

/** Longest key name looked for. */
export const MAX_KEY = 96

/** Names and signs that stand in columns: `:password       => 'x'`. */
const MAX_GAP = 32

/** `["cvv":"App\\Card":private]` of PHP's var_dump: what stands behind the name. */
const member = /(?<=\["[\w-]{1,64}")((?::"[\w\\]{1,128}")?:(?:private|protected)\])$/
const MAX_MEMBER = 240

/** Reads the key that ends before the separator at `at` into the scan. */
export function readKey(scan: Scan, at: number): boolean {
  const { text } = scan
  let end = at
  let code = end > 0 ? text.charCodeAt(end - 1) : 0
  while ((code === 32 || code === 33 || code === 58) && at - end < MAX_GAP && end > 1)
    code = text.charCodeAt(--end - 1)
  if (code === 93) {
    const named = member.exec(text.slice(Math.max(scan.floor, end - MAX_MEMBER), end))
    if (named !== null) end -= named[1]!.length
    else if (isQuote(text.charCodeAt(end - 2))) end--
    code = text.charCodeAt(end - 1)
  }
  if (isQuote(code)) return readQuotedKey(scan, end - 1, code)
  const limit = Math.max(scan.floor, end - MAX_KEY)
  let start = end
  let hasLetter = false
  while (start > limit) {
    code = text.charCodeAt(start - 1)
    if (code < 128 ? KEY[code] === 0 && code !== 93 && code !== 91 : !isForeignKeyLetter(code)) break
    if (code > 57) hasLetter = true
    start--
  }
  scan.keyStart = start
  scan.keyEnd = end
  scan.keyQuote = 0
  // `arn:aws:secretsmanager:…:secret:name` is a list of its own
  if (text.charCodeAt(at) === 58 && start > 0 && text.charCodeAt(start - 1) === 58)
    return text.startsWith('map[', start)
  return hasLetter
}

function readQuotedKey(scan: Scan, close: number, quote: number): boolean {
  const inner = quotedBefore(scan, close, MAX_KEY)
  if (inner === undefined) return false
  scan.keyStart = inner.start
  scan.keyEnd = inner.end
  scan.keyQuote = quote
  return true
}

/** `sshd[2211]: …`: the name of a program and its process say nothing of what follows. */
function isNumbered({ text, keyEnd, keyQuote }: Scan, at: number): boolean {
  if (keyQuote !== 0 || keyEnd !== at || text.charCodeAt(at) !== 58 || text.charCodeAt(at - 1) !== 93)
    return false
  let i = at - 2
  while (at - i < 12 && is(text, i, DIGIT)) i--
  return at - i > 3 && text.charCodeAt(i) === 91
}

/** The rule of the key that was read last. A key in which something was found says nothing, as the mask in it will say nothing the next time. */
export function ruleFor(scan: Scan, at: number): KeyRule | undefined {
  const { text, keyStart, keyEnd } = scan
  const { keys } = scan.policy
  if (scan.isFoundIn(keyStart, keyEnd) || isNumbered(scan, at)) return undefined
  const rule =
    scan.keyQuote !== 0 && scan.escapedUntil === keyEnd
      ? lookupEscaped(scan)
      : keys.lookup(text, keyStart, keyEnd)
  if (scan.keyQuote === 0 && text.charCodeAt(at) === 58 && rule !== undefined && isNameOfThing(scan, at))
    return undefined
  if (scan.keyQuote !== 0 || text.charCodeAt(at) !== 58 || text.charCodeAt(keyStart - 1) !== 32) return rule
  if (rule !== undefined && rule.kind !== 'address') return rule
  if (is(text, at + 1, ALNUM) && text.charCodeAt(at + 1) > 57) return rule
  const first = wordsBefore(text, keyStart)
  const name = text.slice(first, keyEnd)
  if (saysSomething.test(name)) return undefined
  const said = keys.lookup(text, first, keyEnd)
  return said !== undefined && /[^ -~]/.test(name) && !isOfPerson(said) ? undefined : said
}

/** Words of other languages before the last one may be a sentence: only what stands on forms is believed. */
const isOfPerson = ({ kind }: KeyRule): boolean =>
  /^(?:date|name|full_name|proper_name|address|digits|identifier|id_\w+)$/.test(kind)

/** `The secret is out: …`: a sentence, no name. */
const saysSomething =
  /\b(?:is|are|was|were|has|have|had|be|been|not|will|can|could|should|must|did|does|on|from|in|by|with|because|nicht|ist|wurde|est|não|non|pas|introuvable|es|fue|no(?= \w))\b/i

/**
 * `random_password.db: Creating...`, `passwd[2211]: …`, `test_password.py::test_hash`: what is sensitive in the name is the thing that it belongs to, not its last
 * word, and `::` is no separator.
 */
function isNameOfThing({ text, keyStart, keyEnd, policy }: Scan, at: number): boolean {
  if (text.charCodeAt(at - 1) === 58) return true
  if (text.charCodeAt(at + 1) === 58) return !isEncoded(text, at)
  if (text.charCodeAt(at - 1) === 93 && !text.slice(keyStart, keyEnd).includes('[')) return true
  if (text.charCodeAt(at + 1) !== 32) return false
  let dot = keyEnd - 1
  while (dot > keyStart && text.charCodeAt(dot) !== 46) dot--
  if (dot <= keyStart || dot + 1 === keyEnd || text.charCodeAt(dot + 1) === 45) return false
  return (
    policy.keys.lookup(text, dot + 1, keyEnd) === undefined &&
    !/^(?:value|key|hash|plain|raw|default|current|new|old|prod|production|dev|test|staging|main|primary|secondary|admin|root|user)$/i.test(
      text.slice(dot + 1, keyEnd),
    )
  )
}

const encoded = /:: [A-Za-z\d+/]{4,4096}={0,2}(?=\s|$)/y

/** `userPassword:: e1NTSEF9…` of LDIF: in base64. https://www.rfc-editor.org/rfc/rfc2849 */
function isEncoded(text: string, at: number): boolean {
  encoded.lastIndex = at
  return encoded.test(text)
}

/** `"\u0070assword"`: by what the name says. */
function lookupEscaped({ text, keyStart, keyEnd, policy }: Scan): KeyRule | undefined {
  const name = unescapeView(text, keyStart, keyEnd)?.text ?? text.slice(keyStart, keyEnd)
  return policy.keys.lookup(name, 0, name.length)
}

/** `Card number:`, `Date of birth:`, `First name:`: up to two words before the last one belong to the key too. */
function wordsBefore(text: string, start: number): number {
  let first = start
  for (let word = 0; word < 2 && text.charCodeAt(first - 1) === 32; word++) {
    let i = first - 1
    while (i > 0 && first - i < 20 && isLetter(text.charCodeAt(i - 1))) i--
    if (i === first - 1) break
    first = i
  }
  return first
}

const isLetter = (code: number): boolean => ((code | 32) >= 97 && (code | 32) <= 122) || isForeignLetter(code)

/** Is the key that was read last one of those that carry a credential in a query? */
export function isQueryKey({ text, keyStart, keyEnd }: Scan): boolean {
  const before = text.charCodeAt(keyStart - 1)
  if (keyEnd - keyStart > 14) return false
  if (before !== 63 && before !== 38 && before !== 35) {
    firstOfForm.lastIndex = keyEnd
    if (!(before <= 32 || before === 34 || before === 39 || keyStart === 0) || !firstOfForm.test(text))
      return false
  }
  return queryKey.test(text.slice(keyStart, keyEnd))
}

/** `=x&`: the first pair of a form. */
const firstOfForm = /=[\w.~%+/-]{16,512}&\w{2,32}=/y

const queryKey =
  /^(?:code|key|auth|ticket|access|assertion|saml(?:response|request)|code_verifier|hdnts|hmac|t|k|p|h)$/i

/** `default` says something in the variables of Terraform. */
export const isDefault = (text: string, start: number, end: number): boolean =>
  end - start === 7 && text.startsWith('default', start)

/** `string` says something after a name in a declaration of Go. */
export const isGoType = (text: string, start: number, end: number): boolean =>
  end - start === 6 && text.startsWith('string', start)

/** The sieve need not stop again at a name that says nothing, wherever it stands. */
export function learnPlainKey(scan: Scan, at: number): void {
  const { text, keyStart, keyEnd, policy } = scan
  if (
    isNumbered(scan, at) ||
    policy.keys.lookup(text, keyStart, keyEnd) !== undefined ||
    queryKey.test(text.slice(keyStart, keyEnd)) ||
    isDefault(text, keyStart, keyEnd) ||
    isGoType(text, keyStart, keyEnd)
  )
    return
  policy.sieve.learn(text, keyStart, keyEnd, PLAIN_FREE)
  if (text.charCodeAt(at) !== 58 || text.charCodeAt(keyStart - 1) !== 32) return
  const first = wordsBefore(text, keyStart)
  if (/[^ -~]/.test(text.slice(first, keyEnd))) return
  if (saysSomething.test(text.slice(first, keyEnd)) || policy.keys.lookup(text, first, keyEnd) === undefined)
    policy.sieve.learn(text, first, keyEnd, PLAIN_FREE)
}

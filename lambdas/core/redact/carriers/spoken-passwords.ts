/** Passwords and secrets that the word itself announces: `bad password 'x' for ana`, `password is s3cret`, `secret "x"`. */
import { skipBlanks } from '../chars.ts'
import { isRandom } from '../generated.ts'
import { hasMask, withoutMasks } from '../masks.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../prose.ts'
import { isReference } from '../references.ts'
import type { Scan } from '../scan.ts'
import { isBefore } from './before.ts'
import { findCell } from './cells.ts'
import { findSecretSet } from './commands.ts'
import { findTyped } from './network-devices.ts'
import { isMissing } from './reasons.ts'
import { findAnnounced, findTold, findValueOf } from './spoken-secrets.ts'
import { findToken } from './spoken-tokens.ts'
import { closingQuote, freeEnd, isQuote } from './values.ts'

/** Without `for` and `of`: after them stands whose it is. */
const passwordLink = /(?: +(?:is(?: now)?|was|to|are|(?:has|with) value|with))? +/y

const phraseless = /^[a-z_]*(?: [a-z]+)?$|^[a-z]+(?:[A-Z][a-z]+)*$/
const names = /^[a-z_ ]*$|^[a-z]+(?:[A-Z][a-z]+)*$/

/** `The default password is 'x'`: a plain word too. */
const isTheOne = (text: string, start: number, end: number): boolean =>
  /^ (?:is|was)(?: set to)? /.test(text.slice(end, end + 12)) &&
  /\b(?:the|your|default|initial|temporary|new|admin|root|current|generated) $/i.test(
    text.slice(Math.max(0, start - 12), start),
  )

/** `with password 'x'`, `wrong password 'x'`: what was given, a plain word too. */
const isGiven = (text: string, start: number, open: number): boolean =>
  /\b(?:with|using|wrong|bad|incorrect|tried|trying) $/i.test(text.slice(Math.max(0, start - 10), start)) &&
  /^ ["'][a-z]{5,64}["'](?!\w)/.test(text.slice(open, open + 68))

/** The form of what is only a name, behind this word; a phrase has three words and more. */
const namesFor = (text: string, start: number, end: number, word: string): RegExp => {
  if (isTheOne(text, start, end) || isGiven(text, start, end)) return /\s|^.{0,4}$/
  return word === 'passphrase' ? phraseless : names
}

/** `SET PASSWORD FOR 'app'@'%' = 'x'`. https://dev.mysql.com/doc/refman/8.4/en/set-password.html */
const setFor = / for [^\s=]{1,128} ?= ?(?=['"])/iy

/** `bad password 'x' for ana`, `with password hunter2`, `password is s3cret`. */
export function findPassword(scan: Scan, start: number, end: number, word: string): number {
  const { text } = scan
  findAnnounced(scan, start, end)
  setFor.lastIndex = end
  if (setFor.test(text)) return redactQuote(scan, 'password', setFor.lastIndex, start)
  if (text.charCodeAt(end) === 124) return findEnclosed(scan, barred, start, end)
  if (text.charCodeAt(end) === 40) return findEnclosed(scan, touching, start, end)
  if (isQuote(text.charCodeAt(end))) return findValueOf(scan, start, end)
  if (text.charCodeAt(end) === 46) return findEnclosed(scan, led, start, end)
  if (text.charCodeAt(end) !== 32) return start
  if (text.charCodeAt(start - 1) === 47) return findPaired(scan, start, end)
  if (text.charCodeAt(skipBlanks(text, end)) === 124) return findCell(scan, 'password', start, end)
  const typed = findTyped(scan, 'password', start, end)
  if (typed > start) return typed
  const next = text.charCodeAt(end + 1)
  if (next === 40 || next === 46 || next === 60) return findEnclosed(scan, enclosed, start, end)
  const told = findTold(scan, start, end, word)
  if (told > start) return told
  const login = Math.max(afterLogin(scan, start, end), findOneTime(scan, start, end))
  if (login > start) return login
  passwordLink.lastIndex = end
  if (!passwordLink.test(text)) return start
  const from = passwordLink.lastIndex
  if (isQuote(text.charCodeAt(from)))
    return findQuoted(scan, 'password', from, start, namesFor(text, start, end, word))
  const valueEnd = freeEnd(scan, from)
  const value = text.slice(from, valueEnd)
  if (
    value.length < 6 ||
    value.length > 128 ||
    !/\d/.test(value) ||
    !/[A-Za-z]/.test(value) ||
    isProse(value) ||
    isReference(value) ||
    /[=:(/\\]/.test(value) ||
    (word === 'psk' && text.charCodeAt(start - 1) === 45 && methods.test(value))
  )
    return start
  const done = scan.add('password', from, valueEnd)
  return done === from ? start : done
}

/** `WPA-PSK WPA-PSK-SHA256`, `WPA2-PSK AES128-CCMP`: how keys are agreed on. */
const methods = /^[A-Z][A-Z\d]*(?:[-+/,][A-Z\d]+)+$/

/** `password (x)`, Lisp's `(password . "x")`, R's `password <- "x"`. */
const enclosed = / (?:\(([^\s()]{6,64})\)|(?:\.|<-) "([^"\n]{3,64})")/dy
/** `PASSWORD(x)`. */
const touching = /\((?=[^\s()]*[^\w\s()])(?=[^\s()]*\d)([^\s()'"$<]{6,64})\)()/dy
/** `id/pw ana/x`, `username/password ana x`. */
const pairOf = /(?:^|[^\w/])(?:id|user|username|login|account)[ ]?\/[ ]?$/i
const paired = /(?: ?[:=>-]{1,2} ?| )[\w.@-]{1,64}(?: ?[/,:] ?| )([^\s"'`,;()<>/]{5,64})(?=[\s,;)]|$)/dy
/** `user|ana|password|x`. */
const barred = /\|([^\s|"'`\\]{6,64})(?=[\s|"'`\\]|$)()/dy

function findEnclosed(scan: Scan, pattern: RegExp, start: number, end: number): number {
  pattern.lastIndex = end
  const match = pattern.exec(scan.text)
  const range = match?.indices?.[1] ?? match?.indices?.[2]
  const value = match?.[1] ?? match?.[2]
  if (range === undefined || value === undefined || (scan.inString && match![2])) return start
  const isMixed = /\d/.test(value)
    ? /[A-Za-z]/.test(value)
    : match![2] !== undefined && /[^a-z_ ]/.test(value)
  if (
    !isMixed ||
    hasMask(value) ||
    /^\d+[:.]\d|^[\w/-]+\.[a-z]{1,4}:\d+$/.test(value) ||
    isPlaceholder(value) ||
    isReference(value)
  )
    return start
  return Math.max(start, scan.add('password', range[0], range[1]))
}

/** Behind the names of both: the user's, then the password. */
export function findPaired(scan: Scan, start: number, end: number): number {
  if (!isBefore(scan, pairOf, start, 16)) return start
  paired.lastIndex = end
  const match = paired.exec(scan.text)
  const value = match?.[1]
  if (value === undefined || !/\d/.test(value) || !/[A-Za-z]/.test(value) || isReference(value)) return start
  if (!isPlaceholder(value)) scan.addLater('password', ...match!.indices![1]!)
  return start
}

/** `password........"x"`, as tables of settings are printed. */
const led = /\.{4,80} ?(?:([^\s"'<>.]{6,64})(?=\s|$)|"([^"\n]{3,64})")/dy

const oneTime = / (?:is |: ?)?(\d{4,10})(?![\w.:-])/dy

/** `one-time password 72910465`. */
function findOneTime(scan: Scan, start: number, end: number): number {
  if (scan.text.charCodeAt(start - 1) !== 32 || (scan.text.charCodeAt(start - 2) | 32) !== 101) return start
  if (!isBefore(scan, /\bone[- ]?time $/i, start, 9)) return start
  oneTime.lastIndex = end
  const range = oneTime.exec(scan.text)?.indices?.[1]
  return range === undefined ? start : Math.max(start, scan.add('otp', range[0], range[1]))
}

/** `machine x login y password z` of a .netrc file. https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
function afterLogin(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (!mayBeLogin(text, start) || !isBefore(scan, /(?:login|account) +\S{1,128} +$/, start, 160)) return start
  const from = skipBlanks(text, end)
  const to = freeEnd(scan, from)
  const value = text.slice(from, to)
  return value.length < 2 || isProse(value) || !/\w/.test(value)
    ? start
    : Math.max(start, scan.add('password', from, to))
}

/** Does a word that ends like `login` or `account` stand before the word before `start`? */
function mayBeLogin(text: string, start: number): boolean {
  let i = start
  while (text.charCodeAt(i - 1) === 32) i--
  if (i === start) return false
  const limit = Math.max(0, i - 130)
  while (i > limit && text.charCodeAt(i - 1) > 32) i--
  while (text.charCodeAt(i - 1) === 32) i--
  const last = text.charCodeAt(i - 1)
  return last === 110 || last === 116
}

/** `secret "db-credentials" not found` names a secret only. */
export function findSecret(scan: Scan, start: number, end: number, word: string): number {
  const { text } = scan
  if (isQuote(text.charCodeAt(end))) return findValueOf(scan, start, end)
  if (text.charCodeAt(end) !== 32) return start
  findSecretSet(scan, start, end)
  const told = Math.max(findTold(scan, start, end, word), findTyped(scan, 'secret', start, end))
  if (told > start) return told
  const from = skipBlanks(text, end)
  if (!isQuote(text.charCodeAt(from))) return findToken(scan, start, end)
  return Math.max(findQuoted(scan, 'secret', from, start, secretNames), findToken(scan, start, end))
}

/** `db-credentials`, `prod/db`, `sh.helm.release.v1.web.v12`: the versions of what is called so are no random digits. */
const secretNames = /^[\w./ -]*$/
const versioned = /^[a-z]+(?:[.-](?:[a-z]+|v\d{1,4}))+$/

/** A quoted value; `names` is the form of what is only the name of something. */
function findQuoted(scan: Scan, detector: string, open: number, start: number, names: RegExp): number {
  const close = closingQuote(scan, open)
  if (close < 0 || close - open > 256) return start
  const value = scan.text.slice(open + 1, close)
  if (/^--?[a-z][\w-]*$/i.test(value) || isProse(value) || isRemark(value)) return start
  if (detector === 'secret' && isMissing(scan.text, value, close)) return start
  return names.test(withoutMasks(value)) && (!isRandom(value) || versioned.test(value))
    ? start
    : redactQuote(scan, detector, open, start)
}

/** `is too short`, `wrong pass phrase`: what is said about it. */
function isRemark(value: string): boolean {
  const blank = value.indexOf(' ')
  const first = value.slice(0, Math.max(0, blank))
  return blank > 0 && /^[\p{L} .,'’-]+$/u.test(value) && (isProse(first) || isPlaceholder(first))
}

export function redactQuote(scan: Scan, detector: string, open: number, start: number): number {
  if (scan.inString && scan.text.charCodeAt(open) === 34) return start
  const close = closingQuote(scan, open)
  if (close < 0 || isPlaceholder(scan.text.slice(open + 1, close))) return start
  const done = scan.add(detector, open + 1, close)
  return done === open + 1 ? start : close + 1
}

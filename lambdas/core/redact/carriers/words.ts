/** Words that announce a secret without a separator: `Bearer x`, `password 'x'`, `IDENTIFIED BY 'x'`, `your code is 123456`. */
import { ALNUM, skip, skipBlanks } from '../chars.ts'
import { findPuttyKey } from '../detectors/private-key.ts'
import type { KeyRule } from '../keys.ts'
import { isPlausible, isProse, isRandom } from '../plausible.ts'
import type { Scan } from '../scan.ts'
import { findScheme } from './headers.ts'
import { findInsert } from './sql.ts'
import { closingQuote, freeEnd, isQuote } from './values.ts'
import { wideEnd } from './wide-values.ts'

type Finder = (scan: Scan, start: number, end: number, word: string) => number

const finders: Readonly<Record<string, Finder>> = {
  values: (scan, start, end) => findInsert(scan, start, end),
  mrn: findPersonal,
  bearer: (scan, start, end) => findScheme(scan, start, end),
  basic: (scan, start, end) => findScheme(scan, start, end),
  identified: findIdentifiedBy,
  private: (scan, start) => findPuttyKey(scan, start),
  password: findPassword,
  passwd: findPassword,
  passphrase: findPassword,
  pwd: findPassword,
  secret: findSecret,
  secrete: findSecret,
  token: findToken,
  key: findToken,
  apikey: findToken,
  credential: findToken,
  code: findCode,
  otp: findCode,
  pin: findCode,
  passcode: findCode,
  ssn: findPersonal,
  dob: findPersonal,
  cvv: findPersonal,
  cvc: findPersonal,
  passport: findPersonal,
  phone: findPersonal,
  tel: findPersonal,
  mobile: findPersonal,
}

/** Lower case; the words are known in capitals too. */
export const announcingWords: readonly string[] = Object.keys(finders)

/** At a word that may be one of them. */
export function findWords(scan: Scan, start: number): number {
  const { text } = scan
  const end = skip(text, start, ALNUM, start + 12)
  const code = text.charCodeAt(end)
  if (end - start < 3 || (code !== 32 && code !== 58 && code !== 45 && code !== 35 && code !== 40))
    return start
  const word = text.slice(start, end).toLowerCase()
  const find = Object.hasOwn(finders, word) ? finders[word] : undefined
  return find === undefined ? start : find(scan, start, end, word)
}

const identified = / +(?:with +\S+ +)?(?:by|as) +(?:password +)?(?=['"])/iy

/** `IDENTIFIED BY '…'`, `IDENTIFIED WITH plugin AS '…'`. https://dev.mysql.com/doc/refman/8.4/en/create-user.html */
function findIdentifiedBy(scan: Scan, start: number, end: number): number {
  identified.lastIndex = end
  if (!identified.test(scan.text)) return start
  return redactQuote(scan, 'password', identified.lastIndex, start)
}

const linkWords = /(?: +(?:is|was|of|to|with|for|are))? +/y

/** `bad password 'x' for ana`, `with password hunter2`, `password is s3cret`. */
function findPassword(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (text.charCodeAt(end) !== 32) return start
  linkWords.lastIndex = end
  if (!linkWords.test(text)) return start
  const from = linkWords.lastIndex
  if (isQuote(text.charCodeAt(from)))
    return findQuoted(scan, 'password', from, start, /^[a-z_ ]*$|^[a-z]+(?:[A-Z][a-z]+)*$/)
  const valueEnd = freeEnd(scan, from)
  const value = text.slice(from, valueEnd)
  if (
    value.length < 6 ||
    value.length > 128 ||
    !/\d/.test(value) ||
    !/[A-Za-z]/.test(value) ||
    isProse(value) ||
    /[=:(/\\]/.test(value)
  )
    return start
  const done = scan.add('password', from, valueEnd)
  return done === from ? start : done
}

/** `secret "db-credentials" not found` names a secret only. */
function findSecret(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (text.charCodeAt(end) !== 32) return start
  const from = skipBlanks(text, end)
  if (!isQuote(text.charCodeAt(from))) return findToken(scan, start, end)
  return findQuoted(scan, 'secret', from, start, /^[\w./ -]*$/)
}

/** A quoted value; `names` is the form of what is only the name of something. */
function findQuoted(scan: Scan, detector: string, open: number, start: number, names: RegExp): number {
  const close = closingQuote(scan, open)
  if (close < 0 || close - open > 256) return start
  const value = scan.text.slice(open + 1, close)
  return names.test(value) && !isRandom(value) ? start : redactQuote(scan, detector, open, start)
}

function redactQuote(scan: Scan, detector: string, open: number, start: number): number {
  if (scan.inString && scan.text.charCodeAt(open) === 34) return start
  const close = closingQuote(scan, open)
  if (close < 0 || close === open + 1) return start
  const done = scan.add(detector, open + 1, close)
  return done === open + 1 ? start : close + 1
}

/** `token 8f3kd…`, `using key 9Xk2…`: only what a machine would generate. */
function findToken(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (text.charCodeAt(end) !== 32) return start
  linkWords.lastIndex = end
  if (!linkWords.test(text)) return start
  let from = linkWords.lastIndex
  if (isQuote(text.charCodeAt(from)) && !(text.charCodeAt(from) === 34 && scan.inString)) from++
  const valueEnd = freeEnd(scan, from)
  const value = text.slice(from, valueEnd)
  if (
    value.length < 20 ||
    !/^[\w.+/=~-]+$/.test(value) ||
    !isRandom(value) ||
    !(/[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value))
  )
    return start
  const done = scan.add('token', from, valueEnd)
  return done === from ? start : done
}

const code =
  /(?: +(?:code|number|no\.?))?(?: +(?:is|was|of|=))?[ :]+#?(\d{3,3}[- ]?\d{1,5}|\d{4,8})(?![\w.:-]*\w)/iy
const codeOwner =
  /(?:verification|confirmation|security|login|log-in|auth|authentication|sms|one-time|otp|2fa|mfa|access|reset|your|activation|pairing|invite)\s+$/i

/** `your verification code is 482913`, `OTP 482913`, `PIN: 4821`. Codes of errors, exits and states are others. */
function findCode(scan: Scan, start: number, end: number, word: string): number {
  const { text } = scan
  if (word === 'code' && !codeOwner.test(text.slice(Math.max(0, start - 24), start))) return start
  code.lastIndex = end
  const match = code.exec(text)
  if (match === null) return start
  const from = code.lastIndex - match[1]!.length
  return Math.max(start, scan.add('otp', from, code.lastIndex))
}

const filler = /(?: +(?:number|no\.?|nr\.?|num|id|card|code|is|was|of|=|#))*[ #]+/iy

/** `SSN 536228726`, `passport X1234567`, `phone 5551231234`: the word is the key. */
function findPersonal(scan: Scan, start: number, end: number): number {
  const { text } = scan
  const rule: KeyRule | undefined = scan.policy.keys.lookup(text, start, end)
  filler.lastIndex = end
  if (rule === undefined || !filler.test(text)) return start
  const from = filler.lastIndex
  if (isQuote(text.charCodeAt(from)) && text.slice(end, from).includes('=')) return start
  const valueEnd = wideEnd(rule.kind, text, from) ?? freeEnd(scan, from)
  const value = text.slice(from, valueEnd)
  if (!/\d/.test(value) || !isPlausible(rule.kind, value, true) || /^\d{4}-\d\d-\d\dT/.test(value))
    return start
  const done = scan.add(rule.detector, from, valueEnd, {
    key: text.slice(start, end),
    action: rule.action === 'drop' ? 'mask' : rule.action,
  })
  return done === from ? start : done
}

/** Tokens and keys in sentences: `token 8f3kd…`, `circleci token '…'`, `API token created: …`. Only what a machine would generate. */
import { skipBlanks } from '../chars.ts'
import { isRandom, uuid } from '../generated.ts'
import { isNameOfElse } from '../references.ts'
import type { Scan } from '../scan.ts'
import { vendors } from '../vocabulary.ts'
import { isBefore, readingsBefore } from './before.ts'
import { findCell } from './cells.ts'
import { findTyped } from './network-devices.ts'
import { afterQuote, freeEnd, isQuote } from './values.ts'

const link =
  /(?:( +(?:was )?(?:created|generated|issued|minted|assigned):)|(?: +(?:is|was|are):| +(?:is|was|of|to|(?:has|with) value|with|for|are))?) +/y

/** `api token`, `access-key`: what is sure to be one. */
const qualified =
  /(?:api|access|auth|bearer|refresh|secret|session|csrf|private|deploy|bot|agent|customer|registration|join|invite)[ _-]$/i
/** `client secret x`: a secret of this kind is always one. Fingerprints of keys are written in the same digits. */
const shared =
  /\b(?:client|signing|webhook|shared|app|application|consumer|oauth|hmac|encryption|jwt|master|account)[ _-]$/i
const ownKey = /\b(?:encryption|hmac|admin)[ _-]$/i
/** `mfa secret KVKF…`: base32, as authenticators take it. */
const secondFactor = /\b(?:mfa|totp|otp|2fa|hotp|authenticator)[ _-]$/i
/** `with token x`; a key may be one of a store. */
const handed = /\b(?:with|using) $/i

/** `circleci token`, `heroku api key`. */
const isOfVendor = (before: string): boolean =>
  vendors.has(
    /([A-Za-z\d]+)[ _-](?:(?:api|access|auth|personal|bot|user)[ _-]){0,2}$/
      .exec(before)?.[1]
      ?.toLowerCase() ?? '',
  )

/** At a word for a token, key or secret: [start, end). */
export function findToken(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (text.startsWith('-string ', end)) return findTyped(scan, 'secret', start, end + 7)
  if (text.charCodeAt(end) !== 32) return start
  if (text.charCodeAt(skipBlanks(text, end)) === 124) return findCell(scan, 'token', start, end)
  link.lastIndex = end
  const match = link.exec(text)
  if (match === null) return start
  let from = link.lastIndex
  if (isQuote(text.charCodeAt(from)) && !(text.charCodeAt(from) === 34 && scan.inString)) from++
  const to = freeEnd(scan, from)
  const value = text.slice(from, to)
  if (value.length < 16)
    return isShortCode(scan, start, value) ? Math.max(start, scan.add('otp', from, to)) : start
  const word = text.slice(start, end)
  const detector = readingsBefore(scan, start, 32)
    .map((before) => detectorOf(before, word, value, match[1] !== undefined))
    .find((name) => name !== undefined)
  return detector === undefined
    ? start
    : Math.max(start, afterQuote(text, from, Math.max(start, scan.add(detector, from, to))))
}

/** Undefined when the value is none. */
function detectorOf(before: string, word: string, value: string, isMade: boolean): string | undefined {
  if (/^(?:0x)?[0-9a-f]{64}$/i.test(value) && /private[ _-]$/i.test(before)) return 'private_key'
  if (secondFactor.test(before) && /^[A-Z2-7]{16,64}$/.test(value)) return 'otp'
  const isNamed =
    isMade ||
    /^(?:apikey|authtoken)$/i.test(word) ||
    qualified.test(before) ||
    (handed.test(before) && /^(?:token|secret)$/i.test(word))
  if (uuid.test(value)) return isNamed || isOfVendor(before) ? 'token' : undefined
  if (value.length < 20 || isNameOfElse(value) || !/^[\w.+/=~-]+$/.test(value) || !isRandom(value))
    return undefined
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value)
  if (isMixed || isMade || (isNamed && value.length >= 32) || isOfVendor(before)) return 'token'
  return value.length >= 32 && isShared(before, word) ? 'secret' : undefined
}

const isShared = (before: string, word: string): boolean =>
  (/^secret$/i.test(word) && shared.test(before)) || (/^key$/i.test(word) && ownKey.test(before))

/** `2FA token 425016`. */
const isShortCode = (scan: Scan, start: number, value: string): boolean =>
  /^\d{6,8}$/.test(value) && isBefore(scan, secondFactor, start, 16)

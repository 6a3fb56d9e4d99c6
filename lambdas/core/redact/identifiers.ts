/** Is a run of letters a name that somebody gave, or what a machine would generate? */

import { DIGIT, is } from './chars.ts'

/** `snake_case`, `UPPER_CASE`, `camelCase`, `PascalCase`, `HTTPClient`, with digits as in `b64encode`, `utf8`, `arg2`. */
const cases =
  /^_*(?:[a-z]+(?:\d{1,3}[a-z]+)?(?:_+[a-z]+)*|[A-Z]+(?:_+[A-Z]+)*|(?:[A-Z]{2,5}(?=[A-Z][a-z]{2}))?[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)_*\d{0,3}$/

/** Parts of names with digits that everybody knows: in capitals, or with one in front. */
const withDigits =
  /(?:Ed25519|X25519|Curve25519|RSA\d{4}|(?:SHA|Sha)\d{1,3}|(?:AES|Aes)\d{3}|PKCS\d{1,2}|UTF8|U?[Ii]nt(?:8|16|32|64)|Float(?:32|64)|Base(?:32|64)|IPv[46]|MD5|OAuth2?|EC2|S3)(?![a-z\d])/g

/** What stands before the digits in them. */
const BEFORE_DIGITS = 'dXeAaSsFtvDhC'

/** Is there a digit that is of no such part? Said quickly: no may be wrong. */
export function hasOwnDigit(name: string): boolean {
  for (let i = 0; i < name.length; i++)
    if (is(name, i, DIGIT) && (i === 0 || !(is(name, i - 1, DIGIT) || BEFORE_DIGITS.includes(name[i - 1]!))))
      return true
  return false
}

const acronyms =
  /(?<=[a-z])(?:RSAPSS|ECDSA|ECDH|HMAC|URI|URL|ID|API|JSON|XML|HTTP|SQL|RSA|AWS|IP|UI|DB|TLS|SSL|JWT|CSV|HTML|DNS|TCP|SSH|PEM|ARN|KMS|IAM|SAML|LDAP|MFA|OTP)(?=[A-Z][a-z]|$)/g

/** Parts that cannot be said, and that programs are full of. */
const usual =
  /^(?:[a-z]|id|of|to|by|on|in|is|my|db|re|os|ip|ok|or|no|up|as|at|do|if|it|so|us|we|vm|ui|io|op|fn|st|rx|tx|cb|str|ptr|ctx|cfg|src|dst|tmp|msg|btn|txt|xml|sql|css|tls|ssl|rsa|jwt|gcp|http|html|https|grpc|cmd|tcp|udp|dns|srv|pkcs|hmac)$/i

const isSpeakable = (part: string): boolean =>
  (part.length > 1 && usual.test(part)) ||
  (part.length > 2 && /[aeiouy]/i.test(part) && !/[^aeiouy\d_]{5}/i.test(part))

/** In names of one case the parts stand apart: shortened ones count too. */
const isSpeakableApart = (part: string): boolean =>
  part.length < 5 || (/[aeiouy]/i.test(part) && !/[^aeiouy]{5}/i.test(part))

/** A name with the parts that everybody knows written like the others. */
export const withKnown = (name: string): string =>
  /[a-z]/.test(name) && /\d|[A-Z]{2}/.test(name)
    ? name.replace(withDigits, 'Known').replace(acronyms, 'Known')
    : name

/** `getConnection`, `auth_header`, `ParseResults`, `b64encode`; not `tZSppBGipr`, `opxPxTuSPLp`. */
export function isIdentifier(given: string): boolean {
  if (given.length > 63) return false
  const name = withKnown(given.replace(/b64(?=(?:en|de)code$)/, ''))
  if (!cases.test(name)) return false
  return /[a-z]/.test(name) && /[A-Z]/.test(name)
    ? partsOf(name).every(isSpeakable)
    : name.split(/[_\d]+/).every(isSpeakableApart)
}

const partsOf = (name: string): readonly string[] => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []

/** Words of three letters and more, written together or with points: `Comment`, `Name.Builtin`, `ParseResults`. */
export const isWords = (text: string): boolean =>
  text.length < 64 &&
  text.split('.').every((name) => /^[A-Za-z]{2,}$/.test(name) && isIdentifier(name) && isLong(partsOf(name)))

const isLong = (parts: readonly string[]): boolean => parts.join('').length >= parts.length * 3.5

/**
 * What a key name says about its value. Names are read word by word (`X-Api-Key`, `dbPassword`, `credit_card.number`), so
 * that `monkey`, `author`, `inside`, `token_count` and `keyboard` say nothing. Rules, not a list of names: a name is
 * sensitive because of a word or a pair of words in it, unless its last word makes it a statement about the secret.
 */
import { DIGIT, is } from './chars.ts'
import { type KeyRule, rule } from './key-rules.ts'
import { maySaySomething } from './key-screen.ts'
import { classifyPersonal } from './keys-personal.ts'
import * as words from './vocabulary.ts'

export type { KeyRule, ValueKind } from './key-rules.ts'

const PASSWORD = rule('password', 'secret')
const SECRET = rule('secret', 'secret')
const API_KEY = rule('api_key', 'key')
const ANY_KEY = rule('api_key', 'random')
/** `appid` of OpenWeather and the like; other services have numbers and names there. */
const HEX_KEY = rule('api_key', 'hex')
const TOKEN = rule('token', 'token')
const PRIVATE_KEY = rule('private_key', 'key')
const AWS_SECRET = rule('aws_secret_access_key', 'secret')
/** Named like the id, but what has a secret's form is one. */
const AWS_KEY = rule('aws_secret_access_key', 'aws_secret')
const AUTHORIZATION = rule('authorization', 'authorization')
const COOKIE = rule('session_cookie', 'cookie')
const SET_COOKIE = rule('session_cookie', 'set_cookie')
const SESSION = rule('session_cookie', 'random')
const SIGNATURE = rule('signature', 'random')
const AUTH = rule('token', 'random')
/** Vault's; elsewhere it is the name of a secret. */
const SECRET_ID = rule('secret', 'uuid')
const SEED = rule('seed_phrase', 'phrase')
/** A second factor under the name of a token: a short code or a long one. */
const OTP_TOKEN = rule('otp', 'code_or_token')

/** Every detector that works by key name, with what it stands for. */
export const keyDetectors: Readonly<Record<string, string>> = {
  password: 'Passwords, passphrases and their hashes, in some 35 languages',
  secret: 'Secrets and credentials of no particular kind',
  api_key: 'Keys that open an interface, a store or an account',
  token: 'Access, refresh, session, reset and other tokens',
  private_key: 'Private key material',
  aws_secret_access_key: 'The secret half of AWS credentials',
  authorization: 'Credentials of an Authorization header; the scheme stays',
  session_cookie: 'Cookie values and session identifiers; the names stay',
  seed_phrase: 'Seed phrases of crypto wallets: 12 to 24 words',
  signature: 'Signatures of signed URLs and requests',
  cvv: 'Card verification codes',
  otp: 'PINs and one-time codes',
  payment_card: 'Card numbers',
  bank_account: 'Bank account and routing numbers',
  us_ssn: 'US social security numbers',
  phone: 'Telephone numbers',
  date_of_birth: 'Dates of birth',
  person_name: 'Names of persons',
  address: 'Postal addresses',
  passport: 'Passport numbers',
  driver_license: 'Driving licence numbers',
  national_id: 'National identity, tax and health insurance numbers',
  user_key: 'Keys that the configuration names',
}

/** `dbPassword2` → db, password; `X-API-Key` → x, api, key; digits separate and are dropped. */
export function splitWords(key: string): string[] {
  for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) >= 128) return splitForeign(key)
  const words: string[] = []
  let start = -1
  for (let i = 0; i <= key.length; i++) {
    const isInside = start >= 0
    if (!isLetter(key, i)) {
      if (isInside) words.push(key.slice(start, i).toLowerCase())
      start = -1
    } else if (!isInside) start = i
    else if (isUpper(key, i) && (!isUpper(key, i - 1) || (isLetter(key, i + 1) && !isUpper(key, i + 1)))) {
      words.push(key.slice(start, i).toLowerCase())
      start = i
    }
  }
  return words
}

const isUpper = (text: string, at: number): boolean => text.charCodeAt(at) >= 65 && text.charCodeAt(at) <= 90
const isLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at) | 32
  return code >= 97 && code <= 122
}

const splitForeign = (key: string): string[] =>
  key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '')

/** `AWS::IAM::AccessKey`, `0x1aba`, `@aws-sdk/token-providers`, `secret.ts`, `/passwords/:id`: types, numbers, packages, files, routes. */
const isNameOfOther = (key: string): boolean =>
  /::|^0x[0-9a-f]|^(?=.*\d)[0-9a-f]{2,16}$|(?:^|\W)[fl]\.name$|^@[\w-]+\/|\/:\w|\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|php|md)$/i.test(
    key,
  )

/** `-Dsonar.login` of Java's command line. */
const definition = /^-D[a-z]/

/** What the built-in vocabulary says about `key`; undefined when it says nothing. */
export function classify(key: string): KeyRule | undefined {
  const parts = splitWords(definition.test(key) ? key.slice(2) : key)
  if (parts.length === 0 || parts.length > 12) return undefined
  const said = hasDigit(key) ? sameWords(parts) : fromWords(parts)
  return said === undefined || isNameOfOther(key) ? undefined : said
}

const fromWords = (parts: readonly string[]): KeyRule | undefined =>
  maySaySomething(parts) ? classifyWords(parts) : undefined

function hasDigit(key: string): boolean {
  for (let i = 0; i < key.length; i++) if (is(key, i, DIGIT)) return true
  return false
}

/** `item1`, `item2` are the same words: what was said of them last. */
const lastSaid: ({ readonly joined: string; readonly rule: KeyRule | undefined } | undefined)[] = new Array(
  64,
).fill(undefined)

function sameWords(parts: readonly string[]): KeyRule | undefined {
  const joined = parts.join(' ')
  const place = (joined.length * 7 + joined.charCodeAt(joined.length >> 1)) & 63
  const last = lastSaid[place]
  if (last?.joined === joined) return last.rule
  const rule = fromWords(parts)
  lastSaid[place] = { joined, rule }
  return rule
}

/** What all the rules say about a name of these words, without the quick look. */
export function classifyWords(parts: readonly string[]): KeyRule | undefined {
  const joined = parts.join('')
  return classifyHeader(joined) ?? classifyCredential(parts, joined) ?? classifyPersonal(parts)
}

function classifyHeader(joined: string): KeyRule | undefined {
  if (joined === 'cookie' || joined === 'cookies' || joined === 'httpcookie') return COOKIE
  if (joined === 'setcookie') return SET_COOKIE
  if (joined.endsWith('authorization') && !joined.startsWith('pre')) return AUTHORIZATION
  return undefined
}

/** `secret_id`, `Secret id found`: and what became of it. */
const secretId = /^(?:vault)?secretid(?:is|was|found|used|given|received|loaded|parsed|set|read)?$/

function classifyCredential(parts: readonly string[], joined: string): KeyRule | undefined {
  const last = parts.at(-1)!
  if (secretId.test(joined)) return SECRET_ID
  if (/snmpcommunity|communitystring|^r[ow]community$/.test(joined)) return SECRET
  if (parts.length > 1 && words.harmlessTails.has(last) && !isNumberOfSecret(joined)) return undefined
  if (/secretaccesskey|awssecret(?!smanager)/.test(joined)) return AWS_SECRET
  if (/^(?:aws|s3)accesskey$/.test(joined)) return AWS_KEY
  if (
    words.harmlessHeads.has(parts[0]!) ||
    /cacerthash$|existingsecret$|secretname|lastset$|secretsmanager$|credentials?providers?/.test(joined) ||
    parts.includes('has')
  )
    return undefined
  if (/mnemonic|seedphrase|seedwords|recoveryphrase|backupphrase|walletseed/.test(joined)) return SEED
  if (isNameOfPassword(parts)) return ANY_KEY
  if (parts.some(isPasswordIn) || /motdepasse|palavrapasse|palavrachave|katasandi|matkhau/.test(joined))
    return PASSWORD
  if (
    /^(?:.*(?:rsa|ssh|pem|tls|ssl|pgp|gpg))?privatekey(?:pem|data|content)?$|clientkeydata$|^(?:wallet|private|btc|bitcoin)?wif$/.test(
      joined,
    )
  )
    return PRIVATE_KEY
  if (/(?:security|recovery)answer$/.test(joined)) return SECRET
  if (parts.some(isSecretWord)) return last === 'secrets' && parts.includes('vault') ? undefined : SECRET
  return (
    classifyToken(parts, joined, last) ?? classifyKey(parts, joined, last) ?? classifySession(parts, joined)
  )
}

/** `passwordKey: admin-password`, `passwordSecret: grafana-admin` of charts: where a password lies, or a key of its own that looks like one. */
const isNameOfPassword = (parts: readonly string[]): boolean =>
  /^(?:key|secret)(?:name)?$/.test(parts.at(-1)!) && /^pass(?:word|wd|phrase)$/.test(parts.at(-2) ?? '')

/** Names whose last word is harmless elsewhere. */
const isNumberOfSecret = (joined: string): boolean =>
  /(?:recoverycodes?|seedphrase)$|^samlresponse$|^(?:x|http|php|j|asp|aspnet|net|user|auth|login|web|app|my)*sess(?:ion)?id$/.test(
    joined,
  )

/** In `pass_fds`, `pass_loop` the word is a verb, in `render_pass` a run. */
const isPasswordIn = (word: string, at: number, parts: readonly string[]): boolean =>
  isPasswordWord(word) &&
  !(word === 'pass' && (passedOn.test(parts[at + 1] ?? '') || kindOfPass.test(parts[at - 1] ?? '')))

const passedOn =
  /^(?:fds?|loop|stmt|thru|through|over|by|on|args?|kwargs?|ctor|manager|builder|pipeline|options?|plugin|tests?|enctest|filenames|self|context|registry|info|mark|band|port|failed|ratio|opt|exit|environment|channel|unknown|complete)$/
/** `render_pass`, `multi_pass`: one of several. */
const kindOfPass =
  /^(?:multi|single|one|two|three|early|late|first|second|last|low|high|render|shadow|depth|compiler|opt|optimizer|coeffs)$/

const isPasswordWord = (word: string): boolean =>
  words.passwordWords.has(word) ||
  (/passw(?:or[dt]|d)|passphrase|contraseñ|kennwort|wachtwoord|密码|密碼|パスワード|비밀번호|비번/.test(
    word,
  ) &&
    !/passwordless|passwordreset/.test(word)) ||
  /^(?:db|my|user|usr|root|admin|mysql|pg|pgsql|smtp|mail|ftp|ssh|redis|mongo|sa|login|key|store|trust|ldap|auth|proxy|wifi|sudo)pass$|.pwd$|(?:bind|root|admin|user|ldap)pw$/.test(
    word,
  )

const isSecretWord = (word: string): boolean =>
  words.secretWords.has(word) || (/secret$|credentials?$/.test(word) && !/^(?:non|top|lib)secret$/.test(word))

const secondFactor = /(?:^|_)(?:.*(?:otp|mfa|tfa|totp|twofactor|secondfactor|onetime|sms|verification)|fa)$/

function classifyToken(parts: readonly string[], joined: string, last: string): KeyRule | undefined {
  const at = parts.findIndex((word) => /^.*tokens?$|^jwt$|^tok$|^令牌$|^トークン$|^токен$/.test(word))
  if (at >= 0) {
    const before = parts[at - 1] ?? ''
    if (secondFactor.test(parts.slice(0, at).join(''))) return OTP_TOKEN
    return words.harmlessTokenQualifiers.has(before) ||
      joined.endsWith('clientrequesttoken') ||
      joined === 'publickeytoken'
      ? undefined
      : TOKEN
  }
  if (last === 'bearer' || last === 'otpauth' || /(?:access|auth|api)tk$/.test(joined)) return TOKEN
  if (
    /^(?:x|xamz|xgoog|xms|aws|url|request|hub|webhook|stripe|oauth)*(?:signature|sig)$/.test(joined) ||
    (last === 'signature' && parts.length > 1 && parts.at(-2) !== 'digest')
  )
    return SIGNATURE
  if (
    /^(?:x)?(?:oauth)?(?:devicecode|codeverifier|clientassertion|samlresponse|samlassertion|refreshcode|honeycombteam)$|honeycombteam$/.test(
      joined,
    )
  )
    return AUTH
  if (/^(?:o?auth|authkey|pat|crumb)$/.test(last) || joined === 'userauth') return AUTH
  return undefined
}

function classifyKey(parts: readonly string[], joined: string, last: string): KeyRule | undefined {
  if (
    /apikeys?$|accesskeys?$|secretkey$|authkey$|appkey$|accountkey$|sharedkey$|licensekey$|apisecret$/.test(
      last,
    )
  )
    return API_KEY
  if (/(?:^|x)apikey/.test(joined) && !parts.some((word) => words.harmlessTails.has(word))) return API_KEY
  if (/^(?:d|openweather)?appid$/.test(joined)) return HEX_KEY
  if (joined === 'xjfrogartapi') return API_KEY
  if (last === 'salt' && parts.length > 1) return API_KEY
  if (last === 'login' && words.vendors.has(parts.at(-2) ?? '')) return ANY_KEY
  if (last !== 'key' && last !== 'keys') return words.vendors.has(joined) ? ANY_KEY : undefined
  const before = parts.at(-2)
  if (before === undefined) return undefined
  if (words.vendors.has(before)) return API_KEY
  if (words.keyQualifiers.has(before)) return isWeakQualifier(before) ? ANY_KEY : API_KEY
  return words.harmlessKeyQualifiers.has(before) ? undefined : ANY_KEY
}

/** Qualifiers that also name things: their value must look random. */
const isWeakQualifier = (word: string): boolean =>
  !/^(?:apis?|access|secret|private|app|auth|authentication|priv|privacy|signing|encryption|master|account|hmac|aes|ssh|webhook|shared|license|subscription|psk|preshared|wpa|unseal|recovery|jwt|session|decryption)$/.test(
    word,
  )

function classifySession(parts: readonly string[], joined: string): KeyRule | undefined {
  return /^(?:php|j|asp|aspnet|http|user|auth|login|web)?sess(?:ion)?(?:id|key|cookie)?$|^sid$|^connectsid$|sessid$|sessionid$/.test(
    joined,
  ) ||
    /wordpress(?:loggedin|sec)|^(?:smsession|iplanetdirectorypro|oamauthncookie|svpncookie|nscaaac|jsessionidsso|aspxauth|aspnetapplicationcookie|aspnetcorecookies|aspnetcoreidentityapplication|oauth2proxy)$/.test(
      joined,
    ) ||
    (parts.length > 1 && parts.at(-1) === 'session') ||
    parts.includes('csrf') ||
    parts.includes('xsrf')
    ? SESSION
    : undefined
}

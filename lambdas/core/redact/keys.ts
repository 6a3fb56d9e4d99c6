/**
 * What a key name says about its value. Names are read word by word (`X-Api-Key`, `dbPassword`, `credit_card.number`), so
 * that `monkey`, `author`, `inside`, `token_count` and `keyboard` say nothing. Rules, not a list of names: a name is
 * sensitive because of a word or a pair of words in it, unless its last word makes it a statement about the secret.
 */
import * as words from './vocabulary.ts'

/**
 * What the value must look like before it is taken for what the key says.
 * secret: anything but a placeholder; token: not prose, not a small number; key: the same, but anything goes in quotes; random: long and mixed;
 * the others: the shape their name says.
 */
export type ValueKind =
  | 'secret'
  | 'token'
  | 'key'
  | 'random'
  | 'authorization'
  | 'cookie'
  | 'set_cookie'
  | 'address'
  | 'name'
  | 'date'
  | 'code'
  | 'digits'
  | 'identifier'
  | 'aws_secret'
  | 'phrase'
  | 'any'

export interface KeyRule {
  readonly detector: string
  readonly kind: ValueKind
  readonly action?: 'mask' | 'hash' | 'drop'
}

const rule = (detector: string, kind: ValueKind): KeyRule => ({ detector, kind })
const PASSWORD = rule('password', 'secret')
const SECRET = rule('secret', 'secret')
const API_KEY = rule('api_key', 'key')
const ANY_KEY = rule('api_key', 'random')
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
const SEED = rule('seed_phrase', 'phrase')
const CVV = rule('cvv', 'code')
const OTP = rule('otp', 'code')
const CARD = rule('payment_card', 'digits')
const BANK_ACCOUNT = rule('bank_account', 'identifier')
const SSN = rule('us_ssn', 'digits')
const PHONE = rule('phone', 'digits')
const DOB = rule('date_of_birth', 'date')
const NAME = rule('person_name', 'name')
const ADDRESS = rule('address', 'address')
const PASSPORT = rule('passport', 'identifier')
const LICENCE = rule('driver_license', 'identifier')
const NATIONAL_ID = rule('national_id', 'identifier')

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
  return key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '')
}

/** What the built-in vocabulary says about `key`; undefined when it says nothing. */
export function classify(key: string): KeyRule | undefined {
  const parts = splitWords(key)
  if (parts.length === 0 || parts.length > 12) return undefined
  const joined = parts.join('')
  return classifyHeader(joined) ?? classifyCredential(parts, joined) ?? classifyPersonal(parts, joined)
}

function classifyHeader(joined: string): KeyRule | undefined {
  if (joined === 'cookie' || joined === 'cookies' || joined === 'httpcookie') return COOKIE
  if (joined === 'setcookie') return SET_COOKIE
  if (joined.endsWith('authorization') && !joined.startsWith('pre')) return AUTHORIZATION
  return undefined
}

function classifyCredential(parts: readonly string[], joined: string): KeyRule | undefined {
  const last = parts.at(-1)!
  if (parts.length > 1 && words.harmlessTails.has(last) && !isNumberOfSecret(joined)) return undefined
  if (/secretaccesskey|awssecret/.test(joined)) return AWS_SECRET
  if (/^(?:aws|s3)accesskey$/.test(joined)) return AWS_KEY
  if (words.harmlessHeads.has(parts[0]!)) return undefined
  if (/mnemonic|seedphrase|seedwords|recoveryphrase|backupphrase|walletseed/.test(joined)) return SEED
  if (parts.some(isPasswordWord) || /motdepasse|palavrapasse|palavrachave|katasandi|matkhau/.test(joined))
    return PASSWORD
  if (/^(?:.*(?:rsa|ssh|pem|tls|ssl|pgp|gpg))?privatekey(?:pem|data|content)?$/.test(joined))
    return PRIVATE_KEY
  if (parts.some(isSecretWord)) return last === 'secrets' && parts.includes('vault') ? undefined : SECRET
  return (
    classifyToken(parts, joined, last) ?? classifyKey(parts, joined, last) ?? classifySession(parts, joined)
  )
}

const isNumberOfSecret = (joined: string): boolean => /(?:recoverycodes?|seedphrase)$/.test(joined)

const isPasswordWord = (word: string): boolean =>
  words.passwordWords.has(word) ||
  (/passw(?:or[dt]|d)|passphrase|contraseñ|kennwort|wachtwoord|密码|密碼|パスワード|비밀번호/.test(word) &&
    !/passwordless|passwordreset/.test(word)) ||
  /^(?:db|my|user|usr|root|admin|mysql|pg|pgsql|smtp|mail|ftp|ssh|redis|mongo|sa|login|key|store|trust|ldap|auth|proxy|wifi|sudo)pass$|.pwd$/.test(
    word,
  )

const isSecretWord = (word: string): boolean =>
  words.secretWords.has(word) || (/secret$|credentials?$/.test(word) && !/^(?:non|top)secret$/.test(word))

function classifyToken(parts: readonly string[], joined: string, last: string): KeyRule | undefined {
  const at = parts.findIndex((word) => /^.*tokens?$|^jwt$|^tok$|^令牌$|^トークン$|^токен$/.test(word))
  if (at >= 0) {
    const before = parts[at - 1] ?? ''
    return words.harmlessTokenQualifiers.has(before) ? undefined : TOKEN
  }
  if (last === 'bearer' || last === 'otpauth' || /(?:access|auth|api)tk$/.test(joined)) return TOKEN
  if (
    /^(?:x|xamz|xgoog|xms|aws|url|request|hub|webhook|stripe|oauth)*(?:signature|sig)$/.test(joined) ||
    (last === 'signature' && parts.length > 1)
  )
    return SIGNATURE
  if (last === 'auth' || last === 'authkey' || joined === 'userauth') return AUTH
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
  !/^(?:apis?|access|secret|private|app|auth|signing|encryption|master|account|hmac|aes|ssh|webhook|shared|license|subscription|psk|preshared|wpa|unseal|recovery|jwt|session|decryption)$/.test(
    word,
  )

function classifySession(parts: readonly string[], joined: string): KeyRule | undefined {
  return /^(?:php|j|asp|aspnet|http|user|auth|login|web)?sess(?:ion)?(?:id|key|cookie)?$|^sid$|^connectsid$|sessid$|sessionid$/.test(
    joined,
  ) ||
    parts.includes('csrf') ||
    parts.includes('xsrf')
    ? SESSION
    : undefined
}

function classifyPersonal(parts: readonly string[], joined: string): KeyRule | undefined {
  return classifyPayment(joined) ?? classifyIdentity(parts, joined) ?? classifyPerson(parts, joined)
}

function classifyPayment(joined: string): KeyRule | undefined {
  if (
    /^(?:card)?(?:cvv|cvc|cvn|csc|cvvcode|cvccode|securitycode|cardcode|cardverification(?:code|value|number)?|verificationvalue|cid|cvcode)$/.test(
      joined,
    )
  )
    return joined === 'cid' ? undefined : CVV
  if (
    /(?:^|card|user|debit|atm|sim|account)pin(?:code|number|block)?$|onetime(?:code|password|pin)|^otp|otp(?:code)?$|(?:verification|confirmation|auth|login|security|mfa|2fa|totp|sms|access)code$|^(?:mfa|totp|tfa)$|recoverycodes?$|backupcodes?$/.test(
      joined,
    )
  )
    return OTP
  if (
    /^(?:credit|debit|payment|bank|cc|customer|user)*card(?:number|num|no|nr|pan)?$|^ccn?(?:number|num|no)?$|^(?:primaryaccountnumber|kartennummer|kreditkarte|tarjeta|numerotarjeta|cartao|cartebancaire)$|^卡号$/.test(
      joined,
    )
  )
    return CARD
  if (
    /(?:bankaccount|accountnumber|accountno|acctnumber|acctno|acctnum|routingnumber|sortcode|ibannumber|kontonummer|aba(?:number|routing)?|bban|clabe|bankleitzahl)$|^iban$/.test(
      joined,
    )
  )
    return BANK_ACCOUNT
  return undefined
}

function classifyIdentity(parts: readonly string[], joined: string): KeyRule | undefined {
  if (
    /^(?:us|user|customer|patient|employee|applicant)*(?:ssn|socialsecurity(?:number|no|num)?|ssno|socialsec)(?:number)?$/.test(
      joined,
    )
  )
    return SSN
  if (
    /passport(?:number|no|num|id|nr)?$|^(?:reisepass(?:nummer)?|pasaporte|passeport|passaporte|паспорт|护照|護照)$/.test(
      joined,
    )
  )
    return PASSPORT
  if (
    /driv(?:er|ers|ing|e)licen[sc]e(?:number|no|num|id)?$|^dl(?:number|no)$|^licen[sc]e(?:number|no)$|führerschein|fuhrerschein|permisdeconduire|cnh/.test(
      joined,
    )
  )
    return LICENCE
  if (words.nationalIds.has(joined) || words.nationalIds.has(parts.slice(-2).join(''))) return NATIONAL_ID
  return parts.length > 1 && parts.length < 4 && /^(?:ssn)$/.test(parts.at(-1)!) ? SSN : undefined
}

function classifyPerson(parts: readonly string[], joined: string): KeyRule | undefined {
  const last = parts.at(-1)!
  const pair = parts.slice(-2).join('')
  if (
    words.birthNames.has(joined) ||
    words.birthNames.has(parts.slice(-3).join('')) ||
    words.birthNames.has(pair) ||
    words.birthNames.has(last)
  )
    return DOB
  if (
    words.phoneNames.has(joined) ||
    words.phoneNames.has(pair) ||
    (words.phoneNames.has(last) && last !== 'mobile')
  )
    return PHONE
  if (
    words.personNames.has(joined) ||
    words.personNames.has(pair) ||
    (last === 'name' && words.personQualifiers.has(parts.at(-2) ?? ''))
  )
    return NAME
  if (words.addressNames.has(joined) || words.addressNames.has(pair) || words.addressNames.has(last))
    return isNetworkAddress(parts) ? undefined : ADDRESS
  return undefined
}

const isNetworkAddress = (parts: readonly string[]): boolean =>
  parts.some((word) =>
    /^(?:ip|ipv4|ipv6|mac|email|mail|server|remote|client|peer|local|listen|bind|host|memory|base|wallet|contract|web|url|socket|src|dst|source|dest|destination|proxy|public|private|node|device|physical|virtual)$/.test(
      word,
    ),
  )

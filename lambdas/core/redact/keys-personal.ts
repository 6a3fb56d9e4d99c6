/** Names of personal data: payment, identity, person. Read like other names, but folded to plain letters first. */
import { type KeyRule, rule } from './key-rules.ts'
import { harmlessTails, personQualifiers } from './vocabulary.ts'
import * as words from './vocabulary-personal.ts'

const CVV = rule('cvv', 'code')
const OTP = rule('otp', 'code')
const CARD = rule('payment_card', 'digits')
const BANK_ACCOUNT = rule('bank_account', 'identifier')
const SSN = rule('us_ssn', 'digits')
const PHONE = rule('phone', 'digits')
const DOB = rule('date_of_birth', 'date')
const NAME = rule('person_name', 'name')
/** Things have display names too: two words at least. */
const FULL_NAME = rule('person_name', 'full_name')
/** `fname` names files and functions too, `fullname` modules. */
const PROPER_NAME = rule('person_name', 'proper_name')
const TAN = rule('otp', 'short_code')
const ADDRESS = rule('address', 'address')
const PASSPORT = rule('passport', 'identifier')
const LICENCE = rule('driver_license', 'identifier')
const NATIONAL_ID = rule('national_id', 'identifier')

/** Scandinavia's numbers, which begin with the date of birth; bookings are called PNR too. */
const BY_BIRTH = rule('national_id', 'id_birth')

/** Short names that are also English or technical words: the value must prove itself. */
const proved: Readonly<Record<string, KeyRule>> = {
  run: rule('national_id', 'id_rut'),
  rut: rule('national_id', 'id_rut'),
  fin: rule('national_id', 'id_nric'),
  sin: rule('national_id', 'id_luhn'),
  rfc: rule('national_id', 'id_rfc'),
}

/** `otp_expires_in`, `otp_channel`: what is said of a code. */
const aboutCodes = new Set('in via by channel sent delivery resend length'.split(' '))

/** A name in its forms: whole, without words that add nothing, and its last words. */
interface Name {
  readonly joined: string
  readonly core: string
  readonly pair: string
  readonly triple: string
  readonly last: string
}

export function classifyPersonal(parts: readonly string[]): KeyRule | undefined {
  const plain = parts.map(words.fold)
  const core = plain.filter((word) => !words.fillers.has(word))
  const name: Name = {
    joined: plain.join(''),
    core: core.join(''),
    pair: plain.slice(-2).join(''),
    triple: plain.slice(-3).join(''),
    last: plain.at(-1)!,
  }
  return classifyPayment(name) ?? classifyIdentity(name, plain) ?? classifyPerson(name, plain)
}

const isIn = (names: ReadonlySet<string>, { joined, core, pair, triple }: Name): boolean =>
  names.has(joined) || names.has(core) || names.has(pair) || names.has(triple)

function classifyPayment(name: Name): KeyRule | undefined {
  const { joined } = name
  if (
    words.cvvNames.has(joined) ||
    words.cvvNames.has(name.core) ||
    /^(?:card|credit|debit|payment|cc|bank)+(?:cvv|cvc|cvn|csc|securitycode)$/.test(joined)
  )
    return CVV
  if (joined === 'tan' || joined === 'otpsent') return TAN
  if (
    isIn(words.otpNames, name) ||
    /(?:card|user|debit|atm|sim|account)pin(?:code|number|block)?$|onetime(?:code|password|pin)|otp(?:code)?$|(?:verification|confirmation|auth|login|security|mfa|totp|sms|access)code$|recoverycodes?$|backupcodes?$/.test(
      joined,
    ) ||
    (joined.startsWith('otp') && !harmlessTails.has(name.last) && !aboutCodes.has(name.last))
  )
    return OTP
  if (
    words.cardNames.has(joined) ||
    (words.cardNames.has(name.core) && !/^(?:holder|owner|user|member)$/.test(name.last)) ||
    /^(?:credit|debit|payment|bank|cc|customer|user)*card(?:number|num|no|nr|pan)?$/.test(joined)
  )
    return CARD
  return /(?:bankaccount|accountnumber|accountno|acctnumber|acctno|acctnum|routingnumber|sortcode|ibannumber|kontonummer|aba(?:number|routing)|bban|clabe|bankleitzahl)$|^iban$|^aba$/.test(
    joined,
  )
    ? BANK_ACCOUNT
    : undefined
}

function classifyIdentity(name: Name, parts: readonly string[]): KeyRule | undefined {
  const { joined, core, last } = name
  if (
    /^(?:us|user|customer|patient|employee|applicant)*(?:ssn|socialsecurity(?:number|no|num|nr)?|ssno|ssnumber|socialsec)(?:number|no|hash)?$/.test(
      joined,
    )
  )
    return SSN
  if (isIn(words.passportNames, name) || /passport(?:number|no|num|id|nr)?$/.test(joined)) return PASSPORT
  if (
    isIn(words.licenceNames, name) ||
    /driv(?:er|ers|ing|e)s?licen[sc]e(?:number|no|num|id)?$|fuhrerschein/.test(joined)
  )
    return LICENCE
  if (Object.hasOwn(proved, core)) return proved[core]
  if (parts.length < 4 && parts.some((word) => word === 'pnr' || word === 'fnr')) return BY_BIRTH
  if (isIn(words.nationalIds, name) || (last.length > 2 && words.nationalIds.has(last))) return NATIONAL_ID
  return parts.length > 1 && parts.length < 4 && last === 'ssn' ? SSN : undefined
}

function classifyPerson(name: Name, parts: readonly string[]): KeyRule | undefined {
  const { last, joined } = name
  if (isIn(words.birthNames, name) || words.birthNames.has(last)) return DOB
  if (isIn(words.phoneNames, name) || (words.phoneNames.has(last) && last !== 'mobile')) return PHONE
  if (/^(?:[fl]|full)name$/.test(joined)) return PROPER_NAME
  if (/(?:ship|bill|deliver|sold)to(?:full)?name$/.test(joined)) return NAME
  if (
    /^(?:holder|recipient|beneficiary|payee|payer|consignee|addressee|patient|kundenname|kontoinhaber|karteninhaber|empfaenger|empfänger|empfanger|ansprechpartner|nombrecompleto|nombrecliente|destinatario|nomcomplet|nomclient|destinataire|nomecompleto|nomecliente|intestatario|klantnaam|contactperson|contactpersoon|kontaktperson)$/.test(
      joined,
    )
  )
    return FULL_NAME
  if (joined === 'displayname' || joined === 'userdisplayname') return FULL_NAME
  if (isIn(words.personNames, name) || (last === 'name' && personQualifiers.has(parts.at(-2) ?? '')))
    return NAME
  if (isIn(words.addressNames, name) || words.addressNames.has(last))
    return isNetworkAddress(parts) ? undefined : ADDRESS
  return undefined
}

const isNetworkAddress = (parts: readonly string[]): boolean =>
  parts.some((word) =>
    /^(?:ip|ipv4|ipv6|mac|email|mail|server|remote|client|peer|local|listen|bind|host|memory|base|wallet|contract|web|url|socket|src|dst|source|dest|destination|proxy|public|private|node|device|physical|virtual)$/.test(
      word,
    ),
  )

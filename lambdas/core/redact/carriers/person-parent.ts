/** `{"customer": {"name": "Ann Moore"}}`, `Customer(name=Ann Moore)`, `"name": "Ann Moore", "email": …`: names that the context makes a person's. */
import { type KeyRule, rule } from '../key-rules.ts'
import { splitWords } from '../keys.ts'
import type { Scan } from '../scan.ts'
import { fold } from '../vocabulary-personal.ts'

/** `"customer": {`, and `Customer(`, `User{` or `customer {` of a program's own dump. */
const parent =
  /(?:["'](\p{L}[\w-]{1,39})["']\s*:\s*|\b([a-z][\w-]{1,39})(?:=| (?=$))|(?:^|[^\w.])([A-Z]\w{1,39}):?)$/u
/** How far before `name` the object may begin, and how far before that its key. */
const MAX_OBJECT = 256
const MAX_PARENT = 48

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean).map(fold))

const persons = setOf(`
  user customer client patient debtor creditor recipient employee contact member cardholder card holder owner buyer seller guest passenger payer payee
  beneficiary applicant student sender person subscriber resident tenant author shipping billing driver traveler traveller candidate caller visitor participant
  attendee insured policyholder borrower donor guardian spouse dependent doctor physician signer signatory claimant witness referrer
  cliente usuario titular paciente empleado alumno pasajero destinatario remitente beneficiario solicitante persona contacto pessoa funcionario aluno motorista
  utente paziente dipendente mittente intestatario utilisateur salarie employe destinataire beneficiaire titulaire personne
  kunde nutzer benutzer mitarbeiter empfanger empfaenger absender inhaber kontoinhaber ansprechpartner klant gebruiker werknemer ontvanger afzender
  klient uzytkownik pacjent pracownik odbiorca kund anvandare mottagare avsandare asiakas kayttaja potilas zakaznik pacient musteri kullanici hasta
`)
const addresses = setOf('address addr adresse adress adres direccion endereco indirizzo shipping billing')

/** Of the whole person, and of half a name: `nom` beside `prenom`, `family` beside `given`. */
const whole = /^(?:name|holder)$/i
const half = /^(?:nome|nom|naam|navn|namn|nimi|family|given)$/i
const line = /^line_?[12]$/i
const FULL_NAME = rule('person_name', 'full_name')
const PROPER_NAME = rule('person_name', 'proper_name')
const ADDRESS = rule('address', 'address')

/** Those with n have three or four letters, with g five, with f and h six, with l five or six. */
const mayBegin = (first: number, length: number): boolean =>
  first === 110
    ? length < 5
    : first === 103
      ? length === 5
      : first === 108
        ? length > 4
        : (first === 102 || first === 104) && length === 6

/** Is this one of the names that say something in some places only? */
export function isContextName(text: string, start: number, end: number): boolean {
  const length = end - start
  const first = text.charCodeAt(start) | 32
  if (length < 3 || length > 6 || !mayBegin(first, length)) return false
  const name = text.slice(start, end)
  return whole.test(name) || half.test(name) || line.test(name)
}

/**
 * The rule for a name that says something below the key of a person or of an address only, or beside others of a person's; undefined elsewhere.
 * Whole names must look like two (`Ann Moore`): users of databases and machines have names too.
 */
export function personRule(scan: Scan, at: number): KeyRule | undefined {
  const { text, keyStart, keyEnd } = scan
  if (!isContextName(text, keyStart, keyEnd)) return undefined
  const key = text.slice(keyStart, keyEnd)
  if (!line.test(key) && !mayBeName(text, at, whole.test(key))) return undefined
  if (line.test(key)) return isBelow(scan, addresses) ? ADDRESS : undefined
  if (half.test(key)) {
    if (isBesidePerson(scan, at)) return PROPER_NAME
    return isBelow(scan, persons) && !/^(?:family|given)$/i.test(key) ? FULL_NAME : undefined
  }
  return isBelow(scan, persons) || isBehindPerson(scan) || isBesidePerson(scan, at) ? FULL_NAME : undefined
}

/** `customer name=Ann Moore`. */
function isBehindPerson({ text, keyStart, keyQuote }: Scan): boolean {
  if (keyQuote !== 0 || text.charCodeAt(keyStart - 1) !== 32) return false
  const word = /[A-Za-z]+$/.exec(text.slice(Math.max(0, keyStart - 20), keyStart - 1))?.[0]
  return word !== undefined && persons.has(word.toLowerCase())
}

/** Is this what a person is called in something? */
export const isPerson = (name: string): boolean => persons.has(splitWords(name).map(fold).at(-1) ?? '')

const two = /[\s"'>=:]{0,6}\p{Lu}[\p{L}'’.-]{0,40} \p{Lu}/uy
const one = /[\s"'>=:[]{0,8}\p{Lu}/uy

/** Does the value begin like a name? Most values of such keys do not. */
function mayBeName(text: string, at: number, isWhole: boolean): boolean {
  const form = isWhole ? two : one
  form.lastIndex = at + 1
  return form.test(text)
}

/** The key of the object in which the key that was read last stands. */
function parentOf({ text, keyStart, keyQuote }: Scan): string | undefined {
  const before = text.slice(Math.max(0, keyStart - MAX_OBJECT - MAX_PARENT), keyStart)
  const isDump = keyQuote === 0
  const open = isDump ? Math.max(before.lastIndexOf('{'), before.lastIndexOf('(')) : before.lastIndexOf('{')
  if (open < 4 || before.includes(before[open] === '{' ? '}' : ')', open)) return undefined
  const match = parent.exec(before.slice(Math.max(0, open - MAX_PARENT), open))
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

/** Does it stand below one of these names? */
function isBelow(scan: Scan, names: ReadonlySet<string>): boolean {
  const words = splitWords(parentOf(scan) ?? '').map(fold)
  const last = /^(?:details|info|data|address|profile)$/.test(words.at(-1) ?? '')
    ? (words.at(-2) ?? words.at(-1))
    : words.at(-1)
  return last !== undefined && (names.has(last) || /^(?:ship|bill|deliver)to$/.test(words.join('')))
}

/** What else is said of persons, and of hardly anything else. */
const personal =
  '(?:user_?)?(?:e-?mail(?:_?address)?|mail|correo|courriel|phone(?:_?(?:number|no|num|home|work|mobile|[12]))?|mobile|tel|t[eé]l[eé]phone|telefon[oe]?(?:nummer|numer|oon)?|dob|birth_?(?:date|day|place)?|date_?of_?birth|born|geburtsdatum|ssn|cpf|dni|nif|nie|curp|pesel|bsn|passport_?(?:number|no|id)?|iban|surname|last_?name|first_?name|family|given|pr[eé]nom|vorname|nachname|cognome|sobrenome|apelido|apellidos?|achternaam|voornaam|fornavn|etternavn|fornamn|efternamn|etunimi|sukunimi|gender|password|(?:tax|national)_?(?:id|number|no)|mrn)'
/** One pair may stand between. */
const other =
  '(?:["\']?[\\w-]{1,24}["\']?\\s{0,2}[=:]\\s{0,2}(?:"[^"\\\\]{0,40}"|\'[^\'\\\\]{0,40}\'|[\\w.-]{1,24})\\s{0,2}[,;&]\\s{0,4})?'
const before = new RegExp(
  `(?:^|[\\s,;&{(|"'])${personal}["']?\\s{0,4}(?:=>|[:=])\\s{0,4}(?:"[^"\\\\]{0,80}"|'[^'\\\\]{0,80}'|[^\\s,;&"'{}[\\]]{1,80})\\s{0,4}[,;&|]?\\s{0,8}${other}["']?$`,
  'i',
)
const after = new RegExp(
  `\\s{0,4}(?:=>|[:=])\\s{0,4}(?:"[^"\\\\]{1,80}"|'[^'\\\\]{1,80}'|\\[[^[\\]]{1,80}\\]|[^\\s,;&|{}"'=:]{1,40}(?: [^\\s,;&|{}"'=:]{1,40}){0,3}?)(?:\\s{0,4}[,;&|]\\s{0,8}|\\s{1,8})${other}["']?${personal}["']?\\s{0,4}(?:=>|[:=])(?!\\s{0,4}(?:\\{|true|false|\\d{1,3}\\b(?![- ])))`,
  'iy',
)
/** An address of a street, not of a machine. */
const addressed =
  /^[^\n]{3,90}?(?:[,;&|]\s{0,8}|["'] )["']?(?:[a-z]{4,8}_?)?addr(?:ess)?["']?\s{0,4}(?:=>|[:=])\s{0,4}["']?(?:\d{1,5} [a-zà-ÿ]|[a-zà-ÿ][a-zà-ÿß.-]+(?: [a-zà-ÿß.-]+){0,4},? \d)/i
const MAX_BESIDE = 192

/** Is the key before or after the one that was read last one of a person's? */
function isBesidePerson({ text, keyStart, keyEnd, keyQuote }: Scan, at: number): boolean {
  after.lastIndex = keyQuote === 0 ? at : keyEnd + 1
  return (
    after.test(text) ||
    addressed.test(text.slice(keyEnd, keyEnd + MAX_BESIDE)) ||
    before.test(text.slice(Math.max(0, keyStart - MAX_BESIDE), keyStart))
  )
}

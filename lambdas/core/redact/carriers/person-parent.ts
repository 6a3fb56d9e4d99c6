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

/** Is this one of the names that say something in some places only? */
export function isContextName(text: string, start: number, end: number): boolean {
  const length = end - start
  const first = text.charCodeAt(start) | 32
  if (length < 3 || length > 6 || (first !== 110 && first !== 104 && (first < 102 || first > 108)))
    return false
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
  if (line.test(key)) return isBelow(scan, addresses) ? ADDRESS : undefined
  if (half.test(key)) {
    if (isBesidePerson(scan, at)) return PROPER_NAME
    return isBelow(scan, persons) && !/^(?:family|given)$/i.test(key) ? FULL_NAME : undefined
  }
  return isBelow(scan, persons) || isBesidePerson(scan, at) ? FULL_NAME : undefined
}

/** Is this what a person is called in something? */
export const isPerson = (name: string): boolean => persons.has(splitWords(name).map(fold).at(-1) ?? '')

/** Does the object of the key that was read last stand below one of these names? */
function isBelow({ text, keyStart, keyQuote }: Scan, names: ReadonlySet<string>): boolean {
  const before = text.slice(Math.max(0, keyStart - MAX_OBJECT - MAX_PARENT), keyStart)
  const isDump = keyQuote === 0
  const open = isDump ? Math.max(before.lastIndexOf('{'), before.lastIndexOf('(')) : before.lastIndexOf('{')
  if (open < 4 || before.includes(before[open] === '{' ? '}' : ')', open)) return false
  const match = parent.exec(before.slice(Math.max(0, open - MAX_PARENT), open))
  const words = match === null ? [] : splitWords(match[1] ?? match[2] ?? match[3]!).map(fold)
  const last = /^(?:details|info|data|address|profile)$/.test(words.at(-1) ?? '')
    ? (words.at(-2) ?? words.at(-1))
    : words.at(-1)
  return last !== undefined && (names.has(last) || /^(?:ship|bill|deliver)to$/.test(words.join('')))
}

/** What else is said of persons, and of hardly anything else. */
const personal =
  '(?:user_?)?(?:e-?mail(?:_?address)?|mail|correo|courriel|phone\\w{0,12}|mobile|tel|t[eé]l[eé]phone|telefon\\w{0,8}|dob|birth\\w{0,8}|date_?of_?birth|geburtsdatum|ssn|cpf|dni|nif|nie|curp|pesel|bsn|passport\\w{0,8}|iban|surname|last_?name|first_?name|family|given|pr[eé]nom|vorname|nachname|cognome|sobrenome|apelido|apellidos?|achternaam|voornaam|fornavn|etternavn|fornamn|efternamn|etunimi|sukunimi|gender|password)'
const before = new RegExp(
  `(?:^|[\\s,;&{(|"'])${personal}["']?\\s{0,4}(?:=>|[:=])\\s{0,4}(?:"[^"\\\\]{0,80}"|'[^'\\\\]{0,80}'|[^\\s,;&"'{}[\\]]{1,80})\\s{0,4}[,;&|]?\\s{0,8}["']?$`,
  'i',
)
const after = new RegExp(
  `\\s{0,4}(?:=>|[:=])\\s{0,4}(?:"[^"\\\\]{1,80}"|'[^'\\\\]{1,80}'|\\[[^[\\]]{1,80}\\]|[^\\s,;&|{}"'=:]{1,40}(?: [^\\s,;&|{}"'=:]{1,40}){0,3}?)(?:\\s{0,4}[,;&|]\\s{0,8}|\\s{1,8})["']?${personal}["']?\\s{0,4}(?:=>|[:=])`,
  'iy',
)
const MAX_BESIDE = 192

/** Is the key before or after the one that was read last one of a person's? */
function isBesidePerson({ text, keyStart, keyEnd, keyQuote }: Scan, at: number): boolean {
  after.lastIndex = keyQuote === 0 ? at : keyEnd + 1
  return after.test(text) || before.test(text.slice(Math.max(0, keyStart - MAX_BESIDE), keyStart))
}

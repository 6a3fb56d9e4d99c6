/** Words that announce a secret without a separator: `Bearer x`, `password 'x'`, `IDENTIFIED BY 'x'`, `your code is 123456`. */
import { ALNUM, is, isForeignLetter, skip } from '../chars.ts'
import { findPuttyKey } from '../detectors/private-key.ts'
import type { Scan } from '../scan.ts'
import { findDigest, findNegotiate, findResponse } from './answers.ts'
import { isBefore } from './before.ts'
import { commandFinders, findCommand } from './commands.ts'
import { afterFound, type Finder, forWords } from './finder.ts'
import { fieldFinders } from './fixed-fields.ts'
import { findScheme } from './headers.ts'
import { healthFinders } from './health-segments.ts'
import { KnownWords } from './known-words.ts'
import { deviceFinders } from './network-devices.ts'
import { positionalFinders } from './positional.ts'
import { protocolFinders } from './protocols.ts'
import { codeFinders } from './spoken-codes.ts'
import { spokenIdFinders } from './spoken-ids.ts'
import { loginFinders } from './spoken-logins.ts'
import { findPassword, findSecret, redactQuote } from './spoken-passwords.ts'
import { findPersonal } from './spoken-personal.ts'
import { toldFinders } from './spoken-secrets.ts'
import { findToken } from './spoken-tokens.ts'
import { findInsert } from './sql.ts'
import { sqlFinders } from './sql-functions.ts'

const finders: Readonly<Record<string, Finder>> = {
  values: (scan, start, end) => findInsert(scan, start, end),
  mrn: findPersonal,
  bearer: (scan, start, end) => findScheme(scan, start, end),
  ssws: (scan, start, end) => findScheme(scan, start, end),
  ...loginFinders,
  basic: (scan, start, end) => findScheme(scan, start, end),
  identified: findIdentifiedBy,
  private: (scan, start) => findPuttyKey(scan, start),
  password: findPassword,
  passwd: findPassword,
  passphrase: findPassword,
  pwd: findPassword,
  pw: findPassword,
  secret: findSecret,
  secrete: findSecret,
  token: findToken,
  key: findToken,
  apikey: findToken,
  authtoken: findToken,
  credential: findToken,
  ssn: findPersonal,
  dob: findPersonal,
  cvv: findPersonal,
  cvc: findPersonal,
  passport: findPersonal,
  phone: findPersonal,
  tel: findPersonal,
  mobile: findPersonal,
  ...forWords('fax telephone telefon telefono teléfono telefone rufnummer', findPersonal),
  ...forWords('birthdate birthday geburtsdatum geboortedatum', findPersonal),
  ...codeFinders,
  ...commandFinders,
  ...protocolFinders,
  ...sqlFinders,
  ...toldFinders,
  ...deviceFinders,
  ...positionalFinders,
  psk: findPassword,
  ...forWords('negotiate ntlm kerberos', findNegotiate),
  digest: findDigest,
  response: findResponse,
  ...spokenIdFinders,
  ...fieldFinders,
  ...healthFinders,
}

/** Lower case; the words are known in capitals too. */
export const announcingWords: readonly string[] = Object.keys(finders)
const words = new KnownWords(finders)

/** Words that mean something in capitals only: commands of protocols, names of numbers that are words elsewhere. */
const capitalsOnly = new Set(
  'auth authenticate login nie dni ein rut avs nir insee oib inn nik cnp afm emso wifi fix fixt pid nk1 gt1'.split(
    ' ',
  ),
)

const inHumps: Readonly<Record<string, readonly string[]>> = {
  oauth: ['OAuth'],
  convertto: ['ConvertTo'],
  apikey: ['ApiKey', 'apiKey'],
  authtoken: ['AuthToken', 'authToken'],
  ugfzc3dvcmq6: ['UGFzc3dvcmQ6'],
  getconnection: ['getConnection'],
  directoryentry: ['DirectoryEntry'],
  opendsobject: ['OpenDSObject'],
  nickserv: ['NickServ'],
}

/** What a word must stand beside for its finder to say yes: anything, or as the sieve's `isBeside` says. */
export function kindOf(word: string): number {
  const finder = finders[word]
  if (finder === findCommand || word === 'attempt') return 1
  if (finder === findToken) return 2
  return finder === findResponse ? 3 : 0
}

/** How a word is written where it is looked for. */
export const spellingsOf = (word: string): readonly string[] =>
  capitalsOnly.has(word)
    ? [word.toUpperCase()]
    : [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1), ...(inHumps[word] ?? [])]

/** As they are looked for, in every spelling. */
export const spelledWords: readonly string[] = announcingWords.flatMap(spellingsOf)

/** What may follow the word: blank, colon, dash, `#`, brackets, a quote, a full stop, a comma, a bar, the end of a line. */
export const AFTER_WORD = ' :-#(\'".,_=|\n\r\t'
const AFTER = Uint8Array.from({ length: 128 }, (_, code) =>
  AFTER_WORD.includes(String.fromCharCode(code)) ? 1 : 0,
)
/** For each first letter, the lengths of the words that begin with it, as bits. */
export const LENGTHS = new Uint32Array(128)
for (const word of announcingWords)
  for (const first of [word.charCodeAt(0), word.toUpperCase().charCodeAt(0)])
    LENGTHS[first]! |= 1 << Math.min(31, word.length)
const isKnownLength = (first: number, length: number): boolean =>
  first < 128 && (LENGTHS[first]! & (1 << Math.min(31, length))) !== 0
export const LONGEST = Math.max(...announcingWords.map((word) => word.length))

/** At a word that may be one of them. */
export function findWords(scan: Scan, start: number): number {
  const { text } = scan
  let end = skip(text, start, ALNUM, start + LONGEST)
  while (end < start + LONGEST && isForeignLetter(text.charCodeAt(end)))
    end = skip(text, end + 1, ALNUM, start + LONGEST)
  if (!isKnownLength(text.charCodeAt(start), end - start) || !is(text, end, AFTER)) return start
  const known = words.at(text, start, end)
  if (known === undefined) return start
  const count = scan.found.length
  const done = known.find(scan, start, end, known.word)
  return scan.found.length > count ? afterFound(scan, count, start, end, done) : done
}

const identified = / +(?:with +\S+ +)?(?:by|as) +(?:password +|values +)?(?=['"])/iy
/** Oracle's names need no quotes: what follows shows that it is a statement. */
const identifiedBare =
  / +by +(?:values +)?([^\s'";,]{2,128})(?=\s*(?:[;,)"'\\]|$|(?:account|using|default|temporary|profile|quota|password|replace|container|with|identified)\b))/diy

const statement = /\b(?:create|alter|grant|connect|set)\b/i

/** `IDENTIFIED BY '…'`, `IDENTIFIED WITH plugin AS '…'`. https://dev.mysql.com/doc/refman/8.4/en/create-user.html */
function findIdentifiedBy(scan: Scan, start: number, end: number): number {
  identified.lastIndex = end
  if (!identified.test(scan.text)) {
    identifiedBare.lastIndex = end
    const range = identifiedBare.exec(scan.text)?.indices?.[1]
    if (
      range === undefined ||
      /^(?:[?:$%@<]|random$|externally$|globally$|password$)/i.test(scan.text.slice(range[0], range[1])) ||
      !isBefore(scan, statement, start, 160)
    )
      return start
    return Math.max(start, scan.add('password', range[0], range[1]))
  }
  if (scan.text.charCodeAt(start) > 96 && !isBefore(scan, account, start, 400)) return start
  return redactQuote(scan, 'password', identified.lastIndex, start)
}

/** What such a statement is about; in small letters the words are those of sentences: `a library identified by 'name'`. */
const account = /\b(?:create|alter|grant|connect|set|user|role|password|sql|query|statement|queries)\b/i

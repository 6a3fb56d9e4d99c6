/**
 * A quick look at the name of a key: can any rule have something to say about it? Most names in logs are like no rule at all, and
 * the rules are many; a log whose names are all different must not cost more than its length.
 */
import { passwordWords, personQualifiers, secretWords, vendors } from './vocabulary.ts'
import * as personal from './vocabulary-personal.ts'

/** Every pattern in the rules holds one of these; words that are compared as a whole stand in `exact`. */
const stems =
  `pass pwd phrase secret credential token jwt auth cookie bearer accesstk apitk sig saml assert honeycomb sess csrf xsrf mnemonic seedwords
  walletseed palavra sandi matkhau contrase kennwort wachtwoord apikey accesskey appkey accountkey sharedkey licensekey privatekey clientkeydata oncode
  iplanetd nscaaa tycode logincode mfacode smscode sscode rycode backupcode devicecode codeverifier refreshcode onetimecode userpin debitpin atmpin simpin onetimepin accountpin
  cvv cvc cvn csc otp card accountn bankaccount acctn routingnumber sortcode ibannumber kontonummer abanumber abarouting bban clabe bankleitzahl
  ssn ssno socialsec licen fuhrer appid shipto billto deliverto soldto connectsid snmpcommunity communitystring rocommunity rwcommunity answer bindpw rootpw adminpw userpw ldappw`.split(
    /\s+/,
  )

const byPair: (string[] | undefined)[] = new Array(128 * 128).fill(undefined)
/** 1 for the pairs that a stem begins with. */
const BEGINS = new Uint8Array(128 * 128)
for (const stem of stems) {
  const pair = (stem.charCodeAt(0) << 7) | stem.charCodeAt(1)
  BEGINS[pair] = 1
  const list = byPair[pair]
  if (list === undefined) byPair[pair] = [stem]
  else list.push(stem)
}

const exact: ReadonlySet<string> = new Set(
  [
    passwordWords,
    secretWords,
    vendors,
    personal.passportNames,
    personal.licenceNames,
    personal.birthNames,
    personal.phoneNames,
    personal.personNames,
    personal.addressNames,
    personal.cvvNames,
    personal.otpNames,
    personal.cardNames,
    personal.nationalIds,
    'crumb wif run rut fin sin rfc pnr fnr tan sid iban aba tok pat salt fname lname fullname displayname userdisplayname holder recipient beneficiary payee payer consignee addressee patient kundenname kontoinhaber karteninhaber empfaenger empfänger empfanger ansprechpartner nombrecompleto nombrecliente destinatario nomcomplet nomclient destinataire nomecompleto nomecliente intestatario klantnaam contactperson contactpersoon kontaktperson xjfrogartapi'.split(
      ' ',
    ),
  ].flatMap((words) => [...words]),
)

/** Letters of ASCII only; they are in lower case here. */
function isSmall(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) >= 128) return false
  return true
}

function hasStem(name: string): boolean {
  let code = name.charCodeAt(0)
  for (let i = 0; i + 1 < name.length; i++) {
    const next = name.charCodeAt(i + 1)
    if (code >= 128 || next >= 128) return true
    const pair = (code << 7) | next
    code = next
    if (BEGINS[pair] === 0) continue
    for (const stem of byPair[pair]!) if (name.startsWith(stem, i)) return true
  }
  return false
}

/** False only when no rule says anything about a name of these words. */
export function maySaySomething(words: readonly string[]): boolean {
  const only = words[0]!
  if (words.length === 1 && isSmall(only)) return exact.has(only) || hasStem(only)
  const letters = words.join('')
  const isPlain = /^[a-z]*$/.test(letters)
  const plain = isPlain ? words : words.map(personal.fold)
  const joined = isPlain ? letters : plain.join('')
  if (hasStem(joined) || exact.has(joined)) return true
  for (let i = 0; i < plain.length; i++) if (exact.has(plain[i]!) || exact.has(words[i]!)) return true
  if (plain.length < 2) return false
  const last = plain.at(-1)!
  if (last === 'key' || last === 'keys' || (last === 'name' && personQualifiers.has(plain.at(-2)!)))
    return true
  if (plain.length > 2 && (exact.has(plain.slice(-2).join('')) || exact.has(plain.slice(-3).join(''))))
    return true
  return (
    plain.some((word) => personal.fillers.has(word)) &&
    exact.has(plain.filter((word) => !personal.fillers.has(word)).join(''))
  )
}

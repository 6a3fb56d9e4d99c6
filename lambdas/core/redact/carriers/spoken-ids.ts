/** `BSN 256326629`, `Personnummer: 680311-9707`, `TFN 123 145 548`: the name of a number, and the number as people write it. */
import { ALNUM, DIGIT, is, skip, UPPER } from '../chars.ts'
import { isSin } from '../detectors/id-checks.ts'
import type { Scan } from '../scan.ts'
import { type Finder, forWords } from './finder.ts'

/** How many letters and digits the number has; the longest first. */
const lengths: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  `ssn:9 bsn:9,8 sofinummer:9 burgerservicenummer:9 pesel:11 personnummer:12,10 samordningsnummer:12,10 cpr:10 fødselsnummer:11 fodselsnummer:11 hetu:11,10
  henkilötunnus:11,10 kennitala:10 isikukood:11 tfn:9,8 sin:9 ahv:13 avs:13 nir:15,13 insee:15,13 cnic:13 cpf:11 cnpj:14 cuit:11 cuil:11 dni:9,8,7 nie:9 nif:9 rut:9,8 curp:18 nhs:10
  nino:9 medicare:11,10 steuer:11 steuernummer:13,12,11,10 svnr:12,10 aadhaar:12 aadhar:12 nric:9 egn:10 cnp:13 oib:11 jmbg:13 emso:13 tckn:11 kimlik:11 afm:9 amka:11 snils:11 inn:12,10
  ppsn:9,8 itin:9 ein:9 niss:11 insz:11 rijksregisternummer:11 nik:16 npwp:16,15 rodné:10,9 rodne:10,9 sozialversicherungsnummer:12,10`
    .split(/\s+/)
    .map((entry) => entry.split(':') as [string, string])
    .map(([word, counts]) => [word, counts.split(',').map(Number)]),
)

/** Words of other meanings too: only in capitals. */
const onlyCapitals = new Set(
  'nie dni ein rut avs nir insee oib inn nik kimlik cnp afm emso medicare steuer'.split(' '),
)

const filler =
  /(?:[ -]?(?:number|nummer|numero|número|numéro|numer|id|identifikationsnummer|number|no|nr|num|no|číslo|cislo|card|code)\b\.?|[ -]?[#№]|[ -]?n[º°])*(?: (?:(?:d[aeo]|del|du|des|of|van|von|vom|der|för|for|the|la|el) ){1,2}\p{L}{4,14}(?= [\d:=#]))?(?:,? (?:is|was|ist|lautet|est|es|é|è|jest|to|är|er|of|für|for))?[ :=#]+/iuy

/** Where the filler behind a word ends; -1 when there is none. Behind a colon or an equals sign no words of it follow. */
function fillerEnd(text: string, end: number): number {
  const code = text.charCodeAt(end)
  if (code === 58 || code === 61) return skip(text, end, GAP)
  filler.lastIndex = end
  return filler.test(text) ? filler.lastIndex : -1
}

const DIGIT_OR_CAPITAL = DIGIT.map((digit, code) => digit | UPPER[code]!)
const GAP = Uint8Array.from({ length: 128 }, (_, code) =>
  ' :=#'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Is it a word of other meaning when it is not in capitals? */
const isOtherWord = (text: string, start: number, end: number, word: string): boolean =>
  onlyCapitals.has(word) &&
  text.slice(start, end) !== word.toUpperCase() &&
  !/^(?:steuer|medicare|kimlik)$/.test(word)

function findSpokenId(scan: Scan, start: number, end: number, word: string): number {
  const { text } = scan
  const from = fillerEnd(text, end)
  if (!is(text, from, DIGIT_OR_CAPITAL)) return start
  for (const count of lengths[word]!) {
    const last = numberEnd(text, from, count)
    if (
      last < 0 ||
      isOtherWord(text, start, end, word) ||
      (word === 'sin' && !isSin(text.slice(from, last).replace(/\D/g, '')))
    )
      continue
    const done = scan.add(word === 'ssn' ? 'us_ssn' : 'national_id', from, last, {
      key: text.slice(start, end),
    })
    return done === from ? start : done
  }
  return start
}

/** The end of `count` digits and capitals with single separators, which ends a word; -1 when it is none. */
function numberEnd(text: string, from: number, count: number): number {
  let seen = 0
  let digits = 0
  let i = from
  for (; seen < count; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) digits++
    else if (!(code >= 65 && code <= 90)) {
      const isSeparator =
        code === 32 || code === 45 || code === 46 || code === 47 || code === 43 || code === 160
      if (seen > 0 && isSeparator && is(text, i + 1, ALNUM)) continue
      return -1
    }
    seen++
  }
  if (
    is(text, i, ALNUM) ||
    (text.charCodeAt(i) === 45 && is(text, i + 1, ALNUM)) ||
    text.charCodeAt(i) === 58
  )
    return -1
  if (/^\d{4}-\d\d-\d\d/.test(text.slice(from, from + 10)) && count < 12) return -1
  return digits * (count === 18 ? 3 : 2) > count ? i : -1
}

const social =
  / (?:security|insurance) (?:number|no\.?|num|nr|#)?(?: (?:is|was|of))?[ :=#]*(\d{3}[- ]?\d{2}[- ]?\d{4}|\d{3}[- ]?\d{3}[- ]?\d{3})(?!\w)/iy

/** `social security number 627698562`. */
function findSocial(scan: Scan, start: number, end: number): number {
  return addMatch(scan, social, 'us_ssn', start, end)
}

const licence =
  /(?:[’']?[sS])? [lL][iI][cC][eE][nN][sScC][eE](?: (?:[nN]umber|NUMBER|[nN]o\.?|NO|num|[nN]r|[iI][dD]|#))*(?: (?:is|was|of))?[ :=#]+([A-Z0-9](?:[ -]?[A-Z0-9]){4,17})(?![\w-])/y
const bareLicence =
  / (?:number|no\.?|nr|#)(?: (?:is|was|of))?[ :=#]+([A-Z]{1,5}[- ]?\d[A-Z0-9-]{4,15}|\d{7,12})(?![\w-])/y

/** `driver's license F6928282`, `driving licence no. MORGA657054SM9IJ`. */
function findLicence(scan: Scan, start: number, end: number, word: string): number {
  return addMatch(scan, word.startsWith('lic') ? bareLicence : licence, 'driver_license', start, end)
}

const birth =
  /(?: on)?[ :]+(\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|\d{1,2} \p{L}{3,9} (?:19|20)\d\d|\p{L}{3,9} \d{1,2},? (?:19|20)\d\d)(?!\w)/uy

/** `born on 14.03.1979`, `geboren am 14.03.1979`, `date of birth 1979-03-14`. */
function findBirth(scan: Scan, start: number, end: number): number {
  return addMatch(scan, birth, 'date_of_birth', start, scan.text.startsWith(' am', end) ? end + 3 : end)
}

function addMatch(scan: Scan, pattern: RegExp, detector: string, start: number, end: number): number {
  pattern.lastIndex = end
  const match = pattern.exec(scan.text)
  if (match === null || !/\d{3}/.test(match[1]!.replace(/[ ./-]/g, ''))) return start
  const from = pattern.lastIndex - match[1]!.length
  const done = scan.add(detector, from, pattern.lastIndex, { key: scan.text.slice(start, end) })
  return done === from ? start : done
}

export const spokenIdFinders: Readonly<Record<string, Finder>> = {
  ...forWords(Object.keys(lengths).join(' '), findSpokenId),
  social: findSocial,
  ...forWords('driver drivers driving licence license', findLicence),
  ...forWords('born birth geboren geb', findBirth),
}

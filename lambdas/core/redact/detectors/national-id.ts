import { ALNUM, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'
import { isDumped } from './dumps.ts'
import {
  always,
  isAadhaar,
  isAhv,
  isBelgian,
  isChinese,
  isCnpj,
  isCodiceFiscale,
  isCpf,
  isCuit,
  isCurp,
  isDni,
  isHetu,
  isHkid,
  isKorean,
  isNie,
  isNir,
  isNric,
  isRut,
} from './id-checks.ts'

export const nationalIdInfo: DetectorInfo = {
  name: 'national_id',
  what: 'National identity and tax numbers whose form can be proved without a key: Brazil (CPF, CNPJ), Chile (RUT), Spain (DNI, NIE), France (NIR), Switzerland (AHV), Argentina (CUIT with dashes), Italy (codice fiscale), Belgium, Finland, Korea, China, India (Aadhaar, PAN), Mexico (CURP), Singapore, Hong Kong, United Kingdom (NINO). Others under a key that names them',
  example: '529.982.247-25',
  source: 'https://en.wikipedia.org/wiki/National_identification_number',
  check: 'the checksum of each country (PAN and NINO have none: their letters are restricted)',
}

interface IdForm {
  readonly pattern: RegExp
  readonly check: (compact: string) => boolean
}

/** By what follows the first digits: `3.` is three digits and a dot. */
const digitForms: Readonly<Record<string, readonly IdForm[]>> = {
  '3.': [
    { pattern: /\d{3}\.\d{3}\.\d{3}-\d{2}/y, check: isCpf },
    { pattern: /756\.\d{4}\.\d{4}\.\d{2}/y, check: isAhv },
  ],
  '2.': [
    { pattern: /\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}/y, check: isCnpj },
    { pattern: /\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}/y, check: isBelgian },
    { pattern: /\d{2}\.\d{3}\.\d{3}-[\dkK]/y, check: isRut },
  ],
  '1.': [{ pattern: /\d\.\d{3}\.\d{3}-[\dkK]/y, check: isRut }],
  '6-': [
    { pattern: /\d{6}-[1-4]\d{6}/y, check: isKorean },
    { pattern: /\d{6}-\d{3}[0-9A-Y]/y, check: isHetu },
  ],
  '6A': [{ pattern: /\d{6}[A-FU-Y]\d{3}[0-9A-Y]/y, check: isHetu }],
  '4 ': [{ pattern: /(?<![0-9A-F]{4} )\d{4} \d{4} \d{4}(?! ?\d)/y, check: isAadhaar }],
  '17X': [{ pattern: /\d{17}[Xx]/y, check: isChinese }],
  '15': [{ pattern: /\d{15}/y, check: isNir }],
  '2-': [{ pattern: /\d{2}-\d{8}-\d/y, check: isCuit }],
  '18': [{ pattern: /\d{18}/y, check: isChinese }],
  '8L': [{ pattern: /\d{8}[A-HJ-NP-TV-Z]/y, check: isDni }],
}

/** The same by 128 times the number of digits, and the code of the character. */
const byLength: (readonly IdForm[] | undefined)[] = new Array(19 * 128).fill(undefined)
for (const [key, forms] of Object.entries(digitForms)) {
  const digits = Number.parseInt(key, 10)
  byLength[digits * 128 + (key.charCodeAt(String(digits).length) || 0)] = forms
}

/** By length of the word. */
const letterForms: Readonly<Record<number, readonly IdForm[]>> = {
  9: [
    { pattern: /[XYZ]\d{7}[A-HJ-NP-TV-Z]/y, check: isNie },
    { pattern: /[STFGM]\d{7}[A-Z]/y, check: isNric },
    { pattern: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]/y, check: always },
  ],
  10: [{ pattern: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/y, check: always }],
  16: [
    {
      pattern: /[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPRST][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]/y,
      check: isCodiceFiscale,
    },
  ],
  18: [{ pattern: /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d/y, check: isCurp }],
  7: [{ pattern: /[A-Z]{1,2}\d{6}\([0-9A]\)/y, check: isHkid }],
  8: [{ pattern: /[A-Z]{2}\d{6}\([0-9A]\)/y, check: isHkid }],
}

/** At a run of digits that ends at `end`. */
export function findDigitId(scan: Scan, start: number, end: number): number {
  const next = scan.text.charCodeAt(end)
  const length = end - start
  if (length > 18) return start
  const isCapital = next >= 65 && next <= 90
  const letter =
    length === 8 && isCapital
      ? 76
      : length === 6 && isCapital
        ? 65
        : next === 46 || next === 45 || next === 32
          ? next
          : length === 17 && (next | 32) === 120
            ? 88
            : 0
  const forms = byLength[length * 128 + letter]
  return findForm(scan, start, forms ?? (length > 14 ? byLength[length * 128] : undefined))
}

/** At a word of capitals and digits that ends at `end`. */
export const findLetterId = (scan: Scan, start: number, end: number): number =>
  findForm(scan, start, letterForms[end - start])

/** `AB 12 34 56 C`: the national insurance number as people write it. */
const spacedNino =
  /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D](?!\w)/y

export function findSpacedNino(scan: Scan, start: number): number {
  spacedNino.lastIndex = start
  return spacedNino.test(scan.text) ? scan.add('national_id', start, spacedNino.lastIndex) : start
}

function findForm(scan: Scan, start: number, forms: readonly IdForm[] | undefined): number {
  if (forms === undefined) return start
  const { text } = scan
  const before = scan.before(start)
  if (before === 46 || before === 45 || before === 95) return start
  for (const { pattern, check } of forms) {
    if (before === 47 && check === always) continue
    pattern.lastIndex = start
    if (!pattern.test(text)) continue
    const end = pattern.lastIndex
    const after = text.charCodeAt(end)
    if (text.charCodeAt(start + 4) === 32 && isDumped(text, start, end)) continue
    if (is(text, end, ALNUM) || after === 95 || ((after === 45 || after === 46) && is(text, end + 1, ALNUM)))
      continue
    if (
      check(
        text
          .slice(start, end)
          .replace(/[. /-]/g, (char) => (pattern.source.includes('\\d{6}-\\d{3}[') ? char : '')),
      )
    )
      return scan.add('national_id', start, end)
  }
  return start
}

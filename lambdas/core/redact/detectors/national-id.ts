import { ALNUM, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const nationalIdInfo: DetectorInfo = {
  name: 'national_id',
  what: 'National identity and tax numbers whose form can be proved without a key: Brazil (CPF, CNPJ), Chile (RUT), Spain (DNI, NIE), Italy (codice fiscale), Belgium, Finland, Korea, China, India (Aadhaar, PAN), Mexico (CURP), Singapore, Hong Kong, United Kingdom (NINO). Others under a key that names them',
  example: '529.982.247-25',
  source: 'https://en.wikipedia.org/wiki/National_identification_number',
  check: 'the checksum of each country (PAN and NINO have none: their letters are restricted)',
}

interface IdForm {
  readonly pattern: RegExp
  readonly check: (compact: string) => boolean
}

const digitsOf = (text: string): number[] => [...text].map(Number)
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0)

const isCpf = (id: string): boolean => {
  const digits = digitsOf(id)
  const check = (length: number): number =>
    ((weighted(
      digits,
      Array.from({ length }, (_, i) => length + 1 - i),
    ) *
      10) %
      11) %
    10
  return !/^(\d)\1+$/.test(id) && check(9) === digits[9] && check(10) === digits[10]
}

const isCnpj = (id: string): boolean => {
  const digits = digitsOf(id)
  const check = (weights: number[]): number => {
    const rest = weighted(digits, weights) % 11
    return rest < 2 ? 0 : 11 - rest
  }
  return (
    check([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[12] &&
    check([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[13]
  )
}

const isRut = (id: string): boolean => {
  const sum = [...id.slice(0, -1)]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (2 + (i % 6)), 0)
  return (
    '0123456789K'[(11 - (sum % 11)) % 11 === 10 ? 10 : (11 - (sum % 11)) % 11] === id.at(-1)!.toUpperCase()
  )
}

const isBelgian = (id: string): boolean => {
  const rest = (text: string): number => 97 - (Number(text) % 97)
  return rest(id.slice(0, 9)) === Number(id.slice(9)) || rest(`2${id.slice(0, 9)}`) === Number(id.slice(9))
}

const isHetu = (id: string): boolean =>
  '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(id.slice(0, 6) + id.slice(7, 10)) % 31] === id[10] &&
  isDate(id.slice(0, 2), id.slice(2, 4))

const isDate = (day: string, month: string): boolean =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12

const isKorean = (id: string): boolean =>
  isDate(id.slice(4, 6), id.slice(2, 4)) &&
  (11 - (weighted(digitsOf(id), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(id[12])

const isChinese = (id: string): boolean =>
  isDate(id.slice(12, 14), id.slice(10, 12)) &&
  /^(?:19|20)/.test(id.slice(6)) &&
  '10X98765432'[
    weighted(digitsOf(id.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11
  ] === id[17]!.toUpperCase()

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const isDni = (id: string): boolean => dniLetters[Number(id.slice(0, 8)) % 23] === id[8]
const isNie = (id: string): boolean =>
  dniLetters[Number('XYZ'.indexOf(id[0]!) + id.slice(1, 8)) % 23] === id[8]

/** The dihedral group of order 10, as Verhoeff used it. https://en.wikipedia.org/wiki/Verhoeff_algorithm */
const multiply = (a: number, b: number): number =>
  a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
const isAadhaar = (id: string): boolean => {
  let check = 0
  const digits = digitsOf(id).reverse()
  digits.forEach((digit, i) => {
    for (let turn = 0; turn < i % 8; turn++) digit = permutation[digit]!
    check = multiply(check, digit)
  })
  return check === 0 && !/^[01]/.test(id)
}

const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]
const isCodiceFiscale = (id: string): boolean => {
  const value = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65)
  const sum = [...id.slice(0, 15)].reduce(
    (total, char, i) => total + (i % 2 === 0 ? oddValues[value(char)]! : value(char)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26)) === id[15]
}

const curpAlphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
const isCurp = (id: string): boolean => {
  const sum = [...id.slice(0, 17)].reduce(
    (total, char, i) => total + curpAlphabet.indexOf(char) * (18 - i),
    0,
  )
  return (10 - (sum % 10)) % 10 === Number(id[17])
}

const isNric = (id: string): boolean => {
  const sum =
    weighted(digitsOf(id.slice(1, 8)), [2, 7, 6, 5, 4, 3, 2]) +
    (/[TG]/.test(id) ? 4 : id.startsWith('M') ? 3 : 0)
  const letters = /[ST]/.test(id[0]!) ? 'JZIHGFEDCBA' : id.startsWith('M') ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK'
  return letters[sum % 11] === id[8]
}

const isHkid = (id: string): boolean => {
  const compact = id.replace(/[()]/g, '')
  const value = (char: string): number =>
    char === ' ' ? 36 : /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55
  const padded = compact.padStart(9, ' ')
  return [...padded].reduce((total, char, i) => total + value(char) * (9 - i), 0) % 11 === 0
}

const always = (): boolean => true

/** By what follows the first digits: `3.` is three digits and a dot. */
const digitForms: Readonly<Record<string, readonly IdForm[]>> = {
  '3.': [{ pattern: /\d{3}\.\d{3}\.\d{3}-\d{2}/y, check: isCpf }],
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
  '6A': [{ pattern: /\d{6}A\d{3}[0-9A-Y]/y, check: isHetu }],
  '4 ': [{ pattern: /\d{4} \d{4} \d{4}(?! ?\d)/y, check: isAadhaar }],
  '17X': [{ pattern: /\d{17}[Xx]/y, check: isChinese }],
  '18': [{ pattern: /\d{18}/y, check: isChinese }],
  '8L': [{ pattern: /\d{8}[A-HJ-NP-TV-Z]/y, check: isDni }],
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
  const letter =
    length === 8 && next >= 65 && next <= 90
      ? 'L'
      : (length === 6 && next === 65) || next === 46 || next === 45 || next === 32
        ? String.fromCharCode(next)
        : length === 17 && (next | 32) === 120
          ? 'X'
          : ''
  return findForm(scan, start, digitForms[length + letter])
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
  if (before === 46 || before === 45 || before === 95 || before === 47) return start
  for (const { pattern, check } of forms) {
    pattern.lastIndex = start
    if (!pattern.test(text)) continue
    const end = pattern.lastIndex
    const after = text.charCodeAt(end)
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

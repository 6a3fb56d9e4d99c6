/** Checksums of national identity and tax numbers. Each takes the number without its separators. */
import type { ValueKind } from '../key-rules.ts'
import { passesLuhn } from './payment-card.ts'

const digitsOf = (text: string): number[] => [...text].map(Number)
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0)

export const isCpf = (id: string): boolean => {
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

export const isCnpj = (id: string): boolean => {
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

export const isRut = (id: string): boolean => {
  const sum = [...id.slice(0, -1)]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (2 + (i % 6)), 0)
  return (
    '0123456789K'[(11 - (sum % 11)) % 11 === 10 ? 10 : (11 - (sum % 11)) % 11] === id.at(-1)!.toUpperCase()
  )
}

export const isBelgian = (id: string): boolean => {
  const rest = (text: string): number => 97 - (Number(text) % 97)
  return rest(id.slice(0, 9)) === Number(id.slice(9)) || rest(`2${id.slice(0, 9)}`) === Number(id.slice(9))
}

export const isHetu = (id: string): boolean =>
  '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(id.slice(0, 6) + id.slice(7, 10)) % 31] === id[10] &&
  isDate(id.slice(0, 2), id.slice(2, 4))

const isDate = (day: string, month: string): boolean =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12

export const isKorean = (id: string): boolean =>
  isDate(id.slice(4, 6), id.slice(2, 4)) &&
  (11 - (weighted(digitsOf(id), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(id[12])

export const isChinese = (id: string): boolean =>
  isDate(id.slice(12, 14), id.slice(10, 12)) &&
  /^(?:19|20)/.test(id.slice(6)) &&
  '10X98765432'[
    weighted(digitsOf(id.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11
  ] === id[17]!.toUpperCase()

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
export const isDni = (id: string): boolean => dniLetters[Number(id.slice(0, 8)) % 23] === id[8]
export const isNie = (id: string): boolean =>
  dniLetters[Number('XYZ'.indexOf(id[0]!) + id.slice(1, 8)) % 23] === id[8]

/** The dihedral group of order 10, as Verhoeff used it. https://en.wikipedia.org/wiki/Verhoeff_algorithm */
const multiply = (a: number, b: number): number =>
  a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
export const isAadhaar = (id: string): boolean => {
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
export const isCodiceFiscale = (id: string): boolean => {
  const value = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65)
  const sum = [...id.slice(0, 15)].reduce(
    (total, char, i) => total + (i % 2 === 0 ? oddValues[value(char)]! : value(char)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26)) === id[15]
}

const curpAlphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
export const isCurp = (id: string): boolean => {
  const sum = [...id.slice(0, 17)].reduce(
    (total, char, i) => total + curpAlphabet.indexOf(char) * (18 - i),
    0,
  )
  return (10 - (sum % 10)) % 10 === Number(id[17])
}

export const isNric = (id: string): boolean => {
  const sum =
    weighted(digitsOf(id.slice(1, 8)), [2, 7, 6, 5, 4, 3, 2]) +
    (/[TG]/.test(id) ? 4 : id.startsWith('M') ? 3 : 0)
  const letters = /[ST]/.test(id[0]!) ? 'JZIHGFEDCBA' : id.startsWith('M') ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK'
  return letters[sum % 11] === id[8]
}

export const isHkid = (id: string): boolean => {
  const compact = id.replace(/[()]/g, '')
  const value = (char: string): number =>
    char === ' ' ? 36 : /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55
  const padded = compact.padStart(9, ' ')
  return [...padded].reduce((total, char, i) => total + value(char) * (9 - i), 0) % 11 === 0
}

export const always = (): boolean => true

const mod11 = (id: string, weights: readonly number[]): number => weighted(digitsOf(id), weights) % 11

/** France: 13 characters and a key of two digits. https://fr.wikipedia.org/wiki/Numéro_de_sécurité_sociale_en_France */
export const isNir = (id: string): boolean =>
  /^[12]\d{2}(?:0[1-9]|1[0-2])(?:\d[1-9]|[1-9]\d|2[AB])\d{8}$/.test(id) &&
  97 - Number(BigInt(id.slice(0, 13).replace('2A', '19').replace('2B', '18')) % 97n) === Number(id.slice(13))

/** Switzerland: an EAN-13 that begins with 756. https://en.wikipedia.org/wiki/National_identification_number#Switzerland */
export const isAhv = (id: string): boolean =>
  id.startsWith('756') && weighted(digitsOf(id), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0

/** Canada's social insurance number: nine digits, Luhn. */
export const isSin = (id: string): boolean =>
  /^[0-79]\d{8}$/.test(id) && passesLuhn(id) && !/^(\d)\1+$/.test(id)

/** Netherlands: the test of eleven. https://nl.wikipedia.org/wiki/Burgerservicenummer */
export const isBsn = (id: string): boolean =>
  /^\d{9}$/.test(id) && mod11(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) === 0

/** Argentina. https://es.wikipedia.org/wiki/Clave_Única_de_Identificación_Tributaria */
export const isCuit = (id: string): boolean =>
  /^(?:2[034567]|3[034])\d{9}$/.test(id) && mod11(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0

const compact = (value: string): string => value.replace(/[\s.\-/]/g, '')

/** Short key names that are also English or technical words: is the value the number that they could mean? */
export function isProvedId(kind: ValueKind, value: string): boolean {
  const id = compact(value)
  if (kind === 'id_birth') return /^(?:\d{6}|\d{8})[-+]?\d{4}$|^\d{6} ?\d{5}$/.test(value)
  if (kind === 'id_rut')
    return /^\d{7,8}[\dkK]$/.test(id) && /\D/.test(value.slice(-2, -1) + value.slice(-1)) && isRut(id)
  if (kind === 'id_nric') return /^[STFGM]\d{7}[A-Z]$/i.test(id) && isNric(id.toUpperCase())
  if (kind === 'id_luhn') return isSin(id)
  return /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/i.test(id)
}

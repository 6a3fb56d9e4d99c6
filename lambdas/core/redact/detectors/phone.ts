import { ALNUM, DIGIT, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const phoneInfo: DetectorInfo = {
  name: 'phone',
  what: 'Telephone numbers: international with `+`, North American as 415-555-0123, (415) 555-0123 and 1-415-555-0123; others under a key',
  example: '+44 20 7946 0018',
  source: 'https://www.itu.int/rec/T-REC-E.164',
  check: '8 to 15 digits after a country code that exists; times, dates, ids and decimals are no numbers',
}

/** Country codes that are in use: https://www.itu.int/pub/T-SP-E.164D */
const countryCode =
  /^(?:1[2-9]\d{9}$|7\d{10}$|2(?:0|7|1[12368]|[2346]\d|5[0-8]|9[01789])|3(?:[0-469]|5\d|7\d|8[0-9])|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|[789]\d)|8(?:[1246]|[07]0|08|5[02356]|78|8[0-368])|9(?:[0-58]|6[0-8]|7[0-79]|9[2-68]))/

const isCountryCode = (digits: string): boolean => countryCode.test(digits)

/** At a plus sign. */
export function findInternational(scan: Scan, plus: number): number {
  const { text } = scan
  const next = text.charCodeAt(plus + 1)
  if (!((next > 48 && next <= 57) || next === 40)) return plus
  const before = scan.before(plus)
  if (
    (before < 128 && ALNUM[before] === 1) ||
    before === 47 ||
    (before === 42 && is(text, plus - 2, DIGIT)) ||
    before === 46 ||
    before === 95 ||
    before === 43 ||
    before === 126 ||
    isMonotonic(text, plus)
  )
    return plus
  const { end, digits } = shortened(text, plus + 1, wholeGroups(text, plus + 1))
  if (
    digits.length < 8 ||
    digits.length > 15 ||
    !isCountryCode(digits) ||
    isDecimal(text, plus + 1, end) ||
    isMeasure(text, plus, end)
  )
    return plus
  const start =
    text.charCodeAt(plus - 1) === 40 &&
    text.slice(plus, end).includes(')') &&
    !text.slice(plus, end).includes('(')
      ? plus - 1
      : plus
  const done = scan.add('phone', start, end)
  return done === start ? plus : done
}

/** `m=+534.736136180`: seconds since a program of Go began, behind its times. https://pkg.go.dev/time#Time.String */
function isMonotonic(text: string, plus: number): boolean {
  if (text.charCodeAt(plus - 1) !== 61 || text.charCodeAt(plus - 2) !== 109) return false
  if (is(text, plus - 3, ALNUM)) return false
  monotonic.lastIndex = plus
  return monotonic.test(text)
}

const monotonic = /\+\d{1,10}\.\d{9}(?!\d)/y

/** `offset +1189000231`, `+48211734900 ns`: by how much something changed. */
const isMeasure = (text: string, plus: number, end: number): boolean =>
  /^\d+$/.test(text.slice(plus + 1, end)) &&
  (/^ ?(?:[nuµm]?s|secs?|seconds|bytes|[KMGT]i?B|cycles|ticks|rows|records|events|ppm|Hz)\b/.test(
    text.slice(end, end + 10),
  ) ||
    /(?:offset|delta|drift|skew|diff|adjust(?:ed|ment)|shift|increment|lag|latency)(?: (?:by|of|is))?[:= ]{1,3}$/i.test(
      text.slice(Math.max(0, plus - 24), plus),
    ))

/** `+35236450.6`: one point, and not after the country code, as https://www.rfc-editor.org/rfc/rfc5733#section-2.5 writes numbers. */
const isDecimal = (text: string, start: number, end: number): boolean =>
  /^\d{4,}\.\d+$|^\d+\.\d*0{4,}$/.test(text.slice(start, end))

/** `0049 171 6486623`: at the first zero. Only with separators: ids begin with zeros too, and code points have four digits each. */
export function findAbroad(scan: Scan, start: number): number {
  const { text } = scan
  const before = scan.before(start)
  if (
    (before < 128 && ALNUM[before] === 1) ||
    before === 46 ||
    before === 45 ||
    before === 95 ||
    before === 47 ||
    (before === 32 &&
      /(?:^|[^\d:])\d{4} $/.test(text.slice(Math.max(0, start - 6), start)) &&
      text[start + 4] === ' ') ||
    (before === 58 && /[\dA-F]/.test(text[start - 2] ?? ''))
  )
    return start
  const { end, digits } = readNumber(text, start + 2)
  if (is(text, start + 4, DIGIT) && is(text, start + 5, DIGIT)) return start
  if (digits.length < 9 || digits.length > 14 || !isCountryCode(digits) || is(text, end, ALNUM)) return start
  if (/^\d{4}([ -])\d{4}(?:\1\d{4})*$|^\d{4} (?:00|- \d\d )/.test(text.slice(start, end))) return start
  return end - start - 2 > digits.length ? scan.add('phone', start, end) : start
}

/** `+4917112345678 10.1.2.3`: what is too long for a number ends at a blank. */
function shortened(text: string, start: number, number: { end: number; digits: string }): typeof number {
  let { end, digits } = number
  while (digits.length > 15) {
    end = text.lastIndexOf(' ', end - 1)
    if (end <= start) return number
    digits = text.slice(start, end).replace(/\D/g, '')
  }
  return { end, digits }
}

/** A last group that goes on in letters belongs to the word that follows, as it will when that has become a mask. */
function wholeGroups(text: string, start: number): { end: number; digits: string } {
  const number = readNumber(text, start)
  if (!is(text, number.end, ALNUM)) return number
  let end = number.end
  while (end > start && is(text, end - 1, ALNUM)) end--
  while (end > start && !is(text, end - 1, ALNUM)) end--
  return { end, digits: text.slice(start, end).replace(/\D/g, '') }
}

/** Digits with single separators, or `) ` and ` (`, between them. Reads at most 28 characters. */
function readNumber(text: string, start: number): { end: number; digits: string } {
  let digits = ''
  let end = start
  let i = start
  let gap = 0
  while (i < start + 28) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      digits += text[i]
      end = i + 1
      gap = 0
    } else if (
      !(
        code === 32 ||
        code === 45 ||
        code === 46 ||
        code === 40 ||
        code === 41 ||
        code === 160 ||
        code === 47
      ) ||
      ++gap > 3
    )
      break
    i++
  }
  return { end, digits }
}

/** Numbers of examples begin with 555, and go on as no other may: `555-123-4567`. */
const northAmerican =
  /(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([-. ]))(?:[2-9]|(?<=555(?:[-. ]|\) ?))[01])\d{2}([-. ])\d{4}(?![-.]?\w)/y

/** At `(`, or at a digit run of one or three digits. Bare separators must agree: `415-555-0123`, not `415-555.0123`. */
export function findNorthAmerican(scan: Scan, start: number): number {
  const { text } = scan
  const before = scan.before(start)
  if ((before === 45 || before === 46 || before === 47 || before === 95) && start > 0) return start
  northAmerican.lastIndex = start
  const match = northAmerican.exec(text)
  if (match === null || (match[1] !== undefined && match[1] !== match[2])) return start
  if (
    match[1] === ' ' &&
    !/(?:phone|tel|call|mobile|cell|fax|sms|number|contact)[^\w\]]{0,3}(?:\w+ ){0,2}$/i.test(
      text.slice(Math.max(0, start - 32), start),
    )
  )
    return start
  return scan.add('phone', start, northAmerican.lastIndex)
}

import { DIGIT, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'
import { isDumped, isInColumns, isWordOfMemory } from './dumps.ts'

export const paymentCardInfo: DetectorInfo = {
  name: 'payment_card',
  what: 'Payment card numbers, in one piece or grouped by spaces, dashes or dots',
  example: '4111 1111 1111 1111',
  source: 'https://www.iso.org/standard/70484.html',
  check:
    'length, issuer range and Luhn checksum (ISO/IEC 7812); ids of traces and instances, nonces and sequence numbers are left',
}

/** Gate 1, shape: the digits of a number as people and programs group it; `0x465` are four, six and five. [start, end) must be bounded by non-digits. */
const groupings: ReadonlySet<number> = new Set([
  0x4444, 0x465, 0x464, 0x44443, 0x44442, 0x44441, 0x445, 0x6d, 0x4441, 0x4442, 0x88,
])
const MOST_GROUPS = 5

/** Gate 2, issuer: first digits and lengths. https://en.wikipedia.org/wiki/Payment_card_number */
const issuers: readonly {
  readonly from: number
  readonly to: number
  readonly lengths: readonly number[]
}[] = [
  { from: 400000, to: 499999, lengths: [13, 16, 19] }, // Visa
  { from: 510000, to: 559999, lengths: [16] }, // Mastercard
  { from: 222100, to: 272099, lengths: [16] }, // Mastercard
  { from: 340000, to: 349999, lengths: [15] }, // American Express
  { from: 370000, to: 379999, lengths: [15] },
  { from: 300000, to: 305999, lengths: [14, 16] }, // Diners Club
  { from: 309500, to: 309599, lengths: [14, 16] },
  { from: 360000, to: 369999, lengths: [14, 16, 19] },
  { from: 380000, to: 399999, lengths: [14, 16, 19] },
  { from: 352800, to: 358999, lengths: [16, 17, 18, 19] }, // JCB
  { from: 601100, to: 601199, lengths: [16, 19] }, // Discover
  { from: 644000, to: 659999, lengths: [16, 19] },
  { from: 620000, to: 629999, lengths: [16, 17, 18, 19] }, // UnionPay
  { from: 810000, to: 817199, lengths: [16] }, // UnionPay, RuPay
  { from: 820000, to: 829999, lengths: [16] }, // RuPay
  { from: 508500, to: 508999, lengths: [16] },
  { from: 606985, to: 607984, lengths: [16] },
  { from: 608001, to: 608500, lengths: [16] },
  { from: 220000, to: 220499, lengths: [16, 17, 18, 19] }, // Mir
  { from: 979200, to: 979299, lengths: [16] }, // Troy
  { from: 501800, to: 501899, lengths: [16, 18, 19] }, // Maestro
  { from: 501900, to: 501999, lengths: [16] }, // Dankort
  { from: 502000, to: 502099, lengths: [16, 18, 19] },
  { from: 503800, to: 503899, lengths: [16, 18, 19] },
  { from: 589300, to: 589399, lengths: [16, 18, 19] },
  { from: 630400, to: 630499, lengths: [16, 18, 19] },
  { from: 675900, to: 676399, lengths: [16, 18, 19] },
  { from: 506099, to: 506198, lengths: [16, 19] }, // Verve
  { from: 507865, to: 507964, lengths: [16, 19] },
  { from: 636368, to: 636369, lengths: [16] }, // Elo
  { from: 504175, to: 504175, lengths: [16] },
  { from: 451416, to: 451416, lengths: [16] },
  { from: 627780, to: 627780, lengths: [16] },
  { from: 509000, to: 509999, lengths: [16] },
  { from: 606282, to: 606282, lengths: [16] }, // Hipercard
]

/** By the first digit: none of 0, 1 and 7. */
const opensCard = Array.from({ length: 10 }, (_, digit) =>
  issuers.some(({ from, to }) => Math.floor(from / 1e5) <= digit && digit <= Math.floor(to / 1e5)),
)

export const hasIssuer = (digits: string): boolean => {
  const first = Number(digits.slice(0, 6))
  return issuers.some(
    ({ from, to, lengths }) => first >= from && first <= to && lengths.includes(digits.length),
  )
}

/** Gate 3, Luhn (ISO/IEC 7812-1 annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const isCard = (digits: string): boolean =>
  passesLuhn(digits) && hasIssuer(digits) && !/^(\d)\1+$/.test(digits)

/** The numbers of goods and devices have the same check digit. https://www.gs1.org/standards/id-keys/gtin */
const article = /(?:ean|gtin|upc|isbn|issn|imei|barcode|jan)(?:[-_ ]?1[345])?["']?[ :=#]{1,3}["']?$/i

/** Numbers of 64 bits that systems give to what they trace and run, and what they count by. */
const ofSystems =
  /(?:(?:trace|span|parent|instance|subnet(?:work)?|network|firewall|firewall[-_ ]?rule|disk|snapshot|shard|segment|block|chunk|inode)[-_. ]?id|nonce|seed|offset|checksum|fingerprint|seq(?:uence)?(?:[-_ ]?(?:no|num|number|id))?)\\?["']?\s?(?:[:=]|=>)\s?\\?["']?$/i

/** A run of 13 to 19 digits at `[start, end)`. */
export function findPlainCard(scan: Scan, start: number, end: number): number {
  if (end - start > 16 && scan.before(start) === 95) return start
  if (isFraction(scan, start, end) || !isCard(scan.text.slice(start, end))) return start
  if (isOfSystems(scan.text, start, end)) return start
  if (end - start < 16 && article.test(scan.text.slice(Math.max(0, start - 16), start))) return start
  return addCard(scan, start, end)
}

/** `"id":"6011…`, `insertId: 6011…`, `/rules/6011…`: of so many digits there are a thousand ids for each card. */
const anyId =
  /(?:(?:^|[^A-Za-z])id|[a-z]Id|ID)\\?["']?\s?(?:[:=]|=>)\s?\\?["']?$|\/(?!cards?\/|pans?\/)[A-Za-z_-]{3,}\/$/

function isOfSystems(text: string, start: number, end: number): boolean {
  if (end - start === 16 && isWordOfMemory(text, start, end)) return true
  if (end - start === 13 && text.charCodeAt(start - 1) === 47) return true // no cards have had 13 digits for long
  const before = text.slice(Math.max(0, start - 32), start)
  return (
    ofSystems.test(before) ||
    (end - start > 16 && anyId.test(before) && !/card|payment|[^a-z]pan[^a-z]/i.test(before))
  )
}

const behind = / {1,2}(?:exp:? )?(?:0\d|1[0-2])\/(?:20)?\d\d {1,2}(\d{3,4})(?![\w/.:-])/dy

/** With the code that stands behind the month: `4111… 04/29 123`. */
function addCard(scan: Scan, start: number, end: number): number {
  behind.lastIndex = end
  const code = behind.exec(scan.text)?.indices?.[1]
  if (code !== undefined) scan.addLater('cvv', code[0], code[1])
  return scan.add('payment_card', start, end)
}

/** Four digits (or eight) at `[start, firstEnd)` and a separator with more digits after them. */
export function findGroupedCard(scan: Scan, start: number, firstEnd: number): number {
  const { text } = scan
  if (!opensCard[text.charCodeAt(start) - 48]) return start
  const separator = text.charCodeAt(firstEnd)
  let digits = firstEnd - start
  let grouping = digits
  let at = firstEnd
  for (let groups = 1; groups < MOST_GROUPS && digits < 19; groups++) {
    if (text.charCodeAt(at) !== separator || !is(text, at + 1, DIGIT)) return start
    const size = groupSize(text, at + 1)
    digits += size
    grouping = grouping * 16 + size
    at += size + 1
    if (digits >= 13 && groupings.has(grouping) && isGroupedCard(text, start, at) && isCardEnd(text, at))
      return isOther(text, start, at, grouping) ? start : addCard(scan, start, at)
  }
  return start
}

/** Two halves are as often two numbers of a table, and of six and thirteen digits only UnionPay's are written. */
const isOther = (text: string, start: number, end: number, grouping: number): boolean =>
  isDumped(text, start, end) ||
  (grouping === 0x88 && isInColumns(text, start, end)) ||
  (grouping === 0x6d && !text.startsWith('62', start))

const groupSize = (text: string, start: number): number => {
  let end = start
  while (end - start < 14 && (text.charCodeAt(end) ^ 48) < 10) end++
  return end - start
}

/** The digits are put together only if they can be a card's. */
function isGroupedCard(text: string, start: number, end: number): boolean {
  let sum = 0
  let isDoubled = false
  for (let i = end - 1; i >= start; i--) {
    if (!is(text, i, DIGIT)) continue
    const digit = (text.charCodeAt(i) - 48) * (isDoubled ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
    isDoubled = !isDoubled
  }
  return sum % 10 === 0 && isCard(text.slice(start, end).replace(/\D/g, ''))
}

const isCardEnd = (text: string, end: number): boolean => !/[A-Za-z0-9]/.test(text[end] ?? ' ')

/** `0.4111…`, `-4111…` (a negative number), `blk_-4111…`. */
function isPartOf(scan: Scan, start: number): boolean {
  const { text } = scan
  const before = scan.before(start)
  if (before === 46) return is(text, start - 2, DIGIT)
  return before === 45 && !/[A-Za-z0-9 ]/.test(text[start - 2] ?? '-')
}

/** `0.4111111111111111` and `4111111111111.25` are measurements. */
const isFraction = (scan: Scan, start: number, end: number): boolean =>
  isPartOf(scan, start) || (scan.text.charCodeAt(end) === 46 && is(scan.text, end + 1, DIGIT))

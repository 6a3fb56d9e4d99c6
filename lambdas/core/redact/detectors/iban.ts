import { ALNUM, DIGIT, is } from '../chars.ts'
import type { Scan } from '../scan.ts'
import type { DetectorInfo } from './catalogue.ts'

export const ibanInfo: DetectorInfo = {
  name: 'iban',
  what: 'International bank account numbers, in one piece, in groups of four, or as banks of the country group them',
  example: 'DE89 3704 0044 0532 0130 00',
  source: 'https://www.swift.com/standards/data-standards/iban-international-bank-account-number',
  check: 'country, its length, and the checksum (ISO 7064 mod 97-10)',
}

/** Length by country, from the IBAN registry. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
  FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
  LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24
  SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 DZ26 AO25 BJ28 BF28 CM27 CV25 IR26 CI28 MG27 ML28 MZ25 SN28`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** At two capital letters and two digits that begin a word. */
export function findIban(scan: Scan, start: number): number {
  const { text } = scan
  const length = lengths[text.slice(start, start + 2)]
  if (length === undefined) return start
  let count = 0
  let i = start
  let isOfFours = true
  while (count < length) {
    if (is(text, i, ALNUM)) count++
    else if (!isSeparator(text.charCodeAt(i)) || !is(text, i + 1, ALNUM)) return start
    else if (count % 4 !== 0) isOfFours = false
    i++
  }
  if (is(text, i, ALNUM) || !(isOfFours || isOwnGroups(text, start, i)) || !isIban(text, start, i))
    return start
  return scan.add('iban', start, i)
}

/** Blank, and a form's plus; dash, full stop, no-break spaces. */
const isSeparator = (code: number): boolean =>
  code === 32 || code === 43 || code === 45 || code === 46 || code === 160 || code === 0x202f

/** `ES91 2100 0418 45 0200051332`: bank, branch, check digits and account, as the country's banks write them. Words are no such groups. */
function isOwnGroups(text: string, start: number, end: number): boolean {
  const groups = text.slice(start, end).split(/[ .\u00a0\u202f-]/)
  return (
    groups.length < 9 &&
    groups.every((group) => /^(?:[A-Z]|[A-Z]{4}|[A-Z]{0,4}\d[A-Z\d]*)$/.test(group)) &&
    /\d{4}/.test(groups.at(-1)!.length > 3 ? groups.at(-1)! : groups.at(-2)!)
  )
}

/** ISO 7064: the number with its first four characters at the end, letters as 10-35, leaves 1 when divided by 97. */
function isIban(text: string, start: number, end: number): boolean {
  const rest = remainder(text, start, start + 4, remainder(text, start + 4, end, 0))
  return is(text, start + 2, DIGIT) && is(text, start + 3, DIGIT) && rest === 1
}

/** Separators are stepped over. */
function remainder(text: string, start: number, end: number, before: number): number {
  let rest = before
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (!is(text, i, ALNUM)) continue
    rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + (code & 31) + 9) % 97
  }
  return rest
}

/** Is this value what its key says it is? The gates that keep `password: required` and `token: 5` as they are. */
import { ALNUM, is, LETTERS } from './chars.ts'
import { isProvedId } from './detectors/id-checks.ts'
import { digitCount, isEvident, isRandom, opens, uuid } from './generated.ts'
import type { ValueKind } from './keys.ts'
import { isLabel, LONGEST_LABEL } from './labels.ts'
import { withoutMasks } from './masks.ts'
import { isMachine, isMeasure, isMetric } from './measures.ts'
import { isPlaceholder } from './placeholders.ts'
import { isProse } from './prose.ts'
import { isManual, isNameOfElse, isReference } from './references.ts'
import { AT, BACKSLASH, BLANK, COLON, DIGIT, LETTER, OPENER, traitsOf, WIDE, WORD } from './traits.ts'
import { isRequirement, isVerdict } from './verdicts.ts'

/** `This field is required.`, `is too short`: a message about the value. */
export const isMessage = (value: string): boolean =>
  value.includes(' ') && /^[\p{L}']+(?: \S+)+$/u.test(value.slice(0, 200)) && isProse(value.split(' ', 1)[0]!)

/** `must contain a digit`, `is too short (minimum is 8 characters)`: what a form says about it, in words and numbers only. */
const verdict =
  /^(?:must|is|are|was|has|have|should|cannot|can't|can not|does|doesn't|needs?|may|will|please|invalid|incorrect|required|missing|too|error|failed|failure|unable|unexpected)(?: [\p{L}\d,.'’()-]+){1,24}$/iu

/** `VK7JG-NPHTM-C97JM-9MPGT-3V66T`: groups of five. */
const productKey = /^(?=.*\d|.{29})[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,5}$/

/** `Token{a64f992`, `android.os.BinderProxy@2bd79ce`, `DFS[Client[name=x`: how Java names an object. */
const objectName = /^[A-Za-z.$]+(?:[@{][0-9a-f]{1,8}\}?$|\[[A-Za-z.$]+[[=])/

/** `(?:…)+`, `^[a-z]`, `%r{…}`: what tokens look like to a parser. */
const pattern = /^(?:\(\?(?:[:=!<]|P<)|%r[{(]|\/\(\?[:=!<]|\^?\[\^|\^\[)/
/** `%>\r\n` of a parser's tokens. */
const hasNothing = (value: string, traits: number): boolean =>
  value.length < 64 &&
  ((traits & BACKSLASH) !== 0 || (traits & WORD) === 0) &&
  !/[\p{L}\p{N}]/u.test(value.replace(/\\[nrt0]/g, ''))

/**
 * Without quotes only blanks beyond ASCII can be in a value, and it is looked at up to 512 characters: keys may repeat in it, and each
 * would look at all the rest.
 */
const hasBlank = (value: string, free: boolean): boolean => /\s/.test(free ? value.slice(0, 512) : value)

const isToken = (value: string, free: boolean): boolean => {
  const traits = traitsOf(value)
  if ((!is(value, 0, ALNUM) && pattern.test(value)) || hasNothing(value, traits)) return false
  if (traits === DIGIT) return value.length >= 10
  if ((traits & DIGIT) !== 0 && !is(value, 1, LETTERS) && fewDigits.test(value)) return false
  if (value.length < 6 || ((traits & (BLANK | WIDE)) !== 0 && hasBlank(value, free))) return false
  if ((traits & DIGIT) !== 0 && (isMeasure(value) || sourceLine.test(value))) return false
  if ((traits & (AT | OPENER)) !== 0 && objectName.test(value)) return false
  return value.length >= 16 || (traits & ~LETTER) !== 0 || (traits & LETTER) === LETTER
}

/** `main.go:41`, `src/auth.ts:12:7`. */
const sourceLine = /^[\w./-]{1,96}\.[a-z]{1,4}:\d{1,5}(?::\d{1,4})?$/

/** `login.c:88`: of programs only, where a password may stand too. */
const programLine =
  /^[a-zA-Z_/-]{1,96}\.(?:go|py|[jt]sx?|[cm]js|c|cc|cpp|h|java|rb|rs|php|kt|cs|swift|scala|pl|pm|lua|exs?|erl|vue):\d{1,5}\)?$/

/** `-5`, `[-12]`, `3/4`. */
const fewDigits = /^\[?-\d+\]?$|^\d{1,9}\/\d{1,9}$/

const isCode = (value: string): boolean =>
  value.length >= 3 &&
  value.length <= 12 &&
  digitCount(value) >= 3 &&
  !/\s{2}|^-?\d*(?:\.\d+)+$/.test(value) &&
  !isMeasure(value)

const street =
  /\b(?:st|street|rd|road|ave?|avenue|lane|ln|drive|dr|blvd|boulevard|court|ct|place|square|sq|way|terrace|close|crescent|apt|suite|floor|unit|box|rue|calle|via|piazza|plaza|platz|allee|gasse|weg|laan|rua|avenida|ulica|ul|gatan|vägen|vej|gate|katu|utca|sokak|cadde)\b|stra(?:ß|ss)e|straat|str\./iu

/** Words in the names of things, not of persons. */
const things = new Set(
  `service account accounts name description instance cluster group groups team project policy role roles report reports server system default release
  deploy deployment pipeline build job task queue topic bucket database table user users admin administrator administrators api key app application dashboard
  monitor alert rule rules view widget list page form field model type class object event message template document file folder device printer network zone region
  environment production staging development primary secondary backup nightly daily weekly monthly architecture architectures data analytics cloud
  platform engineering operations support security compliance billing finance sales marketing dependencies execution workspace organization department
  company bank corporation foundation university institute limited inc ltd gmbh corp llc set program test demo example sample store shop office
  chrome safari firefox edge opera mobile app apps notification notifications digest revenue handler core dump theme plan default system service desk
  portal web site website gateway router suite tool tools toolkit engine viewer editor browser scanner assistant console systems solutions software technologies partners holdings
  windows linux android ubuntu update updates driver drivers settings manager controller adapter interface client host node agent domain anonymous logon`.split(
    /\s+/,
  ),
)

const isFirstOfAddress = (word: string): boolean =>
  !isProse(word) || (/^\p{Lu}/u.test(word) && street.test(word))

/** An address in a line of text has a number or the word for a street; code and sentences have neither, or more. */
const isSpokenAddress = (value: string): boolean =>
  /\d|号|丁目|번지/.test(value) || street.test(value.slice(0, 80))
    ? !/[=*(){}[\]]| \+ |->| \/\/ |^[a-z]+ \d+(?:,\d+)?$/.test(value) &&
      isFirstOfAddress(value.split(' ', 1)[0]!) &&
      !(/^\d+ /.test(value) && isProse(value.split(' ', 2)[1]!))
    : false

/** `2025-03-14T09:26:53Z`: when it was changed, not what it is. */
export const timestamp: RegExp =
  /^(?:19|20)\d\d-[01]\d-[0-3]\d[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/

/** Kinds of one word: what stands around a mask was judged with what the mask hides. */
const noBlanks: ReadonlySet<ValueKind> = new Set([
  'token',
  'random',
  'code_or_token',
  'date',
  'digits',
  'identifier',
  'code',
])

const holdsMask = (value: string): boolean =>
  value.includes('[') && (value.includes('[REDACTED') || value.includes('[HMAC'))

const HEAD = 512

/** Does so much stand beside masks at the beginning of a long value that it does not matter where others are? */
function isEnough(kind: ValueKind, value: string): boolean {
  if (value.length <= HEAD || noBlanks.has(kind)) return false
  const head = value.slice(0, HEAD)
  const cut = head.lastIndexOf('[')
  const rest = cut < 0 ? head : withoutMasks(head.slice(0, cut))
  return rest.length >= LONGEST_LABEL && /\w\W*\w\W*\w/.test(rest)
}

/** As much as a value may have is looked at: a longer one would be read from each of its places on. */
const MOST_VALUE = 4096

/** Is it known without a closer look that the value is none of its kind? */
const isOther = (kind: ValueKind, value: string, traits: number): boolean => {
  switch (kind) {
    case 'random':
      return value.length > MOST_VALUE || value.length < 16
    case 'date':
    case 'code':
    case 'short_code':
    case 'digits':
    case 'identifier':
      return value.length > 64 || (traits & DIGIT) === 0
    case 'name':
    case 'full_name':
    case 'proper_name':
      return value.length > 100 || (traits & DIGIT) !== 0
    case 'phrase':
      return value.length > 400
    case 'address':
      return value.length > 300
    case 'hex':
    case 'uuid':
    case 'aws_secret':
    case 'id_birth':
    case 'id_rut':
    case 'id_nric':
    case 'id_luhn':
    case 'id_rfc':
      return value.length > 64
    default:
      return false
  }
}

/** Words, or letters beyond ASCII. */
const mayBeVerdict = (traits: number): boolean => (traits & (BLANK | WIDE)) !== 0 || (traits & ~LETTER) === 0

/** @param free - the value stands without quotes: prose must be expected. */
export function isPlausible(kind: ValueKind, value: string, free: boolean): boolean {
  if (isEvident(kind, value)) return true
  const traits = traitsOf(value)
  if (isOther(kind, value, traits)) return false
  if (isPlaceholder(value)) return false
  const part = value.length > MOST_VALUE ? value.slice(0, MOST_VALUE) : value
  if (!isEnough(kind, part) && holdsMask(part)) {
    const rest = withoutMasks(part)
    if (rest.length < part.length && (noBlanks.has(kind) || rest.replace(/\W/g, '').length < 3)) return false
    if (rest.length < part.length && opens(kind) && isLabel(rest, free)) return false
  }
  if (
    opens(kind) &&
    (isNameOfElse(value, traits) ||
      isManual(value, traits) ||
      ((traits & DIGIT) !== 0 && (isMetric(value) || (free && programLine.test(value)))) ||
      isLabel(value, free) ||
      (mayBeVerdict(traits) && isVerdict(value)) ||
      (value.length < 48 && (traits & DIGIT) !== 0 && (traits & COLON) !== 0 && timestamp.test(value)) ||
      ((traits & BLANK) !== 0 && value.length < 200 && verdict.test(value)))
  )
    return false
  switch (kind) {
    case 'secret':
      return !(
        free &&
        ((value.length < 9 && /^\d{1,3}(?:\/\d{1,4}|%|:\d{1,4}|ms|[smhdw])?$/.test(value)) ||
          /^\d{1,6} [a-z]{3,}(?:,? |$)/.test(value) ||
          isProse(value) ||
          isReference(value, traits))
      )
    case 'key':
      return free
        ? isToken(value, free) && !isProse(value) && !isReference(value, traits)
        : value.length >= 6 && !isProse(value.split(' ', 1)[0]!)
    case 'token':
      return (
        (isToken(value, free) || (!free && /^[a-z]{10,}$/.test(value))) &&
        !isProse(value) &&
        !(free && isReference(value, traits))
      )
    case 'phrase':
      return value.length < 400 && /^(?:\p{L}{2,12}[ ,]+){11,23}\p{L}{2,12}$/u.test(value.trim())
    case 'aws_secret':
      return /^[A-Za-z0-9/+]{40}$/.test(value)
    case 'random':
      return isRandom(value) || (value.length < 36 && productKey.test(value))
    case 'name':
      return (
        value.length < 100 &&
        /^[\p{L}\p{M}][\p{L}\p{M} .,'’-]*$/u.test(value) &&
        !/\.\p{Ll}/u.test(value) &&
        !isRequirement(value) &&
        !(free && isProse(value))
      )
    case 'proper_name':
      return (
        value.length < 100 &&
        value.length > 1 &&
        /^[\p{L}\p{M}][\p{L}\p{M} .,'’-]*$/u.test(value) &&
        (/^[\p{Lu}\p{Lo}]/u.test(value) || (!free && value.includes(' '))) &&
        !/\.\p{Ll}|^\p{Lu}+$/u.test(value) &&
        !isRequirement(value) &&
        !(free && isProse(value))
      )
    case 'uuid':
      return uuid.test(value)
    case 'short_code':
      return /^\d{4,8}$/.test(value)
    case 'address':
      return (
        value.length < 300 &&
        /\p{L}/u.test(value) &&
        /\s|号|號|丁目|번지|[市区區县縣町村州동로길].*\d/.test(value) &&
        !/^\S+@\S+$|^[/\\%$:]|^0x[0-9a-f]|^(?:ipv[46]|inet6?|mac|tcp|udp|unix)\b/i.test(value) &&
        (/\d/.test(value) || !isRequirement(value)) &&
        !(free && !isSpokenAddress(value))
      )
    case 'full_name':
      return (
        value.length < 100 &&
        /^\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*)+$/u.test(value) &&
        !/\p{L}{4,}\./u.test(value) &&
        !value.split(' ').some((word) => things.has(word.toLowerCase()))
      )
    case 'date':
      return (
        value.length < 40 &&
        digitCount(value) >= 4 &&
        digitCount(value) <= 17 &&
        !isMachine(value) &&
        !/^[A-Z]{1,4}\d+$|^\d+[KMG]i?B$/.test(value)
      )
    case 'code':
      return isCode(value)
    case 'code_or_token':
      return isCode(value) || (isToken(value, free) && !isProse(value) && !(free && isReference(value)))
    case 'hex':
      return /^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(value)
    case 'id_birth':
    case 'id_rut':
    case 'id_nric':
    case 'id_luhn':
    case 'id_rfc':
      return isProvedId(kind, value)
    case 'digits':
      return (
        digitCount(value) >= 7 &&
        value.length < 40 &&
        /^[+\d\s().*xX#/-]+$/.test(value) &&
        !/^0[xX]/.test(value)
      )
    case 'identifier':
      return (
        value.length >= 5 &&
        value.length < 64 &&
        digitCount(value) >= 3 &&
        /^[A-Za-z0-9 .\-/<\u00a0]+$/.test(value) &&
        !/^(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{4})\b|^([0-9])\1+$|^\d+\.\d+$/.test(value) &&
        !isMachine(value) &&
        !isMeasure(value)
      )
    default:
      return true
  }
}

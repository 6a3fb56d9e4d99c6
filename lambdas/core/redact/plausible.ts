/** Is this value what its key says it is? The gates that keep `password: required` and `token: 5` as they are. */
import { ALNUM, is } from './chars.ts'
import { isProvedId } from './detectors/id-checks.ts'
import { withKnown } from './identifiers.ts'
import type { ValueKind } from './keys.ts'
import { maskEnd, withoutMasks } from './masks.ts'
import { isManual, isNameOfElse, isReference } from './references.ts'

const emptyWords = new Set(
  `null none nil undefined true false yes no n/a na empty unset missing hidden redacted masked filtered removed omitted
  include omit same-origin scram-sha-256 scram-sha-1 utf8 utf-8
  pass passed fail failed inherit present absent
  bcrypt argon2 argon2id scrypt pbkdf2 sha256 sha-256 sha512 md5 plaintext
  sensitive protected encrypted unknown default optional required invalid incorrect wrong expired mismatch
  public private static virtual chauthtok
  string str text int integer number object array boolean bool varchar char() bytes buffer date type void any on off ok nan`.split(
    /\s+/,
  ),
)

/** First words of sentences that go on after `password:` or `token:`. */
const proseWords = new Set(
  `is are was were has have had must should can could cannot may might will would not no the a an this that for of in on to from with
  by at as and or but if when while because invalid incorrect wrong expired expires expiring missing required reset changed change updated
  update created rotated rotation rotating revoked refresh refreshed refreshing generated validation verification verified verify
  authentication authenticated mismatch failed failure success successful successfully error ok does do did authorization auth been be accepted denied
  rejected sent stored saved loaded found received issued valid validated checking check using used supplied provided entered enter
  please get your you user username account login too only at-least creating creation created destroying destroyed modifying refreshed still complete completed we i they he she cache manager service hash hashing field column parameter policy
  via instead like than option flag flags env
  never unchanged unknown empty unset set not-set unauthorized forbidden unsupported malformed bad request it all any new old same
  format length strength longer shorter least characters include omit same-origin either output input unless given doesn't don't can't won't isn't aren't hasn't didn't shouldn't mustn't changes resets respectively expected command commands switch switches argument arguments disabled enabled allowed forbidden needed which whose where
  there keep leave both each also without before after since until prompt force based external`.split(/\s+/),
)

/** Placeholders, masks and words that stand for «no value here». */
export const isPlaceholder = (value: string): boolean =>
  isTemplate(value) || (value.length < 14 && emptyWords.has(value.toLowerCase()))

/** Placeholders and masks: nothing that could be typed as a password. */
export function isTemplate(value: string): boolean {
  if (value === '') return true
  const first = value.charCodeAt(0)
  if ((first === 36 || first === 91) && composed.test(value)) return true
  if (
    first === 36 &&
    !withDefault.test(value) &&
    /^\$\{[^}]*\}{0,2}$|^\$\([^)]*\)?$|^\${1,2}[A-Z_]{3,}$|^\$(?:token|secret|password|passwd|pass|pwd|key)s?$|^\$\d{1,3}$|^\$(?:[a-z]+(?:_[a-z]+)+|[a-z]+(?:[A-Z][a-z]+)+)$/.test(
      value,
    )
  )
    return true
  if ((first === 38 || first === 39 || first === 46) && quotedTemplate.test(value)) return true
  if (first === 40 && notGiven.test(value)) return true
  if ((first === 58 || first === 64 || first === 63) && parameter.test(value)) return true
  if (
    first === 123 &&
    /^\{\{[^}]*\}\}$|^\{ ?\w* ?\}(?:[:/_.-]\{\w*\})*$|^\{\w+(?:![rsa])?(?::[\d<>^.]{1,6}s?)?\}\)?$/.test(
      value,
    )
  )
    return true
  if (first === 35 && /^#\{[^}]*\}/.test(value)) return true
  if (first === 60 && /^<[^>]*>?$/.test(value)) return true
  if (first === 37 && /^%[-+#0]?\d{0,3}(?:hh?|ll?|[zjt])?[a-zA-Z]{1,2}(?:$|[^A-Za-z0-9]{1,3}$)/.test(value))
    return true
  if (first === 48 && /^0x%/.test(value)) return true
  if (first === 37 && /^%(?:s|d|v|\(\w+\)s|\w+%)$|^(?:%[sdv][:/,;@ -]?)+$/.test(value)) return true
  if (
    first === 91 &&
    (maskEnd(value, 0) === value.length ||
      javaArray.test(value) ||
      /^\[(?:[A-Z_ -]+|object Object|\w*redacted\w*|filtered|hidden|masked|secret|protected|removed|sensitive|omitted|encrypted)\]$|^\[(?:Function|AsyncFunction|GeneratorFunction|Getter|Setter|Getter\/Setter|Object|Array|Circular|class|Symbol|Promise|Map|Set|Buffer|native)\b[^\]]*\]?$/.test(
        value,
      ))
  )
    return true
  if ((first === 95 || first === 64 || first === 37) && replaced.test(value)) return true
  return isRun(value)
}

/** `__DB_PASSWORD__`, `@@TOKEN@@`, `%%API_KEY%%`: what a deployment puts its values for. */
const replaced = /^(__|@{1,2}|%%)[A-Z]{2,24}(?:_[A-Z\d]{1,24}){0,6}\1$/

/** `${DB_PASSWORD:?must be set}`, `[${name}]`, `${id.key}/${scope}`. */
const composed = /^\$\{\w{1,64}:?\?|^\[\$\{\w{1,64}\}\]$|^(?:\$\{[\w.]{1,64}\}[/:@._-]?){1,8}$/

/** `[Ljava.lang.String;@1f2e3d`, `[B@1f2e3d`. */
const javaArray = /^\[(?:L[a-z]+\.[\w.$]+;?(?:@[0-9a-f]+)?|[BCDFIJSZ]@[0-9a-f]+)$/

/** `&lt;password&gt;` of a page, `'$DB_PASSWORD'` in a shell's quotes, `.$config[` after a quote of PHP. */
const quotedTemplate = /^&lt;[^&]*(?:&gt;)?$|^'\$[A-Za-z_]\w+'?$|^\.\s?\$\w+(?:\[|->)/

/** `${DB_PASSWORD:-hunter22}`: what holds when nothing is set. */
const withDefault = /^\$\{\w{1,64}:?[-=](?=[^}]*[A-Za-z])(?=[^}]*\d)[^}$]{6,64}\}$/

/** `(sensitive value)` of Terraform, `(not set)`; `(KEY='x'` of a shell's array is looked at pair by pair. */
const notGiven =
  /^\((?:sensitive|known|secret|hidden|redacted|masked|none|null|nil|empty|not|unset|unchanged|protected|omitted|blank)\b|^\(\w+=/
/** Parameters of prepared statements: `?`, `:password`, `@pwd`. */
const parameter = /^\?$|^[:@](?:p?\d+|\w*(?:pass|pwd|secret|token|hash|salt|key)\w*)$/i

/** `****`, `xxxx`, `....`, `----`: one character repeated that is no digit. */
function isRun(value: string): boolean {
  if (/^(?:x{2,12}|X{2,12}|\*{2,12})(?:-(?:x{2,12}|X{2,12}|\*{2,12})){1,8}$/.test(value)) return true
  const first = value.charCodeAt(0)
  if (
    !(
      first === 42 ||
      first === 120 ||
      first === 88 ||
      first === 46 ||
      first === 45 ||
      first === 95 ||
      first === 8226 ||
      first === 35
    )
  )
    return false
  for (let i = 1; i < value.length; i++) if (value.charCodeAt(i) !== first) return false
  return true
}

export const isProse = (word: string): boolean =>
  word.length < 24 && proseWords.has(word.toLowerCase().replace(/[.,;:!?]+$/, ''))

/** `This field is required.`, `is too short`: a message about the value. */
export const isMessage = (value: string): boolean =>
  /^[\p{L}']+(?: \S+)+$/u.test(value.slice(0, 200)) && isProse(value.split(' ', 1)[0]!)

interface Shape {
  digits: number
  lower: number
  upper: number
  other: number
}

function shapeOf(value: string): Shape {
  const shape = { digits: 0, lower: 0, upper: 0, other: 0 }
  const length = Math.min(value.length, 512)
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    if (code >= 48 && code <= 57) shape.digits++
    else if (code >= 97 && code <= 122) shape.lower++
    else if (code >= 65 && code <= 90) shape.upper++
    else shape.other++
  }
  return shape
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

/** `LambdaImageRetrievalPolicy`: humps of four letters and more on the average; by chance they have one or two. */
const isCamelCase = (value: string): boolean => {
  const humps = value.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)
  return humps !== null && value.length >= humps.length * 4
}

/** `lock/order/33125313`, `users:list:page:2`: words and numbers, each by itself. */
const named = /^[a-z]{2,24}(?:[/:](?:[a-z]{2,24}|\d{1,12})){1,8}$/

/** Long, without spaces, mixed, and not a word, a path, a version or a uuid: what a machine would generate. */
export function isRandom(value: string): boolean {
  if (
    value.length < 16 ||
    value.length > 4096 ||
    named.test(value) ||
    /[\s/\\]{2}|\s|^\/|^\w+:\/\/|^\{/.test(value) ||
    uuid.test(value) ||
    /^0x/.test(value)
  )
    return false
  const { digits, lower, upper } = shapeOf(value)
  if (!/^[\w.~+/=!@$%^&*#-]+$/.test(value.slice(0, 512))) return false
  if (digits === 0 && (upper === 0 || lower === 0)) return false
  if (digits === value.length) return false
  if (digits < 2 && value.length < 24) return false
  if (
    /^(?:[a-zA-Z]+[_.-]+)+[a-zA-Z]*\d{0,4}$|^[A-Za-z]{2,}[_-]?\d+$|^S-\d-\d|^[A-Z]{2}[0-9a-f]{32}$/.test(
      value.slice(0, 256),
    )
  )
    return false
  if ((digits === 0 || !/\d/.test(withKnown(value))) && isCamelCase(value)) return false
  return entropy(value.slice(0, 128)) >= 3
}

/** `VK7JG-NPHTM-C97JM-9MPGT-3V66T`: groups of five. */
const productKey = /^(?=.*\d|.{29})[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,5}$/

/** `Token{a64f992`, `android.os.BinderProxy@2bd79ce`: how Java names an object. */
const objectName = /^[A-Za-z.$]+[@{][0-9a-f]{1,8}\}?$/

/** `(?:…)+`, `^[a-z]`, `%r{…}`: what tokens look like to a parser. */
const pattern = /^(?:\(\?[:=!<]|%r[{(]|\^?\[\^|\^\[)/
/** `%>\r\n` of a parser's tokens. */
const hasNothing = (value: string): boolean =>
  value.length < 64 && !/[\p{L}\p{N}]/u.test(value.replace(/\\[nrt0]/g, ''))

const isToken = (value: string): boolean => {
  if (pattern.test(value) || hasNothing(value)) return false
  const { digits, lower, upper, other } = shapeOf(value)
  if (digits === value.length) return value.length >= 10
  if (/^\[?-\d+\]?$|^\d{1,9}\/\d{1,9}$/.test(value)) return false
  if (value.length < 6 || /\s/.test(value) || objectName.test(value)) return false
  return digits > 0 || (upper > 0 && lower > 0) || other > 0 || value.length >= 16
}

const isCode = (value: string): boolean =>
  value.length >= 3 && value.length <= 12 && digitCount(value) >= 3 && !/\s{2}|^-?\d*(?:\.\d+)+$/.test(value)

const digitCount = (value: string): number => shapeOf(value).digits

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
  windows linux android ubuntu update updates driver drivers settings manager controller adapter interface client host node agent domain`.split(
    /\s+/,
  ),
)

const isFirstOfAddress = (word: string): boolean =>
  !isProse(word) || (/^\p{Lu}/u.test(word) && street.test(word))

/** An address in a line of text has a number or the word for a street; code and sentences have neither, or more. */
const isSpokenAddress = (value: string): boolean =>
  /\d|号|丁目|번지/.test(value) || street.test(value.slice(0, 80))
    ? !/[=*(){}[\]]| \+ |->| \/\/ /.test(value) && isFirstOfAddress(value.split(' ', 1)[0]!)
    : false

/** `Reset password`, `Enter your password`: texts of forms, in files of translations. */
const isLabel = (value: string): boolean =>
  value.length < 64 &&
  value.includes(' ') &&
  /^[\p{L} '’?!.…-]+$/u.test(value) &&
  /\b(?:pass(?:word|code|phrase)s?|secrets?|tokens?|keys?|credentials?|passwort|contraseña|mot de passe)\b/iu.test(
    value,
  )

/** Kinds of what opens something. */
const opens: ReadonlySet<ValueKind> = new Set(['secret', 'key', 'token', 'random', 'code_or_token'])

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

/** Looks at as much as a value may have: a longer one would be read from each of its places on. */
const holdsMask = (value: string): boolean => {
  const part = value.length > MOST_VALUE ? value.slice(0, MOST_VALUE) : value
  return part.includes('[REDACTED') || part.includes('[HMAC')
}

const MOST_VALUE = 4096

/**
 * Letters and digits in turn as no name has them, or with signs that no name has: nothing more has to be asked about how it is written.
 * Most of what is found is so, and the questions cost ten times as much.
 */
export function isEvident(kind: ValueKind, value: string): boolean {
  const { length } = value
  if (length < 12 || length > 512 || !opens.has(kind) || kind === 'random' || !is(value, 0, ALNUM))
    return false
  let runs = 0
  let before = 0
  let seen = 0
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    const part = code < 128 ? PARTS[code]! : 0
    if (part === 0) return false
    if (part === 1 && before !== 1) runs++
    seen |= part
    before = part
  }
  if (seen === 15) return runs > 1
  return (seen & 8) === 0 && seen > 1 && (runs > 3 || (runs > 2 && length > 19)) && length > 15
}

/** Digits, small letters, capitals, and signs that stand in passwords and in no name; 0 for all others. */
const PARTS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  if (/[0-9]/.test(char)) return 1
  if (/[a-z]/.test(char)) return 2
  if (/[A-Z]/.test(char)) return 4
  return '!#^*~%'.includes(char) ? 8 : 0
})

/** @param free - the value stands without quotes: prose must be expected. */
export function isPlausible(kind: ValueKind, value: string, free: boolean): boolean {
  if (isEvident(kind, value)) return true
  if (isPlaceholder(value)) return false
  if (holdsMask(value)) {
    const rest = withoutMasks(value)
    if (rest.length < value.length && (noBlanks.has(kind) || rest.replace(/\W/g, '').length < 3)) return false
  }
  if (opens.has(kind) && (isNameOfElse(value) || isManual(value) || isLabel(value))) return false
  switch (kind) {
    case 'secret':
      return !(free && (/^\d{1,3}(?:\/\d{1,4}|%)?$/.test(value) || isProse(value) || isReference(value)))
    case 'key':
      return free
        ? isToken(value) && !isProse(value) && !isReference(value)
        : value.length >= 6 && !isProse(value.split(' ', 1)[0]!)
    case 'token':
      return (
        (isToken(value) || (!free && /^[a-z]{10,}$/.test(value))) &&
        !isProse(value) &&
        !(free && isReference(value))
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
        !(free && isProse(value))
      )
    case 'proper_name':
      return (
        value.length < 100 &&
        value.length > 1 &&
        /^[\p{L}\p{M}][\p{L}\p{M} .,'’-]*$/u.test(value) &&
        (/^[\p{Lu}\p{Lo}]/u.test(value) || (!free && value.includes(' '))) &&
        !/\.\p{Ll}|^\p{Lu}+$/u.test(value) &&
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
        /\s|号|丁目|번지/.test(value) &&
        !/^\S+@\S+$|^[/\\%$]/.test(value) &&
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
      return value.length < 40 && digitCount(value) >= 4 && digitCount(value) <= 17
    case 'code':
      return isCode(value)
    case 'code_or_token':
      return isCode(value) || (isToken(value) && !isProse(value) && !(free && isReference(value)))
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
        !/^(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{4})\b|^([0-9])\1+$|^\d+\.\d+$/.test(value)
      )
    default:
      return true
  }
}

/** May a mask begin or end here without cutting a word in two? */
export const isBoundary = (text: string, index: number): boolean => !is(text, index, ALNUM)

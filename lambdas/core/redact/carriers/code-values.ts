/** Values without quotes that are code, told by what stands around them: comparisons, declarations, types, calls, casts. */
import { hasOwnDigit, isIdentifier, withKnown } from '../identifiers.ts'
import { isVariable } from '../references.ts'
import type { Scan } from '../scan.ts'
import {
  ANGLE,
  BACKSLASH,
  DOT,
  LETTER,
  LOWER,
  mayBeOf,
  OPENER,
  OTHER,
  STAR,
  traitsOf,
  UNDERSCORE,
} from '../traits.ts'
import { isProgramText } from './program-text.ts'

const MOST_NAMES = 96
const operand = /^[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)*(?:[([][\w$.()[\]]*)?$/

/** `grant_token`, `token.VAR`, `prevToken`, `dirs[0]`: what a program calls something. */
const isOperand = (value: string): boolean =>
  value.length < MOST_NAMES &&
  operand.test(value) &&
  value
    .replace(/[([].*$/, '')
    .split(/\.|->|::/)
    .every((name) => isIdentifier(name) || name.split('_').every((word) => word === '' || isIdentifier(word)))

const hasDigit = (value: string): boolean => /\d/.test(withKnown(value))

/** A name of several parts, as no word is. */
const isJoined = (value: string): boolean => /[._]|->|::|[a-z][A-Z]/.test(value) && !hasDigit(value)

const afterCondition = /^\s*(?:\{|\)|&&|\|\||\?|and\b|or\b|then\b|#)/

/** `if pwd == install_dir`, `tok != token.VAR {`: what is compared stands in a program. */
const isCompared = (text: string, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at) === 61 &&
  (text.charCodeAt(at - 1) === 33 || text.charCodeAt(at + 1) === 61 || text.charCodeAt(at - 1) === 61) &&
  isOperand(value) &&
  (isJoined(value) || afterCondition.test(text.slice(end, end + 8)))

/** What an expression begins with; the value was cut off at the blank after it. */
const head = /(?:async|await|function|lambda|typeof|yield|keyof|struct|func|sizeof) ?[\w({*[]/y

/** Their first letters. */
const EXPRESSIONS = 'aflstyk'

const isExpression = (text: string, at: number, from: number): boolean => {
  if (text.charCodeAt(at - 1) !== 32 && text.charCodeAt(at + 1) !== 32) return false
  if (!EXPRESSIONS.includes(text[from] ?? ' ')) return false
  head.lastIndex = from
  return head.test(text)
}

const declared = /(?:^|[\s({;])(?:const|let|var|readonly|declare) (?:[\w ]{0,24} )?\$?$/

/** `const credentials = identity;`, `readonly clientSecret: Secret;`: without quotes a program's value is a name. */
const isDeclared = ({ text, keyStart }: Scan, value: string): boolean =>
  isAfterWord(text.charCodeAt(keyStart - 1)) &&
  value.length < MOST_NAMES &&
  !hasOwnDigit(value) &&
  declared.test(text.slice(Math.max(0, keyStart - 40), keyStart)) &&
  isOperand(value) &&
  !hasDigit(value)

const isAfterWord = (code: number): boolean => code === 32 || code === 36

/** `(profileName: string`, `() =>`, `(arg?: any)`: the type of a function. */
const parameters = /\((?:\w{1,40}(?:, \w{1,40}){0,4}\) =>|\w{1,40}\??: ?[\w([{'"]|\) ?(?:=>|:))/y

/** `Provider<Credentials>`, `Promise<string>`. */
const generic = /^[A-Z][A-Za-z]+<[A-Z\w][\w.<>[\]|, ]*$/

/** `(char *)x`, `(p).name`, `(GetTokenFn)resolve(`. */
const cast =
  /\((?:\w{1,40}\)(?:\.|->)[A-Za-z_]|(?:const |struct )?\w{1,40} ?\*{1,2}\)|[A-Z]\w{1,40}\)\w{1,40}\()/y

/** `tag[colon+1`, `pwd[len(root):`: a part of something. */
const part = /^[a-z_]\w{0,40}\[(?:[a-z_]\w{0,40}[-+(:\]]|\d{0,3}:)/

/** `s:Token()` of Vim, `\undef` of Perl, `(BASE_CODE + 1` of C. */
const other = /^[abglsw]:[A-Z]\w{0,40}\(|^\\(?:undef|[@%$&]\w)|^\([A-Z]+(?:_[A-Z]+)+$/

function isTyped(text: string, from: number, value: string): boolean {
  if ((traitsOf(value) & (ANGLE | OPENER | BACKSLASH)) === 0) return false
  if (generic.test(value) || part.test(value) || other.test(value)) return true
  if (text.charCodeAt(from) !== 40) return false
  parameters.lastIndex = from
  cast.lastIndex = from
  return parameters.test(text) || cast.test(text)
}

const ownTypes = /^(?:Secret|Credentials?|Token|Password|ApiKey|PrivateKey)$/

/** `ISecret`, `SecretValue`, `TokenSource`: the name of a type, where a program's text goes on. */
const isType = ({ text, keyStart }: Scan, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) === 32 &&
  (traitsOf(value) & ~(LETTER | DOT | OPENER | OTHER)) === 0 &&
  /^(?:[a-z]{2,24}\.)?I?(?:[A-Z]{0,4}[A-Z][a-z]+){1,6}(?:\[\])?$/.test(value) &&
  (/^(?:[a-z]+\.)?I[A-Z]|(?:Token|Secret|Key|Password|Credential)s?(?=[A-Z])/.test(value) ||
    ownTypes.test(value)) &&
  (/^(?:;|\)[:;,{ ]| [|&] [A-Z]| =>|, \w+\??: )/.test(text.slice(end, end + 24)) ||
    text.charCodeAt(keyStart - 1) === 40)

const builtIn =
  /^\d{1,3}\*[A-Za-z]\w*$|^[A-Z]\w{2,40}(?:::[A-Z]\w{2,40})*\.new$|^(?:cfg|conf|config|env|os|opts?|args?|params?|data|self|req|ctx)\.(?:get|pop|fetch|read|getenv|environ)[.([]|^(?:str|int|bytes|len|repr|bool|list|dict|set|tuple|float|chr|ord|type|map|max|min|sum|any|all)\([A-Za-z_][\w.]*(?:\[\d{1,3}\])?\)?$/

const plainNames =
  /^(?:value|val|data|result|res|ret|input|text|name|role|identity|null|[a-z]|[a-z]+(?:_[a-z]+)*_(?:ids?|names?|roles?|types?|values?|data|strs?|objs?|keys?|funcs?|fn|list|map|dict|index|path|file|uri|info|ref|ptr|args?|params?|handler|factory|class|exception|token|tokens))$/

/** `{"Token": service_token, "role": role}` of a program: a name where JSON has none. */
export const isVariableOf = (key: string, value: string): boolean =>
  value === key || isVariable(value) || plainNames.test(value) || isEndOfName(key, value)

/** `"previousPassword": password`. */
const isEndOfName = (key: string, value: string): boolean =>
  /^[a-z]{4,}$/.test(value) && key.toLowerCase().endsWith(value)

/** `token = template_id`, `x[HEADER] = value;`: assigned in a program's text. */
const isAssigned = (text: string, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at) === 61 &&
  mayBeOf(traitsOf(value), LOWER | UNDERSCORE) &&
  (text.charCodeAt(at - 1) === 32
    ? text.charCodeAt(end) === 59 || value.includes('_')
    : /^[,)]/.test(text[end] ?? '') && value.includes('_')) &&
  plainNames.test(value)

/** `_credentials = credentials;`, `context.secret = secret;`. */
const isOwnName = ({ text, keyStart, keyEnd }: Scan, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at - 1) === 32 &&
  text.charCodeAt(end) === 59 &&
  text.slice(keyStart, keyEnd).endsWith(value) &&
  /[._\])>-]/.test(text[keyEnd - value.length - 1] ?? '')

/** `<Output extends TokenBearer = TokenBearer>`. */
const isDefaultType = ({ text, keyStart }: Scan, value: string): boolean =>
  keyStart > 8 && text.startsWith('extends ', keyStart - 8) && /^[A-Z][A-Za-z]+>/.test(value)

const description = /: [A-Z][\w-]*(?: [a-zA-Z][a-z]*){3}/y

/** `@BAG_SECRET: PKCS-12 bag with a secret`: what a comment says of a parameter. */
function isDescription({ text, keyStart }: Scan, at: number): boolean {
  description.lastIndex = at
  return text.charCodeAt(keyStart - 1) === 64 && description.test(text)
}

/** Is the value at `from` code? */
export const isCodeValue = (scan: Scan, at: number, from: number, value: string, end: number): boolean =>
  isCompared(scan.text, at, value, end) ||
  isExpression(scan.text, at, from) ||
  isDeclared(scan, value) ||
  isTyped(scan.text, from, value) ||
  isDefaultType(scan, value) ||
  scan.text.charCodeAt(at - 1) === 91 ||
  isDescription(scan, at) ||
  isType(scan, at, value, end) ||
  ((traitsOf(value) & (DOT | OPENER | STAR)) !== 0 && builtIn.test(value)) ||
  isAssigned(scan.text, at, value, end) ||
  isOwnName(scan, at, value, end) ||
  isProgramText(scan, at, from, value, end)

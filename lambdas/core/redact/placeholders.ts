/** Placeholders, masks, parameters and words that stand where a value would. */
import { is } from './chars.ts'
import { maskEnd } from './masks.ts'
import { isStatus } from './status-words.ts'

const emptyWords = new Set(
  `null none nil undefined true false yes no n/a na empty unset missing hidden redacted masked filtered removed omitted
  include omit same-origin scram-sha-256 scram-sha-1 utf8 utf-8
  amd64 arm64 i386 armhf armel riscv64 ppc64el s390x x86_64 aarch64 noarch
  pass passed fail failed inherit present absent read write readonly read-only read-write granted
  bcrypt argon2 argon2id scrypt pbkdf2 sha256 sha-256 sha512 md5 plaintext
  placeholder sensitive protected encrypted unknown default optional required invalid incorrect wrong expired mismatch
  public private static virtual chauthtok
  string str text int integer number object array boolean bool varchar char() bytes buffer date type void any on off ok nan`.split(
    /\s+/,
  ),
)

/** Placeholders, masks and words that stand for «no value here». */
export const isPlaceholder = (value: string): boolean =>
  isTemplate(value) ||
  isStatus(value) ||
  (value.length < 14 && (value.charCodeAt(0) | 32) > 96 && emptyWords.has(value.toLowerCase())) ||
  (value.length < 48 &&
    ((value.length >= SHORTEST_TAKEN &&
      (taken.test(value) || (isFramed(value) && taken.test(withoutFrame(value))))) ||
      absent.test(value) ||
      instead.test(value)))

/** `example-secret-value`, `dummy_api_key`: words that say of themselves that they are none. */
const instead =
  /^(?:example|sample|dummy|fake|placeholder)(?:[-_](?:client|api|access|auth|secret|token|key|password|value|here)){1,4}$/i

/** Of `***REDACTED***`, `<<masked>>`, `[REDACTED String]` what is within. */
const withoutFrame = (value: string): string =>
  value.replace(/^(?:[*#<[({_+-]{1,8}|[xX]{2,8}[_-])|(?:[*#>\])}_+-]{1,8}|[_-][xX]{2,8})$/g, '')

/** What a frame begins or ends with: all that `withoutFrame` takes off. */
const FRAME = Uint8Array.from({ length: 128 }, (_, code) =>
  '*#<>[](){}_+-xX'.includes(String.fromCharCode(code)) ? 1 : 0,
)
const isFramed = (value: string): boolean => is(value, 0, FRAME) || is(value, value.length - 1, FRAME)

/** `masked` */
const SHORTEST_TAKEN = 6

/** `HIDDEN_DUE_TO_SECURITY_REASONS`, `value_redacted`, `Sensitive value removed`: somebody has been here before. */
const taken =
  /^(?:(?:sensitive|secret|confidential|private|value|data|content|field|token|key|password|credentials?)[ _-]?){0,3}(?:hidden|redacted|masked|removed|filtered|omitted|sanitized|scrubbed|obfuscated|suppressed|withheld)(?:[ _-](?:for|due|to|by|from|in|on|out|security|privacy|reasons?|policy|logs?|value|data|content|output|purposes|sensitive|information|pii|[\w:]*string))*$/i

/** `not provided`, `None set`, `to be determined`. */
const absent =
  /^(?:(?:not|none|never|nothing|yet to be|to be) (?:yet )?(?:provided|available|set|specified|given|known|applicable|found|required|supplied|configured|present|assigned|recorded|disclosed|determined|defined|entered|stored|announced|decided|confirmed|logged|shown|displayed)|tb[acd])$/i

/** What is longer is no placeholder; keys may repeat in it, and each would look at all the rest. */
const MOST_TEMPLATE = 512

/** Placeholders and masks: nothing that could be typed as a password. */
export function isTemplate(value: string): boolean {
  if (value === '') return true
  if (value.length > MOST_TEMPLATE) return isRun(value)
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
    /^\{\{[^}]*\}\}$|^\{ ?\w* ?\}(?:[:/_.-]\{\w*\})*$|^\{[A-Za-z_]\w{0,40}(?:\.\w{1,40}|\[\w{1,40}\]){0,4}(?:![rsa])?(?::[\d<>^.]{1,6}s?)?\}\)?$|^\{\w+(?:![rsa])?(?::[\d<>^.]{1,6}s?)?\}\)?$/.test(
      value,
    )
  )
    return true
  if (first === 35 && /^#\{(?:[^}]*\}|[\w.]{1,40}\[['"]?\w{1,40}$)/.test(value)) return true
  if (first === 60 && /^<[^>]*>?$|^<{2,4}[^<>]*>{2,4}$/.test(value)) return true
  if (first === 37 && /^%[-+#0]?\d{0,3}(?:hh?|ll?|[zjt])?[a-zA-Z]{1,2}(?:$|[^A-Za-z0-9]{1,3}$)/.test(value))
    return true
  if (first >= 97 && value.includes('|') && choices.test(value)) return true
  if (value.length < 16 && value.includes('!') && declaredType.test(value)) return true
  if (first === 69 && /^ENC(?:\[|\([^()]*\)$)/.test(value)) return true
  if (value.length < 6 && first < 58 && /^\d{1,3}(?:ms|[smhdwy])$/.test(value)) return true
  if (first === 48 && /^0x%/.test(value)) return true
  if (first === 104 && keyedHash.test(value)) return true
  if (first === 37 && /^%(?:s|d|v|\(\w+\)s|\w+%)$|^(?:%[sdv][:/,;@ -]?)+$/.test(value)) return true
  if (
    first === 91 &&
    (maskEnd(value, 0) === value.length ||
      javaArray.test(value) ||
      /^\[(?:[A-Z_ -]+|object Object|\w*redacted\w*|filtered|hidden|masked|secret|protected|removed|sensitive|omitted|encrypted|secure|private|none|empty|unset|not set|set|hashed)\]$|^\[(?:Function|AsyncFunction|GeneratorFunction|Getter|Setter|Getter\/Setter|Object|Array|Circular|class|Symbol|Promise|Map|Set|Buffer|native)\b[^\]]*\]?$/.test(
        value,
      ))
  )
    return true
  if ((first === 95 || first === 64 || first === 37) && replaced.test(value)) return true
  return isRun(value)
}

/** `__DB_PASSWORD__`, `@@TOKEN@@`, `%%API_KEY%%`: what a deployment puts its values for. */
const replaced = /^(__|@{1,2}|%%)[A-Z]{2,24}(?:_[A-Z\d]{1,24}){0,6}\1$/

/** `hmac-sha256:5f0c…`: what Vault writes into its audit log in place of a value. https://developer.hashicorp.com/vault/docs/audit */
const keyedHash = /^hmac-sha(?:1|256|384|512):[0-9a-f]{40,128}$/

/** `String!`, `[ID!]!` of a query's variables. https://spec.graphql.org/October2021/#sec-Type-References */
const declaredType = /^\[?(?:String|ID|Int|Float|Boolean|Password)!?\]?!?$/

/** `true|false`, `plain|hashed|none`: what may be chosen. */
const choices = /^[a-z]{2,16}(?:\|[a-z]{2,16}){1,5}$/

/** `${DB_PASSWORD:?must be set}`, `[${name}]`, `${id.key}/${scope}`. */
const composed =
  /^\$\{\w{1,64}:?\?|^\[\$\{\w{1,64}\}\]$|^(?:\$\{[\w.]{1,64}\}[/:@._-]?){1,8}$|^\$[A-Z][A-Z\d_]{1,40}(?:[/:@]\$[A-Z][A-Z\d_]{1,40}){1,3}$/

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
  if (/^(?:x{2,12}|X{2,12}|\*{2,12})(?:-(?:x{2,12}|X{2,12}|\*{2,12})){1,8}$/.test(value)) return true
  for (let i = 1; i < value.length; i++) if (value.charCodeAt(i) !== first) return false
  return true
}

/** What stands behind a key and is no value: words of a sentence, code, names of things. Each by what stands around it. */
import { is, UPPER } from '../chars.ts'
import { uuid } from '../generated.ts'
import type { ValueKind } from '../keys.ts'
import { withoutMasks } from '../masks.ts'
import { isProse } from '../prose.ts'
import type { Scan } from '../scan.ts'
import { UPPER as CAPITAL, DASH, LETTER, traitsOf, UNDERSCORE } from '../traits.ts'

const remark = /\([a-z][a-z-]*(?: [a-z][a-z'-]*){1,8}\)/y

/** `password: (see the console)`: words in brackets are about the value. */
export function isRemark(text: string, from: number): boolean {
  if (text.charCodeAt(from) !== 40) return false
  remark.lastIndex = from
  return remark.test(text)
}

/** `pam_unix(gdm-password:session)`: a service, and what it asks for. https://man7.org/linux/man-pages/man5/pam.conf.5.html */
export const isStackOfPam = ({ text, keyStart }: Scan, at: number, value: string): boolean =>
  text.charCodeAt(at) === 58 &&
  /^(?:session|auth|account|password|chauthtok|setcred)\)?$/.test(value) &&
  /\bpam_\w{1,32}\([\w-]{0,32}$/.test(text.slice(Math.max(0, keyStart - 72), keyStart))

/** `f(aws_secret_access_key=secret, x=y)`: an argument called with a word of its name. */
export const isArgumentOfName = (key: string, value: string): boolean =>
  /^[a-z]{3,12}$/.test(value) && key.includes(`_${value}_`)

/** `LoadCredential=login.issue` of a unit: a name. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Credentials */
export const isCredentialOfUnit = (key: string): boolean =>
  /^(?:Load|Import|Condition|Assert)Credential(?:Encrypted)?$/.test(key)

/** `--private-key=LOCAL_FILE_PATH`, `[--shared-secret=SHARED_SECRET]`: how manuals name what an option takes. */
export const isNameOfArgument = ({ text, keyStart }: Scan, at: number, value: string): boolean =>
  text.charCodeAt(at) === 61 &&
  text.slice(Math.max(0, keyStart - 2), keyStart + 4).includes('--') &&
  /^[A-Z]{2,}(?:_[A-Z]+)+[\])}|\\]*$/.test(value)

/**
 * `"clientToken":"aeafce9c-…"` of a request to AWS: that it is done once only. Vault writes `client_token` where it means a secret.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export const isOnceOnly = (key: string, value: string): boolean =>
  value.length === 36 && /(?:^|[.:\]])[cC]lientToken$/.test(key) && uuid.test(value)

/** `BAD_CREDENTIALS = 4003`: the number of an error. */
export const isErrorNumber = (key: string, value: string): boolean =>
  /^\d{1,6}$/.test(value) &&
  /^(?:[A-Z]+_){0,3}(?:BAD|INVALID|WRONG|MISSING|EXPIRED|ERR|ERROR|E|UNKNOWN|INCORRECT)_/.test(key)

/** `getpass("Enter it: ")`: what is asked of a function is not the value. */
export const isCallOfText = (text: string, value: string, end: number): boolean =>
  value.endsWith('(') && text.charCodeAt(end) === 34

/** `--- PASS: TestTokenRefresh`, `PASS: gdb.base/break.exp: stops there` at the beginning of a line. */
export const isTestResult = ({ text, keyStart }: Scan, key: string, value: string, end: number): boolean =>
  key === 'PASS' &&
  (/^(?:Test|Example|Benchmark)[A-Z_]/.test(value) ||
    ((keyStart === 0 || text.charCodeAt(keyStart - 1) === 10) &&
      text.charCodeAt(keyStart + 5) === 32 &&
      (/[/_]|\.[a-z]{1,4}$|^[a-z]+$/.test(value) ||
        (/^-{0,2}[A-Za-z][A-Za-z\d.-]*$/.test(value) &&
          !loginBefore.test(text.slice(Math.max(0, keyStart - 160), keyStart))) ||
        / /.test(value) ||
        /^:? [a-z(]/.test(text.slice(end, end + 3)))))

/** `second pass: building`, `Pass: 12_Fail: 3`: a run of several, and how many tests went well. */
export const isRunOrCount = ({ text, keyStart }: Scan, key: string, value: string): boolean =>
  key.length === 4 &&
  /^pass$/i.test(key) &&
  ((isSmallWord.test(value) && ordinal.test(text.slice(Math.max(0, keyStart - 12), keyStart))) ||
    countOfTests.test(value))

const isSmallWord = /^[A-Za-z][a-z]+(?: |$)/
const ordinal = /(?:^|[^\w-])(?:first|second|third|fourth|final|last|next|\d{0,3}(?:1st|2nd|3rd|\dth)) $/i
const countOfTests = /^\d{1,9}[_ ,;|/]{1,3}(?:fail|skip|warn|xfail|xpass|error)/i

/** A dialogue in which `PASS` is one of two answers. */
const loginBefore = /\b(?:user|login|account|host|e-?mail|name|id)\w{0,8}["']?\s?[:=]/i

/** `htpasswd: Use MD5 by default`: what a program says. */
export const isProgram = (key: string, value: string): boolean =>
  key.length > 6 &&
  key.endsWith('passwd') &&
  /^(?:ht|smb|ch|g|yp|k|lp|vnc|ldap|sasl|mk)passwd$/.test(key) &&
  /^[A-Za-z]+(?: |$)/.test(value)

/** `--password=MOT_DE_PASSE    …` in a program's help. */
export const isMetavariable = (text: string, value: string, end: number): boolean =>
  text.charCodeAt(end) === 32 &&
  text.charCodeAt(end + 1) === 32 &&
  (/^\p{Lu}[\p{Lu}_-]*$/u.test(value) ||
    (taken.test(value) && /^ {2,40}[A-Z][a-z]+ [a-z]/.test(text.slice(end, end + 64))))

/** `--passwd=file   Use file as …`: what an option takes, in small letters. */
const taken =
  /^(?:file|filename|path|name|string|str|value|secret|password|pass|key|token|text|fd|cmd|command|prompt|line|arg)$/

/** `volume "x" : secret "x" not found`, `*v1.Secret: secrets is forbidden`: the word, and then the name or a verb. */
export const isNameOfNamed = (text: string, at: number, value: string, end: number): boolean =>
  value.length < 13 &&
  value.length > 2 &&
  (traitsOf(value) & ~LETTER) === 0 &&
  /^(?:secret|token|password|key|credential)s?$/i.test(value) &&
  (text.charCodeAt(at) === 58 ? /^ ["'a-z[]|^, / : /^ ["']/).test(text.slice(end, end + 2))

/** `nombre: campo obligatorio`, `fullname = os.path`, `fname == x`: names begin with capitals and end like words. */
export const isWords = (kind: ValueKind, text: string, at: number, value: string, end: number): boolean =>
  (kind === 'name' || kind === 'proper_name') &&
  ((text.charCodeAt(at) === 58 &&
    text.charCodeAt(at + 1) === 32 &&
    /^[a-z]+$/.test(value) &&
    /^ [a-z]/.test(text.slice(end, end + 2))) ||
    /^(?:[_\d([\\]|\.\w|::| ?=)/.test(text.slice(end, end + 2)) ||
    text.charCodeAt(at + 1) === 61)

/** `connect(user=user, password=password)`, `self.token = token`: code that hands a variable on. In a query it would be a value. */
export const isSameName = ({ text, keyStart }: Scan, key: string, value: string): boolean =>
  key.endsWith(value) &&
  (value.length === key.length
    ? text.charCodeAt(keyStart - 1) !== 63 && text.charCodeAt(keyStart - 1) !== 38
    : /^(?:self|this|cls|kwargs|opts)[.[](?:.*[\W_])?$/.test(key.slice(0, -value.length)))

/** Kinds of what machines generate: never a word. */
export const isMade = (kind: ValueKind): boolean => kind === 'token' || kind === 'key' || kind === 'random'

/** Spaces around the sign, an argument of a call, or the end of a member or statement: a program's text. */
export function isCodeAt({ text, keyStart }: Scan, at: number, end: number): boolean {
  if (text.charCodeAt(at) === 61 && text.charCodeAt(at + 1) !== 62)
    return (
      text.charCodeAt(at - 1) === 32 ||
      text.charCodeAt(keyStart - 1) === 40 ||
      (/^[,)]/.test(text[end] ?? '') &&
        (text.startsWith(', ', keyStart - 2) || isOwnLine(text, keyStart, end)))
    )
  const next = text.charCodeAt(end)
  return next === 44 || next === 41 || next === 125
}

/** `    password=db_password)`: the argument of a call that began on a line above, alone on its own. */
const isOwnLine = (text: string, start: number, end: number): boolean =>
  /(?:^|\n)[ \t]{2,40}$/.test(text.slice(Math.max(0, start - 41), start)) &&
  /^[,)]+[:;,)]?(?:[\r\n]|$)/.test(text.slice(end, end + 8))

/** Blank, plus or point. */
const isJoint = (code: number): boolean => code === 32 || code === 43 || code === 46

/** `"application:" + key`: code that puts a value together. */
export const isJoined = (text: string, value: string, end: number): boolean =>
  (text.charCodeAt(end) === 34 || text.charCodeAt(end) === 39) &&
  isJoint(text.charCodeAt(end + 1)) &&
  /[:=?&\s([{]/.test(value[value.length - 1] ?? '.') &&
  /^["'] ?[+.] ?[A-Za-z_$(]/.test(text.slice(end, end + 5))

/** `f"prefix_{name}"`, `"prefix_{}".format(name)`: a text with places that are filled elsewhere. */
export const isFormat = (text: string, start: number, value: string, end: number): boolean =>
  value.includes('{') &&
  /^[^{}]*(?:\{[\w.]{0,40}(?:![rsa])?\}[^{}]*){1,8}$/.test(value.slice(0, 512)) &&
  (/(?:^|[^\w])[fF]["']$/.test(text.slice(Math.max(0, start - 3), start)) ||
    text.startsWith('.format(', end + 1))

/** `GET token:blacklist:4411`: the rest of a key of Redis. */
export const isStoreKey = (value: string): boolean =>
  storeHead.test(value) && value.length < 4096 && storeKey.test(withoutMasks(value))

/** Told before masks are looked for in it. */
const storeHead = /^(?:\[|[a-z][a-z_-]{0,32}[:[])/
const storeKey = /^[a-z][a-z_-]{2,32}:[\w:-]{0,64}$/

/** `token bucket refilled: capacity=100`, `invalid password : local database : user = ana`: after the colon of a sentence stands a pair of its own. */
export const isPairOfOther = (text: string, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) === 32 &&
  (/^[A-Za-z_]{2,32}=[^=]/.test(value) ||
    (/^[a-z_]{2,32}=$/.test(value) && /^["'][\w(<[{/]/.test(text.slice(end, end + 2))) ||
    (text.charCodeAt(at - 1) === 32 &&
      /^[a-z]+$/.test(value) &&
      /^(?: [a-z]+){1,3} : [a-z]+/.test(text.slice(end, end + 48))) ||
    (/^[A-Za-z]+(?:[_.-][A-Za-z]+)*$/.test(value) && text.startsWith(': ', end)))

/** `docs/credential: minor fixes`, `drm/msm/mdp5: Fix …`: where a change was made, and what it does. */
export const isChangeIn = ({ text, keyStart }: Scan, at: number, value: string, end: number): boolean =>
  text.charCodeAt(keyStart - 1) === 47 &&
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) === 32 &&
  /^[A-Za-z][a-z]+(?: |$)/.test(value) &&
  (value.includes(' ') ||
    /^ [a-z]/.test(text.slice(end, end + 2)) ||
    (value.endsWith('ed') && text.charCodeAt(end) === 32)) &&
  /[a-z\d-]{3,}\/$/.test(text.slice(Math.max(0, keyStart - 24), keyStart)) &&
  !/(?:user|login|account|username)\/$/i.test(text.slice(Math.max(0, keyStart - 24), keyStart))

/** `cursor=Bq7…xw== etag="…"`: the end of what is written in base 64, and the next pair. */
export const isPadding = (text: string, at: number, keyStart: number, keyEnd: number): boolean =>
  text.charCodeAt(at) === 61 &&
  text.charCodeAt(at + 1) === 61 &&
  text.charCodeAt(at + 2) === 32 &&
  at === keyEnd &&
  keyEnd - keyStart > 15

/** `npm:@scope/package@1.0.0`, `github:owner/project#v2`, `aws:RequestTag/team`: where something lies in a service. */
export const isNameIn = (text: string, at: number, value: string): boolean =>
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) > 32 &&
  /^(?:@[\w-]+|[a-z][a-z-]{2,}|[A-Z][a-z]+(?:[A-Z][a-z]+)*)\/[\w.@/#-]*$/.test(value)

/** `acme/token-svc:2025.03.12-7c223e7`: the version of an image. */
export const isImageTag = (text: string, at: number, keyStart: number, value: string): boolean =>
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) > 32 &&
  text.slice(keyStart - 1, at).includes('/') &&
  /^(?:latest|v?\d{1,4}(?:\.\d{1,6})+(?:[-+_.][\w.-]*)?)$/.test(value)

/** A shell's `PWD=/home/ana`. */
export const isWorkingDirectory = (key: string, value: string): boolean =>
  (value.charCodeAt(0) === 47 || value.charCodeAt(0) === 126) && /^(?:old)?pwd$/i.test(key)

/** `"PWD": "/home/ana"`. */
export const isDirectory = (key: string, value: string): boolean =>
  isWorkingDirectory(key, value) && /^~?(?:\/(?:[A-Za-z][\w.@-]*|\[REDACTED[\w:]*\]))+\/?$/.test(value)

/** `passwd: files systemd`: where a system looks names up. https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html */
export const isDatabase = (key: string, value: string): boolean =>
  key === 'passwd' && /^(?:files|compat|db|sss|nis|nisplus|ldap|winbind|hesiod|systemd)\b/.test(value)

/** `${DB_PASSWORD:?must be set}`: what a shell says when nothing is there. */
export const isShellMessage = (text: string, keyStart: number, value: string): boolean =>
  value.charCodeAt(0) === 63 && text.charCodeAt(keyStart - 1) === 123 && text.charCodeAt(keyStart - 2) === 36

/** `checksum/secret: 5b86…` of a chart: what changes when the secret does. */
export const isChecksum = (text: string, keyStart: number): boolean =>
  keyStart > 8 && text.startsWith('checksum/', keyStart - 9)

/** `[{name: x}]`, `{name:`: an object without quotes, whose own names decide. */
export const isObject = (text: string, value: string, end: number): boolean =>
  (text.charCodeAt(end) === 58 && /^\[?\{\w{1,40}$/.test(value)) ||
  (text.charCodeAt(end) === 44 && /^\[\d{1,3}$/.test(value))

/** `DeriveSecret: "DeriveSecret"`, `CLIENT_SECRET = "clientSecret"`: a constant that is called as it says. */
export const isNameOfKey = (key: string, value: string): boolean =>
  (is(value, 0, UPPER) && value === key && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(value)) ||
  isPartOfKey(key, value)

const isPartOfKey = (key: string, value: string): boolean =>
  value.length < 64 &&
  (traitsOf(value) & ~(LETTER | UNDERSCORE | DASH)) === 0 &&
  (traitsOf(value) & (CAPITAL | UNDERSCORE | DASH)) !== 0 &&
  /^[A-Za-z]+(?:[_-][A-Za-z]+)+$|^[A-Za-z][a-z]+(?:[A-Z][a-z]+)+$/.test(value) &&
  plainName(key).endsWith(plainName(value))

const plainName = (name: string): string => name.replace(/[^A-Za-z]/g, '').toLowerCase()

/** `Invalid token: expected number` and the like: a lower-case word that is followed by another one. */
export const isSentence = (text: string, at: number, value: string, end: number): boolean =>
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) === 32 &&
  (isProseLine(value) ||
    /^[A-Z][a-z]+(?:ing|ed) (?:[a-z]{2,8} )?[a-z][\w./-]*$/.test(value) ||
    (/^[A-Z][a-z]+$/.test(value) && aboutSecret.test(text.slice(end, end + 40))) ||
    (/^(?:[A-Za-z]?[a-z]+|[A-Z]{2,5}s)$/.test(value) &&
      text.charCodeAt(end) === 32 &&
      (isProse(value) ||
        isBegun(text, value, end) ||
        (/^[a-z]{3,}ing$/.test(value) && /^ [a-z]/.test(text.slice(end, end + 2))) ||
        (/(?:secret|token|key|password)s$/i.test(text.slice(Math.max(0, at - 9), at)) &&
          /^ [a-z]+(?: |$)/.test(text.slice(end, end + 32))) ||
        functionWord.test(text.slice(end, end + 9)))))

/** `Possible hardcoded password: …`: what the word before it says of a secret. */
const aboutSecret = /^ [a-z-]{3,20} (?:password|token|secret|key|credential)s?\b/

const clause =
  /^[a-z]{3,}(?:-[a-z]{3,})?(?: [a-z][\w'-]*){1,5} (?:(?:not|is|are|was|were|be|has|have|had|must|should|will|would|can|cannot|could|for|of|in|to|from|with|by|on|at|and|or|the|an?|no|than|as)\b|%\w|['"`(\d])/

/** `SecretList: illegal tag 0`, `credentials: status code 403`: small words up to one that only sentences have. Not so of passwords, which may be words. */
export const isClause = (detector: string, text: string, at: number): boolean =>
  detector === 'secret' &&
  text.charCodeAt(at) === 58 &&
  text.charCodeAt(at + 1) === 32 &&
  clause.test(text.slice(at + 2, at + 82))

/** `Results from …`, `Optimizing directories`: the first word of a sentence. */
export const isBegun = (text: string, word: string, end: number): boolean =>
  /^[A-Z][a-z]+$/.test(word) &&
  (functionWord.test(text.slice(end, end + 9)) ||
    (/(?:ing|ed)$/.test(word) && /^ (?:[a-z]+[\s.,;]|[a-z]+$|[@%])/.test(text.slice(end, end + 24))))

const functionWord =
  /^ (?:%[a-z]|`\w|(?:denied|failed|refused|rejected|expired|exceeded|mismatch)\b|(?:is|are|was|were|has|have|had|must|should|will|would|can|could|not|for|of|in|to|from|with|by|on|and|or|does|did)\b)/

/** Three words and more, no digit, and one of them a function word, or a full stop at the end. */
const isProseLine = (value: string): boolean =>
  value.includes(' ') &&
  /^\p{L}[\p{L}'-]*(?: [\p{L}'(),-]+){2,}\.?$/u.test(value.slice(0, 200)) &&
  (value.endsWith('.') ||
    /^\p{Lu}.* (?:is|are|was|has|must|should|not|for|of|in|to|from|with|by|on|and|or|the|a|an) /u.test(value))

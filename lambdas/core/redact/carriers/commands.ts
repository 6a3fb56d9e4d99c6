/**
 * Programs and where they take secrets: after which option, after which sub-command, or joined to a user name.
 * From the programs' own manual pages; programs whose options name the secret (`--password`) need no entry.
 */
import { isPlaceholder } from '../placeholders.ts'
import type { Scan } from '../scan.ts'
import { type Argument, argumentsFrom } from './arguments.ts'
import { isBefore } from './before.ts'
import { type Finder, forWords } from './finder.ts'

interface Command {
  /** The argument after such an option is a secret; so is what follows `=` or `:` in it. */
  readonly option?: RegExp
  /** The argument after such an option is `user<separator>secret`. */
  readonly user?: RegExp
  /** Between user and secret; `:` when not said. */
  readonly separator?: string
  /** Sub-command, and how many arguments after it the secret stands. */
  readonly after?: readonly (readonly [word: RegExp, place: number])[]
  /** An argument of this form holds the secret in its first group. */
  readonly form?: RegExp
  /** Only when the arguments match: for programs with names of common words. */
  readonly when?: RegExp
}

const keystore = /^-(?:storepass|keypass|srcstorepass|deststorepass|srckeypass|destkeypass|new)$/
/** Names of users begin with a letter: `exp 12/2027` is a date. */
const oracle: Command = {
  form: /^[A-Za-z][\w.$#]*\/([^\s@/]+)(?:@.*)?$/d,
  when: /^(?:-\w+ +)*[A-Za-z][\w.$#]*\/[^\s@/]+(?:@|$)|=[^\s/=]{1,64}\/[^\s@]{1,64}@/,
}
const samba: Command = {
  user: /^(?:-U|--user)$/,
  separator: '%',
  form: /^(?:--user=|-U)[^%\s]+%(.+)$/d,
  option: /^--password$/,
}
const windowsPassword = /^\/(?:rp|p|pass|password|pw)$/i

const commands: Readonly<Record<string, Command>> = {
  keytool: { option: keystore },
  security: {
    option: /^-[pPw]$/,
    when: /^(?:(?:un)?lock-keychain|create-keychain|set-key(?:chain-password|-partition-list)|add-(?:generic|internet)-password|import) /,
  },
  jarsigner: { option: keystore },
  apksigner: { option: /^--(?:ks|key)-pass$/ },
  openssl: { option: /^-(?:k|K|pass|passin|passout|password|psk|srppass)$/, after: [[/^passwd$/, 1]] },
  mysqladmin: { after: [[/^(?:password|old-password)$/, 1]], form: /^-p(.+)$/d },
  htpasswd: { after: [[/^-[a-zA-Z]*n[a-zA-Z]*b[a-zA-Z]*$|^-[a-zA-Z]*b[a-zA-Z]*n[a-zA-Z]*$/, 2]] },
  rabbitmqctl: { after: [[/^(?:add_user|change_password|authenticate_user)$/, 2]] },
  lftp: { user: /^-u$/, separator: ',' },
  ncftp: { option: /^-p$/ },
  ncftpget: { option: /^-p$/ },
  ncftpput: { option: /^-p$/ },
  smbclient: samba,
  rpcclient: samba,
  smbmap: { option: /^-p$/ },
  winexe: samba,
  wmic: { ...samba, form: /^\/password:(.+)$/di },
  net: {
    when: /^(?:use|user|rpc|ads)\b/i,
    after: [
      [/^\/user:/i, 1],
      [/^\\\\/, 1],
      [/^user$/i, 2],
    ],
    user: /^-U$/,
    separator: '%',
  },
  schtasks: { option: windowsPassword },
  cmdkey: { form: /^\/pass:(.+)$/di },
  psexec: { option: /^[-/]p$/i },
  paexec: { option: /^[-/]p$/i },
  winrs: { form: /^[-/]p(?:assword)?:(.+)$/di },
  plink: { option: /^-pw$/ },
  pscp: { option: /^-pw$/ },
  psftp: { option: /^-pw$/ },
  reg: { option: /^\/d$/i, when: /^add\b.*(?:passw|secret|token)/i },
  putty: { option: /^-pw$/ },
  kitty: { option: /^-pass$/ },
  winscp: { form: /^\/password=(.+)$/di },
  signtool: { option: windowsPassword },
  certutil: { option: /^-p$/ },
  dsadd: { option: /^-pwd$/ },
  dsmod: { option: /^-pwd$/ },
  ipmitool: { option: /^-P$/, after: [[/^password$/, 2]] },
  ipmiutil: { option: /^-P$/ },
  racadm: { option: /^-p$/ },
  crackmapexec: { option: /^-p$/ },
  netexec: { option: /^-p$/ },
  hydra: { option: /^-p$/ },
  exp: oracle,
  imp: oracle,
  expdp: oracle,
  impdp: oracle,
  sqlplus: oracle,
  sqlldr: oracle,
  rman: oracle,
  sqlcmd: { option: /^-P$/ },
  tsql: { option: /^-P$/ },
  sqsh: { option: /^-P$/ },
  beeline: { option: /^-p$/ },
  hdbsql: { option: /^-p$/ },
  db2: { after: [[/^using$/i, 1]], when: /^(?:-\w+ +)*["']?(?:connect|attach)\b/i },
  rootpw: {
    option: /^--(?:plaintext|iscrypted)$/,
    form: /^([^-\s#][^\s]{3,})$/d,
    when: /^(?:--[a-z-]+ +){0,3}[^\s=:]+ *(?:\r?\n|$)/,
  },
  nmcli: { after: [[/^(?:password|wifi-sec\.psk|802-11-wireless-security\.psk)$/, 1]] },
  snmpwalk: { option: /^-[cAX]$/ },
  snmpget: { option: /^-[cAX]$/ },
  snmpset: { option: /^-[cAX]$/ },
  snmpbulkwalk: { option: /^-[cAX]$/ },
  useradd: { option: /^(?:-p|--password)$/ },
  usermod: { option: /^(?:-p|--password)$/ },
  radtest: {
    after: [
      [/^[^-]\S*$/, 1],
      [/^[^-]\S*$/, 4],
    ],
  },
  smbpasswd: { option: /^-w$/ },
  kadmin: { option: /^-(?:w|pw)$/ },
  vault: { after: [[/^login$/, 1]], form: /^(?:token|password|secret_id)=(.+)$/d },
  snyk: { after: [[/^auth$/, 1]], when: /^auth [\da-f-]{36}(?!\S)/ },
  testsaslauthd: { option: /^-p$/ },
  rclone: { after: [[/^obscure$/, 1]] },
  aws: { after: [[/^(?:\S*\.)?(?:aws_secret_access_key|aws_session_token)$/, 1]] },
  npm: { after: [[/_authToken$|_password$|_auth$/, 1]] },
  yarn: { after: [[/npmAuthToken$|_authToken$/, 1]] },
  heroku: { after: [[/^auth:token$/, 2]], when: /^auth:token *->/ },
  unrar: { form: /^-p(.+)$/d },
  rar: { form: /^-h?p(.+)$/d },
  http: { user: /^-a$/, when: /^[^\n|;]{0,64}?-a [^\s:]{1,64}:/ },
  https: { user: /^-a$/, when: /^[^\n|;]{0,64}?-a [^\s:]{1,64}:/ },
  mqtt: { option: /^-pw$/ },
  wsadmin: { option: /^-password$/ },
  asadmin: { option: /^--?password$/ },
}

export const commandWords: readonly string[] = Object.keys(commands).filter(
  (name) => /^[a-z0-9_]{2,}$/.test(name) && name !== 'add',
)

/** Names of programs that are looked at among the arguments of another one: a row of names costs no more than its length. */
const MAX_INSIDE = 3

/** At the name of a program. What it takes in secret is recorded for later; the scanner goes on as if nothing was found. */
export const findCommand: Finder = (scan, start, end, word) => {
  const { text } = scan
  const before = scan.before(start)
  const next = text.charCodeAt(end)
  if (before === 45 || before === 46 || before === 95 || before === 58 || before === 61 || before === 64)
    return start
  const command = commands[word]
  if (command === undefined || (next !== 32 && next !== 34 && next !== 39 && next !== 46)) return start
  const { measured } = scan
  if (start < measured.commandUntil ? ++measured.commandsInside > MAX_INSIDE : false) return start
  const from = next === 46 && /^\.(?:exe|bat|sh|py|cmd)\b/i.test(text.slice(end, end + 5)) ? end + 4 : end
  if (command.when !== undefined && !command.when.test(text.slice(from, from + 256).trimStart())) return start
  const list = argumentsFrom(scan, from)
  if (start >= measured.commandUntil) {
    measured.commandsInside = 0
    measured.commandUntil = list.at(-1)?.end ?? start
  }
  redactArguments(scan, command, word, list)
  return start
}

function redactArguments(scan: Scan, command: Command, word: string, list: readonly Argument[]): void {
  list.forEach((argument, i) => {
    const { value } = argument
    const next = list[i + 1]
    if (command.option?.test(value) === true && next !== undefined) addSecret(scan, next)
    if (command.user?.test(value) === true && next !== undefined)
      addAfter(scan, next, command.separator ?? ':')
    const form = command.form?.exec(value)
    const part = form?.indices?.[1]
    if (part !== undefined) addPart(scan, argument, part[0], part[1] - part[0])
  })
  for (const [name, place] of command.after ?? []) redactPlace(scan, list, name, place)
  if (word === 'htpasswd') redactLast(scan, list)
}

/** The argument `place` after the first one that is `name`; options between are not counted. */
function redactPlace(scan: Scan, list: readonly Argument[], name: RegExp, place: number): void {
  const at = list.findIndex(({ value }) => name.test(value))
  if (at < 0) return
  const rest = list.slice(at + 1).filter(({ value }) => !/^-/.test(value) || value === '->')
  const secret = rest[place - 1]
  if (secret !== undefined && !/^[/*]\S*$|^[a-z_]{3,24}=/.test(secret.value)) addSecret(scan, secret)
}

/** `htpasswd -b file user secret`. */
function redactLast(scan: Scan, list: readonly Argument[]): void {
  const names = list.filter(({ value }) => !value.startsWith('-'))
  const isBatch = list.some(({ value }) => /^-[a-zA-Z]*b/.test(value))
  if (isBatch && names.length === 3) addSecret(scan, names[2]!)
}

/** `pass:secret` of openssl; `env:NAME` and `file:path` only name the place. */
function addSecret(scan: Scan, { start, end, value }: Argument): void {
  if (
    /^(?:env|file|fd|stdin|keyring|@):?/.test(value) &&
    /^(?:(?:env|file|fd|keyring):|stdin$|@)/.test(value)
  )
    return
  const from = value.startsWith('pass:') ? start + 5 : start
  if (
    end - from < 3 ||
    value.startsWith('-') ||
    isPlaceholder(scan.text.slice(from, end)) ||
    /^\$(?!\d\$)/.test(value)
  )
    return
  scan.addLater('password', from, end)
}

function addAfter(scan: Scan, argument: Argument, separator: string): void {
  const at = argument.value.indexOf(separator)
  if (at > 0) addPart(scan, argument, at + 1, argument.value.length - at - 1)
}

function addPart(scan: Scan, { start, value }: Argument, at: number, length: number): void {
  const secret = value.slice(at, at + length)
  if (length < 3 || isPlaceholder(secret) || secret.startsWith('$')) return
  scan.addLater('password', start + at, start + at + length)
}

const piped =
  /(?:\s+-[neE]+)*\s+(["']?)([^"'|\n]{3,256}?)\1\s*\|\s*(?:sudo\s+)?(chpasswd|passwd\s+--stdin|sudo\s+-S|(?:docker|podman|helm|oras|nerdctl|skopeo|crane)\s[^|\n]*--password-stdin|kinit\b|cryptsetup\b|gpg2?\s[^|\n]*--passphrase-fd\s+0|smbpasswd\b[^|\n]*-s|openssl\s[^|\n]*stdin|gh\s+auth\s+login\s+--with-token|vault\s+login\s+-|rclone\s+obscure\s+-)/dy

/** `echo "ana:secret" | chpasswd`, `echo secret | docker login --password-stdin`. */
const findPiped: Finder = (scan, start, end) => {
  if (!scan.text.slice(end, end + 320).includes('|')) return start
  piped.lastIndex = end
  const match = piped.exec(scan.text)
  if (match === null || isPlaceholder(match[2]!) || match[2]!.startsWith('$')) return start
  const valueStart = match.indices![2]![0]
  const user = match[3] === 'chpasswd' ? match[2]!.indexOf(':') + 1 : 0
  const done = scan.add('password', valueStart + user, valueStart + match[2]!.length)
  return Math.max(done, start)
}

const secretSet = / set\b[^\n|;]{0,256}? (?:--body|-b|--value)(?: +|=)["']?([^\s"']{3,4096})/dy

/** `gh secret set NAME --body x`, `az keyvault secret set … --value x`: at the word secret. */
export function findSecretSet(scan: Scan, start: number, end: number): number {
  if (!isBefore(scan, /\b(?:gh|keyvault) $/, start, 10)) return start
  secretSet.lastIndex = end
  const match = secretSet.exec(scan.text)
  const range = match?.indices?.[1]
  if (range === undefined || isPlaceholder(match![1]!) || match![1]!.startsWith('$')) return start
  scan.addLater('secret', range[0], range[1])
  return start
}

const keygen = /[^\n|;]{0,256}? -[NP] ?(?:(["'])([^"'\n]{3,128})\1|([^\s"']{3,128}))/dy

/** `ssh-keygen -N 'secret'`. */
const findKeygen: Finder = (scan, start, end) => {
  if (!scan.text.startsWith('ssh-', start - 4)) return start
  keygen.lastIndex = end
  const match = keygen.exec(scan.text)
  const range = match?.indices?.[2] ?? match?.indices?.[3]
  if (range !== undefined && !(scan.inString && match![1] === '"'))
    scan.addLater('password', range[0], range[1])
  return start
}

const secureString = /-SecureString\s+(?:-(?:String|AsPlainText|Force)\s+)*(["'])([^"'\n]{3,256})\1/iy

/** `ConvertTo-SecureString -String "secret" -AsPlainText`. */
const findSecureString: Finder = (scan, start, end) => {
  secureString.lastIndex = end
  const match = secureString.exec(scan.text)
  if (match === null || match[2]!.startsWith('$') || isPlaceholder(match[2]!)) return start
  const last = secureString.lastIndex - 1
  const done = scan.add('password', last - match[2]!.length, last)
  return Math.max(done, start)
}

export const commandFinders: Readonly<Record<string, Finder>> = {
  ...forWords(Object.keys(commands).join(' '), findCommand),
  ...forWords('echo printf', findPiped),
  convertto: findSecureString,
  keygen: findKeygen,
}

/** Secrets on command lines: `--password x`, `-u user:x`, `mysql -px`, also as the list of arguments that programs log. */
import { is, KEY, skip } from '../chars.ts'
import { actionOnValue, type ValueKind } from '../key-rules.ts'
import { hasMask } from '../masks.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isPlausible } from '../plausible.ts'
import { isProse } from '../prose.ts'
import type { Scan } from '../scan.ts'
import { readingsBefore } from './before.ts'
import { isMetavariable } from './not-values.ts'
import { closingQuote, isQuote } from './values.ts'

/** At a dash. */
export function findFlag(scan: Scan, dash: number): number {
  const { text } = scan
  if (!isFlagStart(scan.before(dash))) return dash
  const next = text.charCodeAt(dash + 1)
  if (next === 45) return findLongFlag(scan, dash)
  if (next === 117 || next === 85) return redactUser(scan, dash + 2, dash)
  if (text.startsWith('pw ', dash + 1)) return findAnyPassword(scan, dash)
  if ((next | 32) === 112 || next === 97 || next === 119) {
    const done = findShortPassword(scan, dash)
    if (done > dash) return done
  }
  return is(text, dash + 4, KEY) && is(text, dash + 3, KEY) ? findNamedFlag(scan, dash, dash + 1) : dash
}

const isFlagStart = (code: number): boolean =>
  Number.isNaN(code) || code <= 32 || isQuote(code) || code === 91 || code === 44

/** Between a flag and its value: blanks, or the end of one argument and the beginning of the next; ` a2=` in records of audit. */
const gap = /["']?(?:\s*,\s*|=\s*| a\d{1,3}=| (?![ \t]))["']?/y

/** What may stand behind the blank after a flag, when that is all of the gap. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) =>
  /[b-zA-Z0-9._/$@#%-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

function afterFlag(text: string, end: number): number {
  if (text.charCodeAt(end) === 32 && is(text, end + 1, PLAIN)) return end + 1
  gap.lastIndex = end
  return gap.test(text) ? gap.lastIndex : end
}

const findLongFlag = (scan: Scan, dash: number): number => findNamedFlag(scan, dash, dash + 2)

/** `--password x`, `-accessToken x`, `-Password x`: the name of the option begins at `start`. */
function findNamedFlag(scan: Scan, dash: number, start: number): number {
  const { text } = scan
  const end = skip(text, start, KEY, start + 64)
  const code = text.charCodeAt(end)
  if (end - start < 3 || (code !== 32 && !isQuote(code)) || text.charCodeAt(end - 1) === 46) return dash
  const rule = scan.policy.keys.lookup(text, start, end)
  const from = afterFlag(text, end)
  if (from === end) return dash
  if (
    end - start < 11 &&
    isUserEnd(text.charCodeAt(end - 1)) &&
    /^(?:(?:proxy-)?user|(?:src-|dest-)?creds|auth)$/.test(text.slice(start, end))
  )
    return redactUser(scan, end, dash)
  if (rule === undefined) return dash
  const valueEnd = argumentEnd(scan, from)
  const first = text.charCodeAt(from)
  if (
    first === 45 ||
    first === 36 ||
    first === 40 ||
    !(
      isPlausible(rule.kind, text.slice(from, valueEnd), true) || isPhrase(scan, rule.kind, from, valueEnd)
    ) ||
    (rule.kind === 'cookie' && !text.slice(from, Math.min(valueEnd, from + 4096)).includes('=')) ||
    ofKeyring.test(text.slice(start, end)) ||
    isMetavariable(text, text.slice(from, valueEnd), valueEnd)
  )
    return dash
  const done = scan.add(rule.detector, from, valueEnd, {
    key: text.slice(start, end),
    action: actionOnValue(rule),
  })
  return done === from ? dash : closed(text, end, from, done)
}

/** `gpg --export-secret-keys x`: which key of the ring. https://www.gnupg.org/documentation/manuals/gnupg/GPG-Commands.html */
const ofKeyring =
  /^-{0,2}(?:export|delete|dump|try|list|import|edit|passwd)-secret-(?:and-public-)?(?:sub)?keys?/

/** `--password "two words"`: in quotes, and no sentence. */
function isPhrase({ text }: Scan, kind: ValueKind, from: number, end: number): boolean {
  if (kind !== 'secret' || !isQuote(text.charCodeAt(from - 1))) return false
  const words = text.slice(from, end).split(' ')
  return (
    words.length > 1 &&
    words.length < 5 &&
    words.every((word) => word !== '' && !isPlaceholder(word) && !isProse(word))
  )
}

/** The last letter of `user`, `creds` and `auth`. */
const isUserEnd = (code: number): boolean => code === 114 || code === 115 || code === 104

/** After the quote that ends the value, when the gap before the value opened one; in a list (`"--a", "x"`) it closes one and opens one. */
function closed(text: string, gapStart: number, from: number, done: number): number {
  let quotes = 0
  for (let i = gapStart; i < from; i++) if (text.charCodeAt(i) === 34) quotes++
  return quotes % 2 === 1 && text.charCodeAt(done) === 34 ? done + 1 : done
}

/** The end of one argument: the quote that was opened before it, or white space, looked for once however many options are before it. */
function argumentEnd(scan: Scan, from: number): number {
  const { text } = scan
  const before = text.charCodeAt(from - 1)
  if (isQuote(before) && !(before === 34 && scan.inString)) {
    const close = closingQuote(scan, from - 1)
    if (close >= 0) return close
  }
  const { measured } = scan
  if (from < measured.argumentStart || from > measured.argumentEnd) {
    let i = from
    while (i < text.length && text.charCodeAt(i) > 32 && text.charCodeAt(i) !== 34) i++
    measured.argumentStart = from
    measured.argumentEnd = i
  }
  return measured.argumentEnd
}

/** `-pw x`, of whatever program: not a name or a number. */
function findAnyPassword(scan: Scan, dash: number): number {
  const from = isQuote(scan.text.charCodeAt(dash + 4)) ? dash + 5 : dash + 4
  const end = argumentEnd(scan, from)
  const value = scan.text.slice(from, end)
  if (value.length < 5 || !/\d/.test(value) || !/[A-Za-z]/.test(value) || /^[-$<]/.test(value)) return dash
  const done = scan.add('password', from, end)
  return done === from ? dash : closed(scan.text, dash + 3, from, done)
}

const command =
  /\b(?:mysql\w*|mariadb\w*|sshpass|mongo\w*|(?:docker|podman|nerdctl|buildah|helm|oras|skopeo|az|ecr|cf|oc)[\w ]* login|sqlcmd|bcp|isql|ldap\w+|redis-cli|rdesktop|xfreerdp|7z|zip|unzip|smbclient|ftp|lftp|mosquitto_\w+|influx|cqlsh|nodetool|curl|rabbitmqadmin)\b[^|;&\n]*$/
const passwordFlags: Readonly<Record<string, RegExp>> = {
  p: /mysql|mariadb|sshpass|mongo|login|influx|cqlsh|rabbitmqadmin|7z|xfreerdp|rdesktop/,
  P: /sqlcmd|bcp|isql|zip|mosquitto/,
  a: /redis-cli/,
  w: /ldap/,
}

function commandBefore(scan: Scan, dash: number): RegExpExecArray | undefined {
  for (const before of readingsBefore(scan, dash, 160)) {
    const match = command.exec(before)
    if (match !== null) return match
  }
  return undefined
}

/** `-pSECRET`, `-p SECRET`, `-a SECRET`, `-w SECRET` of programs that take a password so. */
function findShortPassword(scan: Scan, dash: number): number {
  const { text } = scan
  const programs = passwordFlags[text[dash + 1]!]
  const match = programs && commandBefore(scan, dash)
  if (!match || !programs.test(match[0])) return text[dash + 1] === 'p' ? findBesideUser(scan, dash) : dash
  const from = text.charCodeAt(dash + 2) === 32 ? dash + 3 : dash + 2
  if (from > dash + 2 && /mysql|mariadb/.test(match[0])) return dash
  const isClosed = scan.inString && text.charCodeAt(from) === 34
  const start = isQuote(text.charCodeAt(from)) ? from + 1 : from
  const end = argumentEnd(scan, start)
  if (
    isClosed ||
    end - start < 3 ||
    text.charCodeAt(start) === 45 ||
    isPlaceholder(text.slice(start, end)) ||
    /^\d{2,5}(?::\d+)?$|^(?:ort|rotocol)/.test(text.slice(start, end))
  )
    return dash
  const done = scan.add('password', start, end)
  return done === start ? dash : closed(text, from, start, done)
}

const userBefore =
  /(?:^|[\s'",[])-{1,2}u(?:ser(?:name)?)?(?: |=|["'], ?["'])[A-Za-z[][\w.@\\\]:-]{0,64}["']?,? ["']?$/
const passwordAfter = /(?: ["']?|["'], ?["'])([^\s"'/\\:,;=-][^\s"'/\\:,;=]{5,63})(?=["'\s;]|$)/dy

/** `-u ana -p x` of any program: what has letters and digits, and is no path, port or version. */
function findBesideUser(scan: Scan, dash: number): number {
  passwordAfter.lastIndex = dash + 2
  const match = passwordAfter.exec(scan.text)
  const value = match?.[1]
  if (
    value === undefined ||
    !/\d/.test(value) ||
    !/[A-Za-z]/.test(value) ||
    /\.\w{1,5}$|^[a-z]+[-_]?\d+$|^\d+(?:\.\d+)*[a-z]{0,3}$/.test(value) ||
    isPlaceholder(value) ||
    (scan.inString && match![0].includes('"')) ||
    !readingsBefore(scan, dash, 96).some((before) => userBefore.test(before))
  )
    return dash
  scan.addLater('password', ...match!.indices![1]!)
  return dash
}

/** The last one may be cut off. */
const masks = /\[(?:REDACTED|HMAC)[^\]]*(?:\]|$)/g
const credentials = /(?:"[^"\n]{0,256}"|'[^'\n]{0,256}'|[^\s"'])+/y

/** Longest name of a user. */
const MAX_USER = 256

/** Measured once, however many options are in it. */
function credentialsEnd(scan: Scan, from: number): number {
  const { measured } = scan
  if (from < measured.userStart || from > measured.userEnd) {
    credentials.lastIndex = from
    measured.userStart = from
    measured.userEnd = credentials.test(scan.text) ? credentials.lastIndex : from
  }
  return measured.userEnd
}

/** `user:password` as curl and others take it. Numbers (`docker run -u 1000:1000`) are ids of users and groups. */
function redactUser(scan: Scan, flagEnd: number, dash: number): number {
  const { text } = scan
  const from = afterFlag(text, flagEnd)
  const quoted = isQuote(text.charCodeAt(from - 1)) && !(text.charCodeAt(from - 1) === 34 && scan.inString)
  const end =
    quoted || text.charCodeAt(from - 1) === 34 ? argumentEnd(scan, from) : credentialsEnd(scan, from)
  credentials.lastIndex = from - 1
  const isSplit = quoted && text.charCodeAt(end + 1) === 58 && credentials.test(text)
  const last = isSplit ? credentials.lastIndex : end
  if (last - from > MAX_USER && !text.slice(from, from + MAX_USER).includes(':')) return dash
  if (
    scan.searches.nextOf('://', from) + 3 <= last ||
    (scan.inString && scan.searches.nextOf('"', from) < last)
  )
    return dash
  const value = text.slice(from, last)
  if (
    /^\d+:\d+$|^\$|^[:/."']+$/.test(value) ||
    isPlaceholder(value) ||
    !/^[^:]*:.+/.test(value.slice(0, MAX_USER + 2).replace(masks, ''))
  )
    return dash
  if (isSplit && hasMask(text.slice(end + 3, last - 1))) return dash
  const done = scan.add('basic_auth', from, isSplit ? end : last)
  if (isSplit) scan.add('basic_auth', end + 3, last - 1)
  return done === from ? dash : closed(text, flagEnd, from, last)
}

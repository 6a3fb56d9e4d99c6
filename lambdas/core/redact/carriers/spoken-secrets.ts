/** Secrets in sentences: `password for bob: x`, `set the password of bob to x`, `Su contraseña temporal es x`, a line of its own after «password:». */
import { is, isForeignLetter } from '../chars.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isProse } from '../prose.ts'
import type { Scan } from '../scan.ts'
import { type Finder, forWords, mayHold } from './finder.ts'
import { afterQuote, freeEnd, isQuote } from './values.ts'

const whose =
  / (?:(?:is|was|has been) )?(?:generated |set |reset |changed |created )?(?:for|of) (?:the |a |user |account |app |application |client |service |role |database |built-in |superuser |admin )*(?:["']|\[(?!REDACTED|HMAC))?(?:[\w.@%+\\-]|\[REDACTED[^\]]{0,40}\]){1,80}["'\]]?(?: user| superuser| account)?(?: \([^()\n]{1,80}\))?(?:(?: (?:is|was|=|as)|(?: (?:has been|was|is))?(?: (?:set|changed|reset|updated))? to) +|(?: is)?: *|(?: (?:is|was))?(?: successfully)? reset\.\s+New value: )/iy
const assigned =
  / (?:temporal|temporaire|provisoire|tempor[aá]ria|provis[oó]ria|temporanea|provvisoria|tymczasowe|tijdelijke?|temporary|inicial|initiale?|iniziale|par d[eé]faut|por defecto|predeterminad[ao]|padr[aã]o|predefinit[ao]|nuevo|nueva|nouveau|geçici)?(?: ?(?:wurde auf|es|est|ist|lautet|é|è|era|jest|er|är|on|je|este|adalah|is|to|:))(?=[ :])[ :]+/iuy
/** `für Benutzer ana wurde auf x`, `del usuario ana es x`: whose it is, in other languages. */
const assignedTo =
  / (?:für|fuer|para|pour|per|di|de|do|da|del|von|vom|voor|van|för|til|dla|pentru) (?:(?:den|die|der|das|el|la|le|il|lo|o|a|os|de|du|da|do) )?(?:\p{L}{3,16} )?["']?[\w.@%+\\-]{2,64}["']? (?:wurde (?:auf|geändert in)|lautet|ist|es|est|è|é|jest|is|är|er|este|fue cambiada a|foi alterada para|a été changé en)[ :]+/iuy

/** `…use the following password to proceed:` and the secret alone on the next line. */
const ownLine = /[^\n:]{0,120}:[ \t]*\r?\n\s*(\S{8,128})(?=\s*(?:\r?\n|$))/dy

/** `changed from x to y`, `reset to y`. */
const changed =
  /(?: (?:for|of) (?:user |account )?["']?[\w.@+\\-]{1,64}["']?(?= from ))? (?:(?:(?:has been|was|is) )?(?:successfully )?(?:changed|reset|set|updated|rotated)(?: from (["']?)(\S{4,128}?)\1)?|from (["']?)(\S{4,128}?)\3) to:? +/dy

/** `password is: x`. */
const isColon = / (?:is|was|are): +/y

/** `x is the password`: what stands before it. */
const announced = /(?:^|[\s"'([])([^\s"'([]{6,64})["']? (?:is|was) (?:the|your|my|our)(?: \w{3,12})? $/d

/** Where a sentence says the secret after the word that ends at `end`. */
function toldAt(scan: Scan, end: number, isForeign: boolean): readonly [number, number] | undefined {
  const { text } = scan
  if (isForeign || GOES_ON.includes(text[end + 1] ?? ' ')) {
    const range = toldBy(scan, end, isForeign)
    if (range !== undefined) return range
  }
  if (scan.searches.nextFeed(end) - end >= 140) return undefined
  ownLine.lastIndex = end
  const range = ownLine.exec(text)?.indices?.[1]
  return range !== undefined &&
    isTold(text.slice(range[0], range[1])) &&
    /\d/.test(text.slice(range[0], range[1]))
    ? range
    : undefined
}

/** What the next word begins with that goes on with such a sentence. */
const GOES_ON = 'ahiwfocgrsuHIWFOCGRSU'

function toldBy(scan: Scan, end: number, isForeign: boolean): readonly [number, number] | undefined {
  const { text } = scan
  for (const pattern of isForeign ? [assigned, assignedTo, whose] : [whose, changed, isColon]) {
    pattern.lastIndex = end
    if (!pattern.test(text)) continue
    let from = pattern.lastIndex
    if (isQuote(text.charCodeAt(from)) && !(text.charCodeAt(from) === 34 && scan.inString)) from++
    const to = freeEnd(scan, from)
    const isQuoted = pattern === whose && from > pattern.lastIndex
    const value = text.slice(from, to)
    const isWord = isForeign
      ? !/\d|[^\p{L}]/u.test(value)
      : isGoal(text.slice(end, from)) && /^[A-Za-z.]+$/.test(value)
    if (!isWord && isTold(value, isQuoted)) return [from, isQuoted ? phraseEnd(text, from, to) : to]
  }
  return undefined
}

/** `"correct horse battery staple"`: the quote that opens before `from` closes behind all of its words. */
function phraseEnd(text: string, from: number, to: number): number {
  if (text.charCodeAt(to) !== 32) return to
  const close = text.slice(to, from + 128).indexOf(text[from - 1]!)
  return close < 0 || text.slice(to, to + close).includes('\n') ? to : to + close
}

/** `for connecting to NetBeans`: without a verb, «to» says where. */
const isGoal = (said: string): boolean =>
  / to +$/.test(said) && !/(?:set|changed|reset|updated) to +$/i.test(said)

/** Without quotes a plain word goes on with the sentence. */
const isTold = (value: string, isQuoted = false): boolean =>
  value.length >= 5 &&
  value.length <= 128 &&
  !isPlaceholder(value) &&
  !isProse(value) &&
  !/^(?:https?:|\/|\$|<|\()|[=(]$/.test(value) &&
  (isQuoted || /\d|[^\w\s.,;:!?'’-]/.test(value) || /[a-z][-_.]?[A-Z]/.test(value))

const detectorOf = (word: string): string => (/secret|token|key/.test(word) ? 'secret' : 'password')

/** Is the secret told in the sentence that goes on at `end`? Where to go on, or `start`. */
export function findTold(scan: Scan, start: number, end: number, word: string): number {
  findOld(scan, end)
  const range = toldAt(scan, end, false)
  if (range === undefined) return start
  return addRange(scan, detectorOf(word), range, start, end)
}

/** Whose it is may be a mail address or the like, which is looked at too. */
function addRange(
  scan: Scan,
  detector: string,
  [from, to]: readonly [number, number],
  start: number,
  end: number,
): number {
  if (mayHold(scan.text, end, from)) {
    scan.addLater(detector, from, to)
    return start
  }
  const done = scan.add(detector, from, to)
  return done === from ? start : afterQuote(scan.text, from, done)
}

/** The old one of a change. */
function findOld(scan: Scan, end: number): void {
  if (!GOES_ON.includes(scan.text[end + 1] ?? ' ')) return
  changed.lastIndex = end
  const indices = changed.exec(scan.text)?.indices
  const old = indices?.[2] ?? indices?.[4]
  if (old !== undefined) addTold(scan, old[0], old[1])
}

/** `x is the password`: at the word. */
export function findAnnounced(scan: Scan, start: number, end: number): void {
  if (scan.text.charCodeAt(start - 1) !== 32 || !mayBeSaid(scan.text, start - 1)) return
  if (!/^(?:[\s.,;!)\]"']|$)/.test(scan.text[end] ?? '')) return
  const from = Math.max(scan.floor, start - 100)
  const said = announced.exec(scan.text.slice(from, start))?.indices?.[1]
  if (said !== undefined && /\d/.test(scan.text.slice(from + said[0], from + said[1])))
    addTold(scan, from + said[0], from + said[1])
}

/** Do `the`, `your`, `my` or `our` and perhaps another word stand before the blank at `end`? */
function mayBeSaid(text: string, end: number): boolean {
  if (isOwner(text, end)) return true
  let start = end
  while (end - start < 14 && is(text, start - 1, WORD)) start--
  return end - start > 2 && text.charCodeAt(start - 1) === 32 && isOwner(text, start - 1)
}

function isOwner(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1)
  if (last === 101) return text.startsWith(' the', end - 4)
  if (last === 121) return text.startsWith(' my', end - 3)
  return last === 114 && (text.startsWith(' your', end - 5) || text.startsWith(' our', end - 4))
}

/** What `\w` stands for. */
const WORD = Uint8Array.from({ length: 128 }, (_, code) => (/\w/.test(String.fromCharCode(code)) ? 1 : 0))

const givenValue =
  /["'`\])]{1,2}(?: (?:in|of|from|for|on|at) [^\n"]{1,96}?)? (?:(?:(?:with|has|to) )?(?:the )?value|(?:(?:was|is|has been) )?(?:set|changed|updated|resolved|overridden) to):? ["'`[]([^"'`\n\]]{4,256})["'`\]]/dy

/** `Setting property 'db.password' to 'x'`: only behind a verb, as columns and fields are renamed in the same words. */
const givenTo = /["'`] to:? ["'`]([^"'`\n]{4,256})["'`]/dy
const giving =
  /\b(?:sett?ing|set|overrid(?:e|ing|den)|assign(?:ing|ed)?|initiali[sz](?:ing|ed)|resett?ing) [^\n"'`]{0,40}["'`][\w.:-]{0,64}$/i

function givenAfter({ text }: Scan, start: number, end: number): RegExpExecArray | null {
  givenValue.lastIndex = end
  const match = givenValue.exec(text)
  if (match !== null || !text.startsWith(' to', end + 1)) return match
  givenTo.lastIndex = end
  const plain = givenTo.exec(text)
  return plain !== null &&
    /\d|[^\w.-]/.test(plain[1]!) &&
    giving.test(text.slice(Math.max(0, start - 112), start))
    ? plain
    : null
}

/** `key 'db.password' in 'env' with value 'x'`: the word ends a name in quotes. */
export function findValueOf(scan: Scan, start: number, end: number): number {
  const match = givenAfter(scan, start, end)
  const range = match?.indices?.[1]
  if (range === undefined || isPlaceholder(match![1]!) || isProse(match![1]!)) return start
  if (scan.inString && match![0].includes('"') && match![0][0] !== '"') return start
  scan.addLater('password', range[0], range[1])
  return start
}

function addTold(scan: Scan, from: number, to: number): void {
  if (isTold(scan.text.slice(from, to))) scan.addLater('password', from, to)
}

const findForeign: Finder = (scan, start, end) => {
  if (isForeignLetter(scan.before(start)) || scan.text.charCodeAt(end) !== 32) return start
  const range = toldAt(scan, end, true)
  if (range === undefined) return start
  return addRange(scan, 'password', range, start, end)
}

const jsession = /=([A-Za-z0-9._!-]{16,128})/dy

/** `;jsessionid=1A53…?x=1`: a path's parameter, or one of a query. */
const findPathSession: Finder = (scan, start, end) => {
  jsession.lastIndex = end
  const before = scan.text.charCodeAt(start - 1)
  const range =
    before === 59 || before === 63 || before === 38 ? jsession.exec(scan.text)?.indices?.[1] : undefined
  return range === undefined ? start : Math.max(start, scan.add('session_cookie', range[0], range[1]))
}

export const toldFinders: Readonly<Record<string, Finder>> = {
  ...forWords(
    'contraseña contrasena contrasenya clave senha passwort kennwort parola hasło haslo wachtwoord lösenord losenord adgangskode passord salasana heslo jelszó jelszo parool parole slaptažodis lozinka sandi passe',
    findForeign,
  ),
  jsessionid: findPathSession,
}

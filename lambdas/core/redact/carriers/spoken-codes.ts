/** One-time codes in sentences: a noun for «code», what it is for, a verb, and four to eight digits. */
import { ALNUM, DIGIT, is, skipBlanks } from '../chars.ts'
import type { KeyContext, Scan } from '../scan.ts'
import { isBefore } from './before.ts'
import { type Finder, forWords } from './finder.ts'

/** Whose or what for: without it, a code is one of errors, exits, countries. */
const owner =
  /(?:verif\w*|valid\w*|confirm\w*|security|login|log-in|sign-?in|auth|authentication|authenti\w*|authoriz\w*|autor\w*|sms|one-time|otp|2fa|mfa|access|reset|activation|pairing|invite|passcode|your(?: (?!zip|postal|area|country|error|exit|status|response|promo|discount|coupon|voucher|product|order|booking|tracking|source|language|currency|color|colour|bar|qr|http|dress|team|room)[\w.]{2,20})?|votre|ton|tu|su|seu|tuo|suo|ihr|dein|je|uw|din|ditt|jouw|kodunuz|ověřovací|overovaci|jednorazowy|jednorázový|ellenőrző)[\s:-]+(?:pin |sms |otp )?$/iu
const purpose =
  /^[ ]+(?:(?:de|d['’]|di|da|do|du|la|el|sms|otp|pour|para|per|untuk|za)\s*)*(?:v[ée]rif\w*|valid\w*|conf[ei]rm\w*|s[ée]curit[ée]|seguridad|seguran[çc]a|sicurezza|ac?c[eèé]s\w*|accesso|autor\w*|autent\w*|authenti\w*|activ\w*|ativa\w*|connexion|temporal|temporaire|tempor[aá]neo|weryfik\w*|potwierdz\w*|jednoraz\w*|verifik\w*|pengesahan|otp|sms|x[áa]c)[\p{L}]*/iu
const compound =
  /^(?:best[äa]e?tigungs|sicherheits|einmal|verifi[zk]ierungs|verifikations|pr[üu]e?f|freischalt|aktivierungs|anmelde|zugangs|verificatie|bevestigings|beveiligings|toegangs|verifierings|eng[åa]ngs|s[äa]kerhets|bekr[äæa]?e?ftelses|engangs|verifiserings|vahvistus|turva|kerta)(?:code|kod|kode|koodi|pin)(?:n|en|et)?$/iu
const nouns = 'code codes codigo código codice kod kode koodi cod kód koda kodu kodunuz kodun passcode'
const compounds =
  'bestätigungscode bestaetigungscode sicherheitscode einmalcode verifizierungscode verifikationscode prüfcode freischaltcode aktivierungscode anmeldecode zugangscode verificatiecode bevestigingscode beveiligingscode toegangscode verifieringskod verifikationskod engångskod säkerhetskod bekræftelseskode bekreftelseskode engangskode verifiseringskode vahvistuskoodi turvakoodi'
const link =
  /(?:[ ]+(?:code|number|no\.?|nummer))?(?:[ ]+(?:is|was|of|ist|lautet|est|es|é|è|jest|to|är|er|on|je|este|adalah|là|for \S{1,40}(?: is|(?=:))))?[ ]*(?:[:=][ ]*)?#?(\d{3}[- ]\d{3,4}|\d{4,8})(?![\w.:-]*\w)/iuy

/** `Use code 112-845 to sign in`, `enter the code 4821 to verify …`. */
const isUsed = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start - 1) === 32 &&
  /(?:use|enter|with|type)(?: the| this)? $/i.test(text.slice(Math.max(0, start - 12), start)) &&
  /^ [\d -]{4,9} to (?:sign|log|verify|confirm|complete|reset|access|authenticate|unlock|activate|continue)/i.test(
    text.slice(end, end + 28),
  )

const isSeparator = (code: number): boolean => code <= 32 || code === 58 || code === 45 || code >= 128

/** `auth code 041184 approved`: what a bank answers to a payment. */
const isOfPayment = (text: string, end: number): boolean =>
  /^[,;]? (?:approved|declined|amount|batch|captured)\b/i.test(text.slice(end, end + 12))

/** Blanks and words may follow, or a sign, and digits behind it. */
function mayFollow(text: string, end: number): boolean {
  let i = skipBlanks(text, end)
  const code = text.charCodeAt(i)
  if (i > end && code !== 58 && code !== 61 && code !== 35) return true
  if (code === 58 || code === 61) i = skipBlanks(text, i + 1)
  return is(text, text.charCodeAt(i) === 35 ? i + 1 : i, DIGIT)
}

const verification = / (?:is |was |of )?[:=#]? ?(\d{3,4})(?![\w.:-])/dy

/** `security code 161 for the card ending 4242`: the code on the card, not one that was sent. */
function findCardCode(scan: Scan, start: number, end: number): number {
  const { text } = scan
  if (!/\bsecurity $/i.test(text.slice(Math.max(0, start - 10), start))) return start
  if (!/\bcard\b|\bvisa\b|\bmastercard\b|\bamex\b/i.test(text.slice(Math.max(0, start - 64), end + 64)))
    return start
  verification.lastIndex = end
  const range = verification.exec(text)?.indices?.[1]
  return range === undefined ? start : Math.max(start, scan.add('cvv', range[0], range[1]))
}

/** At such a noun. */
const findSpokenCode: Finder = (scan, start, end, word) => {
  const { text } = scan
  if (word === 'code') findDashed(scan, start)
  if (!mayFollow(text, end)) return start
  if (word === 'code') {
    const done = findCardCode(scan, start, end)
    if (done > start) return done
  }
  let at = end
  const isSure =
    word.endsWith('otp') || word === 'passcode' || word === 'pin' || word === 'tan' || compound.test(word)
  if (!isSure) {
    const after = purpose.exec(text.slice(end, end + 48))
    if (after !== null) at = end + after[0].length
    else if (isUsed(text, start, end)) at = end
    else if (!isSeparator(text.charCodeAt(start - 1)) || !isBefore(scan, owner, start, 28)) return start
  }
  if (word === 'tan' && text.slice(start, end) !== 'TAN') return start
  link.lastIndex = at
  const match = link.exec(text)
  if (match === null || is(text, at, ALNUM) || isOfPayment(text, link.lastIndex)) return start
  const from = link.lastIndex - match[1]!.length
  if (from === at) return start
  if (match[0].startsWith(' for ')) {
    scan.addLater('otp', from, link.lastIndex)
    return start
  }
  return Math.max(start, scan.add('otp', from, link.lastIndex))
}

const dashed = /(?:^|[^\w-])(\d{3}-\d{3}) (?:is|as) your (?:\w{1,24} ){0,3}$/d

/** `482-913 is your Acme code`: at the noun. */
function findDashed(scan: Scan, start: number): void {
  if (scan.text.charCodeAt(start - 1) !== 32) return
  const from = Math.max(scan.floor, start - 64)
  const range = dashed.exec(scan.text.slice(from, start))?.indices?.[1]
  if (range !== undefined) scan.addLater('otp', from + range[0], from + range[1])
}

const taken = /\b(?:use|enter|type) (?:the code )?(\d{6,8}|\d{3}-\d{3}) to $/di

/** `Use 482913 to verify your account`: at the verb. */
const findTaken: Finder = (scan, start) => {
  if (!scan.text.startsWith(' to ', start - 4) || scan.before(start - 4) === 93) return start
  const from = Math.max(scan.floor, start - 28)
  const range = taken.exec(scan.text.slice(from, start))?.indices?.[1]
  if (range !== undefined) scan.addLater('otp', from + range[0], from + range[1])
  return start
}

export const codeFinders: Readonly<Record<string, Finder>> = {
  ...forWords(`${nouns} otp totp hotp pin tan ${compounds}`, findSpokenCode),
  ...forWords('verify confirm', findTaken),
}

const foreignNoun =
  /(?:код(?:а|у|ом)?(?: подтверждения| проверки| доступа| безопасности| авторизации| входа| підтвердження)?|пароль|验证码|驗證碼|校验码|动态码|认证码|確認コード|認証コード|認証番号|ワンタイムパスワード|セキュリティコード|인증번호|인증코드|확인코드|κωδικός(?: επαλήθευσης)?|קוד(?: אימות)?|رمز(?: التحقق)?|कोड|รหัส)(?:は|が|是|为|為|는|은| это|:| είναι| הוא| هو| है| คือ)?[\s:：「【]*$/u

const resident = /(?:주민|외국인)(?:등록)?번호(?:는|은|가|이|를)?[\s:：]*$/u
const residentNumber = /-[1-8]\d{6}(?!\d)/y

/** `주민등록번호: 900101-1234567`: since 2020 Korea's numbers have no check digit. */
function findResident(scan: Scan, start: number, end: number): number {
  residentNumber.lastIndex = end
  return residentNumber.test(scan.text) && isBefore(scan, resident, start, 24)
    ? scan.add('national_id', start, residentNumber.lastIndex)
    : start
}

/** Digits after a noun of another script: `验证码：482913`, `код подтверждения: 482913`. [start, end) are the digits. */
export function findForeignCode(scan: Scan, start: number, end: number): number {
  if (scan.text.charCodeAt(end) === 45 && end - start === 6) return findResident(scan, start, end)
  return isBefore(scan, foreignNoun, start, 40) ? scan.add('otp', start, end) : start
}

const joinedNoun =
  /(?:^|[ =:])(otp|pin|tan|passcode|codes?|c[oó]digo|codice|kode?)(?: (?:is|est|es|ist|lautet|to|adalah))?:? ?$/iu
const joinedDigits = /\+\d{4,8}(?![\w+.%-]{0,3}\d)/y

/** `Body=Your+code+is+482913`, as forms and queries carry a message: at the plus sign before the digits. */
export function findJoinedCode(scan: Scan, plus: number): number {
  const { text } = scan
  if (!is(text, plus - 1, ALNUM) && text.charCodeAt(plus - 1) !== 58) return plus
  joinedDigits.lastIndex = plus
  if (!joinedDigits.test(text)) return plus
  const before = text.slice(Math.max(0, plus - 64), plus)
  if (!/[=+]/.test(before)) return plus
  const said = before.slice(before.search(/[^\s"'&]*$/)).replaceAll('+', ' ')
  const noun = joinedNoun.exec(said)
  if (noun === null) return plus
  const isSure = !/^c|^ko/i.test(noun[1]!)
  if (!isSure && !owner.test(said.slice(said.indexOf('=') + 1, noun.index + 1))) return plus
  return Math.max(plus, scan.add('otp', plus + 1, joinedDigits.lastIndex))
}

const nextCode = /,? ((?=[A-Za-z-]{0,12}\d)[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{4,12}){0,3})(?=[\s,;]|$)/dy

/** `backup codes: 12345678, 69180946`: where the list that begins before `done` ends. */
export function restOfCodes(scan: Scan, done: number, context: KeyContext): number {
  if (!/codes$/i.test(context.key ?? '')) return done
  let end = done
  for (let count = 0; count < 32; count++) {
    nextCode.lastIndex = end
    const range = nextCode.exec(scan.text)?.indices?.[1]
    if (range === undefined) return end
    end = Math.max(end, scan.add('otp', range[0], range[1], context))
  }
  return end
}

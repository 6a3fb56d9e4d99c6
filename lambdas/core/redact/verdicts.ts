/** What forms say about a password instead of it, in the languages of their users: `Das Feld ist erforderlich`, `campo obligatorio`. */
import type { ValueKind } from './keys.ts'
import type { Scan } from './scan.ts'
import { traitsOf, WIDE } from './traits.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

/** Words that are all that is said, or begin what is said. */
const said = words(`
  erforderlich pflichtfeld ungültig ungueltig falsch abgelaufen fehlt leer vergessen geändert zurückgesetzt stimmt feld bitte muss darf
  obligatoire requis requise invalide incorrecte oublié expiré expirée manquant manquante vide champ doit
  obligatorio obligatoria requerido requerida incorrecta incorrecto inválida inválido invalida invalido vencida caducada expirada olvidada vacía falta campo debe
  obrigatório obrigatória incorreta incorreto alterada esquecida vazia deve
  obbligatorio obbligatoria errata scaduta mancante richiesta dimenticata
  verplicht ongeldig onjuist vergeten verlopen gewijzigd veld moet
  wymagane wymagany nieprawidłowe niepoprawne wygasło zmienione pole musi
  obligatoriskt krävs ogiltigt fält måste påkrævet ugyldig felt
  zorunlu gerekli hatalı geçersiz yanlış alan
  обязательное обязательно обязателен неверный неправильный истёк истек изменён изменен сброшен требуется введите поле должен необходимо
`)

const SHORTEST_SAID = Math.min(...[...said].filter(Boolean).map((word) => word.length))

/** Stems of which a phrase that someone remembers has none. */
const stems =
  /\b(?:required|mandatory|invalid(?!en)|incorrect|too (?:short|long|weak|common|similar)|at (?:least|most)|must (?:be|not|contain|have|match)|(?:not|n't) match|characters|be (?:blank|empty|null)|not (?:allowed|valid|correct)|(?:cannot|can't|may not|should not|should) be|already (?:taken|exists|used|in use)|please (?:enter|provide|fill|choose|select)|does(?: not|n't) (?:exist|match)|erforderlich|mindestens|zeichen|obligat|au moins|doit|al menos|demasiad|inv[áa]lid[oae]s?(?![\p{L}])|obrigat|pelo menos|obbligat|almeno|non valid|verplicht|ongeldig|onjuist|minstens|wymagan|zorunlu|gerekli|ge[çc]ersiz|hatal)|(?:ung[üu]e?ltig|caract[èe]res|caratteri|nieprawid[łl]|niepopraw|обязател|неверн|неправильн|символ|введите|указать|требуется|должен|ogiltig|krävs)/iu

/** Letters, small numbers and the signs of sentences; and no word of letters and digits. */
const inSentences = /^[\p{L}\p{M}\p{N} \u200c,.;:'’"“”()«»!¡?¿<>=&/。।։۔、，…-]+$/u
const isMixed = /\p{L}\d|\d\p{L}|\d{4}/u

/** `Das Passwort ist zu kurz.`: three words and more, the first as sentences begin, up to a full stop. */
const sentence = /^["«“¡¿]?[\p{Lu}\p{Lo}](?:[^ ]* ){2,}[^ ]*[.!。।։۔…]["»”)]?$/u

/** Scripts that nobody types a password in: of East and South Asia, Armenia, Georgia and Ethiopia. */
const ofScripts = /^(?=.*[\u0530-\u058f\u0900-\u1dbf\u2e80-\u9fff\ua960-\ud7ff]{2})[^A-Za-z]+$/u
/** Of those whose letters are typed too, three words and more, the first as sentences begin. */
const ofOthers = /^(?=.*[\u0370-\u06ff]{2})[\p{Lu}\p{Lo}][^A-Za-z ]+(?: [^A-Za-z ]+){2,}$/u

const LONGEST = 200

/** `This field is required`, `doit contenir au moins 8 caractères`, `不能为空`, `ungültig`. */
export const isVerdict = (value: string): boolean => {
  if (value.length > LONGEST) return false
  if (isForeign(value) && ofScripts.test(value) && !/\d{4}/.test(value)) return true
  return value.includes(' ') ? isRequirement(value) : isSaid(value)
}

/** `must be at least 8 characters`: of a name or an address too. */
export const isRequirement = (value: string): boolean =>
  value.length <= LONGEST &&
  value.includes(' ') &&
  stems.test(value) &&
  inSentences.test(value) &&
  !isMixed.test(value)

/** Is an item of a list a whole sentence? A phrase that someone remembers stands by itself. */
export const isStatement = (value: string): boolean =>
  value.length <= LONGEST &&
  !isMixed.test(value) &&
  ((inSentences.test(value) && sentence.test(value)) || (isForeign(value) && ofOthers.test(value)))

/** Has it letters that are none of Latin's? */
const isForeign = (value: string): boolean => (traitsOf(value) & WIDE) !== 0 && /[\u0370-\ud7ff]/.test(value)

/** Is this the first or only word of what forms say, or a lone sign? */
export const isSaid = (word: string): boolean =>
  word.length < 16 &&
  (word.length >= SHORTEST_SAID || word.length < 2) &&
  said.has(word.toLowerCase().replace(/[.,!:]$/, ''))

const errors = /(?:errors?|messages|violations|failures)["']?\s{0,4}(?::|=>|=)\s{0,4}\{[^{}]{0,400}$/i

/** `Ann Moore`, `王小明`: what a name may be. */
const aName = /^\p{Lu}[^ ]*(?: (?:\p{Lu}[^ ]*|[a-z]{1,3}))*$|^[^ ]{1,6}$/u

/** `{"errors": {"password": ["Veuillez saisir ce champ"]}}`: words about the field, and not what was in it. */
export const isComplaint = (kind: ValueKind, scan: Scan, value: string): boolean =>
  value.length < LONGEST &&
  (value.includes(' ') || isForeign(value)) &&
  isSpokenOf(kind) &&
  !isMixed.test(value) &&
  (kind === 'secret' || kind === 'key' || !aName.test(value)) &&
  (kind !== 'address' || !/\d/.test(value)) &&
  scan.searches.nextOf('{', 0) < scan.keyStart &&
  isInBraces(scan.text.slice(Math.max(0, scan.keyStart - 401), scan.keyStart)) &&
  errors.test(scan.text.slice(Math.max(0, scan.keyStart - 480), scan.keyStart))

/** Is the last brace one that opens? */
const isInBraces = (before: string): boolean => {
  const open = before.lastIndexOf('{')
  return open >= 0 && before.indexOf('}', open) < 0
}

const isSpokenOf = (kind: ValueKind): boolean =>
  kind === 'secret' ||
  kind === 'key' ||
  kind === 'name' ||
  kind === 'full_name' ||
  kind === 'proper_name' ||
  kind === 'address'

/** What forms say about their fields. */
import { is } from './chars.ts'
import { passwordWords } from './vocabulary.ts'

/** Longer texts are no labels. */
export const LONGEST_LABEL = 64

/** `Reset password`, `Enter your password`: texts of forms, in files of translations. */
export const isLabel = (value: string, free: boolean): boolean =>
  value.length < LONGEST_LABEL && ((!free && isOneLabel(value)) || isSpokenLabel(value))

/** Of ASCII, all but capitals. */
const NO_CAPITAL = Uint8Array.from({ length: 128 }, (_, code) => (code < 65 || code > 90 ? 1 : 0))

/** `Passwort`, `Contraseña`: the word itself, as the form has it above the field. */
const isOneLabel = (value: string): boolean =>
  value.length < 16 &&
  value.length > 1 &&
  !is(value, 0, NO_CAPITAL) &&
  /^\p{Lu}\p{Ll}+:?$/u.test(value) &&
  passwordWords.has(value.replace(':', '').toLowerCase())

const isSpokenLabel = (value: string): boolean =>
  value.includes(' ') &&
  /^[\p{L} '’?!.…-]+:?$/u.test(value) &&
  /\b(?:pass(?:word|code|phrase)s?|secrets?|tokens?|keys?|credentials?|passwort|contraseña|mot de passe)\b/iu.test(
    value,
  )

/** What a machine would generate: told by how a value is written. */
import { ALNUM, is } from './chars.ts'
import { hasOwnDigit, withKnown } from './identifiers.ts'
import type { ValueKind } from './keys.ts'
import { isMachine } from './measures.ts'

interface Shape {
  digits: number
  lower: number
  upper: number
  other: number
  /** Others that stand in nothing generated. */
  foreign: number
  slashes: number
}

const NUMERAL = 1
const SMALL = 2
const CAPITAL = 3
const SIGN = 4
const SLASH = 5

const PARTS_OF_SHAPE = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  if (/[0-9]/.test(char)) return NUMERAL
  if (/[a-z]/.test(char)) return SMALL
  if (/[A-Z]/.test(char)) return CAPITAL
  if (char === '/') return SLASH
  return /[\w.~+=!@$%^&*#-]/.test(char) ? SIGN : 0
})

function shapeOf(value: string): Shape {
  const shape = { digits: 0, lower: 0, upper: 0, other: 0, foreign: 0, slashes: 0 }
  const length = Math.min(value.length, 512)
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    const part = code < 128 ? PARTS_OF_SHAPE[code]! : 0
    if (part === NUMERAL) shape.digits++
    else if (part === SMALL) shape.lower++
    else if (part === CAPITAL) shape.upper++
    else {
      shape.other++
      if (part === SLASH) shape.slashes++
      else if (part === 0) shape.foreign++
    }
  }
  return shape
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const counts = new Uint8Array(128)
/** How much a character takes from the entropy that is there so many times. */
const LOSS = Float64Array.from({ length: 129 }, (_, count) => (count === 0 ? 0 : count * Math.log2(count)))

/** Has an ASCII text of at most 128 characters three bits of Shannon entropy per character, and more? */
function isDense(value: string): boolean {
  const { length } = value
  counts.fill(0)
  for (let i = 0; i < length; i++) counts[value.charCodeAt(i)]!++
  let loss = 0
  for (let code = 32; code < 127; code++) loss += LOSS[counts[code]!]!
  return Math.log2(length) - loss / length >= 3 - ROUNDING
}

/** Of eight characters that are there as often, each has three bits. */
const ROUNDING = 1e-9

/** `LambdaImageRetrievalPolicy`: humps of four letters and more on the average; by chance they have one or two. */
const isCamelCase = (value: string): boolean => {
  const humps = value.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)
  return humps !== null && value.length >= humps.length * 4
}

/** Of a longer text, the beginning says how it is written. */
const MOST_NAME = 256

/** Camel case, and no digit but those that names have. */
const isHumped = (value: string, digits: number): boolean =>
  (digits === 0 || (!hasOwnDigit(value) && !/\d/.test(withKnown(value)))) && isCamelCase(value)

/** `lock/order/33125313`, `users:list:page:2`: words and numbers, each by itself. */
const named = /^[a-z]{2,24}(?:[/:](?:[a-z]{2,24}|\d{1,12})){1,8}$/

/** `AUTO_B_RULE_20100613_555`: words and numbers in capitals, each by itself. */
const constant = /^[A-Z]+(?:_(?:[A-Z]+|\d+))+$/

/** `30726491_2178452411`: two numbers. */
const counters = /^\d{1,10}[_.-]\d{1,10}$/

/** Long, without spaces, mixed, and not a word, a path, a version or a uuid: what a machine would generate. */
export function isRandom(value: string): boolean {
  const { length } = value
  if (length < 16 || length > 4096) return false
  const first = value.charCodeAt(0)
  if (first === 47 || (first === 48 && value.charCodeAt(1) === 120)) return false
  const { digits, lower, upper, foreign, slashes } = shapeOf(value)
  if (foreign > 0 || (length > 512 && /[\s/\\]{2}|\s|^\w+:\/\//.test(value.slice(0, 1024)))) return false
  if (lower === 0 && constant.test(value)) return false
  if (slashes > 0 && (value.includes('//') || named.test(value))) return false
  if (length === 36 && uuid.test(value)) return false
  if (upper === 0 && isMachine(value)) return false
  if (digits === 0 && (upper === 0 || lower === 0)) return false
  if (digits === length || (digits === length - 1 && counters.test(value)) || (digits < 2 && length < 24))
    return false
  if (
    /^(?:[a-zA-Z]+[_.-]+)+[a-zA-Z]*\d{0,4}$|^(?:[a-z]{3,}\d{0,2}[_.-])+[a-z]{2,}\d{0,2}$|^[A-Za-z]{2,}[_-]?\d+$|^S-\d-\d|^[A-Z]{2}[0-9a-f]{32}$/.test(
      value.slice(0, 256),
    )
  )
    return false
  if (isHumped(length > MOST_NAME ? value.slice(0, MOST_NAME) : value, digits)) return false
  return isDense(value.slice(0, 128))
}

export const digitCount = (value: string): number => shapeOf(value).digits

/** Kinds of what opens something. */
export const opens = (kind: ValueKind): boolean =>
  kind === 'secret' || kind === 'token' || kind === 'key' || kind === 'random' || kind === 'code_or_token'

/**
 * Letters and digits in turn as no name has them, or with signs that no name has: nothing more has to be asked about how it is written.
 * Most of what is found is so, and the questions cost ten times as much.
 */
export function isEvident(kind: ValueKind, value: string): boolean {
  const { length } = value
  if (length < 12 || length > 512 || !opens(kind) || kind === 'random' || !is(value, 0, ALNUM)) return false
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

/** What a machine would generate: told by how a value is written. */
import { ALNUM, is } from './chars.ts'
import { withKnown } from './identifiers.ts'
import type { ValueKind } from './keys.ts'

interface Shape {
  digits: number
  lower: number
  upper: number
  other: number
}

export function shapeOf(value: string): Shape {
  const shape = { digits: 0, lower: 0, upper: 0, other: 0 }
  const length = Math.min(value.length, 512)
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    if (code >= 48 && code <= 57) shape.digits++
    else if (code >= 97 && code <= 122) shape.lower++
    else if (code >= 65 && code <= 90) shape.upper++
    else shape.other++
  }
  return shape
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Shannon entropy in bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

/** `LambdaImageRetrievalPolicy`: humps of four letters and more on the average; by chance they have one or two. */
const isCamelCase = (value: string): boolean => {
  const humps = value.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)
  return humps !== null && value.length >= humps.length * 4
}

/** `lock/order/33125313`, `users:list:page:2`: words and numbers, each by itself. */
const named = /^[a-z]{2,24}(?:[/:](?:[a-z]{2,24}|\d{1,12})){1,8}$/

/** Long, without spaces, mixed, and not a word, a path, a version or a uuid: what a machine would generate. */
export function isRandom(value: string): boolean {
  if (
    value.length < 16 ||
    value.length > 4096 ||
    named.test(value) ||
    /[\s/\\]{2}|\s|^\/|^\w+:\/\/|^\{/.test(value) ||
    uuid.test(value) ||
    /^0x/.test(value)
  )
    return false
  const { digits, lower, upper } = shapeOf(value)
  if (!/^[\w.~+/=!@$%^&*#-]+$/.test(value.slice(0, 512))) return false
  if (digits === 0 && (upper === 0 || lower === 0)) return false
  if (digits === value.length) return false
  if (digits < 2 && value.length < 24) return false
  if (
    /^(?:[a-zA-Z]+[_.-]+)+[a-zA-Z]*\d{0,4}$|^[A-Za-z]{2,}[_-]?\d+$|^S-\d-\d|^[A-Z]{2}[0-9a-f]{32}$/.test(
      value.slice(0, 256),
    )
  )
    return false
  if ((digits === 0 || !/\d/.test(withKnown(value))) && isCamelCase(value)) return false
  return entropy(value.slice(0, 128)) >= 3
}

export const digitCount = (value: string): number => shapeOf(value).digits

/** Kinds of what opens something. */
export const opens: ReadonlySet<ValueKind> = new Set(['secret', 'key', 'token', 'random', 'code_or_token'])

/**
 * Letters and digits in turn as no name has them, or with signs that no name has: nothing more has to be asked about how it is written.
 * Most of what is found is so, and the questions cost ten times as much.
 */
export function isEvident(kind: ValueKind, value: string): boolean {
  const { length } = value
  if (length < 12 || length > 512 || !opens.has(kind) || kind === 'random' || !is(value, 0, ALNUM))
    return false
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

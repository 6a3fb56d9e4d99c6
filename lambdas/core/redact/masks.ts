/**
 * The text that stands where a secret stood: `[REDACTED:email]`, `[REDACTED:payment_card:1111]`, `[HMAC:k1:0123456789abcdef]`.
 * It holds no quote and no backslash, so that it fits into every carrier, and the scanner knows it: redacting twice changes nothing.
 */
const opening =
  /\[(?:REDACTED(?::[a-z0-9_]{1,64}(?::[^\s\]["'\\]{1,4})?)?|HMAC:[A-Za-z0-9_.-]{1,64}:[0-9a-f]{16,64})\]/y

/** The index after the mask that begins at `index`, or `index` when there is none. */
export function maskEnd(text: string, index: number): number {
  const next = text.charCodeAt(index + 1)
  if (text.charCodeAt(index) !== 91 || (next !== 82 && next !== 72)) return index
  opening.lastIndex = index
  return opening.test(text) ? opening.lastIndex : index
}

const anywhere = new RegExp(opening.source, 'g')

/** The text with the masks taken out: a mask says nothing about what stands around it. */
export const withoutMasks = (text: string): string => (text.includes('[') ? text.replace(anywhere, '') : text)

/** What stands after the last mask. */
export const afterMasks = (text: string): string => (text.includes('[') ? text.split(anywhere).at(-1)! : text)

export const hasMask = (text: string): boolean => withoutMasks(text) !== text

export const maskOf = (detector: string): string => `[REDACTED:${detector}]`

/** `[HMAC:` or `[REDACTED:` and two names of 64 characters at most. */
const LONGEST = 160

/** Is the place before the character at `index` in a mask? */
export function isInMask(text: string, index: number): boolean {
  const limit = Math.max(0, index - LONGEST)
  let from = index - 1
  while (from >= limit && isWithin(text.charCodeAt(from))) from--
  return from >= limit && text.charCodeAt(from) === 91 && maskEnd(text, from) > index
}

/** Neither blank nor quote nor bracket. */
const isWithin = (code: number): boolean =>
  code > 32 && code !== 34 && code !== 39 && code !== 91 && code !== 93

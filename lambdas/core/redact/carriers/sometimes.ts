/** Names of keys that say something in some places only: neither scanner nor sieve may step over them. */
import type { Scan } from '../scan.ts'
import { SMALL_NAME, SMALL_SECRET } from '../sieve/sieve.ts'
import { isKeyType } from './jwk.ts'
import { isPairName } from './pair-names.ts'
import { isContextName } from './person-parent.ts'
import { isStringType } from './serialized.ts'
import { isInputName } from './validation.ts'

/** Is this one of them? */
export const isSometimes = (text: string, start: number, end: number): boolean =>
  isPairName(text, start, end) ||
  isContextName(text, start, end) ||
  isKeyType(text, start, end) ||
  isStringType(text, start, end) ||
  isInputName(text, start, end)

/**
 * `"name":"app.views"`, as loggers write theirs: in small letters no person's, and of nothing that a value beside it would be called; what could be
 * both, the sieve steps over where no value is beside it. `start` and `colon` are those of the key.
 */
export function isSmallName({ text, policy }: Scan, start: number, colon: number): boolean {
  if (colon - start !== 5 || !text.startsWith('name', start)) return false
  const open = text.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1
  if (text.charCodeAt(open) !== 34) return false
  let end = open + 1
  while (end - open < 64 && isSmall(text.charCodeAt(end))) end++
  const isSmallOnly = text.charCodeAt(end) === 34 && text.charCodeAt(open + 1) > 96
  if (!isSmallOnly || policy.keys.lookup(text, start, colon - 1) !== undefined) return false
  const isSecret = policy.keys.lookup(text, open + 1, end) !== undefined
  policy.sieve.learn(text, open + 1, end, isSecret ? SMALL_SECRET : SMALL_NAME)
  return !isSecret
}

/** A small letter, a digit, or one of `-._`. */
const isSmall = (code: number): boolean =>
  (code > 96 && code < 123) || (code > 47 && code < 58) || code === 45 || code === 46 || code === 95

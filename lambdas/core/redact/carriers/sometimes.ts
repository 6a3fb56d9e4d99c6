/** Names of keys that say something in some places only: neither scanner nor sieve may step over them. */
import { isKeyType } from './jwk.ts'
import { isPairName } from './pair-names.ts'
import { isContextName } from './person-parent.ts'
import { isInputName } from './validation.ts'

/** Is this one of them? */
export const isSometimes = (text: string, start: number, end: number): boolean =>
  isPairName(text, start, end) ||
  isContextName(text, start, end) ||
  isKeyType(text, start, end) ||
  isInputName(text, start, end)

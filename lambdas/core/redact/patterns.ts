/**
 * The user's own patterns. They are accepted when it is proved that a search takes time linear in the text:
 * no look-around, no back-reference, repetition without an upper limit only of one character (class), and no two
 * repetitions beside each other that can match the same character. `+`, `*` and `{n,}` mean at most 256 characters,
 * which bounds the work at each position of the text.
 */
import type { UserPattern } from '../config/types.ts'
import { boundedSource, checkLinear } from './linear.ts'

export interface CompiledPattern {
  readonly name: string
  readonly regex: RegExp
  readonly action: 'mask' | 'last4' | 'hash'
}

/** Why `pattern` is refused, with a text on which it would be slow where there is one; undefined when it is accepted. */
export function checkPattern(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    return `not a regular expression: ${error instanceof Error ? error.message : 'cannot be compiled'}`
  }
  if (new RegExp(pattern, 'u').test('')) return 'matches the empty text, so it would match everywhere'
  return checkLinear(pattern)
}

export function compilePatterns(patterns: readonly UserPattern[]): CompiledPattern[] {
  return patterns.map(({ name, pattern, action }) => {
    const reason = checkPattern(pattern)
    if (reason !== undefined) throw new Error(`[redact] pattern "${name}": ${reason}`)
    return { name, regex: new RegExp(boundedSource(pattern), 'gu'), action }
  })
}

/** Tokens of every vendor, made from the shapes of the table while the tests run: none stands in a file. */
import { type Random, seeded } from '../../../../../bench/speed/random.ts'
import { readShape, type Shape } from '../../../../../lambdas/core/redact/detectors/shape.ts'
import { vendorTokens } from '../../../../../lambdas/core/redact/detectors/vendor-table.ts'

export interface VendorExample {
  readonly detector: string
  readonly shape: string
  readonly token: string
}

/** Where a shape has no lower limit. */
const FREE_LENGTH = 12

/** One token a shape; the same for the same seed. A shape that begins like a shorter one of the same vendor is that one with more. */
export function vendorExamples(seed: number): VendorExample[] {
  const random = seeded(seed)
  return vendorTokens.flatMap(({ name, shapes }) =>
    shapes
      .filter((shape) => !shapes.some((other) => other !== shape && shape.startsWith(other)))
      .map((shape) => ({ detector: name, shape, token: tokenOf(readShape(shape), random) })),
  )
}

/** What a token begins with, where it has no prefix, is the base64 of a number. */
const tokenOf = (shape: Shape, random: Random): string =>
  shape
    .map((part, i) =>
      part.literal !== '' ? part.literal : charsOf(part, i === 0 ? letters : anything, random),
    )
    .join('')

const letters = /[A-Za-z0-9]/
const anything = /./

/** Begins with a letter or digit, ends with two digits: what stands around a token does not run into it. */
function charsOf(
  part: { table: Uint8Array; min: number; max: number },
  allowed: RegExp,
  random: Random,
): string {
  const alphabet = [...part.table.keys()]
    .filter((code) => part.table[code] === 1)
    .map((code) => String.fromCharCode(code))
    .filter((char) => allowed.test(char))
  const first = alphabet.filter((char) => letters.test(char))
  const last = alphabet.filter((char) => /[2-7]/.test(char))
  const length = Math.min(part.max, part.min || FREE_LENGTH)
  return Array.from({ length }, (_, i) =>
    random.pick(i >= length - 2 ? last : i === 0 ? first : alphabet),
  ).join('')
}

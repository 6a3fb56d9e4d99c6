import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maySaySomething } from '../../../../lambdas/core/redact/key-screen.ts'
import { classifyWords } from '../../../../lambdas/core/redact/keys.ts'
import * as words from '../../../../lambdas/core/redact/vocabulary.ts'
import * as personal from '../../../../lambdas/core/redact/vocabulary-personal.ts'

const inRules =
  `access account api app auth aws backup bank card client code community confirmation content cookie data debit device display driver
  expires fa first full has hash http id key keys last license login mfa name no number on one onetime password phrase pin policy private provider
  recovery reset salt secret security seed sess session set sid signature sms social string tk token tokens totp user value verification verifier
  wallet web x zip`.split(/\s+/)
const known = [...Object.values(words), ...Object.values(personal)].flatMap((set) =>
  set instanceof Set ? [...set] : [],
)
const word = fc.oneof(fc.constantFrom(...inRules), fc.constantFrom(...known))

describe('the quick look at a name', () => {
  it('never passes over a name that a rule says something about', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, isJoined) => {
        const name = isJoined ? [parts.join('')] : parts
        if (classifyWords(name) !== undefined) expect(maySaySomething(name), name.join('_')).toBe(true)
      }),
      { seed: 1, numRuns: 20_000 },
    )
  })

  it('passes over the names that most logs are made of', () => {
    const names =
      'timestamp level msg status method path duration request trace span host region version count service env'
    for (const name of names.split(' ')) expect(maySaySomething([name]), name).toBe(false)
  })
})

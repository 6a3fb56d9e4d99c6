import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../../../../../lambdas/core/archive/escape/escape.ts'

describe('a long text as a JSON string', () => {
  const latin1 = fc.oneof(
    fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('"', '\\', '\n', '\t', '\x1f', ' ', 'a', '\xff'),
  )

  it('is what JSON.stringify writes, whatever characters it has and however many of them need escapes', () => {
    const property = fc.property(
      fc.string({ unit: latin1, minLength: 0, maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('a', ' ', 'é'), minLength: 150, maxLength: 300 }),
      fc.nat(300),
      (special, common, at) => {
        const text = common.slice(0, at) + special + common.slice(at)
        expect(quote(text)).toBe(JSON.stringify(text))
      },
    )
    fc.assert(property, { seed: 1, numRuns: 3_000 })
  })

  it.each([
    ['nothing but escapes, as long as it takes', '\x01'.repeat(65_536)],
    ['longer than it takes', '"'.repeat(65_537)],
    ['with characters beyond Latin-1', `${'\n'.repeat(300)}日本`],
    ['with half a character', `${'a'.repeat(300)}\ud800`],
    ['behind a longer one', 'b"'.repeat(101)],
  ])('is the same %s', (_, text) => {
    expect(quote(text) === JSON.stringify(text)).toBe(true)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stamped } from '../../cli/run/times.ts'

const timeOf = (message: string): number | undefined => (/^\d+$/.test(message) ? Number(message) : undefined)
const eventsOf = (messages: readonly string[]) =>
  messages.map((message, i) => ({ id: String(i), timestamp: 0, message }))
const times = (messages: readonly string[], fallback = 7) =>
  stamped(eventsOf(messages), fallback, timeOf).map(({ timestamp }) => timestamp)

describe('the time of a line', () => {
  const lines = fc.array(fc.oneof(fc.nat(100_000_000).map(String), fc.constantFrom('x', '  at y')), {
    maxLength: 400,
  })

  test('is never another one than that of the line before, but where a line tells its own', () => {
    fc.assert(
      fc.property(lines, (messages) => {
        const given = times(messages)
        for (let i = 1; i < given.length; i++)
          if (given[i] !== given[i - 1]) expect(given[i]).toBe(timeOf(messages[i]!))
      }),
      { seed: 1 },
    )
  })

  test('is near its own in a log that is in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(600_000), { minLength: 1, maxLength: 400 }), (steps) => {
        let time = 1_000_000
        const messages = steps.map((step) => {
          time += step
          return String(time)
        })
        for (const [i, given] of times(messages).entries())
          expect(Math.abs(given - Number(messages[i]))).toBeLessThanOrEqual(5_000)
      }),
      { seed: 2 },
    )
  })

  test('is the fallback where no line tells one', () => {
    expect(times(['a', 'b'])).toEqual([7, 7])
    expect(times([])).toEqual([])
  })

  test('is that of the first line that tells one, for those before', () => {
    expect(times(['a', '5', 'b'])).toEqual([5, 5, 5])
  })
})

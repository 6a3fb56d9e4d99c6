import { describe, expect, it } from 'vitest'
import { checkPattern } from '../../../../lambdas/core/redact/patterns.ts'
import { redactorWith } from './support/redactors.ts'

describe('a pattern is accepted when it is linear-time', () => {
  it.each([
    'EMP-[0-9]{6}',
    '\\bACME-[A-Z]{2}\\d{4,8}\\b',
    'cust_[a-z0-9]+',
    '(?:red|green|blue)-\\d+',
    'ID:\\s*[A-F0-9]{8}',
    '[A-Z]{3}(?:-\\d{2}){2,4}',
    '\\p{Lu}\\d+',
    'x{2,}y',
  ])('%s', (pattern) => {
    expect(checkPattern(pattern)).toBeUndefined()
  })
})

describe('a pattern is refused with the reason', () => {
  it.each([
    ['(a+)+$', /not linear-time.*slow on "a{24}!"/],
    ['(x|x)*y', /not linear-time/],
    ['([a-z]+)*@', /not linear-time/],
    ['\\d+\\d+x', /same characters, slow on/],
    ['\\w+\\s*\\w+:', /same characters/],
    ['.*foo.*bar', /same characters/],
    ['(?=secret)', /empty text|look-around/],
    ['a(?!b)c', /look-around/],
    ['(a)\\1', /back-reference/],
    ['(?:a?){40}b', /ways|not linear/],
    ['[', /not a regular expression/],
    ['a*', /empty text/],
  ])('%s', (pattern, reason) => {
    expect(checkPattern(pattern)).toMatch(reason)
  })
})

describe('user patterns', () => {
  const { redact } = redactorWith({
    patterns: [
      { name: 'employee_id', pattern: 'EMP-[0-9]{6}', action: 'mask' },
      { name: 'order_number', pattern: '77[0-9]{6}', action: 'last4' },
    ],
  })
  it('are masked under their name, in JSON and in strings with escapes too', () => {
    expect(redact('by EMP-123456.').text).toBe('by [REDACTED:employee_id].')
    expect(redact('{"a":"EMP-123456","b":"x\\nEMP-654321"}').text).toBe(
      '{"a":"[REDACTED:employee_id]","b":"x\\n[REDACTED:employee_id]"}',
    )
    expect(redact('by EMP-123456.').counts).toEqual({ employee_id: 1 })
  })
  it('make a string of a JSON number', () => {
    expect(redact('{"order":77123456}').text).toBe('{"order":"[REDACTED:order_number:3456]"}')
  })
  it('take time that grows with the text', () => {
    const { redact: run } = redactorWith({
      patterns: [{ name: 'p', pattern: '[a-z]+[0-9]+!', action: 'mask' }],
    })
    const started = performance.now()
    run('a'.repeat(200_000))
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

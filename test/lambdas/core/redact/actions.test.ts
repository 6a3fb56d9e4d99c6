import { describe, expect, it } from 'vitest'
import { pseudonym } from '../../../../lambdas/core/redact/actions.ts'
import { createRedactor } from '../../../../lambdas/core/redact/redactor.ts'
import { everything, hmac, redactorWith } from './support/redactors.ts'

describe('an action', () => {
  it('mask says what was found', () => {
    expect(redactorWith().redact('from ana@example.com').text).toBe('from [REDACTED:email]')
  })

  it('last4 keeps four characters of long values, and none of short ones', () => {
    const { redact } = redactorWith({ detectors: { payment_card: 'last4', password: 'last4' } })
    expect(redact('card 4111 1111 1111 1111').text).toBe('card [REDACTED:payment_card:1111]')
    expect(redact('password=abc1').text).toBe('password=[REDACTED:password]')
  })

  it('hash gives the same value the same pseudonym, which names the key and can be recomputed', () => {
    const { redact } = redactorWith({ detectors: { email: 'hash' } })
    expect(redact('a ana@example.com b ana@example.com').text).toBe(
      `a ${pseudonym('ana@example.com', hmac)} b ${pseudonym('ana@example.com', hmac)}`,
    )
    expect(pseudonym('ana@example.com', hmac)).toMatch(/^\[HMAC:k1:[0-9a-f]{20}\]$/)
    expect(pseudonym('ana@example.com', { ...hmac, key: new Uint8Array(32) })).not.toBe(
      pseudonym('ana@example.com', hmac),
    )
  })

  it('hash without a key is refused at once, not when the first secret comes', () => {
    expect(() => createRedactor({ ...everything, detectors: { ipv4: 'hash' } })).toThrow(/HMAC key/)
  })

  it('off leaves the value, and other detectors on', () => {
    const { redact } = redactorWith({ detectors: { ipv4: 'off' } })
    expect(redact('203.0.113.7 ana@example.com').text).toBe('203.0.113.7 [REDACTED:email]')
  })
})

it('values that are allowed stay, also inside JSON', () => {
  const { redact } = redactorWith({ allow: ['noreply@example.com'] })
  expect(redact('{"a":"noreply@example.com","b":"ana@example.com"}').text).toBe(
    '{"a":"noreply@example.com","b":"[REDACTED:email]"}',
  )
})

it('counts and findings agree, and findings hold no value', () => {
  const { redact, explain } = redactorWith()
  const text = '{"password":"hunter2","from":"203.0.113.7","to":"203.0.113.8"}'
  expect(redact(text).counts).toEqual({ password: 1, ipv4: 2 })
  expect(explain(text)).toEqual([
    { detector: 'password', key: 'password', start: 13, end: 20, action: 'mask' },
    { detector: 'ipv4', start: 30, end: 41, action: 'mask' },
    { detector: 'ipv4', start: 49, end: 60, action: 'mask' },
  ])
})

it('no mask repeats a part of the secret that it stands for', () => {
  const { redact } = redactorWith()
  for (const secret of ['password', 'password123', 'my-password', 'an-old-passwor'])
    expect(redact(`{"password":"${secret}"}`).text).toBe('{"password":"[REDACTED]"}')
})

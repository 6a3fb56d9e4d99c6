import { describe, expect, it } from 'vitest'
import { parseHmacSecret } from '../../../lambdas/ingest/hmac-key.ts'

const key = 'k'.repeat(40)

describe('parseHmacSecret', () => {
  it('reads the id and the key', () => {
    expect(parseHmacSecret(JSON.stringify({ id: 'k1', key }))).toEqual({ id: 'k1', key: Buffer.from(key) })
  })

  it.each([
    undefined,
    '',
    key,
    '{}',
    'null',
    '{"id":"k1"}',
    `{"id":"k 1","key":"${key}"}`,
    '{"id":"k1","key":"short"}',
  ])('refuses a secret that is unfit, and repeats nothing of it', (secret) => {
    expect(() => parseHmacSecret(secret)).toThrow(/^\[ingest\] the HMAC secret (?!.*(short|kkk))/)
  })
})

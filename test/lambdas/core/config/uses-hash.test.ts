import { expect, test } from 'vitest'
import type { RedactConfig } from '../../../../lambdas/core/config/types.ts'
import { usesHash } from '../../../../lambdas/core/config/uses-hash.ts'

const none: RedactConfig = {
  detectors: {},
  keys: { mask: [], hash: [], drop: [], keep: [] },
  patterns: [],
  allow: [],
}

test('no key is needed while nothing is hashed', () => {
  expect(usesHash({ redact: { ...none, detectors: { ipv4: 'mask', phone: 'off' } } })).toBe(false)
})

test.each<[string, Partial<RedactConfig>]>([
  ['a detector', { detectors: { ipv4: 'hash' } }],
  ['a key name', { keys: { ...none.keys, hash: ['user_id'] } }],
  ['a pattern', { patterns: [{ name: 'employee_id', pattern: 'EMP-[0-9]{6}', action: 'hash' }] }],
])('%s with the action hash needs a key', (_where, redact) => {
  expect(usesHash({ redact: { ...none, ...redact } })).toBe(true)
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const named = [
  ...readFileSync(join(root, 'docs/security.md'), 'utf8').matchAll(/`((?:test|lambdas)\/[^`]+)`/g),
].map(([, path]) => path!)

test.each([...new Set(named)])('%s, which docs/security.md names as proof, exists', (path) => {
  expect(existsSync(join(root, path))).toBe(true)
})

test('docs/security.md names proofs', () => {
  expect(named.length).toBeGreaterThan(20)
})

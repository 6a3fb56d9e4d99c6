import { expect, test } from 'vitest'
import { readCompactEnvironment, writeCompactEnvironment } from '../../../lambdas/compact/environment.ts'

test('what the stack writes is what the function reads', () => {
  const environment = { archiveBucket: 'archive' }
  expect(readCompactEnvironment(writeCompactEnvironment(environment))).toEqual(environment)
})

test('a key is written and read when there is one', () => {
  const environment = { archiveBucket: 'archive', ledgerKey: 'arn:aws:kms:eu-west-1:123456789012:key/k' }
  expect(readCompactEnvironment(writeCompactEnvironment(environment))).toEqual(environment)
})

test('without the bucket the error names the variable', () => {
  expect(() => readCompactEnvironment({})).toThrow('SLUICE_ARCHIVE_BUCKET')
})

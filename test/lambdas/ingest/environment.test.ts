import { expect, test } from 'vitest'
import { readIngestEnvironment, writeIngestEnvironment } from '../../../lambdas/ingest/environment.ts'

const environment = { archiveBucket: 'archive', quarantineBucket: 'quarantine', tableName: 'tallies' }

test('what the stack writes is what the function reads', () => {
  expect(readIngestEnvironment(writeIngestEnvironment(environment))).toEqual(environment)
})

test('the secret travels along when there is one', () => {
  const withSecret = {
    ...environment,
    hmacSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hmac',
  }
  expect(readIngestEnvironment(writeIngestEnvironment(withSecret))).toEqual(withSecret)
})

test.each(Object.keys(writeIngestEnvironment(environment)))('without %s the error names it', (variable) => {
  const variables = writeIngestEnvironment(environment)
  expect(() => readIngestEnvironment({ ...variables, [variable]: undefined })).toThrow(variable)
  expect(() => readIngestEnvironment({ ...variables, [variable]: '' })).toThrow(variable)
})

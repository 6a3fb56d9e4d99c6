import { expect, test } from 'vitest'
import { readAlertEnvironment, writeAlertEnvironment } from '../../../lambdas/alert/environment.ts'

const environment = {
  tableName: 'tallies',
  archiveBucket: 'archive',
  topics: {
    default: 'arn:aws:sns:eu-west-1:111122223333:shop-default',
    oncall: 'arn:aws:sns:eu-west-1:111122223333:shop-oncall',
  },
}

test('what the stack writes is what the function reads', () => {
  expect(readAlertEnvironment(writeAlertEnvironment(environment))).toEqual(environment)
})

test.each(Object.keys(writeAlertEnvironment(environment)))('without %s the error names it', (variable) => {
  const variables = writeAlertEnvironment(environment)
  expect(() => readAlertEnvironment({ ...variables, [variable]: undefined })).toThrow(variable)
  expect(() => readAlertEnvironment({ ...variables, [variable]: '' })).toThrow(variable)
})

test('topics that are not JSON are named, too', () => {
  expect(() => readAlertEnvironment({ ...writeAlertEnvironment(environment), SLUICE_TOPICS: 'arn' })).toThrow(
    'SLUICE_TOPICS',
  )
})

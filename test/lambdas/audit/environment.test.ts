import { expect, test } from 'vitest'
import { readAuditEnvironment, writeAuditEnvironment } from '../../../lambdas/audit/environment.ts'

const environment = { topicArn: 'arn:aws:sns:eu-west-1:111122223333:shop-default' }

test('what the stack writes is what the function reads', () => {
  expect(readAuditEnvironment(writeAuditEnvironment(environment))).toEqual(environment)
})

test('without it the error names the variable', () => {
  expect(() => readAuditEnvironment({})).toThrow('SLUICE_TOPIC_ARN')
})

import { expect, test } from 'vitest'
import { answerBody } from '../../../lambdas/subscribe/answer.ts'
import {
  readSubscribeEnvironment,
  writeSubscribeEnvironment,
} from '../../../lambdas/subscribe/environment.ts'

test.each([
  { destinationArn: 'arn:function' },
  { destinationArn: 'arn:stream', destinationRoleArn: 'arn:role' },
])('what the stack writes is what the handler reads: %j', (environment) => {
  expect(readSubscribeEnvironment(writeSubscribeEnvironment(environment))).toEqual(environment)
})

test('a variable that is missing is named', () => {
  expect(() => readSubscribeEnvironment({})).toThrow('SLUICE_DESTINATION_ARN')
})

const request = {
  RequestType: 'Create',
  ResponseURL: 'https://example.com',
  StackId: 's',
  RequestId: 'r',
  LogicalResourceId: 'l',
} as const

test('an answer names the request, and keeps the resource’s id for its whole life', () => {
  const created = JSON.parse(answerBody(request, {}, 'shop'))
  expect(created).toMatchObject({ Status: 'SUCCESS', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' })
  const deleted = {
    ...request,
    RequestType: 'Delete',
    PhysicalResourceId: created.PhysicalResourceId,
  } as const
  const answer = JSON.parse(answerBody(deleted, { failed: 'no' }, 'renamed'))
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: created.PhysicalResourceId })
})

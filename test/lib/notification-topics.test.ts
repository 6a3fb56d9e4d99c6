import { expect, test } from 'vitest'
import { propertiesOf, type Statement, templateOf } from './synth.ts'

const template = templateOf({
  notify: { oncall: { emails: ['oncall@example.com', 'oncall@example.com', 'second@example.com'] } },
})

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] }
}
const allowsCloudWatch = (statements: readonly Statement[], action: string): Statement | undefined =>
  statements.find(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' &&
      [Action].flat().includes(action) &&
      (Principal as { Service?: string }).Service === 'cloudwatch.amazonaws.com',
  )
const thisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }

test('there is one topic for each target, and always the default one', () => {
  const names = (from = template) =>
    Object.values(from.findResources('AWS::SNS::Topic')).map(({ Properties }) => Properties.TopicName)
  expect(names()).toEqual(['shop-default', 'shop-oncall'])
  expect(names(templateOf())).toEqual(['shop-default'])
})

test('each address is subscribed once', () => {
  const subscriptions = Object.values(template.findResources('AWS::SNS::Subscription'))
  expect(subscriptions.map(({ Properties }) => [Properties.Protocol, Properties.Endpoint])).toEqual([
    ['email', 'oncall@example.com'],
    ['email', 'second@example.com'],
  ])
})

test.each(['default', 'oncall'])('alarms of this account may publish to the topic %s', (name) => {
  const policy = propertiesOf(template, 'AWS::SNS::TopicPolicy', `LogsTopics${name}`) as unknown as Policy
  expect(allowsCloudWatch(policy.PolicyDocument.Statement, 'sns:Publish')?.Condition).toEqual(thisAccount)
})

test('alarms of this account may use the key of the topics, without which they could not publish', () => {
  const { KeyPolicy } = propertiesOf(template, 'AWS::KMS::Key', 'LogsTopics') as {
    readonly KeyPolicy: Policy['PolicyDocument']
  }
  expect(allowsCloudWatch(KeyPolicy.Statement, 'kms:GenerateDataKey*')?.Condition).toEqual(thisAccount)
  expect(allowsCloudWatch(KeyPolicy.Statement, 'kms:Decrypt')?.Condition).toEqual(thisAccount)
})

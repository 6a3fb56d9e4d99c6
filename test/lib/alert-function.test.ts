import { expect, test } from 'vitest'
import { tallyPrefix } from '../../lambdas/core/tally/index.ts'
import { propertiesOf, type Statement, templateOf } from './synth.ts'

const template = templateOf({ notify: { oncall: { emails: [] } } })
const mapping = propertiesOf(template, 'AWS::Lambda::EventSourceMapping') as {
  readonly FilterCriteria: { readonly Filters: readonly { readonly Pattern: string }[] }
}

test('tallies wake the alert function within a second; what it fails on is split, retried and then noted', () => {
  expect(mapping).toMatchObject({
    EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^LogsTallies/), 'StreamArn'] },
    MaximumBatchingWindowInSeconds: 1,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 10,
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^LogsAlertFailures/), 'Arn'] } },
    },
  })
})

test('only tallies wake it: not what it writes itself, and not what expires', () => {
  expect(mapping.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
    { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: tallyPrefix }] } } } },
  ])
})

test('it runs every minute', () => {
  expect(propertiesOf(template, 'AWS::Events::Rule', 'LogsAlert')).toMatchObject({
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^LogsAlertFunction/), 'Arn'] } }],
  })
})

test('it may publish to the topics of the pipeline, all of them and no other', () => {
  const { PolicyDocument } = propertiesOf(template, 'AWS::IAM::Policy', 'LogsAlert') as {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] }
  }
  const publish = PolicyDocument.Statement.filter(({ Action }) => [Action].flat().includes('sns:Publish'))
  expect(publish.map(({ Resource }) => Resource)).toEqual([
    [
      { Ref: expect.stringMatching(/^LogsTopicsdefault/) },
      { Ref: expect.stringMatching(/^LogsTopicsoncall/) },
    ],
  ])
})

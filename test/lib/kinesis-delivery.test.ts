import { expect, test } from 'vitest'
import { readSubscribeEnvironment } from '../../lambdas/subscribe/environment.ts'
import type { PipelineConfig } from '../../lib/config.ts'
import { findingsOf, propertiesOf, type Statement, templateOf } from './synth.ts'

const kinesis: Partial<PipelineConfig> = {
  delivery: { kinesis: { mode: { shards: 4 }, retentionHours: 48 } },
  sources: [{ logGroups: ['/ecs/shop'] }, { logGroups: ['/ecs/found/*'] }],
}
const template = templateOf(kinesis)
const mapping = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).find(
  ({ Properties }) => Properties.ParallelizationFactor,
)!['Properties']
const statementsOf = (prefix: string): Statement[] =>
  (propertiesOf(template, 'AWS::IAM::Policy', prefix)['PolicyDocument'] as { Statement: Statement[] })
    .Statement

test('log groups write into the stream, with a role that can do nothing else', () => {
  const [filter] = Object.values(template.findResources('AWS::Logs::SubscriptionFilter'))
  expect(filter!['Properties']).toMatchObject({
    LogGroupName: '/ecs/shop',
    DestinationArn: { 'Fn::GetAtt': [expect.stringMatching(/^LogsDeliveryStream/), 'Arn'] },
    RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^LogsDeliveryWriter/), 'Arn'] },
  })
  expect(filter!['DependsOn']).toContainEqual(expect.stringMatching(/^LogsDeliveryWriterDefaultPolicy/))
  expect(statementsOf('LogsDeliveryWriter').map(({ Action }) => Action)).toEqual(['kinesis:PutRecord'])
})

test('only this account’s CloudWatch Logs gets that role', () => {
  const role = propertiesOf(template, 'AWS::IAM::Role', 'LogsDeliveryWriter') as unknown as {
    AssumeRolePolicyDocument: { Statement: Statement[] }
  }
  const [statement] = role.AssumeRolePolicyDocument.Statement
  expect(statement!.Principal).toEqual({ Service: 'logs.amazonaws.com' })
  expect(JSON.stringify(statement!.Condition?.['StringLike']?.['aws:SourceArn'])).toContain('AWS::AccountId')
})

test('nothing may invoke ingest directly', () => {
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission'))
  expect(permissions.map(({ Properties }) => Properties.Principal)).not.toContain('logs.amazonaws.com')
})

test('the stream has the shards and the retention of the configuration, encrypted', () => {
  expect(propertiesOf(template, 'AWS::Kinesis::Stream')).toMatchObject({
    ShardCount: 4,
    RetentionPeriodHours: 48,
    StreamEncryption: { EncryptionType: 'KMS' },
    StreamModeDetails: { StreamMode: 'PROVISIONED' },
  })
  const onDemand = templateOf({ delivery: { kinesis: { mode: 'on-demand' } } })
  expect(propertiesOf(onDemand, 'AWS::Kinesis::Stream')).toMatchObject({
    RetentionPeriodHours: 24,
    StreamModeDetails: { StreamMode: 'ON_DEMAND' },
  })
})

test('a batch is read again from where it failed, halved, and given up into quarantine', () => {
  expect(mapping).toMatchObject({
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    StartingPosition: 'TRIM_HORIZON',
    MetricsConfig: { Metrics: ['EventCount'] },
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^LogsQuarantine/), 'Arn'] } },
    },
  })
  expect(mapping.MaximumRecordAgeInSeconds).toBeUndefined()
})

test('ingest may read the stream, and Lambda on its behalf write what it gives up', () => {
  const statements = statementsOf('LogsIngestAccess')
  const stream = statements.find(({ Action }) => [Action].flat().includes('kinesis:GetRecords'))
  expect(JSON.stringify(stream!.Resource)).toMatch(/LogsDeliveryStream/)
  const writes = statements.filter(({ Action }) => Action === 's3:PutObject').map(({ Resource }) => Resource)
  expect(JSON.stringify(writes)).toContain('/aws/lambda/*')
})

test('log groups that are found get the stream and the role, too', () => {
  const { Environment } = propertiesOf(template, 'AWS::Lambda::Function', 'LogsSubscribe') as {
    readonly Environment: { readonly Variables: Record<string, { 'Fn::GetAtt': string[] }> }
  }
  const variables = Object.entries(Environment.Variables).map(([name, value]) => [
    name,
    value['Fn::GetAtt'].join('.'),
  ])
  expect(readSubscribeEnvironment(Object.fromEntries(variables))).toEqual({
    destinationArn: expect.stringMatching(/^LogsDeliveryStream/),
    destinationRoleArn: expect.stringMatching(/^LogsDeliveryWriter/),
  })
  const pass = statementsOf('LogsSubscribeAccess').find(({ Action }) => Action === 'iam:PassRole')
  expect(pass).toMatchObject({
    Resource: { 'Fn::GetAtt': [expect.stringMatching(/^LogsDeliveryWriter/), 'Arn'] },
    Condition: { StringEquals: { 'iam:PassedToService': 'logs.amazonaws.com' } },
  })
})

test('cdk-nag finds nothing that is not explained', () => {
  expect(findingsOf(kinesis)).toEqual([])
})

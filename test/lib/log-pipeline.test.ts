import { expect, test } from 'vitest'
import { ConfigError } from '../../lambdas/core/config/index.ts'
import { readIngestEnvironment } from '../../lambdas/ingest/environment.ts'
import { propertiesOf, stackOf, templateOf } from './synth.ts'

test('the stack says the names of everything that a script needs', () => {
  const outputs = Object.keys(templateOf({ notify: { 'on-call': {} } }).findOutputs('*'))
  expect(outputs.sort()).toEqual([
    'AlertFailuresQueueUrl',
    'AlertFunctionName',
    'ArchiveBucketName',
    'IngestFailuresQueueUrl',
    'IngestFunctionName',
    'QuarantineBucketName',
    'TableName',
    'TopicArnDefault',
    'TopicArnOnCall',
  ])
})

test('a configuration that cannot be used is refused with the path of the problem', () => {
  const archive = { tiers: [{ storageClass: 'STANDARD_IA' as const, afterDays: 3 }] }
  expect(() => stackOf({ archive })).toThrow(ConfigError)
  expect(() => stackOf({ archive })).toThrow('archive.tiers[0].afterDays')
})

test('ingest finds in its environment what the stack has made', () => {
  const { Environment } = propertiesOf(templateOf(), 'AWS::Lambda::Function', 'LogsIngest') as {
    readonly Environment: { readonly Variables: Record<string, { readonly Ref: string }> }
  }
  const references = Object.entries(Environment.Variables).map(([name, { Ref }]) => [name, Ref])
  expect(readIngestEnvironment(Object.fromEntries(references))).toEqual({
    archiveBucket: expect.stringMatching(/^LogsArchive/),
    quarantineBucket: expect.stringMatching(/^LogsQuarantine/),
    tableName: expect.stringMatching(/^LogsTallies/),
  })
})

test('the table forgets what has expired, can be restored, and tells what is new', () => {
  templateOf().hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    SSESpecification: { SSEEnabled: true },
  })
})

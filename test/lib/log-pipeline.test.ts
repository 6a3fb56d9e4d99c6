import type { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { readAlertEnvironment } from '../../lambdas/alert/environment.ts'
import { ConfigError } from '../../lambdas/core/config/index.ts'
import { readIngestEnvironment } from '../../lambdas/ingest/environment.ts'
import { propertiesOf, stackOf, templateOf } from './synth.ts'

/** What CloudFormation would make of a value, with logical ids for what they stand for. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] }
  return join ? join[1].map(joined).join(join[0]) : String(Ref)
}

function variablesOf(template: Template, functionPrefix: string): Record<string, string> {
  const { Environment } = propertiesOf(template, 'AWS::Lambda::Function', functionPrefix) as {
    readonly Environment: { readonly Variables: Record<string, unknown> }
  }
  return Object.fromEntries(
    Object.entries(Environment.Variables).map(([name, value]) => [name, joined(value)]),
  )
}

test('the stack says the names of everything that a script needs', () => {
  const outputs = Object.keys(templateOf({ notify: { 'on-call': {} } }).findOutputs('*'))
  expect(outputs.sort()).toEqual([
    'AlertFailuresQueueUrl',
    'AlertFunctionName',
    'ArchiveBucketName',
    'AthenaDatabaseName',
    'AthenaWorkGroupName',
    'CompactFunctionName',
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
  expect(readIngestEnvironment(variablesOf(templateOf(), 'LogsIngest'))).toEqual({
    archiveBucket: expect.stringMatching(/^LogsArchive/),
    quarantineBucket: expect.stringMatching(/^LogsQuarantine/),
    tableName: expect.stringMatching(/^LogsTallies/),
  })
})

test('alert finds in its environment what the stack has made, and a topic for each target', () => {
  const template = templateOf({ notify: { oncall: {} } })
  expect(readAlertEnvironment(variablesOf(template, 'LogsAlert'))).toEqual({
    archiveBucket: expect.stringMatching(/^LogsArchive/),
    tableName: expect.stringMatching(/^LogsTallies/),
    topics: {
      default: expect.stringMatching(/^LogsTopicsdefault/),
      oncall: expect.stringMatching(/^LogsTopicsoncall/),
    },
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

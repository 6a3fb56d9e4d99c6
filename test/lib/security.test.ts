import { Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import type { PipelineConfig } from '../../lib/config.ts'
import { findingsOf, type Statement, templateOf } from './synth.ts'

/** Uses everything that makes resources. */
const everything: Partial<PipelineConfig> = {
  redact: { keys: { hash: ['user_id'] } },
  archive: { sign: true, tiers: [{ storageClass: 'STANDARD_IA', afterDays: 30 }], expireAfterDays: 700 },
  notify: { default: { emails: ['team@example.com'] }, oncall: { emails: ['oncall@example.com'] } },
  operation: { tracing: true, ingestConcurrency: 50, logGroupMetrics: ['/ecs/shop'] },
}
const template = templateOf(everything)
const all = (type: string) => Object.entries(template.findResources(type))

/** The policy statements of resources of `policyType` whose property `refersTo` names `id`. */
function statementsFor(policyType: string, refersTo: string, id: string): Statement[] {
  return all(policyType)
    .filter(([, policy]) => JSON.stringify(policy['Properties'][refersTo]).includes(`"${id}"`))
    .flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement)
}

const refusesPlainHttp = (statements: readonly Statement[]): boolean =>
  statements.some(
    ({ Effect, Condition }) => Effect === 'Deny' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false',
  )

test.each(all('AWS::S3::Bucket').map(([id]) => id))(
  'bucket %s refuses plain HTTP and TLS below 1.2',
  (id) => {
    const statements = statementsFor('AWS::S3::BucketPolicy', 'Bucket', id)
    expect(refusesPlainHttp(statements)).toBe(true)
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
    )
  },
)

test.each(all('AWS::S3::Bucket'))('bucket %s is encrypted, without ACLs, and never public', (_id, bucket) => {
  expect(bucket['Properties']).toMatchObject({
    BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything()] },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  })
})

test.each(all('AWS::SQS::Queue'))(
  'queue %s refuses plain HTTP, is encrypted, keeps messages 14 days',
  (id, queue) => {
    expect(refusesPlainHttp(statementsFor('AWS::SQS::QueuePolicy', 'Queues', id))).toBe(true)
    const { KmsMasterKeyId, SqsManagedSseEnabled, MessageRetentionPeriod } = queue['Properties']
    expect(KmsMasterKeyId ?? SqsManagedSseEnabled).toBeTruthy()
    expect(MessageRetentionPeriod).toBe(14 * 86_400)
  },
)

test.each(all('AWS::SNS::Topic'))('topic %s refuses plain HTTP and is encrypted', (id, topic) => {
  expect(refusesPlainHttp(statementsFor('AWS::SNS::TopicPolicy', 'Topics', id))).toBe(true)
  expect(topic['Properties'].KmsMasterKeyId).toBeDefined()
})

test('every key that encrypts is rotated; KMS rotates none that signs', () => {
  const encrypts = all('AWS::KMS::Key').filter(([, key]) => key['Properties'].KeyUsage !== 'SIGN_VERIFY')
  expect(encrypts.length).toBeGreaterThan(1)
  for (const [, key] of encrypts) expect(key['Properties'].EnableKeyRotation).toBe(true)
})

/** AWS does not scope these to resources. */
const unscoped = [
  'logs:GetQueryResults',
  'cloudwatch:ListMetrics',
  'cloudwatch:GetMetricData',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
]

test('no role has a managed policy, and no statement allows all actions or all resources', () => {
  for (const [, role] of all('AWS::IAM::Role')) expect(role['Properties'].ManagedPolicyArns).toBeUndefined()
  const statements = all('AWS::IAM::Policy').flatMap(
    ([, policy]) => policy['Properties'].PolicyDocument.Statement as Statement[],
  )
  expect(statements.length).toBeGreaterThan(5)
  for (const { Action, Resource } of statements) {
    expect([Action].flat().filter((action) => action.includes('*'))).toEqual([])
    const scoped = [Action].flat().filter((action) => !unscoped.includes(action))
    if (scoped.length > 0) expect([Resource].flat()).not.toContain('*')
  }
})

test.each([
  ['the minimal pipeline', {}],
  ['a pipeline that uses everything', everything],
])('cdk-nag finds nothing in %s that has no reason', (_which, config) => {
  expect(findingsOf(config)).toEqual([])
})

test('cdk-nag would find something: a bare bucket is refused', () => {
  const stack = new Stack()
  new Bucket(stack, 'Bare')
  expect(
    new AwsSolutionsChecks(stack).validateScope(stack).violations.map(({ ruleName }) => ruleName),
  ).toContain('AwsSolutions-S10')
})

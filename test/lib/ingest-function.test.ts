import { expect, test } from 'vitest'
import { propertiesOf, type Statement, templateOf } from './synth.ts'

const template = templateOf()
const ingest = propertiesOf(template, 'AWS::Lambda::Function', 'LogsIngest')

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] }
}
const statementsOf = (from = template): readonly Statement[] =>
  (propertiesOf(from, 'AWS::IAM::Policy', 'LogsIngest') as unknown as Policy).PolicyDocument.Statement
const actionsOf = (from = template): string[] =>
  statementsOf(from)
    .flatMap(({ Action }) => Action)
    .sort()

test('ingest runs on the Node that the project is tested with, on arm64', () => {
  expect(ingest).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
})

test('a delivery that fails is tried twice more within six hours, then kept in the queue of failures', () => {
  expect(propertiesOf(template, 'AWS::Lambda::EventInvokeConfig', 'LogsIngest')).toMatchObject({
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 6 * 3_600,
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^LogsIngestFailures/), 'Arn'] } },
    },
  })
})

test('ingest may do what its code calls, and nothing else', () => {
  expect(actionsOf()).toEqual([
    'dynamodb:BatchWriteItem',
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    's3:PutObject',
    'sqs:SendMessage',
  ])
})

test('ingest writes below landing/ and quarantine/ and can read neither bucket', () => {
  const writes = statementsOf().filter(({ Action }) => Action === 's3:PutObject')
  const prefixes = JSON.stringify(writes.map(({ Resource }) => Resource)).match(/\/[a-z]+\/\*/g)
  expect(prefixes).toEqual(['/landing/*', '/quarantine/*'])
})

test('ingest decrypts with the quarantine key only on behalf of the queue', () => {
  const decrypt = statementsOf().find(({ Action }) => Action === 'kms:Decrypt')
  expect(JSON.stringify(decrypt?.Condition?.['StringEquals']?.['kms:ViaService'])).toMatch(/"sqs\."/)
})

test('its log group is made with it and forgets after 30 days', () => {
  expect(propertiesOf(template, 'AWS::Logs::LogGroup', 'LogsIngest')).toMatchObject({
    LogGroupName: '/aws/lambda/shop-ingest',
    RetentionInDays: 30,
  })
})

test('there is a key to hash with exactly when something is hashed', () => {
  const hashing = templateOf({ redact: { detectors: { ipv4: 'hash' } } })
  template.resourceCountIs('AWS::SecretsManager::Secret', 0)
  hashing.resourceCountIs('AWS::SecretsManager::Secret', 1)
  expect(actionsOf(hashing)).toContain('secretsmanager:GetSecretValue')
  expect(propertiesOf(hashing, 'AWS::Lambda::Function', 'LogsIngest')).toMatchObject({
    Environment: { Variables: { SLUICE_HMAC_SECRET_ARN: { Ref: expect.stringMatching(/^LogsHashKey/) } } },
  })
})

test('the key to hash with is generated, with its id, and survives the stack', () => {
  templateOf({ redact: { detectors: { ipv4: 'hash' } } }).hasResource('AWS::SecretsManager::Secret', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      GenerateSecretString: {
        SecretStringTemplate: '{"id":"k1"}',
        GenerateStringKey: 'key',
        PasswordLength: 64,
      },
    },
  })
})

import { expect, test } from 'vitest'
import { readCompactEnvironment } from '../../lambdas/compact/environment.ts'
import { propertiesOf, type Statement, templateOf } from './synth.ts'

const template = templateOf()
const compact = propertiesOf(template, 'AWS::Lambda::Function', 'LogsCompact')

const statementsOf = (of: typeof template): readonly Statement[] =>
  (
    propertiesOf(of, 'AWS::IAM::Policy', 'LogsCompact') as unknown as {
      readonly PolicyDocument: { readonly Statement: readonly Statement[] }
    }
  ).PolicyDocument.Statement
const statements = statementsOf(template)

/** Below which prefixes an action is allowed. */
function prefixesOf(action: string, among = statements): string[] {
  const found = among.filter(({ Action }) => [Action].flat().includes(action))
  return [...JSON.stringify(found.map(({ Resource }) => Resource)).matchAll(/\/([a-z]+)\/\*/g)].map(
    ([, name]) => name!,
  )
}

test('compaction has a whole processor and a quarter of an hour', () => {
  expect(compact).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    MemorySize: 1769,
    Timeout: 900,
  })
})

test('it runs every hour, and the next hour is its retry', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule'))
  const hourly = rules.filter(({ Properties }) => JSON.stringify(Properties.Targets).includes('LogsCompact'))
  expect(hourly.map(({ Properties }) => Properties.ScheduleExpression)).toEqual(['rate(1 hour)'])
  expect(propertiesOf(template, 'AWS::Lambda::EventInvokeConfig', 'LogsCompact')).toMatchObject({
    MaximumRetryAttempts: 0,
  })
})

test('it reads everything, adds to the ledger, and removes only what landed and what was archived', () => {
  expect(prefixesOf('s3:GetObject').sort()).toEqual(['archive', 'landing', 'ledger', 'manifest'])
  expect(prefixesOf('s3:PutObject').sort()).toEqual(['archive', 'ledger', 'manifest'])
  expect(prefixesOf('s3:DeleteObject').sort()).toEqual(['archive', 'landing'])
})

test('it may do what its code calls, and nothing else', () => {
  expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    's3:DeleteObject',
    's3:GetObject',
    's3:ListBucket',
    's3:PutObject',
  ])
})

test('its environment is what its handler reads', () => {
  const { Variables } = compact['Environment'] as { Variables: Record<string, { Ref: string }> }
  const values = Object.fromEntries(Object.entries(Variables).map(([name, { Ref }]) => [name, Ref]))
  expect(readCompactEnvironment(values).archiveBucket).toMatch(/^LogsArchive/)
})

test('a ledger is signed only where the configuration says so, by one key and in one way', () => {
  expect(template.findResources('AWS::KMS::Key', { Properties: { KeyUsage: 'SIGN_VERIFY' } })).toEqual({})
  const signing = templateOf({ archive: { sign: true } })
  expect(propertiesOf(signing, 'AWS::KMS::Key', 'LogsLedgerKey')).toMatchObject({
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
  })
  expect(propertiesOf(signing, 'AWS::KMS::Alias', 'LogsLedgerKey')).toMatchObject({
    AliasName: 'alias/sluice-shop-ledger',
  })
  const [sign, ...others] = statementsOf(signing).filter(({ Action }) => /kms/.test(String(Action)))
  expect(others).toEqual([])
  expect(sign).toMatchObject({
    Action: 'kms:Sign',
    Resource: { 'Fn::GetAtt': [expect.stringMatching(/^LogsLedgerKey/), 'Arn'] },
    Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
  })
})

test('with object lock it may lock what it adds, and may not unlock', () => {
  const locking = statementsOf(templateOf({ archive: { objectLock: { mode: 'GOVERNANCE', days: 90 } } }))
  expect(prefixesOf('s3:PutObjectRetention', locking).sort()).toEqual(['archive', 'ledger', 'manifest'])
  expect(JSON.stringify(locking)).not.toMatch(/Bypass|LegalHold|ObjectVersion/)
})

import { expect, test } from 'vitest'
import { propertiesOf, templateOf } from './synth.ts'

const template = templateOf()
const keyId = Object.keys(template.findResources('AWS::KMS::Key')).find((id) => id.includes('Quarantine'))

test('the quarantine key is its own: only the quarantine and the failed deliveries use it', () => {
  const users = Object.entries<{ Type: string }>(template.toJSON().Resources)
    .filter(([, { Type }]) => !Type.startsWith('AWS::IAM::'))
    .filter(([, resource]) => JSON.stringify(resource).includes(`"${keyId}"`))
    .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))
  expect(users.sort()).toEqual(['LogsIngestFailures', 'LogsQuarantine'])
})

test('the quarantine key is rotated', () => {
  expect(template.findResources('AWS::KMS::Key')[keyId!]!['Properties']).toMatchObject({
    EnableKeyRotation: true,
  })
})

test('what is in quarantine is gone after 14 days, in all versions', () => {
  const bucket = propertiesOf(template, 'AWS::S3::Bucket', 'LogsQuarantine')
  expect(bucket).toMatchObject({
    LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 14 }] },
  })
  expect(bucket).not.toHaveProperty('VersioningConfiguration')
})

import { expect, test } from 'vitest'
import { propertiesOf, templateOf } from './synth.ts'

interface Lifecycle {
  readonly LifecycleConfiguration: { readonly Rules: readonly Record<string, unknown>[] }
}

const archiveOf = (archive = {}): Record<string, unknown> =>
  propertiesOf(templateOf({ archive }), 'AWS::S3::Bucket', 'LogsArchive')
const rulesOf = (archive = {}) => (archiveOf(archive) as unknown as Lifecycle).LifecycleConfiguration.Rules

test('lifecycle tiers are exactly the configured ones', () => {
  const tiers = [
    { storageClass: 'STANDARD_IA', afterDays: 30 },
    { storageClass: 'GLACIER_IR', afterDays: 90 },
    { storageClass: 'DEEP_ARCHIVE', afterDays: 365 },
  ] as const
  expect(rulesOf({ tiers: [...tiers], expireAfterDays: 2555 })).toContainEqual({
    Id: 'tiers',
    Status: 'Enabled',
    Prefix: 'archive/',
    ExpirationInDays: 2555,
    Transitions: [
      { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
      { StorageClass: 'GLACIER_IR', TransitionInDays: 90 },
      { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 365 },
    ],
  })
})

test('without tiers or expiry nothing is moved and nothing expires', () => {
  expect(rulesOf().map((rule) => rule['Id'])).toEqual(['answers', 'tidy'])
  const kept = rulesOf().filter((rule) => rule['Id'] !== 'answers')
  expect(JSON.stringify(kept)).not.toMatch(/Transitions|ExpirationInDays/)
})

test('what is deleted can be brought back for a month and then stops costing', () => {
  expect(archiveOf()).toMatchObject({ VersioningConfiguration: { Status: 'Enabled' } })
  expect(rulesOf()).toContainEqual({
    Id: 'tidy',
    Status: 'Enabled',
    NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    ExpiredObjectDeleteMarker: true,
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  })
})

test('the archive survives its stack, except for one that never came up', () => {
  templateOf().hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  })
})

test('landing, which compaction empties, is not moved but expires with the rest', () => {
  const rules = rulesOf({ tiers: [{ storageClass: 'STANDARD_IA', afterDays: 30 }], expireAfterDays: 400 })
  expect(rules).toContainEqual({
    Id: 'landing',
    Status: 'Enabled',
    Prefix: 'landing/',
    ExpirationInDays: 400,
  })
  expect(
    rulesOf({ tiers: [{ storageClass: 'STANDARD_IA', afterDays: 30 }] }).map((rule) => rule['Id']),
  ).toEqual(['tiers', 'answers', 'tidy'])
})

test('with object lock the bucket can lock, and locks nothing by itself: landing has to go', () => {
  const locked = archiveOf({ objectLock: { mode: 'GOVERNANCE', days: 90 } })
  expect(locked).toMatchObject({ ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Enabled' } })
  expect(locked).not.toHaveProperty('ObjectLockConfiguration')
  expect(archiveOf()).not.toHaveProperty('ObjectLockEnabled')
})

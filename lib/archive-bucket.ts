import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { archivePrefix, landingPrefix } from '../lambdas/core/archive/index.ts'
import type { ArchiveConfig } from '../lambdas/core/config/index.ts'
import { acknowledge } from './acknowledge.ts'

/** Where Athena puts its answers, which can be asked for again. */
export const athenaResultsPrefix = 'athena-results/'
const athenaResultsDays = 7

/** How long a deleted or replaced object can still be brought back. */
const undeleteDays = 30

/**
 * What compaction has written moves to colder tiers; what it has not got to yet stays in STANDARD, because each move is paid
 * per object. Both expire: compaction removes what it has taken from landing, this is for what it never could.
 */
function tiers({ tiers, expireAfterDays }: ArchiveConfig): LifecycleRule[] {
  const expiry = expireAfterDays === undefined ? {} : { expiration: Duration.days(expireAfterDays) }
  const transitions = tiers.map(({ storageClass, afterDays }) => ({
    storageClass: new StorageClass(storageClass),
    transitionAfter: Duration.days(afterDays),
  }))
  return [
    ...(tiers.length > 0 || expireAfterDays !== undefined
      ? [{ id: 'tiers', prefix: archivePrefix, transitions, ...expiry }]
      : []),
    ...(expireAfterDays === undefined ? [] : [{ id: 'landing', prefix: landingPrefix, ...expiry }]),
  ]
}

const answers: LifecycleRule = {
  id: 'answers',
  prefix: athenaResultsPrefix,
  expiration: Duration.days(athenaResultsDays),
  noncurrentVersionExpiration: Duration.days(1),
}

/** Of the whole bucket: what is left of deleted objects and of uploads that never finished is paid for, too. */
const tidy: LifecycleRule = {
  id: 'tidy',
  abortIncompleteMultipartUploadAfter: Duration.days(7),
  noncurrentVersionExpiration: Duration.days(undeleteDays),
  expiredObjectDeleteMarker: true,
}

/**
 * The archive of redacted logs. It stays when the stack is deleted; its name is CloudFormation's, so that a second
 * deployment after that does not collide with it. Objects below 128 KB are never moved to a colder tier: S3's default,
 * because each move is paid per object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html).
 */
export class ArchiveBucket extends Bucket {
  constructor(scope: Construct, id: string, archive: ArchiveConfig) {
    super(scope, id, {
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      // Each object says for itself how long it is locked: docs/decisions/012-object-lock-per-object.md
      ...(archive.objectLock ? { objectLockEnabled: true } : {}),
      lifecycleRules: [...tiers(archive), answers, tidy],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    acknowledge(this, {
      'AwsSolutions-S1':
        'Server access logs would need a second bucket that grows with every object; who needs to know who read the archive turns on CloudTrail data events for it (docs/deploy.md).',
    })
  }
}

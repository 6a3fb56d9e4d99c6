import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'

/** Where ingest puts what it cannot process; the only prefix that it may write to. */
export const quarantinePrefix = 'quarantine/'

/** How long what could not be processed waits for someone to look at it. The same as the longest life of a message in SQS. */
export const quarantineDays = 14

/**
 * The key of everything that may hold raw log text: the quarantine bucket and the queue of failed invocations. To read
 * either, one needs this key as well, so a permission on the bucket or queue alone shows nothing. Kept when the stack is
 * deleted, because without it the rest of the quarantine could not be read any more.
 */
export class QuarantineKey extends Key {
  constructor(scope: Construct, id: string, pipeline: string) {
    super(scope, id, {
      description: `Sluice ${pipeline}: log text that could not be redacted`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }
}

/** Payloads and records that ingest could not process, as they came: unredacted. Gone after `quarantineDays`, for good. */
export class QuarantineBucket extends Bucket {
  constructor(scope: Construct, id: string, key: QuarantineKey) {
    super(scope, id, {
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [
        {
          id: 'short-life',
          expiration: Duration.days(quarantineDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    acknowledge(this, {
      'AwsSolutions-S1':
        'Every use of the quarantine key is in CloudTrail already, which says who read what; access logs would repeat it.',
    })
  }
}

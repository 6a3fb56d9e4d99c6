import { Duration } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { FunctionRole } from './pipeline-function.ts'

export interface FailureQueueProps {
  /** The function whose failed invocations Lambda puts here, with that function's permissions. */
  readonly sender: FunctionRole
  /** For a queue whose messages hold log text; the sender needs it, too. Without it, SQS's own key. */
  readonly key?: IKey
}

/** What a function could not process after all retries. Messages stay as long as SQS keeps anything: 14 days. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, { sender, key }: FailureQueueProps) {
    super(scope, id, {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...(key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
    })
    sender.allow(['sqs:SendMessage'], [this.queueArn])
    acknowledge(this, {
      'AwsSolutions-SQS3':
        'It is a dead-letter queue itself: Lambda fills it, people empty it (docs/operations.md).',
    })
  }
}

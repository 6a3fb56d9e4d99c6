import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import {
  type Code,
  EventSourceMapping,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { writeAlertEnvironment } from '../lambdas/alert/environment.ts'
import { tallyStreamFilter } from '../lambdas/alert/stream.ts'
import type { ArchiveBucket } from './archive-bucket.ts'
import { FailureQueue } from './failure-queue.ts'
import type { NotificationTopics } from './notification-topics.ts'
import { FunctionRole, PipelineFunction, regional } from './pipeline-function.ts'
import type { TallyTable } from './tally-table.ts'

export interface AlertFunctionProps {
  readonly pipeline: string
  readonly code: Code
  readonly table: TallyTable
  readonly topics: NotificationTopics
  /** Linked to in notifications; the function itself never reads it. */
  readonly archive: ArchiveBucket
}

/**
 * The function that decides and tells. New tallies wake it within a second; every minute it looks at what time alone changes:
 * incidents that are over, notifications that were not sent to the end.
 */
export class AlertFunction extends Construct {
  readonly function: LambdaFunction
  readonly failures: FailureQueue

  constructor(scope: Construct, id: string, { pipeline, code, table, topics, archive }: AlertFunctionProps) {
    super(scope, id)
    const owner = new FunctionRole(this, 'Access', pipeline, 'alert')
    this.failures = new FailureQueue(this, 'Failures', { sender: owner })
    this.function = new PipelineFunction(this, 'Function', {
      pipeline,
      own: 'alert',
      owner,
      description: `Sluice ${pipeline}: opens and closes incidents, tells people`,
      code,
      environment: writeAlertEnvironment({
        tableName: table.tableName,
        archiveBucket: archive.bucketName,
        topics: topics.arns,
      }),
      memorySize: 512,
      timeout: Duration.seconds(60),
      // Only the schedule invokes it asynchronously, and the next minute comes anyway.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    })
    this.permit(owner, table, topics)
    this.wakeOnTallies(owner, table)
    this.wakeEveryMinute()
  }

  private permit(owner: FunctionRole, table: TallyTable, topics: NotificationTopics): void {
    owner.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], [table.tableArn])
    owner.allow(['sns:Publish'], Object.values(topics.arns))
    owner.allow(['kms:GenerateDataKey', 'kms:Decrypt'], [topics.key.keyArn], {
      StringEquals: { 'kms:ViaService': regional('sns') },
    })
  }

  /**
   * Only tallies: the function writes into the same table, and its own writing must not wake it. It says itself from which
   * record on it has to be woken again.
   */
  private wakeOnTallies(owner: FunctionRole, table: TallyTable): void {
    const stream = table.tableStreamArn!
    owner.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [stream],
    )
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: this.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 500,
      maxBatchingWindow: Duration.seconds(1),
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
      filters: [{ pattern: JSON.stringify(tallyStreamFilter) }],
      reportBatchItemFailures: true,
    })
    mapping.node.addDependency(owner)
  }

  private wakeEveryMinute(): void {
    new Rule(this, 'EveryMinute', {
      description: 'Ends incidents that are over, finishes notifications that were interrupted',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(this.function, { retryAttempts: 0 })],
    })
  }
}

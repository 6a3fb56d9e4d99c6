import { Duration } from 'aws-cdk-lib'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { landingPrefix } from '../lambdas/core/archive/index.ts'
import { writeIngestEnvironment } from '../lambdas/ingest/environment.ts'
import { acknowledge, wildcardFinding } from './acknowledge.ts'
import type { ArchiveBucket } from './archive-bucket.ts'
import { FailureQueue } from './failure-queue.ts'
import type { HashKey } from './hash-key.ts'
import { FunctionRole, PipelineFunction, regional } from './pipeline-function.ts'
import { type QuarantineBucket, type QuarantineKey, quarantinePrefix } from './quarantine-bucket.ts'
import type { TallyTable } from './tally-table.ts'

export interface IngestFunctionProps {
  readonly pipeline: string
  readonly code: Code
  readonly archive: ArchiveBucket
  readonly quarantine: QuarantineBucket
  readonly quarantineKey: QuarantineKey
  readonly table: TallyTable
  /** So many instances at most, which are then kept for it. */
  readonly concurrency?: number
  /** Only when the configuration uses the action `hash`. */
  readonly hashKey?: HashKey
}

/**
 * The function that CloudWatch Logs invokes, asynchronously: what it fails to process, Lambda tries twice more within six
 * hours and then puts into `failures`, whose messages hold the payload as it came. Hence the quarantine's key.
 */
export class IngestFunction extends Construct {
  readonly function: LambdaFunction
  readonly failures: FailureQueue
  readonly access: FunctionRole

  constructor(scope: Construct, id: string, props: IngestFunctionProps) {
    super(scope, id)
    const owner = new FunctionRole(this, 'Access', props.pipeline, 'ingest')
    this.access = owner
    this.failures = new FailureQueue(this, 'Failures', { sender: owner, key: props.quarantineKey })
    this.function = new PipelineFunction(this, 'Function', {
      pipeline: props.pipeline,
      own: 'ingest',
      owner,
      description: `Sluice ${props.pipeline}: redacts and archives what CloudWatch Logs delivers`,
      code: props.code,
      environment: writeIngestEnvironment({
        archiveBucket: props.archive.bucketName,
        quarantineBucket: props.quarantine.bucketName,
        tableName: props.table.tableName,
        ...(props.hashKey ? { hmacSecretArn: props.hashKey.secretArn } : {}),
      }),
      memorySize: 1024,
      // Most take well below a second. The largest payload that decoding lets through, made to be slow, takes a minute or two.
      timeout: Duration.minutes(3),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      ...(props.concurrency ? { reservedConcurrentExecutions: props.concurrency } : {}),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
    })
    this.permit(owner, props)
  }

  /** Exactly what the function's code calls, and what Lambda needs to fill the queue on its behalf. */
  private permit(
    owner: FunctionRole,
    { archive, quarantine, quarantineKey, table, hashKey }: IngestFunctionProps,
  ) {
    const landing = archive.arnForObjects(`${landingPrefix}*`)
    const quarantined = quarantine.arnForObjects(`${quarantinePrefix}*`)
    owner.allow(['s3:PutObject'], [landing, quarantined])
    owner.allow(['kms:GenerateDataKey'], [quarantineKey.keyArn], {
      StringEquals: { 'kms:ViaService': [regional('s3'), regional('sqs')] },
    })
    owner.allow(['kms:Decrypt'], [quarantineKey.keyArn], {
      StringEquals: { 'kms:ViaService': regional('sqs') },
    })
    owner.allow(['dynamodb:BatchWriteItem'], [table.tableArn])
    if (hashKey) owner.allow(['secretsmanager:GetSecretValue'], [hashKey.secretArn])
    acknowledge(owner, {
      [wildcardFinding(this, landing)]: 'Ingest makes the keys of objects from what it archives.',
      [wildcardFinding(this, quarantined)]: 'Ingest makes the keys of objects from what it quarantines.',
    })
  }
}

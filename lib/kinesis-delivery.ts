import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { CompositePrincipal, type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import {
  EventSourceMapping,
  type Function as LambdaFunction,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { KinesisConfig } from '../lambdas/core/config/index.ts'
import { acknowledge, wildcardFinding } from './acknowledge.ts'
import type { FunctionRole } from './pipeline-function.ts'
import type { QuarantineBucket } from './quarantine-bucket.ts'
import { SharedDestination, writerConditions } from './shared-destination.ts'

export interface KinesisDeliveryProps {
  readonly pipeline: string
  readonly kinesis: KinesisConfig
  readonly ingest: LambdaFunction
  /** Of the ingest function: it reads the stream, and Lambda on its behalf writes what it gives up into quarantine. */
  readonly reader: FunctionRole
  readonly quarantine: QuarantineBucket
}

/** Where Lambda puts what it gives up: `aws/lambda/<mapping>/<shard>/…`, with the records in it. */
const givenUpPrefix = 'aws/lambda/'

/**
 * Log groups deliver into a stream and ingest reads it. What is in the stream is kept for its retention whatever happens to
 * ingest; in direct delivery that is Lambda's own queue, for six hours. Costs the stream, and up to five seconds.
 */
export class KinesisDelivery extends Construct {
  readonly stream: Stream
  /** With which CloudWatch Logs writes into the stream. */
  readonly writer: IRole
  readonly mapping: EventSourceMapping
  /** By which other accounts deliver, if any may. */
  readonly shared: SharedDestination | undefined

  constructor(scope: Construct, id: string, props: KinesisDeliveryProps) {
    super(scope, id)
    const { mode, retentionHours } = props.kinesis
    this.stream = new Stream(this, 'Stream', {
      ...(mode === 'on-demand'
        ? { streamMode: StreamMode.ON_DEMAND }
        : { streamMode: StreamMode.PROVISIONED, shardCount: mode.shards }),
      retentionPeriod: Duration.hours(retentionHours),
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.writer = this.makeWriter(props.kinesis)
    this.permitReading(props)
    this.mapping = this.readStream(props)
    const { from } = props.kinesis
    const { stream, writer } = this
    this.shared =
      from.accounts.length > 0 || from.organization
        ? new SharedDestination(this, 'Shared', { pipeline: props.pipeline, stream, writer, senders: from })
        : undefined
  }

  /** The conditions keep CloudWatch Logs from writing here for accounts that are not meant (the "confused deputy"). */
  private makeWriter({ from }: KinesisConfig): Role {
    const principals = writerConditions(from).map(
      (conditions) => new ServicePrincipal('logs.amazonaws.com', { conditions }),
    )
    const writer = new Role(this, 'Writer', { assumedBy: new CompositePrincipal(...principals) })
    writer.addToPolicy(
      new PolicyStatement({ actions: ['kinesis:PutRecord'], resources: [this.stream.streamArn] }),
    )
    return writer
  }

  private permitReading({ reader, quarantine }: KinesisDeliveryProps): void {
    const givenUp = quarantine.arnForObjects(`${givenUpPrefix}*`)
    reader.allow(
      [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
      ],
      [this.stream.streamArn],
    )
    reader.allow(['s3:PutObject'], [givenUp])
    reader.allow(['s3:ListBucket'], [quarantine.bucketArn])
    acknowledge(reader, {
      [wildcardFinding(this, givenUp)]: 'Lambda makes the keys of the records that it gives up.',
    })
  }

  /**
   * Reads in batches that wait up to five seconds, so that objects in the archive are not smaller than need be. Four batches
   * of a shard at once keep each log stream in order, because all of its events have one partition key. A record that kills
   * the function is found by halving, tried two thousand times (an hour or so) and then put into quarantine, so that it cannot
   * block its shard until the records behind it expire. A store has to refuse for as long before records end there, too.
   */
  private readStream({ ingest, reader, quarantine }: KinesisDeliveryProps): EventSourceMapping {
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: ingest,
      eventSourceArn: this.stream.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(5),
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 2_000,
      onFailure: { bind: () => ({ destination: quarantine.bucketArn }) },
      supportS3OnFailureDestination: true,
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    })
    mapping.node.addDependency(reader)
    return mapping
  }
}

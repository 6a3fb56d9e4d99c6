import { CfnOutput } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { type PipelineConfig, parseConfig } from '../lambdas/core/config/index.ts'
import { usesHash } from '../lambdas/core/config/uses-hash.ts'
import type { OwnFunction } from '../lambdas/core/subscribe/index.ts'
import { Alarms } from './alarms.ts'
import { AlertFunction } from './alert-function.ts'
import { ArchiveBucket } from './archive-bucket.ts'
import { Athena } from './athena.ts'
import { AuditFunction } from './audit-function.ts'
import { bundle, entryOf, kinesisEntry } from './bundle.ts'
import { CompactFunction } from './compact-function.ts'
import { Dashboard } from './dashboard.ts'
import { HashKey } from './hash-key.ts'
import { IngestFunction } from './ingest-function.ts'
import { KinesisDelivery } from './kinesis-delivery.ts'
import { LedgerKey } from './ledger-key.ts'
import { refuseMutualLoops } from './mutual-loops.ts'
import { NotificationTopics } from './notification-topics.ts'
import { QuarantineBucket, QuarantineKey } from './quarantine-bucket.ts'
import { needsSubscriber, Subscriber } from './subscriber.ts'
import { Subscriptions } from './subscriptions.ts'
import { TallyTable } from './tally-table.ts'
import { traceFunctions } from './tracing.ts'

export interface LogPipelineProps {
  /** As in `pipeline.config.ts`. */
  readonly config: PipelineConfig
  /** Files with another `export const handler` than the pipeline's own functions. */
  readonly entries?: Partial<Record<OwnFunction, string>>
  /** Tables and queries for Athena; true unless said otherwise. Without them the archive is the same. */
  readonly athena?: boolean
}

/**
 * The whole pipeline: log groups → ingest → archive and tallies → alert → topics. One for each name, account and Region.
 *
 * @throws {ConfigError} when the configuration cannot be used, with the path of every problem.
 */
export class LogPipeline extends Construct {
  readonly archive: ArchiveBucket
  readonly quarantine: QuarantineBucket
  readonly table: TallyTable
  readonly topics: NotificationTopics
  readonly ingest: IngestFunction
  readonly alert: AlertFunction
  /** ARN by which the accounts in `delivery.kinesis.from` deliver, if there are any. */
  readonly sharedDestination: string | undefined
  readonly compact: CompactFunction
  readonly athena: Athena | undefined

  constructor(
    scope: Construct,
    id: string,
    { config: written, entries = {}, athena = true }: LogPipelineProps,
  ) {
    super(scope, id)
    const config = parseConfig(written)
    refuseMutualLoops(this.node.root, config)
    const pipeline = config.name
    const { delivery } = config
    const code = (own: OwnFunction, file?: string) => bundle(this, own, written, entries[own] ?? file)

    this.archive = new ArchiveBucket(this, 'Archive', config.archive)
    const quarantineKey = new QuarantineKey(this, 'QuarantineKey', pipeline)
    this.quarantine = new QuarantineBucket(this, 'Quarantine', quarantineKey)
    this.table = new TallyTable(this, 'Tallies')
    this.topics = new NotificationTopics(this, 'Topics', config)
    this.ingest = new IngestFunction(this, 'Ingest', {
      pipeline,
      code: code('ingest', delivery === 'direct' ? entryOf('ingest') : kinesisEntry),
      archive: this.archive,
      quarantine: this.quarantine,
      quarantineKey,
      table: this.table,
      ...(config.operation.ingestConcurrency ? { concurrency: config.operation.ingestConcurrency } : {}),
      ...(usesHash(config) ? { hashKey: new HashKey(this, 'HashKey', pipeline) } : {}),
    })
    this.alert = new AlertFunction(this, 'Alert', {
      pipeline,
      code: code('alert'),
      table: this.table,
      topics: this.topics,
      archive: this.archive,
    })
    this.compact = new CompactFunction(this, 'Compact', {
      pipeline,
      code: code('compact'),
      archive: this.archive,
      locks: config.archive.objectLock !== undefined,
      ...(config.archive.sign ? { ledgerKey: new LedgerKey(this, 'LedgerKey', pipeline) } : {}),
    })
    this.athena = athena ? new Athena(this, 'Athena', { pipeline, archive: this.archive }) : undefined
    const audit = new AuditFunction(this, 'Audit', {
      pipeline,
      code: code('audit'),
      ingestLogGroup: this.ingest.access.logGroup,
      topics: this.topics,
    })
    const kinesis =
      delivery === 'direct'
        ? undefined
        : new KinesisDelivery(this, 'Delivery', {
            pipeline,
            kinesis: delivery.kinesis,
            ingest: this.ingest.function,
            reader: this.ingest.access,
            quarantine: this.quarantine,
          })
    this.sharedDestination = kinesis?.shared?.destinationArn
    const subscriptions = new Subscriptions(this, 'Subscriptions', config, kinesis ?? this.ingest.function)
    const subscribe = needsSubscriber(config)
      ? new Subscriber(this, 'Subscribe', {
          config,
          code: code('subscribe'),
          destination: subscriptions.destination,
          after: subscriptions,
        })
      : undefined
    new Alarms(this, 'Alarms', {
      pipeline,
      topic: this.topics.default,
      ingest: this.ingest.function,
      ingestFailures: this.ingest.failures,
      alert: this.alert.function,
      alertFailures: this.alert.failures,
      compact: this.compact.function,
      audit: audit.function,
      ...(subscribe ? { subscribe } : {}),
      ...(kinesis ? { kinesis } : {}),
    })
    new Dashboard(this, 'Dashboard', {
      pipeline,
      ingest: this.ingest.function,
      ingestLogGroup: this.ingest.access.logGroup,
      alert: this.alert.function,
      compact: this.compact.function,
      table: this.table,
      archive: this.archive,
      delivery: delivery === 'direct' ? 'direct' : 'kinesis',
    })
    if (config.operation.tracing) traceFunctions(this)
    this.outputs()
  }

  private outputs(): void {
    const outputs: Record<string, string> = {
      ArchiveBucketName: this.archive.bucketName,
      QuarantineBucketName: this.quarantine.bucketName,
      TableName: this.table.tableName,
      IngestFunctionName: this.ingest.function.functionName,
      AlertFunctionName: this.alert.function.functionName,
      CompactFunctionName: this.compact.function.functionName,
      IngestFailuresQueueUrl: this.ingest.failures.queueUrl,
      AlertFailuresQueueUrl: this.alert.failures.queueUrl,
    }
    if (this.sharedDestination) outputs['DestinationArn'] = this.sharedDestination
    if (this.athena) {
      outputs['AthenaDatabaseName'] = this.athena.database
      outputs['AthenaWorkGroupName'] = this.athena.workGroup
    }
    for (const [name, arn] of Object.entries(this.topics.arns)) outputs[`TopicArn${pascal(name)}`] = arn
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value }).overrideLogicalId(name)
    }
  }
}

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z0-9]?)/g, (_match, letter: string) => letter.toUpperCase())

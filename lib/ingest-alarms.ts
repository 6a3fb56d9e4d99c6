import { Duration } from 'aws-cdk-lib'
import { type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { IStream } from 'aws-cdk-lib/aws-kinesis'
import type { IEventSourceMapping, IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { ownLogGroupDrop } from '../lambdas/core/report.ts'
import { type AlarmSpec, atLeastOne, failing, fiveMinutes, ofFunction, ofPipeline, waiting } from './alarm.ts'

export interface IngestAlarmsProps {
  readonly pipeline: string
  readonly ingest: IFunction
  readonly ingestFailures: IQueue
  /** Only in delivery through a stream. */
  readonly kinesis?: { readonly stream: IStream; readonly mapping: IEventSourceMapping }
}

/** What is watched of ingest, however logs are delivered. */
export function ingestAlarms({ pipeline, ingest, ingestFailures }: IngestAlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'ingest-errors',
      says: 'ingest fails again and again. Lambda retries; what fails three times is in the queue of failures.',
      ...failing(ingest, 3),
    },
    {
      name: 'ingest-throttles',
      says: 'ingest is throttled: the account has no concurrency left. Deliveries wait, up to six hours.',
      metric: ofFunction(ingest, 'Throttles', Stats.SUM),
      threshold: atLeastOne,
      periods: 3,
    },
    {
      name: 'ingest-delay',
      says: 'logs wait more than ten minutes before ingest gets them. After six hours they are given up.',
      metric: ofFunction(ingest, 'AsyncEventAge', Stats.MAXIMUM),
      threshold: Duration.minutes(10).toMilliseconds(),
    },
    {
      name: 'ingest-dropped',
      says: 'Lambda gave up deliveries without running ingest on them. They are in the queue of failures.',
      metric: ofFunction(ingest, 'AsyncEventsDropped', Stats.SUM),
      threshold: atLeastOne,
    },
    {
      name: 'ingest-failures',
      says: 'deliveries that ingest could not process wait in its queue of failures, for at most 14 days.',
      metric: waiting(ingestFailures),
      threshold: atLeastOne,
    },
    {
      name: 'ingest-lost',
      says: 'Lambda could not even put a failed delivery into the queue of failures: logs are lost.',
      metric: ofFunction(ingest, 'DestinationDeliveryFailures', Stats.SUM),
      threshold: atLeastOne,
    },
    {
      name: 'quarantine',
      says: 'ingest could not understand or redact something and put it into quarantine, for 14 days.',
      metric: ofPipeline(pipeline, 'Quarantined', Stats.SUM),
      threshold: atLeastOne,
    },
    {
      name: 'own-log-groups',
      says: 'the pipeline gets its own logs, drops them, and makes more of them by that: somebody subscribed its log group.',
      metric: ofPipeline(pipeline, 'EventsDropped', Stats.SUM, fiveMinutes, { route: ownLogGroupDrop }),
      threshold: atLeastOne,
    },
  ]
}

function ofMapping({ eventSourceMappingId }: IEventSourceMapping, metricName: string): IMetric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: eventSourceMappingId },
    period: fiveMinutes,
    statistic: Stats.SUM,
  })
}

/** What is watched only in delivery through a stream. */
export function kinesisAlarms({ ingest, kinesis }: IngestAlarmsProps): AlarmSpec[] {
  if (!kinesis) return []
  return [
    {
      name: 'stream-delay',
      says: 'ingest is more than ten minutes behind the stream. What is older than its retention is lost.',
      metric: ofFunction(ingest, 'IteratorAge', Stats.MAXIMUM),
      threshold: Duration.minutes(10).toMilliseconds(),
    },
    {
      name: 'stream-given-up',
      says: 'Lambda gave up records of the stream and put them into quarantine, for 14 days.',
      metric: ofMapping(kinesis.mapping, 'OnFailureDestinationDeliveredEventCount'),
      threshold: atLeastOne,
    },
    {
      name: 'stream-lost',
      says: 'Lambda dropped records of the stream and could not keep them anywhere: logs are lost.',
      metric: ofMapping(kinesis.mapping, 'DroppedEventCount'),
      threshold: atLeastOne,
    },
    {
      name: 'stream-full',
      says: 'CloudWatch Logs writes faster than the stream takes. It tries again for a day.',
      metric: kinesis.stream.metric('WriteProvisionedThroughputExceeded', {
        period: fiveMinutes,
        statistic: Stats.SUM,
      }),
      threshold: atLeastOne,
      periods: 3,
    },
  ]
}

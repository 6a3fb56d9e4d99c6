import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { IStream } from 'aws-cdk-lib/aws-kinesis'
import type { IEventSourceMapping, IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { ownLogGroupDrop } from '../lambdas/core/report.ts'
import { metricNamespace } from '../lambdas/core/telemetry/index.ts'

export interface AlarmsProps {
  readonly pipeline: string
  readonly topic: ITopic
  readonly ingest: IFunction
  readonly ingestFailures: IQueue
  readonly alert: IFunction
  readonly alertFailures: IQueue
  readonly compact: IFunction
  readonly audit: IFunction
  /** Only when a source has log groups that are found at run time. */
  readonly subscribe?: { readonly function: IFunction; readonly failures: IQueue }
  /** Only in delivery through a stream. */
  readonly kinesis?: { readonly stream: IStream; readonly mapping: IEventSourceMapping }
}

interface AlarmSpec {
  /** Also the heading in docs/operations.md, and after the pipeline's name the alarm's physical name. */
  readonly name: string
  /** One sentence that a person woken at night understands. */
  readonly says: string
  readonly metric: IMetric
  readonly threshold: number
  readonly when?: ComparisonOperator
  /** How many periods in a row; 1 unless a retry usually mends it. */
  readonly periods?: number
  readonly missing?: TreatMissingData
}

const fiveMinutes = Duration.minutes(5)
const hour = Duration.hours(1)
const atLeastOne = 1

function ofFunction(fn: IFunction, metricName: string, statistic: string, period = fiveMinutes): IMetric {
  return fn.metric(metricName, { period, statistic })
}

/** What the functions print as metrics, of the whole pipeline. */
const ofPipeline = (
  pipeline: string,
  metricName: string,
  statistic: string,
  period = fiveMinutes,
  more: Readonly<Record<string, string>> = {},
): IMetric =>
  new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { pipeline, ...more },
    period,
    statistic,
  })

const waiting = (queue: IQueue): IMetric =>
  queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM })

function ingestAlarms({ pipeline, ingest, ingestFailures }: AlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'ingest-errors',
      says: 'ingest fails again and again. Lambda retries; what fails three times is in the queue of failures.',
      metric: ofFunction(ingest, 'Errors', Stats.SUM),
      threshold: atLeastOne,
      periods: 3,
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

function kinesisAlarms({ ingest, kinesis }: AlarmsProps): AlarmSpec[] {
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

function alertAlarms({ pipeline, alert, alertFailures }: AlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'alert-errors',
      says: 'the alert function fails: incidents may be told late or not at all.',
      metric: ofFunction(alert, 'Errors', Stats.SUM),
      threshold: atLeastOne,
      periods: 2,
    },
    {
      name: 'alert-delay',
      says: 'the alert function is more than two minutes behind the counts that it decides on.',
      metric: ofFunction(alert, 'IteratorAge', Stats.MAXIMUM),
      threshold: Duration.minutes(2).toMilliseconds(),
      periods: 2,
    },
    {
      name: 'alert-pending',
      says: 'notifications cannot be sent. They are kept and tried again every minute.',
      metric: ofPipeline(pipeline, 'NotificationsPending', Stats.MAXIMUM),
      threshold: atLeastOne,
      periods: 2,
    },
    {
      name: 'alert-failures',
      says: 'counts were given up before the alert function could look at them.',
      metric: waiting(alertFailures),
      threshold: atLeastOne,
    },
    {
      name: 'alert-asleep',
      says: 'the alert function has not run for 15 minutes, though it should every minute.',
      metric: ofFunction(alert, 'Invocations', Stats.SUM),
      threshold: atLeastOne,
      when: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 3,
      missing: TreatMissingData.BREACHING,
    },
  ]
}

function auditAlarms({ pipeline, audit }: AlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'events-missing',
      says: 'CloudWatch Logs forwarded more events of a log group than ingest received: logs are late or lost.',
      metric: ofPipeline(pipeline, 'EventsMissing', Stats.SUM, hour),
      threshold: atLeastOne,
    },
    {
      name: 'delivery-errors',
      says: 'CloudWatch Logs could not deliver events of a log group and gave them up.',
      metric: ofPipeline(pipeline, 'DeliveryErrors', Stats.SUM, hour),
      threshold: atLeastOne,
    },
    {
      name: 'audit-errors',
      says: 'nobody compares what was forwarded with what arrived: the audit function has failed for three hours.',
      metric: ofFunction(audit, 'Errors', Stats.SUM, hour),
      threshold: atLeastOne,
      periods: 3,
    },
  ]
}

function subscribeAlarms({ pipeline, subscribe }: AlarmsProps): AlarmSpec[] {
  if (!subscribe) return []
  return [
    {
      name: 'subscribe-failures',
      says: 'the subscribe function failed three times in a row: new log groups may not be subscribed.',
      metric: waiting(subscribe.failures),
      threshold: atLeastOne,
    },
    {
      name: 'subscribe-refused',
      says: 'log groups are selected and cannot be subscribed: their logs do not arrive.',
      metric: ofPipeline(pipeline, 'SubscriptionsRefused', Stats.SUM, hour),
      threshold: atLeastOne,
    },
    {
      name: 'subscribe-unfinished',
      says: 'the subscribe function did not get to the last of the log groups.',
      metric: ofPipeline(pipeline, 'SweepsUnfinished', Stats.SUM, hour),
      threshold: atLeastOne,
      periods: 2,
    },
    {
      name: 'subscribe-asleep',
      says: 'the subscribe function has not run for three hours, though it should every hour.',
      metric: ofFunction(subscribe.function, 'Invocations', Stats.SUM, hour),
      threshold: atLeastOne,
      when: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 3,
      missing: TreatMissingData.BREACHING,
    },
  ]
}

function compactAlarms({ pipeline, compact }: AlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'compact-errors',
      says: 'compaction has failed for three hours: the archive grows in small objects, nothing is lost.',
      metric: ofFunction(compact, 'Errors', Stats.SUM, hour),
      threshold: atLeastOne,
      periods: 3,
    },
    {
      name: 'compact-behind',
      says: 'compaction has not got to the end of what is due for three hours.',
      metric: ofPipeline(pipeline, 'CompactionUnfinished', Stats.SUM, hour),
      threshold: atLeastOne,
      periods: 3,
    },
    {
      name: 'compact-unreadable',
      says: 'objects in landing are not what ingest writes and cannot be compacted.',
      metric: ofPipeline(pipeline, 'CompactionUnreadable', Stats.MAXIMUM, hour),
      threshold: atLeastOne,
    },
  ]
}

/**
 * Tells the topic `default` when the pipeline itself is not well, and when it is again. Every alarm has a section in
 * docs/operations.md: what it means and what to do.
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id)
    const action = new SnsAction(props.topic)
    for (const spec of [
      ...ingestAlarms(props),
      ...alertAlarms(props),
      ...auditAlarms(props),
      ...compactAlarms(props),
      ...subscribeAlarms(props),
      ...kinesisAlarms(props),
    ]) {
      const alarm = new Alarm(this, spec.name, {
        alarmName: `${props.pipeline}-${spec.name}`,
        alarmDescription: `Sluice ${props.pipeline}: ${spec.says} What to do: docs/operations.md#${spec.name}`,
        metric: spec.metric,
        threshold: spec.threshold,
        comparisonOperator: spec.when ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: spec.periods ?? 1,
        treatMissingData: spec.missing ?? TreatMissingData.NOT_BREACHING,
      })
      alarm.addAlarmAction(action)
      alarm.addOkAction(action)
    }
  }
}

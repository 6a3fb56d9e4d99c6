import { Duration } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import {
  type AlarmSpec,
  asleep,
  atLeastOne,
  failing,
  fiveMinutes,
  hour,
  makeAlarms,
  ofFunction,
  ofPipeline,
  waiting,
} from './alarm.ts'
import { type IngestAlarmsProps, ingestAlarms, kinesisAlarms } from './ingest-alarms.ts'
import { subscribeAlarms } from './subscribe-alarms.ts'
import type { Subscriber } from './subscriber.ts'

export interface AlarmsProps extends IngestAlarmsProps {
  readonly topic: ITopic
  readonly alert: IFunction
  readonly alertFailures: IQueue
  readonly compact: IFunction
  readonly audit: IFunction
  /** Only when a source has log groups that are found at run time. */
  readonly subscribe?: Pick<Subscriber, 'function' | 'failures'>
}

function alertAlarms({ pipeline, alert, alertFailures }: AlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'alert-errors',
      says: 'the alert function fails: incidents may be told late or not at all.',
      ...failing(alert, 2),
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
      ...asleep(alert, fiveMinutes),
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
      name: 'delivery-throttling',
      says: 'CloudWatch Logs has been throttled for three hours when it delivers: logs come late, and may be given up.',
      metric: ofPipeline(pipeline, 'DeliveryThrottles', Stats.SUM, hour),
      threshold: atLeastOne,
      periods: 3,
    },
    {
      name: 'audit-errors',
      says: 'nobody compares what was forwarded with what arrived: the audit function has failed for three hours.',
      ...failing(audit, 3, hour),
    },
  ]
}

function compactAlarms({ pipeline, compact }: AlarmsProps): AlarmSpec[] {
  return [
    {
      name: 'compact-errors',
      says: 'compaction has failed for three hours: the archive grows in small objects, nothing is lost.',
      ...failing(compact, 3, hour),
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
    const { pipeline, topic, subscribe } = props
    makeAlarms(this, pipeline, topic, [
      ...ingestAlarms(props),
      ...alertAlarms(props),
      ...auditAlarms(props),
      ...compactAlarms(props),
      ...(subscribe ? subscribeAlarms(pipeline, subscribe) : []),
      ...kinesisAlarms(props),
    ])
  }
}

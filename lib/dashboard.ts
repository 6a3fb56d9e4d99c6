import { Aws, Duration } from 'aws-cdk-lib'
import {
  Dashboard as AwsDashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  Metric,
  PeriodOverride,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { metricNamespace } from '../lambdas/core/telemetry/index.ts'

export interface DashboardProps {
  readonly pipeline: string
  readonly ingest: IFunction
  readonly ingestLogGroup: ILogGroup
  readonly alert: IFunction
  readonly archive: { readonly bucketName: string }
  /** Through a stream, the delay is how old its records are; directly, how long deliveries wait in Lambda. */
  readonly delivery: 'direct' | 'kinesis'
}

const period = Duration.minutes(5)
const day = Duration.days(1)

/**
 * The account of each log group, from what ingest prints. `unaccounted` is 0, or events were lost between two lines of code.
 * The function's log is queried because a metric for each log group would cost by the group.
 */
export const accountingQuery = [
  'filter ispresent(EventsReceived) and ispresent(log_group)',
  'stats sum(EventsReceived) as received, sum(EventsArchived) as archived, sum(EventsDuplicate) as duplicates, sum(EventsDropped) as dropped, sum(Quarantined) as quarantined, sum(EventsReceived - EventsArchived - EventsDuplicate - EventsDropped) as unaccounted by log_group',
  'sort received desc',
  'limit 100',
]

/** What the pipeline does, on one page: volume, redactions, delay, incidents, cost, and the account of each log group. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id)
    new AwsDashboard(this, 'Dashboard', {
      dashboardName: `${props.pipeline}-sluice`,
      defaultInterval: Duration.hours(3),
      periodOverride: PeriodOverride.AUTO,
      widgets: [
        [this.title(props)],
        [this.volume(props), this.redactions(props)],
        [this.delay(props), this.incidents(props)],
        [this.cost(props), this.troubles(props)],
        [this.accounts(props)],
      ],
    })
  }

  private title({ pipeline }: DashboardProps): TextWidget {
    const markdown = `# Sluice ${pipeline}\nWhat each alarm means and what to do: docs/operations.md`
    return new TextWidget({ markdown, width: 24, height: 2 })
  }

  private volume({ pipeline }: DashboardProps): GraphWidget {
    const events = ['EventsReceived', 'EventsArchived', 'EventsDropped', 'EventsDuplicate']
    return graph(
      'Volume: events, bytes on the right',
      events.map((name) => own(pipeline, name)),
      ['ReceivedBytes', 'ArchivedBytes'].map((name) => own(pipeline, name)),
    )
  }

  private redactions({ pipeline }: DashboardProps): GraphWidget {
    return graph('Redactions by detector', [search(pipeline, 'detector', 'Redactions')])
  }

  private delay({ pipeline, ingest, delivery }: DashboardProps): GraphWidget {
    const waiting = delivery === 'direct' ? 'AsyncEventAge' : 'IteratorAge'
    return graph('Delay in milliseconds: until ingest, in ingest, until alert', [
      ofFunction(ingest, waiting, Stats.MAXIMUM, 'until ingest'),
      ofFunction(ingest, 'Duration', 'p99', 'in ingest, p99'),
      own(pipeline, 'EvaluationDelayMilliseconds', Stats.MAXIMUM),
    ])
  }

  private incidents({ pipeline }: DashboardProps): GraphWidget {
    const names = ['IncidentsOpened', 'IncidentsResolved', 'NotificationsPublished', 'NotificationsPending']
    return graph(
      'Incidents and notifications',
      names.map((name) => own(pipeline, name)),
    )
  }

  private cost({ ingest, alert, archive }: DashboardProps): GraphWidget {
    const stored = new Metric({
      namespace: 'AWS/S3',
      metricName: 'BucketSizeBytes',
      dimensionsMap: { BucketName: archive.bucketName, StorageType: 'StandardStorage' },
      period: day,
      statistic: Stats.AVERAGE,
      label: 'archive, S3 Standard, bytes',
    })
    return graph(
      'What costs: milliseconds of functions, invocations (an object each, or more); size on the right',
      [
        ofFunction(ingest, 'Duration', Stats.SUM, 'ingest, milliseconds'),
        ofFunction(alert, 'Duration', Stats.SUM, 'alert, milliseconds'),
        ofFunction(ingest, 'Invocations', Stats.SUM, 'ingest, invocations'),
      ],
      [stored],
    )
  }

  private troubles({ pipeline, ingest, alert }: DashboardProps): GraphWidget {
    return graph('Troubles', [
      ofFunction(ingest, 'Errors', Stats.SUM, 'ingest errors'),
      ofFunction(ingest, 'Throttles', Stats.SUM, 'ingest throttles'),
      ofFunction(alert, 'Errors', Stats.SUM, 'alert errors'),
      search(pipeline, 'code', 'Quarantined'),
      own(pipeline, 'SubscriptionsRefused'),
    ])
  }

  private accounts({ ingestLogGroup }: DashboardProps): LogQueryWidget {
    return new LogQueryWidget({
      title: 'Account of each log group: received = archived + duplicates + dropped',
      logGroupNames: [ingestLogGroup.logGroupName],
      region: Aws.REGION,
      queryLines: accountingQuery,
      view: LogQueryVisualizationType.TABLE,
      width: 24,
      height: 9,
    })
  }
}

function own(pipeline: string, metricName: string, statistic: string = Stats.SUM): Metric {
  return new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { pipeline },
    period,
    statistic,
    label: metricName,
  })
}

function ofFunction(fn: IFunction, metricName: string, statistic: string, label: string): IMetric {
  return fn.metric(metricName, { period, statistic, label })
}

/** All metrics of one name, one for each value of a dimension, whatever values there come to be. */
function search(pipeline: string, dimension: string, metricName: string): MathExpression {
  const schema = `{${metricNamespace},pipeline,${dimension}}`
  return new MathExpression({
    expression: `SEARCH('${schema} pipeline="${pipeline}" MetricName="${metricName}"', 'Sum', ${period.toSeconds()})`,
    label: '',
    period,
  })
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): GraphWidget {
  return new GraphWidget({ title, left, right, width: 12, height: 7, liveData: true })
}

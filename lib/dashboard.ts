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
import type { ITable } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { metricNamespace } from '../lambdas/core/telemetry/index.ts'

export interface DashboardProps {
  readonly pipeline: string
  readonly ingest: IFunction
  readonly ingestLogGroup: ILogGroup
  readonly alert: IFunction
  readonly compact: IFunction
  readonly table: Pick<ITable, 'metric'>
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

/**
 * What was removed, by detector and log group; and what routes dropped. From the lines that ingest prints anyway:
 * metrics of both dimensions are only for the log groups in `operation.logGroupMetrics`.
 */
export const redactionsQuery = [
  'filter ispresent(detector) and ispresent(log_group)',
  'stats sum(Redactions) as redactions by detector, log_group',
  'sort redactions desc',
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
        [this.compute(props), this.requests(props)],
        [this.troubles(props), this.redactionsOfGroups(props)],
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
      'Incidents and notifications; open ones, and records that were only counted, on the right',
      names.map((name) => own(pipeline, name)),
      [own(pipeline, 'IncidentsOpen', Stats.MAXIMUM), own(pipeline, 'RecordsSuppressed')],
    )
  }

  private compute({ ingest, alert, compact }: DashboardProps): GraphWidget {
    return graph(
      'What costs: milliseconds of functions; invocations on the right',
      [
        ofFunction(ingest, 'Duration', Stats.SUM, 'ingest'),
        ofFunction(alert, 'Duration', Stats.SUM, 'alert'),
        ofFunction(compact, 'Duration', Stats.SUM, 'compact'),
      ],
      [
        ofFunction(ingest, 'Invocations', Stats.SUM, 'ingest, invocations'),
        ofFunction(alert, 'Invocations', Stats.SUM, 'alert, invocations'),
      ],
    )
  }

  private requests({ pipeline, archive, table }: DashboardProps): GraphWidget {
    const stored = new Metric({
      namespace: 'AWS/S3',
      metricName: 'BucketSizeBytes',
      dimensionsMap: { BucketName: archive.bucketName, StorageType: 'StandardStorage' },
      period: day,
      statistic: Stats.AVERAGE,
      label: 'archive, S3 Standard, bytes',
    })
    const units = (metricName: string, label: string): IMetric =>
      table.metric(metricName, { period, statistic: Stats.SUM, label })
    return graph(
      'What costs: objects, units of DynamoDB; size of the archive on the right',
      [
        own(pipeline, 'ObjectsArchived'),
        units('ConsumedWriteCapacityUnits', 'DynamoDB, write units'),
        units('ConsumedReadCapacityUnits', 'DynamoDB, read units'),
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

  private redactionsOfGroups({ ingestLogGroup }: DashboardProps): LogQueryWidget {
    return table('Redactions by detector and log group', ingestLogGroup, redactionsQuery, 12, 7)
  }

  private accounts({ ingestLogGroup }: DashboardProps): LogQueryWidget {
    const title = 'Account of each log group: received = archived + duplicates + dropped'
    return table(title, ingestLogGroup, accountingQuery, 24, 9)
  }
}

/** What a query of a function's log answers, for the time that the reader chooses. */
function table(
  title: string,
  { logGroupName }: ILogGroup,
  queryLines: string[],
  width: number,
  height: number,
): LogQueryWidget {
  const view = LogQueryVisualizationType.TABLE
  return new LogQueryWidget({
    title,
    logGroupNames: [logGroupName],
    region: Aws.REGION,
    queryLines,
    view,
    width,
    height,
  })
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

import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import type { Config } from '../lambdas/core/config/index.ts'
import { isManaged, managedFilterName } from '../lambdas/core/subscribe/index.ts'
import { type AlarmSpec, atLeastOne, fiveMinutes, makeAlarms } from './alarm.ts'
import { NotificationTopics } from './notification-topics.ts'
import { subscribeAlarms } from './subscribe-alarms.ts'
import type { Subscriber } from './subscriber.ts'

/**
 * What CloudWatch Logs counts for all log groups with one filter. A query, because each log group has a metric of its own and
 * which there are is found at run time. A name holds no quote.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
const ofFilter = (metricName: string, filter: string): IMetric =>
  new MathExpression({
    expression: `SELECT SUM(${metricName}) FROM "AWS/Logs" WHERE FilterName = '${filter}'`,
    label: metricName,
    period: fiveMinutes,
  })

/** One of each for each filter name: a query knows no `or`. */
function deliveryAlarms(filter: string, suffix: string): AlarmSpec[] {
  return [
    {
      name: `delivery-errors${suffix}`,
      section: 'delivery-errors',
      says: 'CloudWatch Logs could not deliver events of this account to the pipeline and gave them up.',
      metric: ofFilter('DeliveryErrors', filter),
      threshold: atLeastOne,
    },
    {
      name: `delivery-throttling${suffix}`,
      section: 'delivery-throttling',
      says: 'the pipeline has not taken what this account delivers for a quarter of an hour.',
      metric: ofFilter('DeliveryThrottling', filter),
      threshold: atLeastOne,
      periods: 3,
    },
  ]
}

export interface MemberAlarmsProps {
  readonly config: Pick<Config, 'name' | 'sources' | 'account' | 'notify'>
  /** Only when a source has log groups that are found at run time. */
  readonly subscribe?: Pick<Subscriber, 'function' | 'failures'>
}

/**
 * Tells people of an account that its logs do not get to the pipeline in the other one, which cannot see that. The topic is one
 * of this account, with the addresses of `notify.default`.
 */
export class MemberAlarms extends Construct {
  constructor(scope: Construct, id: string, { config, subscribe }: MemberAlarmsProps) {
    super(scope, id)
    const { name, sources, account, notify } = config
    const topics = new NotificationTopics(this, 'Topics', { name, notify: { default: notify['default']! } })
    const byStack = account !== undefined || sources.some((source) => !isManaged(source))
    makeAlarms(this, name, topics.default, [
      ...(byStack ? deliveryAlarms(name, '') : []),
      ...(subscribe ? deliveryAlarms(managedFilterName(name), byStack ? '-auto' : '') : []),
      ...(subscribe ? subscribeAlarms(name, subscribe) : []),
    ])
  }
}

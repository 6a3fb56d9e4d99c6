import {
  type CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch'
import type { Forwarded, Span } from './audit.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
const metrics = {
  ForwardedLogEvents: 'events',
  DeliveryErrors: 'errors',
  DeliveryThrottling: 'throttles',
} as const
type MetricName = keyof typeof metrics
const namespace = 'AWS/Logs'
/** As many as GetMetricData takes at once. */
const mostQueries = 500

interface Series {
  readonly name: MetricName
  readonly logGroup: string
  readonly dimensions: { readonly Name: string; readonly Value: string }[]
}

/** Every series of one metric of one filter: a log group each. A series without news for two weeks is not listed. */
async function list(
  client: Pick<CloudWatchClient, 'send'>,
  name: MetricName,
  filter: string,
): Promise<Series[]> {
  const series: Series[] = []
  let NextToken: string | undefined
  do {
    const page = await client.send(
      new ListMetricsCommand({
        Namespace: namespace,
        MetricName: name,
        Dimensions: [{ Name: 'FilterName', Value: filter }],
        ...(NextToken ? { NextToken } : {}),
      }),
    )
    for (const { Dimensions = [] } of page.Metrics ?? []) {
      const dimensions = Dimensions.map(({ Name = '', Value = '' }) => ({ Name, Value }))
      const logGroup = dimensions.find(({ Name }) => Name === 'LogGroupName')?.Value
      if (logGroup) series.push({ name, logGroup, dimensions })
    }
    NextToken = page.NextToken
  } while (NextToken)
  return series
}

const query = ({ name, dimensions }: Series, index: number, { from, to }: Span): MetricDataQuery => ({
  Id: `m${index}`,
  ReturnData: true,
  MetricStat: {
    Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions },
    Period: (to - from) / 1_000,
    Stat: 'Sum',
  },
})

/** What CloudWatch Logs forwarded by the filters with these names, by log group. */
export async function readForwarded(
  client: Pick<CloudWatchClient, 'send'>,
  filters: readonly string[],
  span: Span,
): Promise<Map<string, Forwarded>> {
  const names = Object.keys(metrics) as MetricName[]
  const series: Series[] = []
  for (const filter of filters) for (const name of names) series.push(...(await list(client, name, filter)))
  const counts = new Map<string, { -readonly [Key in keyof Forwarded]: number }>()
  for (let start = 0; start < series.length; start += mostQueries) {
    const some = series.slice(start, start + mostQueries)
    let NextToken: string | undefined
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(span.from),
          EndTime: new Date(span.to),
          MetricDataQueries: some.map((each, index) => query(each, index, span)),
          ...(NextToken ? { NextToken } : {}),
        }),
      )
      for (const { Id = '', Values = [] } of answer.MetricDataResults ?? []) {
        const { name, logGroup } = some[Number(Id.slice(1))]!
        const group = counts.get(logGroup) ?? { events: 0, errors: 0, throttles: 0 }
        counts.set(logGroup, group)
        group[metrics[name]] += Values.reduce((sum, value) => sum + value, 0)
      }
      NextToken = answer.NextToken
    } while (NextToken)
  }
  return counts
}

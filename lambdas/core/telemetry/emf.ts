/** Values of one dimension each, and what is measured. A metric is a count unless its name ends in `Milliseconds` or `Bytes`. */
export type Dimensions = Readonly<Record<string, string>>
export type Metrics = Readonly<Record<string, number>>

/** The namespace of every metric that Sluice makes. */
export const metricNamespace = 'Sluice'

function unitOf(metric: string): 'Milliseconds' | 'Bytes' | 'Count' {
  if (metric.endsWith('Milliseconds')) return 'Milliseconds'
  return metric.endsWith('Bytes') ? 'Bytes' : 'Count'
}

/**
 * One line in CloudWatch's embedded metric format: printed by a function, it becomes metrics without an API call. Dimensions
 * and names are ours, values are numbers: nothing of a log's content can be in it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param timestamp milliseconds since the epoch.
 * @param properties stand in the line for queries in Logs Insights and make no metric, which each of their values would be
 *   paid for as a dimension. The metric of the same name wins.
 * @param finer names of properties that, together with the dimensions, make a second metric of each.
 */
export function emf(
  namespace: string,
  dimensions: Dimensions,
  metrics: Metrics,
  timestamp: number,
  properties: Dimensions = {},
  finer: readonly string[] = [],
): string {
  const names = Object.keys(dimensions)
  const definition = {
    Namespace: namespace,
    Dimensions: finer.length === 0 ? [names] : [names, [...names, ...finer]],
    Metrics: Object.keys(metrics).map((name) => ({ Name: name, Unit: unitOf(name) })),
  }
  return JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: [definition] },
    ...properties,
    ...dimensions,
    ...metrics,
  })
}

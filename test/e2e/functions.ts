import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { InvokeCommand } from '@aws-sdk/client-lambda'
import { type OwnFunction, ownLogGroup } from '../../lambdas/core/subscribe/index.ts'
import type { Aws } from './local-aws.ts'

/** Invokes a function and waits for it. The answer's error, if it failed, else undefined. */
export async function invoke(aws: Aws, functionName: string, event: unknown): Promise<string | undefined> {
  const { FunctionError, Payload } = await aws.lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  )
  return FunctionError
    ? `${FunctionError}: ${Buffer.from(Payload ?? [])
        .toString('utf8')
        .slice(0, 300)}`
    : undefined
}

/** Every line that one of the pipeline's own functions has logged. */
export async function ownLog(aws: Aws, pipeline: string, own: OwnFunction): Promise<string[]> {
  const lines: string[] = []
  let nextToken: string | undefined
  do {
    const page = await aws.logs.send(
      new FilterLogEventsCommand({ logGroupName: ownLogGroup(pipeline, own), nextToken }),
    )
    lines.push(...(page.events ?? []).map(({ message }) => message ?? ''))
    nextToken = page.nextToken
  } while (nextToken)
  return lines
}

type Sums = Record<string, number>

interface MetricLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      {
        readonly Dimensions: readonly [readonly string[]]
        readonly Metrics: readonly { readonly Name: string }[]
      },
    ]
  }
  readonly log_group?: string
  readonly [name: string]: unknown
}

const metricLines = (lines: readonly string[]): MetricLine[] =>
  lines.filter((line) => line.startsWith('{"_aws"')).map((line) => JSON.parse(line))

/** The sums of the metrics that a function printed for the pipeline as a whole, as CloudWatch would make them. */
export function sumMetrics(lines: readonly string[], logGroup?: string): Sums {
  const sums: Sums = {}
  for (const line of metricLines(lines)) {
    const [{ Dimensions, Metrics }] = line._aws.CloudWatchMetrics
    const whole = Dimensions[0].length === 1 && Dimensions[0][0] === 'pipeline'
    if (!whole || (logGroup !== undefined && line.log_group !== logGroup)) continue
    for (const { Name } of Metrics) sums[Name] = (sums[Name] ?? 0) + Number(line[Name])
  }
  return sums
}

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

/** The sums of the metrics that ingest printed; those of one dimension more (by detector, by code) as `name/key`. */
export function sumMetrics(lines: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const line of lines) {
    if (!line.startsWith('{"_aws"')) continue
    const { _aws, pipeline: _pipeline, ...rest } = JSON.parse(line)
    const part = Object.values(rest).find((value) => typeof value === 'string')
    for (const { Name } of _aws.CloudWatchMetrics[0].Metrics) {
      const name = part === undefined ? Name : `${Name}/${part}`
      sums[name] = (sums[name] ?? 0) + rest[Name]
    }
  }
  return sums
}

import type { Config } from '../../lambdas/core/config/index.ts'
import { type LogGroups, Throttled } from '../../lambdas/core/subscribe/log-groups.ts'
import { needsTags } from '../../lambdas/core/subscribe/plan.ts'
import { type Standing, standingOf } from '../../lambdas/core/subscribe/standing.ts'
import { failure } from '../errors.ts'

/** The log groups of the account and Region that the environment says (profile, AWS_REGION). Only reads. */
export async function connect(): Promise<LogGroups> {
  const [{ CloudWatchLogsClient }, { createCloudWatchLogGroups }, { withBackoff }, { setTimeout }] =
    await Promise.all([
      import('@aws-sdk/client-cloudwatch-logs'),
      import('../../lambdas/core/subscribe/cloudwatch.ts'),
      import('../../lambdas/core/subscribe/backoff.ts'),
      import('node:timers/promises'),
    ])
  return withBackoff(createCloudWatchLogGroups(new CloudWatchLogsClient({})), {
    wait: (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
  })
}

/** How every log group of the account stands, as it is found out: five a second is what CloudWatch Logs allows. */
export async function* standings(config: Config, groups: LogGroups): AsyncGenerator<Standing> {
  const subscription = { pipeline: config.name, sources: config.sources, destination: '' }
  let page: string | undefined
  do {
    const { groups: listed, next } = await groups.list(page)
    for (const group of listed) {
      const tags = needsTags(subscription, group.name) ? await groups.tags(group) : {}
      yield standingOf(config, group, tags, await groups.filters(group.name))
    }
    page = next
  } while (page !== undefined)
}

/** Says what went wrong between here and AWS, in words and without what AWS quotes. */
export function explain(error: unknown): Error {
  if (error instanceof Throttled)
    return failure('throttled', 'CloudWatch Logs is asked too much; try again later', error)
  const { name } = (error instanceof Error && error.cause instanceof Error ? error.cause : error) as Error
  return failure(
    'aws',
    `AWS refuses or cannot be reached: ${name}; are credentials and AWS_REGION set?`,
    error,
  )
}

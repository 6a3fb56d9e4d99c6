import {
  type LogGroup as AwsLogGroup,
  type CloudWatchLogsClient,
  DeleteSubscriptionFilterCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
  type SubscriptionFilter,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  type Filter,
  type LogGroup,
  type LogGroups,
  type Outcome,
  type Refusal,
  Throttled,
} from './log-groups.ts'

/** As many as DescribeLogGroups returns at once. */
const mostInPage = 50

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

/** `OperationAbortedException` says that another change of the same group is under way. */
const slowDown = [
  'ThrottlingException',
  'TooManyRequestsException',
  'ServiceUnavailableException',
  'OperationAbortedException',
]

const refusals: Readonly<Record<string, Refusal>> = {
  ResourceNotFoundException: 'gone',
  LimitExceededException: 'limit_exceeded',
  InvalidParameterException: 'invalid_parameter',
  InvalidOperationException: 'invalid_parameter',
}

function rethrow(operation: string, error: unknown): never {
  if (slowDown.includes(nameOf(error))) throw new Throttled(operation, { cause: error })
  throw new Error(`[subscribe] ${operation} failed: ${nameOf(error)}`, { cause: error })
}

function logGroup({
  logGroupName = '',
  logGroupArn,
  arn = '',
  retentionInDays,
  logGroupClass,
}: AwsLogGroup): LogGroup {
  return {
    name: logGroupName,
    arn: logGroupArn ?? arn.replace(/:\*$/, ''),
    class: logGroupClass ?? 'STANDARD',
    ...(retentionInDays === undefined ? {} : { retentionDays: retentionInDays }),
  }
}

const filter = ({
  filterName = '',
  filterPattern = '',
  destinationArn = '',
  roleArn,
}: SubscriptionFilter): Filter => ({
  name: filterName,
  pattern: filterPattern,
  destination: destinationArn,
  ...(roleArn ? { roleArn } : {}),
})

/** The log groups of the client's account and Region. */
export function createCloudWatchLogGroups(client: Pick<CloudWatchLogsClient, 'send'>): LogGroups {
  /** Runs a change of one log group; what only that group is to blame for is a value. */
  async function change(operation: string, call: () => Promise<unknown>): Promise<Outcome> {
    try {
      await call()
      return 'done'
    } catch (error) {
      return refusals[nameOf(error)] ?? rethrow(operation, error)
    }
  }
  async function ask<Answer>(operation: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await call()
    } catch (error) {
      return nameOf(error) === 'ResourceNotFoundException' ? undefined : rethrow(operation, error)
    }
  }
  return {
    async list(page) {
      const command = new DescribeLogGroupsCommand({
        limit: mostInPage,
        ...(page ? { nextToken: page } : {}),
      })
      const answer = await ask('DescribeLogGroups', () => client.send(command))
      const groups = (answer?.logGroups ?? []).map(logGroup)
      return answer?.nextToken ? { groups, next: answer.nextToken } : { groups }
    },
    async find(name) {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 })
      const answer = await ask('DescribeLogGroups', () => client.send(command))
      return (answer?.logGroups ?? []).map(logGroup).find((group) => group.name === name)
    },
    async filters(name) {
      const command = new DescribeSubscriptionFiltersCommand({ logGroupName: name })
      const answer = await ask('DescribeSubscriptionFilters', () => client.send(command))
      return (answer?.subscriptionFilters ?? []).map(filter)
    },
    async tags({ arn }) {
      const command = new ListTagsForResourceCommand({ resourceArn: arn })
      return (await ask('ListTagsForResource', () => client.send(command)))?.tags ?? {}
    },
    async putFilter(name, { name: filterName, pattern, destination, roleArn }) {
      const command = new PutSubscriptionFilterCommand({
        logGroupName: name,
        filterName,
        filterPattern: pattern,
        destinationArn: destination,
        ...(roleArn ? { roleArn } : {}),
      })
      return change('PutSubscriptionFilter', () => client.send(command))
    },
    async deleteFilter(name, filterName) {
      const command = new DeleteSubscriptionFilterCommand({ logGroupName: name, filterName })
      const outcome = await change('DeleteSubscriptionFilter', () => client.send(command))
      return outcome === 'gone' ? 'done' : outcome
    },
    async setRetention(name, days) {
      const command = new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: days })
      return change('PutRetentionPolicy', () => client.send(command))
    },
  }
}

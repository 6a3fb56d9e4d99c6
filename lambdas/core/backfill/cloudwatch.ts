import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { PastEvents } from './past-events.ts'

const failure = (what: string, error: unknown): Error =>
  new Error(`[backfill] cannot ${what}: ${(error as Error).name}`, { cause: error })

/**
 * The past of log groups in CloudWatch Logs. Give it a client that retries patiently (`retryMode: 'adaptive'`): the quota of
 * FilterLogEvents is a few calls a second, of at most 1 MB or 10,000 events each.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createCloudWatchPast(client: Pick<CloudWatchLogsClient, 'send'>): PastEvents {
  return {
    async accountOf(logGroup) {
      const found = await client
        .send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroup }))
        .catch((error) => {
          throw failure('describe the log group', error)
        })
      const arn = found.logGroups?.find(({ logGroupName }) => logGroupName === logGroup)?.arn
      return arn?.split(':')[4]
    },
    async page(logGroup, from, to, token) {
      const page = await client
        .send(
          new FilterLogEventsCommand({
            logGroupName: logGroup,
            startTime: from,
            // The last millisecond is in.
            endTime: to - 1,
            ...(token === undefined ? {} : { nextToken: token }),
          }),
        )
        .catch((error) => {
          throw failure('read the log group', error)
        })
      const events = (page.events ?? []).map(({ eventId, timestamp, message, logStreamName }) => ({
        id: eventId ?? '',
        timestamp: timestamp ?? from,
        message: message ?? '',
        logStream: logStreamName ?? '',
      }))
      return page.nextToken === undefined ? { events } : { events, next: page.nextToken }
    },
  }
}

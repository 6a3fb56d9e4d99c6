import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Span } from './audit.ts'

/** As many groups as Logs Insights returns at most. */
const mostGroups = 10_000
const firstWait = 500
const mostWaits = 60

/** Of what ingest prints for each log group. */
export const receivedQuery = [
  'filter ispresent(log_group) and ispresent(EventsReceived)',
  'stats sum(EventsReceived) as received by log_group',
  `limit ${mostGroups}`,
].join(' | ')

const fieldOf = (row: readonly ResultField[], name: string): string | undefined =>
  row.find(({ field }) => field === name)?.value

/**
 * What ingest received, by log group, from its own log.
 *
 * @throws {Error} when the query fails or takes longer than about a minute.
 */
export async function readReceived(
  client: Pick<CloudWatchLogsClient, 'send'>,
  logGroupName: string,
  { from, to }: Span,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Map<string, number>> {
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupName,
      queryString: receivedQuery,
      startTime: Math.floor(from / 1_000),
      endTime: Math.floor(to / 1_000) - 1,
    }),
  )
  for (let waits = 0; waits < mostWaits; waits++) {
    await wait(waits < 4 ? firstWait : 2 * firstWait)
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }))
    if (status === 'Complete')
      return new Map(
        results.map((row) => [fieldOf(row, 'log_group') ?? '', Number(fieldOf(row, 'received') ?? 0)]),
      )
    if (status !== 'Running' && status !== 'Scheduled')
      throw new Error(`[audit] the query ended as ${status}`)
  }
  throw new Error('[audit] the query takes too long')
}

import { gzipSync } from 'node:zlib'
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Aws } from './local-aws.ts'

/** What a log driver puts with one call. Each batch has a stream of its own, so that the archive can say what became of it. */
export interface SentBatch {
  readonly logGroup: string
  readonly logStream: string
  readonly events: readonly { readonly timestamp: number; readonly message: string }[]
}

const statedTime = /"timestamp": "([^"]+)"/

/**
 * Cuts a log into what the `awslogs` driver would send: an event a line, empty lines left out. The time is that of the line,
 * or of the one before it, and grows by a millisecond at least, so that the order within a stream is certain.
 */
export function toBatches(log: string, logGroup: string, size: number): SentBatch[] {
  const batches: SentBatch[] = []
  let timestamp = Date.now() - 600_000
  const events = log
    .split('\n')
    .filter((line) => line !== '')
    .map((message) => {
      const stated = Date.parse(statedTime.exec(message)?.[1] ?? '')
      timestamp = Math.max(Number.isNaN(stated) ? 0 : stated, timestamp + 1)
      return { timestamp, message }
    })
  for (let start = 0; start < events.length; start += size) {
    const logStream = `web/shop/${String(batches.length).padStart(4, '0')}`
    batches.push({ logGroup, logStream, events: events.slice(start, start + size) })
  }
  return batches
}

/** Puts the events into CloudWatch Logs, from where the subscription delivers them. */
export async function put(aws: Aws, { logGroup, logStream, events }: SentBatch): Promise<void> {
  const where = { logGroupName: logGroup, logStreamName: logStream }
  await aws.logs.send(new CreateLogStreamCommand(where))
  await aws.logs.send(new PutLogEventsCommand({ ...where, logEvents: [...events] }))
}

/** What a function gets from a subscription. */
export interface Payload {
  readonly awslogs: { readonly data: unknown }
}

/** A payload as CloudWatch makes it: JSON, gzip, base64. */
export function payloadOf(
  account: string,
  batch: SentBatch,
  ids: readonly string[],
  changes: object = {},
): Payload {
  const envelope = {
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: batch.logGroup,
    logStream: batch.logStream,
    subscriptionFilters: ['e2e'],
    logEvents: batch.events.map((event, index) => ({ id: ids[index], ...event })),
    ...changes,
  }
  return { awslogs: { data: gzipSync(JSON.stringify(envelope)).toString('base64') } }
}

/** Ids as CloudWatch's: 56 digits that grow. */
export const makeIds = (count: number, from: number): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index).padStart(56, '0'))

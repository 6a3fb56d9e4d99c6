import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { AlertError } from '../core/alert/index.ts'
import { readTallyItem, type Tally, tallyPrefix } from '../core/tally/index.ts'

/** The stream's records that wake the function: new and changed tallies. For the filter of the event source. */
export const tallyStreamFilter = {
  eventName: ['INSERT', 'MODIFY'],
  dynamodb: { Keys: { pk: { S: [{ prefix: tallyPrefix }] } } },
} as const

/** The event of the schedule comes from EventBridge; only a stream's has records. */
export const isStreamEvent = (event: unknown): event is DynamoDBStreamEvent =>
  Array.isArray((event as { Records?: unknown } | null)?.Records)

function tallyOf({ eventName, dynamodb }: DynamoDBRecord): Tally | undefined {
  return eventName === 'REMOVE' || !dynamodb?.NewImage ? undefined : readTallyItem(dynamodb.NewImage)
}

/** The tallies that a stream's records say are new or changed, by sequence number. */
export const talliesOf = (
  records: readonly DynamoDBRecord[],
): (readonly [sequence: string, tally: Tally])[] =>
  records.flatMap((record) => {
    const tally = tallyOf(record)
    return tally ? [[record.dynamodb?.SequenceNumber ?? '', tally] as const] : []
  })

/** From the first record of a failed series on the stream is to be read again. The groups that worked lose nothing by it. */
export function failuresOf(
  tallies: ReturnType<typeof talliesOf>,
  { series }: Pick<AlertError, 'series'>,
): DynamoDBBatchResponse {
  const failed = new Set(series)
  const first = tallies.find(([, tally]) => failed.has(tally.series))
  return { batchItemFailures: first ? [{ itemIdentifier: first[0] }] : [] }
}

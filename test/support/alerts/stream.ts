import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Item } from '../../../lambdas/core/tally/index.ts'

/** The event by which a table's stream tells of new items. */
export const streamEventOf = (items: readonly Item[], writtenAt = 0): DynamoDBStreamEvent => ({
  Records: items.map(
    (item, i): DynamoDBRecord => ({
      eventName: 'INSERT',
      dynamodb: {
        ApproximateCreationDateTime: writtenAt / 1_000,
        SequenceNumber: String(100 + i),
        NewImage: item as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>,
      },
    }),
  ),
})

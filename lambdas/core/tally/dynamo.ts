import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { shortHash } from './group.ts'
import { bucketsOf, inRange, mostTallies, newestFirst, type TallyRange, type TallyStore } from './store.ts'
import type { Tally } from './types.ts'

/** What the store needs of the client; requests that fail are tried again by the client itself. */
export type Dynamo = Pick<DynamoDBClient, 'send'>
export type Item = Record<string, AttributeValue>

/** The beginning of the partition key of every tally: by it the table's stream is filtered. */
export const tallyPrefix = 'tally#'

/** The bound of BatchWriteItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const mostInBatch = 25
const mostAttempts = 8
const day = 86_400_000

export interface DynamoTallyOptions {
  /**
   * Over how many partition keys a bucket of a series is spread. DynamoDB takes about 1,000 writes a second on one; a reading
   * costs one query for each. Writers and readers must agree on it.
   */
  readonly shards?: number
  /** Waits between attempts when the table refuses part of a batch; tests replace it. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

const partition = (series: string, bucket: number, shard: number): string =>
  `${tallyPrefix}${series}#${bucket}#${shard}`

const shardOf = (batch: string, shards: number): number =>
  Number.parseInt(shortHash(batch).slice(0, 8), 16) % shards

/** Time first, so that the newest can be read first; zero-padded, so that text order is time order. */
const sortKey = ({ to, batch }: Tally): string => `${String(Math.max(0, to)).padStart(15, '0')}#${batch}`

/** Kept while a window, its trend or an incident could still ask for it. Seconds, as DynamoDB's TTL wants. */
const expiry = ({ bucket, width }: Tally): number => Math.ceil((bucket + 12 * width + 2 * day) / 1_000)

/** The item of a tally: two keys, the time to live, and the tally as JSON. */
export function tallyItem(tally: Tally, shards: number): Item {
  return {
    pk: { S: partition(tally.series, tally.bucket, shardOf(tally.batch, shards)) },
    sk: { S: sortKey(tally) },
    expires_at: { N: String(expiry(tally)) },
    tally: { S: JSON.stringify(tally) },
  }
}

/** The tally of an item, or undefined when it is another one of the table's items. */
export function readTallyItem(
  item: Readonly<Record<string, { readonly S?: string | undefined }>>,
): Tally | undefined {
  const text = item['tally']?.S
  return item['pk']?.S?.startsWith(tallyPrefix) && text ? (JSON.parse(text) as Tally) : undefined
}

/**
 * Tallies in DynamoDB. One item each, so that DynamoDB itself makes a second writing the same as one; reads are strongly
 * consistent. The table's partition key is `pk`, its sort key `sk`, its time-to-live attribute `expires_at`.
 */
export function createDynamoTallyStore(
  client: Dynamo,
  table: string,
  options: DynamoTallyOptions = {},
): TallyStore {
  const { shards = 1, wait = sleep } = options

  async function putBatch(requests: WriteRequest[]): Promise<void> {
    for (let attempt = 0; requests.length > 0; attempt++) {
      if (attempt === mostAttempts) throw new Error(`[tally] table ${table} refuses ${requests.length} items`)
      if (attempt > 0) await wait(25 * 2 ** attempt)
      const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }))
      requests = answer.UnprocessedItems?.[table] ?? []
    }
  }

  async function query(pk: string, { from, limit = mostTallies }: TallyRange): Promise<Tally[]> {
    const found: Tally[] = []
    let next: Item | undefined
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk AND sk >= :from',
          ExpressionAttributeValues: {
            ':pk': { S: pk },
            ':from': { S: String(Math.max(0, from)).padStart(15, '0') },
          },
          Limit: limit + 1 - found.length,
          ...(next ? { ExclusiveStartKey: next } : {}),
        }),
      )
      for (const item of answer.Items ?? []) found.push(readTallyItem(item as Item & { S?: string })!)
      next = answer.LastEvaluatedKey
    } while (next && found.length <= limit)
    return found
  }

  return {
    async put(tallies) {
      const requests = tallies.map((tally) => ({ PutRequest: { Item: tallyItem(tally, shards) } }))
      for (let i = 0; i < requests.length; i += mostInBatch)
        await putBatch(requests.slice(i, i + mostInBatch))
    },
    async range(range) {
      const found: Tally[] = []
      for (const bucket of bucketsOf(range)) {
        const keys = Array.from({ length: shards }, (_, shard) => partition(range.series, bucket, shard))
        found.push(...(await Promise.all(keys.map((key) => query(key, range)))).flat())
        if (found.length > (range.limit ?? mostTallies)) break
      }
      return newestFirst(
        found.filter((tally) => inRange(tally, range)),
        range.limit,
      )
    },
  }
}

const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

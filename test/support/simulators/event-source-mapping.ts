/**
 * What Lambda promises about reading a Kinesis shard, as far as a handler can notice it: local emulators ignore most of it.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
import type { KinesisStreamBatchResponse } from 'aws-lambda'

export interface StreamItem {
  readonly sequenceNumber: string
  /** CloudWatch Logs writes all events of one log stream with the same key. */
  readonly partitionKey: string
  readonly data: string
}

export interface MappingSettings {
  readonly batchSize: number
  /** How often a single record is tried again before it goes to the on-failure destination. */
  readonly retryAttempts: number
  /** How many batches of one shard are worked on at once, each partition key always in the same one. */
  readonly parallelization: number
}

/** Rejects when the invocation crashes, times out, or its answer is lost. */
export type Invoke = (batch: readonly StreamItem[]) => Promise<KinesisStreamBatchResponse>

/** The records that were given up, as the on-failure destination receives them: one list for each time. */
export type GivenUp = readonly StreamItem[][]

/**
 * From which record on a batch has failed: the lowest that the answer names. An answer that names none that is in the batch
 * means the whole batch, like a crash; an empty list means none.
 */
function firstFailed(batch: readonly StreamItem[], answer: KinesisStreamBatchResponse | 'crashed'): number {
  if (answer === 'crashed') return 0
  if (answer.batchItemFailures.length === 0) return batch.length
  const named = answer.batchItemFailures.map(({ itemIdentifier }) =>
    batch.findIndex(({ sequenceNumber }) => sequenceNumber === itemIdentifier),
  )
  return named.some((index) => index < 0) ? 0 : Math.min(...named)
}

/** Bisects what fails until single records are left; only these use up their attempts, splitting is free. */
async function work(
  batch: readonly StreamItem[],
  attempt: number,
  settings: MappingSettings,
  invoke: Invoke,
  givenUp: StreamItem[][],
): Promise<void> {
  const answer = await invoke(batch).catch((): 'crashed' => 'crashed')
  const rest = batch.slice(firstFailed(batch, answer))
  if (rest.length === 0) return
  if (rest.length > 1) {
    const half = Math.ceil(rest.length / 2)
    await work(rest.slice(0, half), attempt, settings, invoke, givenUp)
    await work(rest.slice(half), attempt, settings, invoke, givenUp)
  } else if (attempt >= settings.retryAttempts) givenUp.push(rest)
  else await work(rest, attempt + 1, settings, invoke, givenUp)
}

function batches(items: readonly StreamItem[], size: number): StreamItem[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}

/** Reads a shard to its end. */
export async function readShard(
  items: readonly StreamItem[],
  settings: MappingSettings,
  invoke: Invoke,
): Promise<GivenUp> {
  const givenUp: StreamItem[][] = []
  const keys = [...new Set(items.map(({ partitionKey }) => partitionKey))]
  const laneOf = ({ partitionKey }: StreamItem): number =>
    keys.indexOf(partitionKey) % settings.parallelization
  const lanes = Map.groupBy(items, laneOf)
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const batch of batches(lane, settings.batchSize)) await work(batch, 0, settings, invoke, givenUp)
    }),
  )
  return givenUp
}

/** What the table's stream invokes, and the schedule every minute: environment → clients → core. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent, ScheduledEvent } from 'aws-lambda'
import { readBundledConfig } from '../bundled-config.ts'
import {
  AlertError,
  alertMetrics,
  chatsOf,
  createAlerter,
  createDynamoIncidentStore,
  createDynamoSightingStore,
  createSnsNotifier,
  runbooksOf,
} from '../core/alert/index.ts'
import { createDynamoTallyStore } from '../core/tally/index.ts'
import { readAlertEnvironment } from './environment.ts'
import { failuresOf, isStreamEvent, talliesOf } from './stream.ts'

const config = readBundledConfig(import.meta.url)
const { tableName, archiveBucket, topics } = readAlertEnvironment(process.env)
const dynamo = new DynamoDBClient({})

const alerter = createAlerter({
  rules: config.alerts,
  tallies: createDynamoTallyStore(dynamo, tableName, { shards: config.operation.tallyShards }),
  incidents: createDynamoIncidentStore(dynamo, tableName),
  sightings: createDynamoSightingStore(dynamo, tableName),
  notifier: createSnsNotifier(new SNSClient({}), topics, chatsOf(config)),
  sender: {
    pipeline: config.name,
    place: { region: process.env['AWS_REGION'] ?? 'unknown', archiveBucket },
    runbooks: runbooksOf(config),
  },
})

async function onStream({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const tallies = talliesOf(Records)
  const wroteFirst = Math.min(
    ...Records.map(({ dynamodb }) => dynamodb?.ApproximateCreationDateTime ?? Infinity),
  )
  try {
    const report = await alerter.alertOn(
      tallies.map(([, tally]) => tally),
      Date.now(),
    )
    console.log(alertMetrics(report, config.name, Date.now(), wroteFirst * 1_000))
    return { batchItemFailures: [] }
  } catch (error) {
    if (!(error instanceof AlertError)) throw error
    console.log(alertMetrics(error.report, config.name, Date.now()))
    console.error(error.summary)
    return failuresOf(tallies, error)
  }
}

/**
 * Decides and publishes. A stream event answers with the records to be read again; the schedule's rejects when something
 * could not be evaluated, so that the function's error alarm sees it, and the next minute tries again.
 */
export async function handler(
  event: DynamoDBStreamEvent | ScheduledEvent,
): Promise<DynamoDBBatchResponse | undefined> {
  if (isStreamEvent(event)) return await onStream(event)
  console.log(alertMetrics(await alerter.sweep(Date.now()), config.name, Date.now()))
  return undefined
}

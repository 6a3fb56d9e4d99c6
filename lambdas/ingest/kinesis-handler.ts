/** What the stream's event source mapping invokes: environment → clients → core. */
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda'
import { ingestRecords } from './records.ts'
import { startIngest } from './start.ts'

const { metricsOf, stages, surroundings } = await startIngest(import.meta.url, process.env)

/**
 * Ingests the records of one shard in their order and prints the metrics of all. When a store refuses, it answers from which
 * record on the stream has to be read again; whatever a record says, it does not hold up the ones behind it.
 */
export async function handler(event: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> {
  const records = event.Records.map(({ kinesis: { sequenceNumber, data } }) => ({ sequenceNumber, data }))
  const { reports, failed } = await ingestRecords(records, surroundings, stages)
  for (const report of reports) for (const line of metricsOf(report)) console.log(line)
  if (!failed) return { batchItemFailures: [] }
  console.error(`[ingest] ${failed.error.name}: ${failed.error.message}`)
  return { batchItemFailures: [{ itemIdentifier: failed.sequenceNumber }] }
}

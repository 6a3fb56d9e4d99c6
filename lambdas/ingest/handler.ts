/** What CloudWatch Logs invokes: environment → clients → core. */
import type { CloudWatchLogsEvent } from 'aws-lambda'
import { ingestPayload } from '../core/pipeline.ts'
import { startIngest } from './start.ts'

const { metricsOf, stages, surroundings } = await startIngest(import.meta.url, process.env)

/**
 * Ingests one payload and prints its metrics. Resolves for whatever the payload says; rejects when a store refuses, and Lambda
 * then tries again (twice, within six hours) and at last sends the event to the on-failure destination.
 */
export async function handler(event: CloudWatchLogsEvent): Promise<void> {
  const report = await ingestPayload(
    (event as Partial<CloudWatchLogsEvent>)?.awslogs?.data,
    surroundings,
    stages,
  )
  for (const line of metricsOf(report)) console.log(line)
}

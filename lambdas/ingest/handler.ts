/** What CloudWatch Logs invokes: environment → clients → core. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import type { CloudWatchLogsEvent } from 'aws-lambda'
import { readBundledConfig } from '../bundled-config.ts'
import { serviceLookup } from '../core/config/index.ts'
import { type Ingest, ingestPayload } from '../core/pipeline.ts'
import { createRedactor } from '../core/redact/index.ts'
import { createRouter } from '../core/route/index.ts'
import { createS3Store } from '../core/store/index.ts'
import { createDynamoTallyStore } from '../core/tally/index.ts'
import { ingestMetrics } from '../core/telemetry/index.ts'
import { readIngestEnvironment } from './environment.ts'
import { readHmacKey } from './hmac-key.ts'

const config = readBundledConfig(import.meta.url)
const environment = readIngestEnvironment(process.env)
const s3 = new S3Client({})
const hmac = environment.hmacSecretArn ? await readHmacKey(environment.hmacSecretArn) : undefined

const stages: Ingest = {
  redactor: createRedactor(config.redact, hmac ? { hmac } : {}),
  route: createRouter(config.routes),
  rules: config.alerts,
  archiveStore: createS3Store(s3, environment.archiveBucket),
  quarantineStore: createS3Store(s3, environment.quarantineBucket),
  tallyStore: createDynamoTallyStore(new DynamoDBClient({}), environment.tableName),
}
const surroundings = { region: process.env['AWS_REGION'] ?? 'unknown', serviceOf: serviceLookup(config) }

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
  for (const line of ingestMetrics(report, config.name, Date.now())) console.log(line)
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { readBundledConfig } from '../bundled-config.ts'
import { type Config, serviceLookup } from '../core/config/index.ts'
import type { Ingest, Surroundings } from '../core/pipeline.ts'
import { createRedactor } from '../core/redact/index.ts'
import type { IngestReport } from '../core/report.ts'
import { createRouter } from '../core/route/index.ts'
import { createS3Store } from '../core/store/index.ts'
import { isOwnLogGroup } from '../core/subscribe/own-log-groups.ts'
import { createDynamoTallyStore } from '../core/tally/index.ts'
import { ingestMetrics } from '../core/telemetry/index.ts'
import { readIngestEnvironment } from './environment.ts'
import { readHmacKey } from './hmac-key.ts'

/** What both of ingest's handlers work with, however the log arrives. */
export interface Started {
  /** The lines that tell of an invocation. */
  readonly metricsOf: (report: IngestReport) => string[]
  readonly stages: Ingest
  readonly surroundings: Surroundings
}

function metricsOf({ name, operation }: Config): Started['metricsOf'] {
  const measured = new Set(operation.logGroupMetrics)
  return (report) => ingestMetrics(report, name, Date.now(), measured)
}

/** Makes the stages and their clients, once for the life of the function's environment. */
export async function startIngest(moduleUrl: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const config = readBundledConfig(moduleUrl)
  const environment = readIngestEnvironment(env)
  const s3 = new S3Client({})
  const hmac = environment.hmacSecretArn ? await readHmacKey(environment.hmacSecretArn) : undefined
  return {
    metricsOf: metricsOf(config),
    stages: {
      redactor: createRedactor(config.redact, hmac ? { hmac } : {}),
      route: createRouter(config.routes),
      rules: config.alerts,
      archiveStore: createS3Store(s3, environment.archiveBucket),
      quarantineStore: createS3Store(s3, environment.quarantineBucket),
      tallyStore: createDynamoTallyStore(new DynamoDBClient({}), environment.tableName, {
        shards: config.operation.tallyShards,
      }),
    },
    surroundings: {
      region: env['AWS_REGION'] ?? 'unknown',
      serviceOf: serviceLookup(config),
      isOwn: (logGroup) => isOwnLogGroup(config.name, logGroup),
    },
  }
}

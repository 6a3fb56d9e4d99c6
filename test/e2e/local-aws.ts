import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Cleanup } from './cleanup.ts'
import { output, path } from './places.ts'
import { freePort, listening, start } from './processes.ts'

export const region = 'eu-central-1'

/** An AWS to talk to: how processes reach it, and this one's clients. */
export interface Aws {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logs: CloudWatchLogsClient
  readonly s3: S3Client
  readonly dynamodb: DynamoDBClient
  readonly sns: SNSClient
  readonly sqs: SQSClient
  readonly lambda: LambdaClient
  readonly kms: KMSClient
}

/** Made-up keys, and no way to find real ones: nothing of this may ever reach an account. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

const environment = (endpoint: string): Record<string, string | undefined> => ({
  ...process.env,
  PATH: path,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
})

function connect(endpoint: string): Aws {
  // The emulator may cut the request that follows a very large answer on the same connection.
  const requestHandler = { httpAgent: { keepAlive: false } }
  const common = { endpoint, region, credentials, requestHandler }
  return {
    env: environment(endpoint),
    logs: new CloudWatchLogsClient(common),
    s3: new S3Client({ ...common, forcePathStyle: true }),
    dynamodb: new DynamoDBClient(common),
    sns: new SNSClient(common),
    sqs: new SQSClient(common),
    lambda: new LambdaClient(common),
    kms: new KMSClient(common),
  }
}

/** Without these, it would also listen on other ports, and on all addresses. */
const serverSettings = {
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  MINISTACK_REGION: region,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  LAMBDA_EXECUTOR: 'local',
  PERSIST_STATE: '0',
  LOG_LEVEL: 'WARNING',
}

/**
 * The AWS of `AWS_ENDPOINT_URL` if that is set, else one of our own on 127.0.0.1, which ends with the run: ministack, a
 * program without Docker that really runs the functions.
 *
 * @param bin the `bin` folder of the Python environment.
 */
export async function localAws(bin: string, cleanup: Cleanup): Promise<Aws> {
  const given = process.env['AWS_ENDPOINT_URL']
  if (given) return connect(given)
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  // Outside of the tree: beside our package.json, its CommonJS wrappers would be taken for modules.
  const temporary = mkdtempSync(join(tmpdir(), 'sluice-e2e-aws-'))
  cleanup.add(() => rmSync(temporary, { recursive: true, force: true }))
  const env = { ...environment(endpoint), ...serverSettings, GATEWAY_PORT: String(port), TMPDIR: temporary }
  const command = {
    command: join(bin, 'ministack'),
    args: [],
    env,
    cwd: temporary,
    log: join(output, 'aws.log'),
  }
  start(command, cleanup, 'SIGKILL')
  await listening(port)
  return connect(endpoint)
}

/**
 * Runs each function's own handler with the environment that the stack gives it, records every call of the SDK, and compares
 * both ways with the policy that the stack makes: nothing is missing, and nothing is there that is not used.
 */
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
  GetQueryResultsCommand,
  ListTagsForResourceCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Config, parseConfig } from '../../lambdas/core/config/index.ts'
import { ingestPayload } from '../../lambdas/core/pipeline.ts'
import { tallyItem } from '../../lambdas/core/tally/dynamo.ts'
import { tally } from '../../lambdas/core/tally/index.ts'
import type { PipelineConfig } from '../../lib/config.ts'
import { templateOf } from '../lib/synth.ts'
import { aRecord } from '../support/alerts/records.ts'
import { streamEventOf } from '../support/alerts/stream.ts'
import { eventsOf, payloadOf } from '../support/events.ts'
import { fakeS3 } from '../support/fake-s3.ts'
import { ingestInMemory } from '../support/ingest.ts'
import { deedsOf } from './deeds.ts'
import { covers, type Deed, grantsOf, region, variablesOf } from './policies.ts'

const bundled = vi.hoisted((): { config?: Config } => ({}))
vi.mock('../../lambdas/bundled-config.ts', () => ({ readBundledConfig: () => bundled.config }))

/** Everything that makes a function call something that it would not call otherwise. */
const everything: Partial<PipelineConfig> & Pick<PipelineConfig, 'sources'> = {
  sources: [
    { logGroups: ['/ecs/shop/*', '/ecs/cart'], sourceRetentionDays: 7 },
    { logGroups: ['/aws/lambda/*'], tags: { logs: 'shop' } },
  ],
  redact: { keys: { hash: ['user_id'] } },
  alerts: ['default', 'oncall'].map((notify) => ({
    name: `burst-${notify}`,
    when: { severity: 'error' },
    threshold: { count: 2, within: '5m' },
    notify,
  })),
  notify: { oncall: {} },
  operation: { tracing: true, tallyShards: 2 },
  archive: { sign: true },
}
const streaming = { ...everything, delivery: { kinesis: { mode: 'on-demand' } } } as const

/** What a role may do though the function's own code never does it, and why. */
const byAws: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda writes the function’s log with the function’s role',
  'logs:PutLogEvents': 'Lambda writes the function’s log with the function’s role',
  'sqs:SendMessage': 'Lambda puts failed invocations into the queue with the function’s role',
  'kms:GenerateDataKey': 'S3, SQS and SNS encrypt on behalf of the role',
  'kms:Decrypt': 'SQS and SNS check on behalf of the role that it may read the data key that they use again',
  'dynamodb:DescribeStream': 'Lambda reads the stream with the function’s role',
  'dynamodb:GetRecords': 'Lambda reads the stream with the function’s role',
  'dynamodb:GetShardIterator': 'Lambda reads the stream with the function’s role',
  'dynamodb:ListStreams': 'Lambda reads the stream with the function’s role',
  'kinesis:DescribeStream': 'Lambda reads the stream with the function’s role',
  'kinesis:DescribeStreamSummary': 'Lambda reads the stream with the function’s role',
  'kinesis:GetRecords': 'Lambda reads the stream with the function’s role',
  'kinesis:GetShardIterator': 'Lambda reads the stream with the function’s role',
  'kinesis:ListShards': 'Lambda reads the stream with the function’s role',
  'xray:PutTraceSegments': 'Lambda sends its traces with the function’s role',
  'xray:PutTelemetryRecords': 'Lambda sends its traces with the function’s role',
  's3:ListBucket': 'Lambda checks the bucket before it puts given-up records there',
}
/** Of an action that the code does use, the resources that only AWS does. */
const resourcesOfAws = [/^arn:LogsQuarantine\w+\/aws\/lambda\/\*$/]

const now = Date.UTC(2026, 10, 22, 9)
const s3 = mockClient(S3Client)
const dynamo = mockClient(DynamoDBClient)
const sns = mockClient(SNSClient)
const secrets = mockClient(SecretsManagerClient)
const logs = mockClient(CloudWatchLogsClient)
const cloudWatch = mockClient(CloudWatchClient)
const lambda = mockClient(LambdaClient)
const kms = mockClient(KMSClient)
const mocks = [s3, dynamo, sns, secrets, logs, cloudWatch, lambda, kms]

type Handler = (event: unknown, context: unknown) => Promise<unknown>
const handlers = {
  ingest: () => import('../../lambdas/ingest/handler.ts'),
  ingestFromStream: () => import('../../lambdas/ingest/kinesis-handler.ts'),
  alert: () => import('../../lambdas/alert/handler.ts'),
  subscribe: () => import('../../lambdas/subscribe/handler.ts'),
  compact: () => import('../../lambdas/compact/handler.ts'),
  audit: () => import('../../lambdas/audit/handler.ts'),
}

/** Loads a handler as Lambda would: with the stack's variables, before anything has run. */
async function start(
  config: typeof everything,
  prefix: string,
  own: keyof typeof handlers,
): Promise<Handler> {
  vi.resetModules()
  vi.unstubAllEnvs()
  bundled.config = parseConfig({ name: 'shop', ...config })
  for (const [name, value] of Object.entries({
    ...variablesOf(templateOf(config), prefix),
    AWS_REGION: region,
  }))
    vi.stubEnv(name, value)
  return ((await handlers[own]()) as unknown as { handler: Handler }).handler
}

type Command = Parameters<typeof deedsOf>[0]
const done = (): Deed[] =>
  mocks.flatMap((mock): Deed[] => mock.calls().flatMap(({ args }) => deedsOf(args[0] as Command)))

beforeEach(() => {
  for (const mock of mocks) mock.reset()
  s3.onAnyCommand().resolves({})
  sns.onAnyCommand().resolves({ MessageId: 'm' })
  lambda.onAnyCommand().resolves({})
  dynamo.onAnyCommand().resolves({})
  secrets.on(GetSecretValueCommand).resolves({
    SecretString: JSON.stringify({ id: 'k1', key: 'x'.repeat(64) }),
  })
  vi.useFakeTimers({ toFake: ['Date'], now })
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

async function ingestDirectly(): Promise<void> {
  const handler = await start(everything, 'LogsIngest', 'ingest')
  const messages = ['{"level":"error","user_id":"u1"}', '{"level":"error"}']
  for (const data of [payloadOf(messages), 'not base64']) await handler({ awslogs: { data } }, {})
}

async function ingestFromStream(): Promise<void> {
  const handler = await start(streaming, 'LogsIngest', 'ingestFromStream')
  const data = [payloadOf(['{"level":"error","user_id":"u1"}', '{"level":"error"}']), 'not base64']
  await handler({ Records: data.map((each, i) => ({ kinesis: { sequenceNumber: `${i}`, data: each } })) }, {})
}

async function alertPeople(): Promise<void> {
  const { alerts } = parseConfig({ name: 'shop', ...everything })
  const records = [3, 2, 1].map((ago) => aRecord({ timestamp: now - ago * 1_000 }))
  const items = tally(records, 'batch', alerts).map((each) => tallyItem(each, 2))
  dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues }) => ({
    Items: items.filter(({ pk }) => pk!.S === ExpressionAttributeValues[':pk'].S),
  }))
  const handler = await start(everything, 'LogsAlert', 'alert')
  await handler(streamEventOf(items, now), {})
  await handler({ 'detail-type': 'Scheduled Event' }, {})
}

async function subscribeGroups(): Promise<void> {
  const names = ['/aws/lambda/checkout', '/ecs/cart', '/ecs/gone', '/ecs/shop/web']
  const logGroups = names.map((name) => ({
    logGroupName: name,
    logGroupArn: `arn:aws:logs:${region}:123456789012:log-group:${name}`,
  }))
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups })
  logs.on(ListTagsForResourceCommand).resolves({ tags: { logs: 'shop' } })
  logs.on(DescribeSubscriptionFiltersCommand).callsFake(({ logGroupName }) => ({
    subscriptionFilters: logGroupName === '/ecs/gone' ? [{ filterName: 'shop.auto' }] : [],
  }))
  const handler = await start(streaming, 'LogsSubscribe', 'subscribe')
  for (const milliseconds of [900_000, 0])
    await handler({ 'detail-type': 'Scheduled Event' }, { getRemainingTimeInMillis: () => milliseconds })
}

/** An hour is compacted, a late batch makes it be compacted anew, and what was replaced is deleted. */
async function compactHours(): Promise<void> {
  const bucket = fakeS3()
  const { send } = bucket.client as Pick<S3Client, 'send'>
  s3.on(PutObjectCommand).callsFake((input) => send(new PutObjectCommand(input)))
  s3.on(GetObjectCommand).callsFake((input) => send(new GetObjectCommand(input)))
  s3.on(ListObjectsV2Command).callsFake((input) => send(new ListObjectsV2Command(input)))
  s3.on(DeleteObjectsCommand).callsFake((input) => send(new DeleteObjectsCommand(input)))
  kms.on(SignCommand).resolves({ KeyId: 'key', Signature: Buffer.from('signature') })
  const handler = await start(everything, 'LogsCompact', 'compact')
  for (const [hours, first] of [
    [3, 0],
    [6, 10],
    [9, 20],
    [12, 30],
  ] as const) {
    const { stages, archiveStore } = ingestInMemory()
    const payload = payloadOf([], { logEvents: eventsOf(['late', 'later'], first) })
    await ingestPayload(payload, { region, serviceOf: () => 'shop' }, stages)
    if (first < 20) for (const [key, bytes] of archiveStore.objects) bucket.objects.set(key, bytes)
    vi.setSystemTime(now + hours * 3_600_000)
    await handler({}, { getRemainingTimeInMillis: () => 900_000 })
  }
}

async function auditHour(): Promise<void> {
  logs.on(StartQueryCommand).resolves({ queryId: 'q' })
  logs.on(GetQueryResultsCommand).resolves({ status: 'Complete', results: [] })
  const Dimensions = [{ Name: 'LogGroupName', Value: '/ecs/shop' }]
  cloudWatch.on(ListMetricsCommand).resolves({ Metrics: [{ Dimensions }] })
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'm0', Values: [3] }] })
  await (await start(everything, 'LogsAudit', 'audit'))({}, {})
}

describe.each([
  ['ingest, direct', everything, 'LogsIngestAccess', ingestDirectly],
  ['ingest, from a stream', streaming, 'LogsIngestAccess', ingestFromStream],
  ['alert', everything, 'LogsAlertAccess', alertPeople],
  ['subscribe', streaming, 'LogsSubscribeAccess', subscribeGroups],
  ['compact', everything, 'LogsCompactAccess', compactHours],
  ['audit', everything, 'LogsAuditAccess', auditHour],
] as const)('the role of %s', (_name, config, prefix, run) => {
  const grants = grantsOf(templateOf(config), prefix)
  const allowed = grants.filter(({ effect }) => effect === 'Allow')

  it('allows everything that the function does', async () => {
    await run()
    const deeds = done()
    expect(deeds.length).toBeGreaterThan(3)
    expect(deeds.filter((deed) => !allowed.some((grant) => covers(grant, deed)))).toEqual([])
    expect(
      grants.filter((grant) => grant.effect === 'Deny' && deeds.some((deed) => covers(grant, deed))),
    ).toEqual([])
  })

  it('allows nothing else, but what AWS does on its behalf', async () => {
    await run()
    const deeds = done()
    const unused = allowed.filter((grant) => !deeds.some((deed) => covers(grant, deed)))
    expect(
      unused.filter(
        ({ action, resource }) => !byAws[action] && !resourcesOfAws.some((known) => known.test(resource)),
      ),
    ).toEqual([])
  })
})

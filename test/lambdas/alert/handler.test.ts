/** The function as it is deployed, one bundled file, over the wire to a DynamoDB and a topic of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { writeAlertEnvironment } from '../../../lambdas/alert/environment.ts'
import type * as Handler from '../../../lambdas/alert/handler.ts'
import { parseConfig } from '../../../lambdas/core/config/index.ts'
import { tallyItem } from '../../../lambdas/core/tally/dynamo.ts'
import { createDynamoTallyStore, tally } from '../../../lambdas/core/tally/index.ts'
import { build, entryOf } from '../../../lib/bundle.ts'
import { type LocalDynamo, startDynamo } from '../../support/alerts/dynamo.ts'
import { aRecord } from '../../support/alerts/records.ts'
import { type LocalSns, startSns } from '../../support/alerts/sns.ts'
import { streamEventOf } from '../../support/alerts/stream.ts'

const now = Date.UTC(2026, 10, 22, 3)
const written = {
  name: 'shop',
  sources: [{ logGroups: ['/ecs/shop/*'] }],
  alerts: [
    {
      name: 'error-burst',
      when: { severity: 'error' },
      threshold: { count: 3, within: '1m' },
      groupBy: ['service.name'],
      priority: 'high',
      notify: 'oncall',
    },
    {
      name: 'silence',
      when: { 'service.name': 'heart' },
      threshold: { silentFor: '5m' },
      notify: 'chat',
    },
    {
      name: 'new-error',
      when: { severity: 'error', 'service.name': 'fresh' },
      threshold: { firstSeenWithin: '30d' },
      groupBy: ['fingerprint'],
    },
    {
      name: 'error-rate',
      when: { severity: 'error', 'service.name': 'rate' },
      threshold: { ratio: 0.5, within: '1m', minimum: 6 },
    },
  ],
  notify: { oncall: { runbook: 'https://wiki.example.com/shop' }, chat: { chat: true } },
}
const rules = parseConfig(written).alerts

let dynamo: LocalDynamo
let sns: LocalSns
let table: string
let folder: string
let handler: typeof Handler.handler
const printed: string[] = []

async function start(): Promise<typeof Handler.handler> {
  table = await dynamo.createTable()
  folder = mkdtempSync(join(tmpdir(), 'sluice-alert-'))
  writeFileSync(join(folder, 'index.mjs'), build(entryOf('alert')).code)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(written))
  const arn = (name: string) => `arn:aws:sns:eu-west-1:1:${name}`
  const topics = { default: arn('default'), oncall: arn('oncall'), chat: arn('chat') }
  const variables = {
    ...writeAlertEnvironment({ tableName: table, archiveBucket: 'shop-archive', topics }),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_SNS: sns.endpoint,
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const module = (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as typeof Handler
  return module.handler
}

beforeAll(async () => {
  dynamo = await startDynamo()
  sns = await startSns()
  vi.useFakeTimers({ toFake: ['Date'], now })
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
})
afterAll(async () => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  await dynamo.close()
  await sns.close()
})
beforeEach(async () => {
  vi.setSystemTime(now)
  sns.published.length = 0
  printed.length = 0
  handler = await start()
  return () => rmSync(folder, { recursive: true })
})

async function burst(batch: string, service = 'shop', changes = {}) {
  const records = [5, 4, 3].map((ago) =>
    aRecord({ timestamp: Date.now() - ago * 1_000, service, ...changes }),
  )
  const tallies = tally(records, batch, rules)
  await createDynamoTallyStore(dynamo.client, table).put(tallies)
  return streamEventOf(
    tallies.map((each) => tallyItem(each, 1)),
    now - 1_500,
  )
}

const sweep = () => handler({ source: 'aws.events' } as Parameters<typeof Handler.handler>[0])
const metrics = () => JSON.parse(printed.at(-1)!) as Record<string, number>

test('a burst is told once, however often the stream delivers it, and its end once', async () => {
  const event = await burst('a')
  for (let i = 0; i < 3; i++) expect(await handler(event)).toEqual({ batchItemFailures: [] })
  expect(sns.published).toHaveLength(1)
  vi.setSystemTime(now + 5 * 60_000)
  for (let i = 0; i < 3; i++) await sweep()
  const told = sns.published.map((each) => JSON.parse(JSON.parse(each.get('Message')!).default))
  expect(told.map(({ state, rule, group }) => ({ state, rule, group }))).toEqual([
    { state: 'firing', rule: 'error-burst', group: { 'service.name': 'shop' } },
    { state: 'resolved', rule: 'error-burst', group: { 'service.name': 'shop' } },
  ])
  expect(told[0].links).toEqual({
    runbook: 'https://wiki.example.com/shop',
    logs: expect.stringContaining('logs-insights'),
    archive: expect.stringContaining('shop-archive'),
  })
})

test('it goes to the topic of the rule, with the subject and the attributes', async () => {
  await handler(await burst('a'))
  const told = Object.fromEntries(sns.published[0]!)
  expect(told['TopicArn']).toBe('arn:aws:sns:eu-west-1:1:oncall')
  expect(told['Subject']).toBe('[high] FIRING error-burst shop: 3 in 1m (threshold 3)')
  expect(told['MessageStructure']).toBe('json')
  const names = Object.keys(told)
    .filter((key) => key.endsWith('.Name'))
    .map((key) => told[key])
  expect(names.sort()).toEqual(['priority', 'rule', 'service', 'severity', 'state'])
})

test('what could not be published stays, is counted, and goes out with the sweep, the same', async () => {
  sns.refusing = true
  await handler(await burst('a'))
  expect(sns.published).toHaveLength(0)
  expect(metrics()).toMatchObject({ IncidentsOpened: 1, NotificationsPublished: 0, NotificationsPending: 1 })
  sns.refusing = false
  vi.setSystemTime(now + 60_000)
  await sweep()
  expect(sns.published).toHaveLength(1)
  expect(metrics()).toMatchObject({ NotificationsPublished: 1, NotificationsPending: 0 })
})

test('says in its metrics what it did, and how long the first tally waited', async () => {
  await handler(await burst('a'))
  expect(metrics()).toMatchObject({
    pipeline: 'shop',
    Evaluations: 1,
    IncidentsOpened: 1,
    IncidentsResolved: 0,
    NotificationsPublished: 1,
    NotificationsPending: 0,
    EvaluationDelayMilliseconds: 1_500,
  })
})

/** What was told of a rule, so far: its state, and what subscribers of the kind `part` get. */
const toldOf = (rule: string, part = 'default') =>
  sns.published
    .map((each) => JSON.parse(each.get('Message')!) as Record<string, string>)
    .filter((parts) => JSON.parse(parts['default']!).rule === rule)
    .map((parts) => JSON.parse(parts[part] ?? 'null'))

/** Passes time, a minute at a time. */
async function wait(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    vi.setSystemTime(Date.now() + 60_000)
    await sweep()
  }
}

test('silence since the deployment is told, in chats as chats want it, and its end', async () => {
  await wait(9)
  expect(toldOf('silence')).toMatchObject([{ kind: 'silence', state: 'firing', service: 'heart' }])
  expect(toldOf('silence', 'https')).toMatchObject([{ source: 'custom' }])
  await handler(await burst('a', 'heart', { severity_number: 9 }))
  await wait(4)
  expect(toldOf('silence').map(({ state }) => state)).toEqual(['firing', 'resolved'])
})

test('an error is learnt in the first day, a new one is told after it', async () => {
  await sweep()
  await handler(await burst('a', 'fresh', { fingerprint: 'v1:old' }))
  vi.setSystemTime(now + 25 * 3_600_000)
  await handler(await burst('b', 'fresh', { fingerprint: 'v1:old' }))
  expect(toldOf('new-error')).toEqual([])
  await handler(await burst('c', 'fresh', { fingerprint: 'v1:new' }))
  expect(toldOf('new-error')).toMatchObject([{ kind: 'first_seen', group: { fingerprint: 'v1:new' } }])
})

test('a share is told when it is certain, and its end', async () => {
  await handler(await burst('a', 'rate', { severity_number: 9 }))
  await handler(await burst('b', 'rate'))
  expect(toldOf('error-rate')).toEqual([])
  await wait(8)
  expect(toldOf('error-rate')).toMatchObject([
    { kind: 'ratio', state: 'firing', observed: 0.5, matching: 3, compared: 6 },
    { state: 'resolved' },
  ])
})

test('a quiet minute publishes nothing', async () => {
  await sweep()
  expect(sns.published).toHaveLength(0)
  expect(metrics()).toMatchObject({ NotificationsPublished: 0 })
})

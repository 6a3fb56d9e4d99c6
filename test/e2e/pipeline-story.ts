import { tallyPrefix } from '../../lambdas/core/tally/index.ts'
import { oneFiring } from './assertions/alerts.ts'
import { countersAddUp, type Expected } from './assertions/counters.ts'
import { everyEventOnce, unchanged } from './assertions/once.ts'
import { quarantinedOnce } from './assertions/quarantine.ts'
import { noSecretIn, type Place } from './assertions/secrets.ts'
import {
  type BrokenPayload,
  brokenPayloads,
  controlMessage,
  oddEvents,
  oddPayload,
} from './broken-payloads.ts'
import { Archive } from './buckets.ts'
import { type Checks, expectSame, type Problems, progress } from './checks.ts'
import type { Cleanup } from './cleanup.ts'
import { makeIds, payloadOf, put, type SentBatch, toBatches } from './delivery.ts'
import { createLogGroups, type Deployed, deploy } from './deploy.ts'
import config from './e2e.config.ts'
import { driveShop, type ShopLog } from './flask.ts'
import { invoke, ownLog, sumMetrics } from './functions.ts'
import { type Aws, localAws } from './local-aws.ts'
import { createInbox, type Inbox, readInbox, subscribeInbox } from './notifications.ts'
import { placesToSearch, scan } from './places-to-search.ts'
import { eventually } from './processes.ts'

const pipeline = config.name
const eventsPerBatch = 120

/** Everything that the steps share. */
interface Stage {
  readonly aws: Aws
  readonly inbox: Inbox
  readonly deployed: Deployed
  readonly archive: Archive
  readonly checks: Checks
}

/** The shop runs while the stack is deployed: one waits, the other works. */
async function prepare(
  bin: string,
  checks: Checks,
  cleanup: Cleanup,
): Promise<{ stage: Stage; shop: ShopLog }> {
  progress('local AWS')
  const aws = await localAws(bin, cleanup)
  const inbox = await createInbox(aws)
  await createLogGroups(
    aws,
    config.sources.flatMap(({ logGroups }) => logGroups),
  )
  progress('cdk bootstrap and cdk deploy, and the Flask shop under traffic')
  const [deployed, shop] = await Promise.all([
    deploy(aws, inbox.account, 'test/e2e/e2e.config.ts', cleanup),
    driveShop(bin, { seconds: 25, requests: 250 }, cleanup),
  ])
  await subscribeInbox(aws, inbox, deployed.topics)
  checks.check('the app deploys with the real cdk', [])
  return { stage: { aws, inbox, deployed, archive: new Archive(aws, deployed.archiveBucket), checks }, shop }
}

/** One batch after the other, as one log driver does. */
async function deliverThroughSubscription({ aws, archive, checks }: Stage, sent: readonly SentBatch[]) {
  for (const batch of sent) {
    await put(aws, batch)
    const arrived = async () => ((await archive.idsByStream()).get(batch.logStream)?.length ?? 0) > 0
    if (!(await eventually(arrived, 30)))
      throw new Error(`nothing of stream ${batch.logStream} is in the archive after 30 s`)
  }
  checks.check(
    'every event that CloudWatch Logs got is in the archive once',
    await everyEventOnce(archive, sent),
  )
}

/** All counts that the alerts are decided on. */
const tallies = async (aws: Aws, { table }: Deployed): Promise<string> =>
  (await scan(aws, table))
    .filter((item) => item.includes(`"${tallyPrefix}`))
    .sort()
    .join('\n')

/**
 * Makes the payloads of the subscription again, byte for byte what matters: the ids are those that the archive has from the
 * first delivery, texts, times and batches those that were sent. A wrong id would make another object, which is checked.
 */
async function redeliver({ aws, inbox, deployed, archive, checks }: Stage, sent: readonly SentBatch[]) {
  const before = await archive.objects()
  const counted = await tallies(aws, deployed)
  const ids = await archive.idsByStream()
  const failures: string[] = []
  for (const batch of sent) {
    const payload = payloadOf(inbox.account, batch, ids.get(batch.logStream) ?? [])
    const failure = await invoke(aws, deployed.ingestFunction, payload)
    if (failure) failures.push(failure)
  }
  checks.check('delivering every payload a second time succeeds', failures)
  checks.check('and leaves each object of the archive as it was', unchanged(before, await archive.objects()))
  const same = (await tallies(aws, deployed)) === counted
  checks.check('and what was counted for the alerts', same ? [] : ['the tallies are others than before'])
  checks.check('every event is in the archive once after two deliveries', await everyEventOnce(archive, sent))
}

async function dropNoise({ aws, inbox, deployed, archive, checks }: Stage): Promise<number> {
  const messages = ['noise', 'noise.loud', 'other', 'noisy'].map((logger) =>
    JSON.stringify({ level: 'INFO', logger, message: 'hello' }),
  )
  const events = messages.map((message, index) => ({ timestamp: Date.now() + index, message }))
  const batch = { logGroup: '/ecs/noisy', logStream: 'noisy/1', events }
  const payload = payloadOf(inbox.account, batch, makeIds(events.length, 1_000))
  const failure = await invoke(aws, deployed.ingestFunction, payload)
  const kept = (await archive.idsByStream()).get(batch.logStream)?.length ?? 0
  const problems = failure
    ? [failure]
    : kept === 2
      ? []
      : [`2 of 4 events should have been kept, got ${kept}`]
  checks.check('a route drops what it names, and nothing else', problems)
  return 2
}

async function deliverBroken({ aws, deployed, checks }: Stage, broken: readonly BrokenPayload[]) {
  const failures: string[] = []
  for (const { name, event } of [...broken, ...broken]) {
    const failure = await invoke(aws, deployed.ingestFunction, event)
    if (failure) failures.push(`${name}: ${failure}`)
  }
  checks.check(`${broken.length} broken payloads, each twice: the invocations succeed`, failures)
  checks.check(
    'each broken payload is in quarantine once, under its code',
    await quarantinedOnce(aws, deployed.quarantineBucket, broken),
  )
}

async function deliverOdd({ aws, inbox, deployed, archive, checks }: Stage) {
  const failure = await invoke(aws, deployed.ingestFunction, oddPayload(inbox.account))
  const got = (await archive.idsByStream()).get('web/shop/odd')?.length ?? 0
  const problems = failure
    ? [failure]
    : got === oddEvents
      ? []
      : [`${oddEvents} events sent, ${got} archived`]
  checks.check('1 MB in one event, NUL and a lone surrogate are archived like any other', problems)
  const control = await invoke(aws, deployed.ingestFunction, controlMessage(inbox.account))
  checks.check('a control message is no error', control ? [control] : [])
}

const copies = 4

/** Lambda may run the same payload at the same time: whoever is first archives it, the others find it there. */
async function deliverAtOnce(
  { aws, inbox, deployed, archive, checks }: Stage,
  sent: SentBatch,
): Promise<number> {
  const batch = { ...sent, logStream: 'web/shop/at-once' }
  const payload = payloadOf(inbox.account, batch, makeIds(batch.events.length, 5_000))
  const invocations = Array.from({ length: copies }, () => invoke(aws, deployed.ingestFunction, payload))
  const failures = (await Promise.all(invocations)).filter((failure) => failure !== undefined)
  const problems = [...failures, ...(await everyEventOnce(archive, [batch]))]
  checks.check(`${copies} invocations with the same payload at the same time archive it once`, problems)
  return batch.events.length
}

async function checkAlert({ aws, inbox, deployed, checks }: Stage) {
  const rule = config.alerts?.[0]?.name ?? ''
  const fired = async () => (await readInbox(aws, inbox)).length > 0
  if (!(await eventually(fired, 20))) {
    // The emulator may not run the schedule that AWS runs every minute: this is the same call.
    const failure = await invoke(aws, deployed.alertFunction, {})
    if (failure) checks.check('the sweep runs', [failure])
    await eventually(fired, 20)
  }
  checks.check('the burst of failed payments makes one alert', oneFiring(await readInbox(aws, inbox), rule))
  const failure = await invoke(aws, deployed.alertFunction, {})
  checks.check(
    'and the sweep after it none',
    failure ? [failure] : oneFiring(await readInbox(aws, inbox), rule),
  )
}

/** Addresses are hashed here: with the key of Secrets Manager, and the same address always to the same pseudonym. */
async function checkPseudonyms({ archive, checks }: Stage) {
  const clients = (await archive.records()).flatMap(({ attributes: { client } }) =>
    typeof client === 'string' ? [client] : [],
  )
  const pseudonyms = new Set(clients.filter((client) => /^\[HMAC:\w+:[\w-]+\]$/.test(client)))
  const problems =
    pseudonyms.size > 5 && pseudonyms.size <= 21 ? [] : [`${pseudonyms.size} pseudonyms for 20 customers`]
  checks.check('a hashed value has one pseudonym, made with the key of Secrets Manager', problems)
}

/** Nothing found in nothing proves nothing. */
const something = (places: readonly Place[]): Problems =>
  places.some(({ text }) => text.trim() !== '') ? [] : ['there is nothing to search']

async function checkSecrets({ aws, inbox, deployed, archive, checks }: Stage, { text, planted }: ShopLog) {
  const { objects, items, messages, ownLogs } = await placesToSearch(aws, pipeline, deployed, archive, inbox)
  console.log(`     planted: ${planted.map(({ name }) => name).join(', ')}`)
  const found = noSecretIn([{ name: 'the log', text }], planted).length
  checks.check('every planted secret is in the log that goes in', expectSame('found', found, planted.length))
  const all = [...planted, { name: 'password_in_a_broken_payload', value: 'never-to-be-seen-4711' }]
  const check = (where: string, places: readonly Place[]) =>
    checks.check(`none of ${all.length} secrets is in ${where}`, [
      ...something(places),
      ...noSecretIn(places, all),
    ])
  check('the archive', objects)
  check('DynamoDB', items)
  check('a notification', messages)
  for (const log of ownLogs) check(log.name, [log])
}

async function checkCounters({ aws, checks }: Stage, expected: Expected) {
  const metrics = sumMetrics(await ownLog(aws, pipeline, 'ingest'))
  checks.check('the counters are what was sent, and add up', countersAddUp(metrics, expected))
}

/** From the shop's process to the queue of those who get the alerts. */
export async function pipelineStory(bin: string, checks: Checks, cleanup: Cleanup): Promise<void> {
  const { stage, shop } = await prepare(bin, checks, cleanup)
  const sent = toBatches(shop.text, '/ecs/shop', eventsPerBatch)
  const events = sent.reduce((sum, batch) => sum + batch.events.length, 0)
  progress(`${events} events of the shop in ${sent.length} batches through the subscription`)
  await deliverThroughSubscription(stage, sent)
  progress('the alert')
  await checkAlert(stage)
  progress('everything a second time')
  await redeliver(stage, sent)
  progress('the same at once, noise, broken and odd payloads')
  const atOnce = await deliverAtOnce(stage, sent[0]!)
  const dropped = await dropNoise(stage)
  const broken = await brokenPayloads(stage.inbox.account)
  await deliverBroken(stage, broken)
  await deliverOdd(stage)
  progress(`looking for ${shop.planted.length} planted secrets`)
  await checkSecrets(stage, shop)
  await checkPseudonyms(stage)
  await checkCounters(stage, {
    payloads: sent.length * 2 + copies + 1 + broken.length * 2 + 2,
    control: 1,
    received: events * 2 + copies * atOnce + 4 + oddEvents,
    archived: events + atOnce + 2 + oddEvents,
    duplicates: events + (copies - 1) * atOnce,
    dropped,
    quarantined: broken.length * 2,
  })
}

import { parseConfig } from '../../lambdas/core/config/index.ts'
import { checkAccounts } from './account-story.ts'
import { checkBurst, checkNothingElseTold, checkRecovery } from './alert-story.ts'
import { balanced, countersAddUp, type Expected } from './assertions/counters.ts'
import { brokenPayloads, controlMessage, oddEvents } from './broken-payloads.ts'
import { type Checks, type Problems, progress } from './checks.ts'
import type { Cleanup } from './cleanup.ts'
import { checkCompaction } from './compaction-story.ts'
import { toBatches } from './delivery.ts'
import { copies, deliverAtOnce, deliverThroughSubscription, redeliver } from './delivery-story.ts'
import config from './e2e.config.ts'
import { invoke, ownLog, sumMetrics } from './functions.ts'
import { deliverBroken, deliverOdd, dropNoise } from './odd-story.ts'
import { checkPseudonyms, checkSecrets } from './secrets-story.ts'
import { prepare, type Stage } from './stage.ts'

const eventsPerBatch = 120

/**
 * The emulator waits some milliseconds only for what a function prints; what comes later is in the log of the next invocation
 * of the same process. Control messages, which are counted like everything else, fetch it.
 */
async function checkCounters({ aws, inbox, deployed, checks }: Stage, expected: Expected) {
  let problems: Problems = ['never looked']
  for (let sent = 0; sent <= 6 * copies && problems.length > 0; sent += copies) {
    const controls = Array.from({ length: sent === 0 ? 0 : copies }, () => controlMessage(inbox.account))
    await Promise.all(controls.map((message) => invoke(aws, deployed.ingestFunction, message)))
    const metrics = sumMetrics(await ownLog(aws, config.name, 'ingest'))
    const { payloads, control } = expected
    problems = countersAddUp(metrics, { ...expected, payloads: payloads + sent, control: control + sent })
  }
  checks.check('the counters are what was sent, and add up', problems)
  const lines = await ownLog(aws, config.name, 'ingest')
  const groups = parseConfig(config).sources.flatMap(({ logGroups }) => logGroups)
  const unbalanced = groups.flatMap((group) => balanced(group, sumMetrics(lines, group)))
  checks.check('and add up for each log group', unbalanced)
}

/** From the shop's process to the queue of those who get the alerts. */
export async function pipelineStory(bin: string, checks: Checks, cleanup: Cleanup): Promise<void> {
  const { stage, shop } = await prepare(bin, checks, cleanup)
  const sent = toBatches(shop.text, '/ecs/shop', eventsPerBatch)
  const events = sent.reduce((sum, batch) => sum + batch.events.length, 0)
  progress(`${events} events of the shop in ${sent.length} batches through the subscription`)
  await deliverThroughSubscription(stage, sent)
  progress('the alert, and the recovery')
  await checkBurst(stage)
  const late = await checkRecovery(stage)
  progress('everything a second time')
  await redeliver(stage, sent)
  progress('the same at once, noise, broken and odd payloads')
  const atOnce = await deliverAtOnce(stage, sent[0]!)
  const dropped = await dropNoise(stage)
  const broken = await brokenPayloads(stage.inbox.account)
  await deliverBroken(stage, broken)
  await deliverOdd(stage)
  await checkNothingElseTold(stage)
  await checkCounters(stage, {
    payloads: sent.length * 2 + 1 + copies + 1 + broken.length * 2 + 2,
    control: 1,
    received: events * 2 + late + copies * atOnce + 4 + oddEvents,
    archived: events + late + atOnce + 2 + oddEvents,
    duplicates: events + (copies - 1) * atOnce,
    dropped,
    quarantined: broken.length * 2,
  })
  progress(`looking for ${shop.planted.length} planted secrets`)
  await checkSecrets(stage, shop)
  await checkPseudonyms(stage)
  progress('an hour that is over becomes Parquet, by two compactions at once')
  await checkCompaction(stage, cleanup)
  await checkAccounts(stage, dropped)
}

import { tallyPrefix } from '../../lambdas/core/tally/index.ts'
import { everyEventOnce, unchanged } from './assertions/once.ts'
import { makeIds, payloadOf, put, type SentBatch } from './delivery.ts'
import type { Deployed } from './deploy.ts'
import { invoke } from './functions.ts'
import type { Aws } from './local-aws.ts'
import { scan } from './places-to-search.ts'
import { eventually } from './processes.ts'
import type { Stage } from './stage.ts'

/** One batch after the other, as one log driver does. */
export async function deliverThroughSubscription(
  { aws, archive, checks }: Stage,
  sent: readonly SentBatch[],
) {
  for (const batch of sent) {
    await put(aws, batch)
    const archived = async () => (await archive.idsByStream()).get(batch.logStream)?.length ?? 0
    const arrived = await eventually(async () => (await archived()) >= batch.events.length, 30)
    if (!arrived && (await archived()) === 0)
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
export async function redeliver(
  { aws, inbox, deployed, archive, checks }: Stage,
  sent: readonly SentBatch[],
) {
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

export const copies = 4

/** Lambda may run the same payload at the same time: whoever is first archives it, the others find it there. */
export async function deliverAtOnce(
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

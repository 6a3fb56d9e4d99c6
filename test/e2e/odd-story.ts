import { quarantinedOnce } from './assertions/quarantine.ts'
import { type BrokenPayload, controlMessage, oddEvents, oddPayload } from './broken-payloads.ts'
import { makeIds, payloadOf } from './delivery.ts'
import { invoke } from './functions.ts'
import type { Stage } from './stage.ts'

/** Two of four events are dropped by their logger. @returns how many. */
export async function dropNoise({ aws, inbox, deployed, archive, checks }: Stage): Promise<number> {
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

/** Each broken payload twice, as Lambda would: once is enough for the quarantine. */
export async function deliverBroken({ aws, deployed, checks }: Stage, broken: readonly BrokenPayload[]) {
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

/** What is unusual, but not wrong. */
export async function deliverOdd({ aws, inbox, deployed, archive, checks }: Stage) {
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

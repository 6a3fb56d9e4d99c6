import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toldOnce } from './assertions/alerts.ts'
import { everyEventOnce } from './assertions/once.ts'
import { expectSame } from './checks.ts'
import { put } from './delivery.ts'
import { invoke } from './functions.ts'
import { type Notification, readInbox } from './notifications.ts'
import { output } from './places.ts'
import { eventually } from './processes.ts'
import type { Stage } from './stage.ts'

/** The emulator may not run the schedule that AWS runs every minute: this is the same call. */
async function sweep({ aws, deployed, checks }: Stage): Promise<void> {
  const failure = await invoke(aws, deployed.alertFunction, {})
  if (failure) checks.check('the sweep runs', [failure])
}

/** Waits until somebody was told something about `rule` that is `state`, with a sweep if nothing comes. */
async function awaitTold(stage: Stage, rule: string, state: string): Promise<void> {
  const told = async () =>
    (await readInbox(stage.aws, stage.inbox)).some(
      ({ MessageAttributes: attributes }) =>
        attributes?.['rule']?.Value === rule && attributes?.['state']?.Value === state,
    )
  if (await eventually(told, 15)) return
  await sweep(stage)
  await eventually(told, 15)
}

const burst = 'error-burst'
const wanted = ['https://runbooks.example.com/', '/ecs/shop', '"samples":[{']

/** One message for 48 failed payments and more. */
export async function checkBurst(stage: Stage) {
  const { aws, inbox, checks } = stage
  await awaitTold(stage, burst, 'firing')
  const told = await readInbox(aws, inbox)
  checks.check('the burst of failed payments makes one alert', toldOnce(told, burst, 'firing', wanted))
}

/** Errors of twenty minutes ago, late: they are told, and that they are over is told too, each once. */
export async function checkRecovery(stage: Stage): Promise<number> {
  const { aws, inbox, archive, checks } = stage
  const began = Date.now() - 1_200_000
  const events = Array.from({ length: 8 }, (_, index) => ({
    timestamp: began + index * 1_000,
    message: JSON.stringify({
      level: 'ERROR',
      logger: 'late',
      message: `failed for customer${index}@example.com`,
    }),
  }))
  const batch = { logGroup: '/ecs/noisy', logStream: 'noisy/late', events }
  await put(aws, batch)
  await awaitTold(stage, 'noisy-errors', 'firing')
  await sweep(stage)
  await awaitTold(stage, 'noisy-errors', 'resolved')
  const told = await readInbox(aws, inbox)
  checks.check(
    'errors that came late are told once',
    toldOnce(told, 'noisy-errors', 'firing', ['noisy', '[REDACTED:']),
  )
  checks.check(
    'and once that they are over',
    toldOnce(told, 'noisy-errors', 'resolved', ['noisy', 'ended_at']),
  )
  checks.check('and are in the archive once', await everyEventOnce(archive, [batch]))
  return events.length
}

/** A subscriber whose filter policy asks for high priority gets all of that, and nothing else. */
async function checkUrgent({ aws, urgent, checks }: Stage, told: readonly Notification[]): Promise<void> {
  const high = told.filter(({ MessageAttributes: attributes }) => attributes?.['priority']?.Value === 'high')
  const got = await readInbox(aws, urgent)
  const messages = (list: readonly Notification[]) => list.map(({ Message }) => Message).sort()
  checks.check('who filters by priority gets what is urgent, and only that', [
    ...(high.length > 0 ? [] : ['nothing was urgent']),
    ...expectSame('urgent messages', JSON.stringify(messages(got)), JSON.stringify(messages(high))),
  ])
}

/** After all that was delivered twice, at once, late and broken: three messages, no more. */
export async function checkNothingElseTold(stage: Stage) {
  await sweep(stage)
  const told = await readInbox(stage.aws, stage.inbox)
  writeFileSync(join(output, 'messages.json'), JSON.stringify(told, null, 2))
  stage.checks.check('nobody was told anything else', expectSame('messages in the queue', told.length, 3))
  await checkUrgent(stage, told)
}

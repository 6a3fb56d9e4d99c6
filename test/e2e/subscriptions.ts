/**
 * Proves over the wire that log groups are found, kept subscribed and let go: a real `cdk deploy` and `cdk destroy` with the
 * custom resource between them, against a local AWS. Takes about a minute. That AWS delivers to no stream, so the function
 * that reads it is invoked with what Lambda would make of one.
 */
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  DeleteSubscriptionFilterCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { payloadOf } from '../support/events.ts'
import { listObjects } from './buckets.ts'
import { Checks, expectSame, progress } from './checks.ts'
import { Cleanup } from './cleanup.ts'
import { createLogGroups, deploy } from './deploy.ts'
import { invoke } from './functions.ts'
import { type Aws, localAws } from './local-aws.ts'
import { output, root } from './places.ts'
import { finish } from './processes.ts'
import { pythonEnvironment } from './python.ts'

const account = '000000000000'
const config = 'test/e2e/subscriptions.config.ts'

/** The filters of a log group and what they lead to, and its retention: `found.auto→kinesis, 7 days`. */
async function state({ logs }: Aws, logGroupName: string): Promise<string> {
  const { subscriptionFilters = [] } = await logs.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName }),
  )
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
  )
  const filters = subscriptionFilters.map(
    ({ filterName, destinationArn }) => `${filterName}→${destinationArn?.split(':')[2]}`,
  )
  return `${filters.join(' and ') || 'nothing'}, ${logGroups[0]?.retentionInDays ?? 'no'} days`
}

/** What EventBridge sends when CloudTrail has seen a call. */
const called = (eventName: string, logGroupName: string) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventName, requestParameters: { logGroupName } },
})

/** `sluice check --live` against the local AWS. */
async function checkLive(aws: Aws): Promise<{ readonly exit: number; readonly out: string }> {
  const args = [join(root, 'cli/bin.mjs'), 'check', '--live', '-c', join(root, config)]
  const env = { ...process.env, ...aws.env }
  return promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout }) => ({ exit: 0, out: stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ exit: code, out: stdout }),
  )
}

async function story(checks: Checks, cleanup: Cleanup): Promise<void> {
  progress('local AWS')
  const aws = await localAws(await pythonEnvironment(cleanup), cleanup)
  const same = async (promise: string, logGroup: string, expected: string) =>
    checks.check(promise, expectSame(logGroup, await state(aws, logGroup), expected))
  await createLogGroups(aws, ['/ecs/web', '/ecs/web/debug', '/other'])

  progress('cdk bootstrap and cdk deploy')
  const { archiveBucket, quarantineBucket, ingestFunction } = await deploy(aws, account, config, cleanup)
  const subscribed = 'found.auto→kinesis, 7 days'
  await same('a deployment subscribes what a pattern finds', '/ecs/web', subscribed)
  await same('and nothing that is excluded', '/ecs/web/debug', 'nothing, no days')
  await same('or that no pattern fits', '/other', 'nothing, no days')

  await createLogGroups(aws, ['/ecs/new'])
  const made = await invoke(aws, 'found-subscribe', called('CreateLogGroup', '/ecs/new'))
  checks.check('the function takes an event of CloudTrail', expectSame('error', made, undefined))
  await same('a new log group is subscribed', '/ecs/new', subscribed)

  const healthy = await checkLive(aws)
  checks.check('sluice check --live finds nothing wrong', expectSame('exit', healthy.exit, 0))
  await aws.logs.send(
    new DeleteSubscriptionFilterCommand({ logGroupName: '/ecs/web', filterName: 'found.auto' }),
  )
  const drifted = await checkLive(aws)
  checks.check('and names the filter that somebody has deleted', [
    ...expectSame('exit', drifted.exit, 1),
    ...(drifted.out.includes('[not_subscribed] /ecs/web ') ? [] : [drifted.out]),
  ])
  await invoke(aws, 'found-subscribe', { 'detail-type': 'Scheduled Event' })
  await same('a filter that somebody deleted is made again', '/ecs/web', subscribed)

  const data = [payloadOf(['{"level":"error","message":"hello"}'], { logGroup: '/ecs/web' }), '*']
  const records = data.map((each, i) => ({ kinesis: { sequenceNumber: `${i}`, data: each } }))
  const read = await invoke(aws, ingestFunction, { Records: records })
  checks.check('ingest takes records of a stream', expectSame('error', read, undefined))
  for (const [bucket, what] of [
    [archiveBucket, 'a good record is archived'],
    [quarantineBucket, 'a poisoned one is in quarantine'],
  ] as const)
    checks.check(what, expectSame('objects', (await listObjects(aws, bucket)).length, 1))

  progress('cdk destroy')
  const args = ['destroy', '--all', '--force', '-c', `config=${config}`, '-c', 'athena=off', '--no-notices']
  const env = { ...aws.env, CI: 'true' }
  const out = ['--output', join(output, 'cdk.out')]
  await finish(
    { command: 'cdk', args: [...args, ...out], env, cwd: root, log: join(output, 'cdk-destroy.log') },
    cleanup,
  )
  for (const name of ['/ecs/web', '/ecs/new'])
    await same('the stack takes its filters with it when it goes', name, 'nothing, 7 days')
}

const checks = new Checks()
const cleanup = new Cleanup()
mkdirSync(output, { recursive: true })
try {
  await story(checks, cleanup)
} catch (error) {
  checks.check('the run comes to its end', [(error as Error).stack ?? String(error)])
}
await cleanup.run()
console.log(checks.summary())
process.exit(checks.failed === 0 && checks.passed > 0 ? 0 : 1)

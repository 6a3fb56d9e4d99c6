import { parseConfig } from '../../lambdas/core/config/index.ts'
import { Archive } from './buckets.ts'
import { type Checks, progress } from './checks.ts'
import type { Cleanup } from './cleanup.ts'
import { createLogGroups, type Deployed, deploy } from './deploy.ts'
import config from './e2e.config.ts'
import { driveShop, type ShopLog } from './flask.ts'
import { type Aws, localAws } from './local-aws.ts'
import { createInbox, type Inbox, subscribeInbox } from './notifications.ts'

/** Everything that the steps share. */
export interface Stage {
  readonly aws: Aws
  readonly inbox: Inbox
  /** Of those who want to hear of what is urgent only. */
  readonly urgent: Inbox
  readonly deployed: Deployed
  readonly archive: Archive
  readonly checks: Checks
}

/** The shop runs while the stack is deployed: one waits, the other works. */
export async function prepare(
  bin: string,
  checks: Checks,
  cleanup: Cleanup,
): Promise<{ stage: Stage; shop: ShopLog }> {
  progress('local AWS')
  const aws = await localAws(bin, cleanup)
  const inbox = await createInbox(aws)
  const urgent = await createInbox(aws, 'e2e-urgent')
  await createLogGroups(
    aws,
    parseConfig(config).sources.flatMap(({ logGroups }) => logGroups),
  )
  progress('cdk bootstrap and cdk deploy, and the Flask shop under traffic')
  const [deployed, shop] = await Promise.all([
    deploy(aws, inbox.account, 'test/e2e/e2e.config.ts', cleanup),
    driveShop(bin, { seconds: 25, requests: 250 }, cleanup),
  ])
  await subscribeInbox(aws, inbox, deployed.topics)
  await subscribeInbox(aws, urgent, deployed.topics, { priority: ['high', 'critical'] })
  checks.check('the app deploys with the real cdk', [])
  const archive = new Archive(aws, deployed.archiveBucket)
  return { stage: { aws, inbox, urgent, deployed, archive, checks }, shop }
}

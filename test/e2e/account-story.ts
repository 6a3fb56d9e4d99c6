import { createS3Store } from '../../lambdas/core/store/index.ts'
import { readAccounts, type Verification, verify } from '../../lambdas/core/verify/index.ts'
import { controlMessage } from './broken-payloads.ts'
import { expectSame, type Problems } from './checks.ts'
import { isStray } from './compaction-story.ts'
import { copies } from './delivery-story.ts'
import config from './e2e.config.ts'
import { invoke, ownLog } from './functions.ts'
import type { Stage } from './stage.ts'

const sum = (accounts: Verification['accounts'], of: 'dropped' | 'quarantined'): number =>
  Object.values(accounts)
    .flatMap((account) => Object.values(account[of]))
    .reduce((a, b) => a + b, 0)

/** What the archive says of itself, against what ingest has printed so far. */
async function compare({ aws, deployed }: Stage, dropped: number): Promise<Problems> {
  const store = createS3Store(aws.s3, deployed.archiveBucket)
  const printed = readAccounts(await ownLog(aws, config.name, 'ingest'))
  const { problems, accounts } = await verify({
    store,
    wanted: () => true,
    expired: () => false,
    accounts: printed,
  })
  return [
    ...problems.filter((problem) => !isStray(problem)).map(({ code, key }) => `${code} ${key}`),
    ...Object.keys(printed).flatMap((group) => (group in accounts ? [] : [`nothing of ${group}`])),
    ...expectSame('dropped by routes', sum(accounts, 'dropped'), dropped),
  ]
}

/**
 * Everything that ingest tells of is in the ledger or in landing, log group by log group, also what routes have dropped. The last
 * lines of a function may be seen only after it has run again.
 */
export async function checkAccounts(stage: Stage, dropped: number): Promise<void> {
  let problems = await compare(stage, dropped)
  for (let more = 0; more < 6 && problems.length > 0; more++) {
    const controls = Array.from({ length: copies }, () => controlMessage(stage.inbox.account))
    await Promise.all(controls.map((each) => invoke(stage.aws, stage.deployed.ingestFunction, each)))
    problems = await compare(stage, dropped)
  }
  stage.checks.check('and accounts for every event that ingest tells of, log group by log group', problems)
}

import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { Config } from '../../lambdas/core/config/index.ts'
import { absent, type Drift, driftOf, driftWords } from '../../lambdas/core/subscribe/drift.ts'
import { type LogGroups, needsTags, selectionCriteria } from '../../lambdas/core/subscribe/index.ts'
import { connect, explain } from '../subscriptions/index.ts'
import { plain, plural } from '../terminal.ts'

/** The subscription policy of the whole account, as far as it is looked at. */
export interface AccountPolicy {
  readonly name: string
  readonly selectionCriteria?: string | undefined
  readonly document: string
}

/** The account and Region that are looked at. */
export interface Live {
  readonly groups: LogGroups
  readonly policies: () => Promise<readonly AccountPolicy[]>
}

/** How the account stands to the configuration. */
export interface Standings {
  readonly logGroups: number
  readonly problems: readonly Drift[]
}

function policyDrift({ name, account }: Config, policies: readonly AccountPolicy[]): Drift[] {
  if (!account) return []
  const policy = policies.find((each) => each.name === name)
  if (!policy) return [{ logGroup: name, code: 'no_account_policy' }]
  const { FilterPattern = '' } = JSON.parse(policy.document) as { readonly FilterPattern?: string }
  const same =
    FilterPattern === account.filterPattern &&
    policy.selectionCriteria === selectionCriteria(name, account.exclude)
  return same ? [] : [{ logGroup: name, code: 'other_account_policy' }]
}

async function compare(config: Config, { groups, policies }: Live): Promise<Standings> {
  const subscription = { pipeline: config.name, sources: config.sources, destination: '' }
  const seen = new Set<string>()
  const problems = policyDrift(config, config.account ? await policies() : [])
  let page: string | undefined
  do {
    const { groups: listed, next } = await groups.list(page)
    for (const group of listed) {
      seen.add(group.name)
      const tags = needsTags(subscription, group.name) ? await groups.tags(group) : {}
      problems.push(...driftOf(config, group, tags, await groups.filters(group.name)))
    }
    page = next
  } while (page !== undefined)
  return { logGroups: seen.size, problems: [...problems, ...absent(config, seen)] }
}

/**
 * Compares every log group with the configuration. Only reads.
 *
 * @throws {CliError} when AWS refuses or cannot be reached.
 */
export async function compareLive(config: Config, live: Live): Promise<Standings> {
  try {
    return await compare(config, live)
  } catch (error) {
    throw explain(error)
  }
}

async function readPolicies(client: Pick<CloudWatchLogsClient, 'send'>): Promise<AccountPolicy[]> {
  const { DescribeAccountPoliciesCommand } = await import('@aws-sdk/client-cloudwatch-logs')
  const policyType = 'SUBSCRIPTION_FILTER_POLICY'
  const { accountPolicies = [] } = await client.send(new DescribeAccountPoliciesCommand({ policyType }))
  return accountPolicies.map(({ policyName = '', policyDocument = '{}', selectionCriteria: criteria }) => ({
    name: policyName,
    selectionCriteria: criteria,
    document: policyDocument,
  }))
}

/** The account and Region of the AWS environment. */
export async function liveHere(): Promise<Live> {
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs')
  return { groups: await connect(), policies: () => readPolicies(new CloudWatchLogsClient({})) }
}

/** The comparison in words, a line for each problem. */
export function describeLive({ logGroups, problems }: Standings): string[] {
  const lines = problems.map(({ logGroup, code, found }) => {
    const more = found === undefined ? '' : ` (found: ${plain(found)})`
    return `[${code}] ${plain(logGroup)} ${driftWords[code]}${more}`
  })
  const sum = problems.length === 0 ? 'nothing is wrong' : plural(problems.length, 'problem')
  return [...lines, `${plural(logGroups, 'log group')} looked at, ${sum}`]
}

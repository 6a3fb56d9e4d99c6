import type { Config, SourceConfig } from '../config/types.ts'
import type { Filter, LogGroup } from './log-groups.ts'
import { functionName, isOwnLogGroup } from './own-log-groups.ts'
import { managedFilterName } from './plan.ts'
import { candidates, hasTags, isGlob, type Tags } from './select.ts'
import { standingOf } from './standing.ts'

/** What can be otherwise than the configuration says. */
export const driftWords = {
  not_subscribed: 'is selected and has no filter of the pipeline: its logs do not arrive',
  no_room:
    'is selected and has no filter of the pipeline; filters of others may take up all that CloudWatch Logs allows',
  unsupported: 'is selected and of a class that takes no subscription: its logs do not arrive',
  not_there: 'is named in full and does not exist',
  other_pattern: 'has another filter pattern than the configuration',
  other_destination: 'delivers elsewhere than to the pipeline',
  other_retention: 'is kept by CloudWatch for another time than sourceRetentionDays',
  left_over: 'is not selected and still subscribed',
  loop: 'is a log group of a pipeline itself and is subscribed: it feeds itself without end',
  no_account_policy: 'has no subscription policy of the pipeline: no log arrives',
  other_account_policy: 'has a subscription policy of the pipeline with another selection or pattern',
} as const
export type DriftCode = keyof typeof driftWords

/** What is wrong with one log group, or with the whole account, whose name is then that of the policy. */
export interface Drift {
  readonly logGroup: string
  readonly code: DriftCode
  /** Names of others' filters, or what was found in place of what. */
  readonly found?: string
}

type Part = Pick<Config, 'name' | 'sources' | 'account' | 'delivery'>

/** CloudWatch Logs allows two or five, its documents disagree: from two on it may be full. */
const mayBeFull = 2

const leadsToIngest = ({ name }: Part, destination: string): boolean =>
  new RegExp(`:function:${functionName(name, 'ingest')}(:|$)`).test(destination)

/** In another account than the pipeline's, filters lead to its destination, whatever delivery is. */
function leadsHere(part: Part, destination: string): boolean {
  if (destination.endsWith(`:destination:${part.name}`)) return true
  return part.delivery === 'direct' ? leadsToIngest(part, destination) : destination.includes(':stream/')
}

const missing = (logGroup: string, others: readonly string[]): Drift =>
  others.length < mayBeFull
    ? { logGroup, code: 'not_subscribed' }
    : { logGroup, code: 'no_room', found: others.join(', ') }

function* differences(
  part: Part,
  source: SourceConfig,
  group: LogGroup,
  own: readonly Filter[],
): Generator<Drift> {
  const logGroup = group.name
  const { filterPattern, sourceRetentionDays } = source
  for (const { pattern, destination } of own) {
    if (pattern !== filterPattern) yield { logGroup, code: 'other_pattern', found: pattern || 'none' }
    if (!leadsHere(part, destination)) yield { logGroup, code: 'other_destination', found: destination }
  }
  if (sourceRetentionDays !== undefined && sourceRetentionDays !== group.retentionDays)
    yield { logGroup, code: 'other_retention', found: `${group.retentionDays ?? 'unlimited'} days` }
}

/** Everything about a log group that is otherwise than it should be. Reads only; `subscribe` heals what is its own. */
export function driftOf(part: Part, group: LogGroup, tags: Tags, filters: readonly Filter[]): Drift[] {
  const logGroup = group.name
  const { verdict, subscribed, others } = standingOf(part, group, tags, filters)
  const own = filters.filter(({ name }) => name === part.name || name === managedFilterName(part.name))
  if (isOwnLogGroup(part.name, logGroup) || verdict === 'own') {
    const loops = filters.some((filter) => own.includes(filter) || leadsToIngest(part, filter.destination))
    return loops ? [{ logGroup, code: 'loop' }] : []
  }
  if (verdict === 'account') return []
  if (verdict === 'unselected') return subscribed ? [{ logGroup, code: 'left_over' }] : []
  if (verdict === 'unsupported') return [{ logGroup, code: 'unsupported' }]
  const source = candidates(part.sources, logGroup).find((each) => hasTags(each, tags))
  const wrong = own.length === 0 ? [missing(logGroup, others)] : []
  return source ? [...wrong, ...differences(part, source, group, own)] : wrong
}

/** Log groups that sources name in full and that are not there. */
export function absent({ sources }: Pick<Config, 'sources'>, seen: ReadonlySet<string>): Drift[] {
  const named = new Set(sources.flatMap(({ logGroups }) => logGroups).filter((name) => !isGlob(name)))
  return [...named].filter((name) => !seen.has(name)).map((logGroup) => ({ logGroup, code: 'not_there' }))
}

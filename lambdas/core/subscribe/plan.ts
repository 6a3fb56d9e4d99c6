import type { SourceConfig } from '../config/types.ts'
import type { Filter, LogGroup } from './log-groups.ts'
import { isOwnLogGroup, ownFunctions } from './own-log-groups.ts'
import { candidates, hasTags, isManaged, type Tags } from './select.ts'

/** What the subscriptions should be. Without sources, no log group is selected and every filter of the pipeline goes. */
export interface Subscription {
  readonly pipeline: string
  readonly sources: readonly SourceConfig[]
  /** Where the log goes: ARN of the function or of the stream. */
  readonly destination: string
  readonly roleArn?: string
}

/**
 * Why a log group is as it is. `stack`: it is named in full and the stack itself has its subscription. `own`: it is a log
 * group of a Sluice pipeline. `unsupported`: its class takes no subscription filters.
 */
export type Verdict = 'selected' | 'unselected' | 'stack' | 'own' | 'unsupported'

export type Action =
  | { readonly kind: 'put_filter'; readonly filter: Filter; readonly why: 'missing' | 'changed' }
  | { readonly kind: 'delete_filter'; readonly name: string }
  | { readonly kind: 'set_retention'; readonly days: number }

export interface Plan {
  readonly verdict: Verdict
  /** What has to be done, in this order. Nothing when everything is as it should be. */
  readonly actions: readonly Action[]
}

/**
 * The name of the filters that `subscribe` makes, and by which alone it knows its own: every other filter is somebody's.
 * A pipeline's name has no dot, so these are never the filters that the stack makes, which have the pipeline's name.
 */
export const managedFilterName = (pipeline: string): string => `${pipeline}.auto`

/** The tag on the log groups of a pipeline's own functions, so that other pipelines know them, too. */
export const ownTag = 'sluice:pipeline'

/** May be the log group of any pipeline's function: worth a look at its tags. */
const likeOwn = new RegExp(`^/aws/lambda/[a-z][a-z0-9-]{1,19}-(${ownFunctions.join('|')})$`)

/** Whether the tags of a log group have to be known before a plan can be made. */
export const needsTags = ({ sources }: Subscription, logGroup: string): boolean =>
  likeOwn.test(logGroup) ||
  candidates(sources, logGroup).some((source) => Object.keys(source.tags).length > 0)

function verdictOf(subscription: Subscription, group: LogGroup, tags: Tags, source?: SourceConfig): Verdict {
  if (!source) return 'unselected'
  if (isOwnLogGroup(subscription.pipeline, group.name)) return 'own'
  if (likeOwn.test(group.name) && Object.hasOwn(tags, ownTag)) return 'own'
  if (!isManaged(source)) return 'stack'
  return group.class === 'STANDARD' ? 'selected' : 'unsupported'
}

const sameFilter = (a: Filter, b: Filter): boolean =>
  a.pattern === b.pattern && a.destination === b.destination && a.roleArn === b.roleArn

function keep(subscription: Subscription, source: SourceConfig, group: LogGroup, own?: Filter): Action[] {
  const { pipeline, destination, roleArn } = subscription
  const filter: Filter = {
    name: managedFilterName(pipeline),
    pattern: source.filterPattern,
    destination,
    ...(roleArn ? { roleArn } : {}),
  }
  const days = source.sourceRetentionDays
  return [
    ...(own && sameFilter(own, filter)
      ? []
      : [{ kind: 'put_filter' as const, filter, why: own ? ('changed' as const) : ('missing' as const) }]),
    ...(days === undefined || days === group.retentionDays ? [] : [{ kind: 'set_retention' as const, days }]),
  ]
}

/**
 * What has to be done to one log group so that it is as the configuration says. Pure, and done once it is empty: carrying out
 * the plan makes the next plan empty. Never names a filter that is not the pipeline's own.
 *
 * @param tags of the group; may be {} when `needsTags` says so.
 */
export function plan(
  subscription: Subscription,
  group: LogGroup,
  filters: readonly Filter[],
  tags: Tags = {},
): Plan {
  const name = managedFilterName(subscription.pipeline)
  const own = filters.find((filter) => filter.name === name)
  const source = candidates(subscription.sources, group.name).find((each) => hasTags(each, tags))
  const verdict = verdictOf(subscription, group, tags, source)
  if (verdict === 'selected') return { verdict, actions: keep(subscription, source!, group, own) }
  return { verdict, actions: own ? [{ kind: 'delete_filter', name }] : [] }
}

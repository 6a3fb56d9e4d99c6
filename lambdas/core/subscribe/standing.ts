import type { Config } from '../config/types.ts'
import type { Filter, LogGroup } from './log-groups.ts'
import { isOwnLogGroup } from './own-log-groups.ts'
import { managedFilterName, plan, type Verdict } from './plan.ts'
import type { Tags } from './select.ts'

/** How a log group stands to a pipeline. */
export interface Standing {
  readonly logGroup: string
  /** As in a plan; `account`: the subscription of the whole account takes it. */
  readonly verdict: Verdict | 'account'
  /** Whether it has the pipeline's filter; undefined when that is not known, or not by a filter of its own. */
  readonly subscribed: boolean | undefined
  /** The names of other filters: somebody else's. */
  readonly others: readonly string[]
}

type Account = NonNullable<Config['account']>

function inAccount(pipeline: string, { exclude }: Account, name: string): Standing['verdict'] {
  if (isOwnLogGroup(pipeline, name)) return 'own'
  return exclude.includes(name) ? 'unselected' : 'account'
}

/**
 * How a log group stands: selected or not, and subscribed or not.
 *
 * @param filters those that it has, or undefined when nobody has asked.
 */
export function standingOf(
  { name, sources, account }: Pick<Config, 'name' | 'sources' | 'account'>,
  group: LogGroup,
  tags: Tags,
  filters?: readonly Filter[],
): Standing {
  const own = [name, managedFilterName(name)]
  const verdict = account
    ? inAccount(name, account, group.name)
    : plan({ pipeline: name, sources, destination: '' }, group, filters ?? [], tags).verdict
  return {
    logGroup: group.name,
    verdict,
    subscribed: verdict === 'account' ? undefined : filters?.some((filter) => own.includes(filter.name)),
    others: (filters ?? []).map((filter) => filter.name).filter((filter) => !own.includes(filter)),
  }
}

/** Whether its logs should arrive and do not. */
export const isMissing = ({ verdict, subscribed }: Standing): boolean =>
  verdict === 'unsupported' || ((verdict === 'selected' || verdict === 'stack') && subscribed === false)

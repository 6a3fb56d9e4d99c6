import type { Clock } from '../ports.ts'
import { type LogGroup, type LogGroups, type Outcome, Throttled } from './log-groups.ts'
import { type Action, needsTags, type Plan, plan, type Subscription } from './plan.ts'
import { addSubscribeReports, emptySubscribeReport, type Problem, type SubscribeReport } from './report.ts'

/** Where a sweep that ran out of time goes on: the page of the list, and the last log group that is done. */
export interface Continuation {
  readonly page?: string
  readonly after: string
}

export interface Budget {
  readonly clock: Clock
  /** When no further log group is begun, in milliseconds since the epoch. */
  readonly deadline: number
}

export interface Sweep {
  readonly report: SubscribeReport
  /** Absent when every log group has been looked at. */
  readonly next?: Continuation
}

async function planFor(group: LogGroup, subscription: Subscription, groups: LogGroups): Promise<Plan> {
  const tags = needsTags(subscription, group.name) ? await groups.tags(group) : {}
  return plan(subscription, group, await groups.filters(group.name), tags)
}

function act(groups: LogGroups, name: string, action: Action): Promise<Outcome> {
  if (action.kind === 'put_filter') return groups.putFilter(name, action.filter)
  if (action.kind === 'delete_filter') return groups.deleteFilter(name, action.name)
  return groups.setRetention(name, action.days)
}

function done(action: Action): Partial<SubscribeReport> {
  if (action.kind === 'delete_filter') return { removed: 1 }
  if (action.kind === 'set_retention') return { retentionsSet: 1 }
  return action.why === 'missing' ? { subscribed: 1 } : { healed: 1 }
}

const refused = (logGroup: string, code: Problem['code']): Partial<SubscribeReport> => ({
  refused: { [code]: 1 },
  problems: [{ logGroup, code }],
})

/** Makes one log group what the configuration says, and tells what had to be done. */
export async function reconcileGroup(
  group: LogGroup,
  subscription: Subscription,
  groups: LogGroups,
): Promise<SubscribeReport> {
  const { verdict, actions } = await planFor(group, subscription, groups)
  let report = addSubscribeReports(emptySubscribeReport, {
    seen: 1,
    selected: verdict === 'selected' ? 1 : 0,
    ...(verdict === 'unsupported' ? refused(group.name, 'unsupported') : {}),
  })
  for (const action of actions) {
    const outcome = await act(groups, group.name, action)
    if (outcome === 'gone') break
    report = addSubscribeReports(report, outcome === 'done' ? done(action) : refused(group.name, outcome))
  }
  return report
}

/**
 * Goes through all log groups and makes each what the configuration says. Doing it twice is doing it once. It stops before a
 * log group when the time is up, and when CloudWatch Logs keeps throttling; `next` is then where to go on.
 *
 * @throws when the environment is at fault: credentials, permissions, network.
 */
export async function reconcile(
  subscription: Subscription,
  groups: LogGroups,
  { clock, deadline }: Budget,
  from?: Continuation,
): Promise<Sweep> {
  let report = emptySubscribeReport
  let page = from?.page
  let after = from?.after ?? ''
  const pause = (): Sweep => ({ report, next: { ...(page ? { page } : {}), after } })
  try {
    for (;;) {
      const listed = await groups.list(page)
      for (const group of listed.groups) {
        if (group.name <= after) continue
        if (clock() >= deadline) return pause()
        report = addSubscribeReports(report, await reconcileGroup(group, subscription, groups))
        after = group.name
      }
      if (listed.next === undefined) return { report }
      page = listed.next
    }
  } catch (error) {
    if (error instanceof Throttled) return pause()
    throw error
  }
}

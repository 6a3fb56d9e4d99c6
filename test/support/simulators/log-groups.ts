/** CloudWatch Logs' log groups in memory, with what can go wrong with them. */
import {
  type Filter,
  type LogGroup,
  type LogGroups,
  type Outcome,
  Throttled,
} from '../../../lambdas/core/subscribe/index.ts'

export interface SimulatedGroup {
  readonly name: string
  readonly class?: string
  retentionDays?: number
  readonly tags?: Readonly<Record<string, string>>
  readonly filters?: readonly Filter[]
}

export interface Faults {
  /** Asked before each call: whether it is throttled. */
  readonly throttles?: (operation: string) => boolean
  /** How many filters a log group may have. */
  readonly mostFilters?: number
  /** Groups that are deleted between listing and acting. */
  readonly vanishing?: ReadonlySet<string>
}

interface State {
  readonly group: SimulatedGroup
  readonly filters: Map<string, Filter>
  retentionDays: number | undefined
}

export interface SimulatedLogGroups extends LogGroups {
  /** Calls that were carried out, by operation. */
  readonly calls: Readonly<Record<string, number>>
  /** Every filter and retention, for comparing. */
  readonly snapshot: () => Record<string, { filters: Filter[]; retentionDays: number | undefined }>
}

const pageSize = 50
const arnOf = (name: string): string => `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`

/** Log groups that behave as CloudWatch's: sorted by name, paged, throttled, limited. */
export function simulateLogGroups(
  groups: readonly SimulatedGroup[],
  faults: Faults = {},
): SimulatedLogGroups {
  const states = new Map(
    groups
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((group): [string, State] => [
        group.name,
        {
          group,
          filters: new Map((group.filters ?? []).map((filter) => [filter.name, filter])),
          retentionDays: group.retentionDays,
        },
      ]),
  )
  const calls: Record<string, number> = {}
  const enter = (operation: string): void => {
    if (faults.throttles?.(operation)) throw new Throttled(operation)
    calls[operation] = (calls[operation] ?? 0) + 1
  }
  const stateOf = (name: string): State | undefined =>
    faults.vanishing?.has(name) ? undefined : states.get(name)
  const listed = ({ group, retentionDays }: State): LogGroup => ({
    name: group.name,
    arn: arnOf(group.name),
    class: group.class ?? 'STANDARD',
    ...(retentionDays === undefined ? {} : { retentionDays }),
  })
  const change = (operation: string, name: string, apply: (state: State) => Outcome): Outcome => {
    enter(operation)
    const state = stateOf(name)
    return state ? apply(state) : 'gone'
  }
  return {
    calls,
    snapshot: () =>
      Object.fromEntries(
        [...states].map(([name, { filters, retentionDays }]) => [
          name,
          { filters: [...filters.values()], retentionDays },
        ]),
      ),
    async list(page) {
      enter('list')
      const start = Number(page ?? 0)
      const all = [...states.values()]
      const next = start + pageSize < all.length ? { next: String(start + pageSize) } : {}
      return { groups: all.slice(start, start + pageSize).map(listed), ...next }
    },
    async find(name) {
      enter('find')
      const state = stateOf(name)
      return state && listed(state)
    },
    async filters(name) {
      enter('filters')
      return [...(stateOf(name)?.filters.values() ?? [])]
    },
    async tags({ name }) {
      enter('tags')
      return stateOf(name)?.group.tags ?? {}
    },
    async putFilter(name, filter) {
      return change('putFilter', name, ({ filters }) => {
        if (!filters.has(filter.name) && filters.size >= (faults.mostFilters ?? 2)) return 'limit_exceeded'
        filters.set(filter.name, filter)
        return 'done'
      })
    },
    async deleteFilter(name, filterName) {
      const outcome = change('deleteFilter', name, ({ filters }) => {
        filters.delete(filterName)
        return 'done'
      })
      return outcome === 'gone' ? 'done' : outcome
    },
    async setRetention(name, days) {
      return change('setRetention', name, (state) => {
        state.retentionDays = days
        return 'done'
      })
    },
  }
}

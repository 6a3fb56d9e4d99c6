import { addCounts, type Counts } from '../report.ts'
import type { Refusal } from './log-groups.ts'

/** What `subscribe` found and did. */
export interface SubscribeReport {
  /** Log groups looked at. */
  readonly seen: number
  /** Of these, the ones that it has to keep subscribed. */
  readonly selected: number
  readonly subscribed: number
  /** Filters that somebody had changed. */
  readonly healed: number
  readonly removed: number
  readonly retentionsSet: number
  /** Log groups that are selected and could not be subscribed, by reason. */
  readonly refused: Counts
  /** The first of these, by name, for people to look at. */
  readonly problems: readonly Problem[]
}

export interface Problem {
  readonly logGroup: string
  readonly code: Exclude<Refusal, 'gone'> | 'unsupported'
}

/** How many problems a report names; all of them are counted. */
export const mostProblems = 20

export const emptySubscribeReport: SubscribeReport = {
  seen: 0,
  selected: 0,
  subscribed: 0,
  healed: 0,
  removed: 0,
  retentionsSet: 0,
  refused: {},
  problems: [],
}

/** The sum of two reports. */
export function addSubscribeReports(a: SubscribeReport, b: Partial<SubscribeReport>): SubscribeReport {
  return {
    seen: a.seen + (b.seen ?? 0),
    selected: a.selected + (b.selected ?? 0),
    subscribed: a.subscribed + (b.subscribed ?? 0),
    healed: a.healed + (b.healed ?? 0),
    removed: a.removed + (b.removed ?? 0),
    retentionsSet: a.retentionsSet + (b.retentionsSet ?? 0),
    refused: addCounts(a.refused, b.refused ?? {}),
    problems: [...a.problems, ...(b.problems ?? [])].slice(0, mostProblems),
  }
}

import { addCounts, type Counts } from '../report.ts'
import type { Notification } from './notification.ts'

/** What a run of the alerter did. */
export interface AlertReport {
  /** How often a group's windows were read and judged. */
  readonly evaluations: number
  /** How often another run had moved the state first, and the group was evaluated again. */
  readonly conflicts: number
  readonly opened: number
  /** How many fire; known to a sweep only. */
  readonly open?: number
  readonly resolved: number
  readonly published: number
  /** Notifications that could not be published; they are stored, and the next sweep tries again. */
  readonly pending: number
  /** Why, by the name of the error. */
  readonly faults: Counts
  /** Those published, in the order of each group. */
  readonly notifications: readonly Notification[]
}

export const emptyAlertReport: AlertReport = {
  evaluations: 0,
  conflicts: 0,
  opened: 0,
  resolved: 0,
  published: 0,
  pending: 0,
  faults: {},
  notifications: [],
}

export const addAlertReports = (a: AlertReport, b: AlertReport): AlertReport => ({
  evaluations: a.evaluations + b.evaluations,
  conflicts: a.conflicts + b.conflicts,
  opened: a.opened + b.opened,
  resolved: a.resolved + b.resolved,
  published: a.published + b.published,
  pending: a.pending + b.pending,
  faults: addCounts(a.faults, b.faults),
  notifications: [...a.notifications, ...b.notifications],
})

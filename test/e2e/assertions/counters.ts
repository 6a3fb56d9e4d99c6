import { expectSame, type Problems } from '../checks.ts'

export interface Expected {
  readonly payloads: number
  readonly control: number
  readonly received: number
  readonly archived: number
  readonly duplicates: number
  readonly dropped: number
  readonly quarantined: number
}

/** The metrics that ingest printed are what was sent, and they add up. */
export function countersAddUp(metrics: Readonly<Record<string, number>>, expected: Expected): Problems {
  const got = (name: string): number => metrics[name] ?? 0
  return [
    ...expectSame('PayloadsReceived', got('PayloadsReceived'), expected.payloads),
    ...expectSame('ControlMessages', got('ControlMessages'), expected.control),
    ...expectSame('EventsReceived', got('EventsReceived'), expected.received),
    ...expectSame('EventsArchived', got('EventsArchived'), expected.archived),
    ...expectSame('EventsDuplicate', got('EventsDuplicate'), expected.duplicates),
    ...expectSame('EventsDropped', got('EventsDropped'), expected.dropped),
    ...expectSame('Quarantined', got('Quarantined'), expected.quarantined),
    ...balanced('all log groups', metrics),
  ]
}

/** What was received of a log group was archived, was there already, or was dropped by a rule. */
export function balanced(what: string, metrics: Readonly<Record<string, number>>): Problems {
  const got = (name: string): number => metrics[name] ?? 0
  const whereabouts = got('EventsArchived') + got('EventsDuplicate') + got('EventsDropped')
  const none = got('EventsReceived') === 0 ? [`${what}: nothing was received`] : []
  return [
    ...none,
    ...expectSame(`${what}: archived + duplicate + dropped`, whereabouts, got('EventsReceived')),
  ]
}

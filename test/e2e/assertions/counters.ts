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
  const whereabouts = got('EventsArchived') + got('EventsDuplicate') + got('EventsDropped')
  return [
    ...expectSame('PayloadsReceived', got('PayloadsReceived'), expected.payloads),
    ...expectSame('ControlMessages', got('ControlMessages'), expected.control),
    ...expectSame('EventsReceived', got('EventsReceived'), expected.received),
    ...expectSame('EventsArchived', got('EventsArchived'), expected.archived),
    ...expectSame('EventsDuplicate', got('EventsDuplicate'), expected.duplicates),
    ...expectSame('EventsDropped', got('EventsDropped'), expected.dropped),
    ...expectSame('Quarantined', got('Quarantined'), expected.quarantined),
    ...expectSame('archived + duplicate + dropped', whereabouts, got('EventsReceived')),
  ]
}

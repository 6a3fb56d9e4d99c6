import { expect } from 'vitest'
import type { Notification } from '../../../lambdas/core/alert/index.ts'
import {
  type ModelIncident,
  modelFirstSeen,
  modelIncidents,
  modelRatios,
  modelSilences,
} from './reference-model.ts'
import type { Outcome, Scenario } from './simulation.ts'

const seconds = (iso: string | undefined): number => Date.parse(iso!) / 1_000

/** What the reference model says. */
export function expectedIncidents({ rule, events, others }: Outcome): ModelIncident[] {
  const { threshold } = rule
  const resolveAfter = rule.resolveAfter / 1_000
  if ('silentFor' in threshold) return []
  if ('firstSeenWithin' in threshold)
    return modelFirstSeen(events, { firstSeenWithin: threshold.firstSeenWithin / 1_000, resolveAfter }).map(
      (incident) => ({ ...incident, until: incident.until - resolveAfter }),
    )
  const within = threshold.within / 1_000
  if ('count' in threshold) return modelIncidents(events, { count: threshold.count, within, resolveAfter })
  const { ratio, minimum } = threshold
  return modelRatios(events, others, { ratio, minimum, within, resolveAfter }).map((incident) => ({
    ...incident,
    peak: Math.round(incident.peak * 10_000) / 10_000,
  }))
}

/** One opening and one recovery for each silence of the reference model; of the last one only the opening. */
export function expectModelSilences(scenario: Scenario, { rule, events, published }: Outcome): number {
  const { threshold } = rule
  if (!('silentFor' in threshold)) throw new Error('not a rule that waits')
  const notifications = unique(published)
  const of = (state: string) => notifications.filter((each) => each.state === state)
  const found = of('firing')
    .filter(({ sequence }) => sequence === 1)
    .map(({ started_at }) => {
      const end = of('resolved').find((each) => each.started_at === started_at)?.ended_at
      return { from: seconds(started_at), ...(end === undefined ? {} : { until: seconds(end) }) }
    })
  const expected = modelSilences(events, threshold.silentFor / 1_000)
  expect(found, `seed ${scenario.seed} ${JSON.stringify(threshold)}`).toEqual(expected)
  expect(of('resolved')).toHaveLength(expected.filter(({ until }) => until !== undefined).length)
  return expected.length
}

/** The notifications without their copies. */
export function unique(published: readonly Notification[]): Notification[] {
  const byId = new Map<string, Notification>()
  for (const notification of published) {
    const before = byId.get(notification.alert_id)
    if (before) expect(notification, 'told twice is told the same').toEqual(before)
    else byId.set(notification.alert_id, notification)
  }
  return [...byId.values()]
}

/** The incidents as their recoveries tell them. */
const told = (notifications: readonly Notification[]) =>
  notifications
    .filter(({ state }) => state === 'resolved')
    .map(({ ended_at, duration_seconds, peak, total }) => {
      const until = seconds(ended_at)
      return { from: until - duration_seconds!, until, peak, total }
    })
    .sort((a, b) => a.from - b.from)

/** One opening and one recovery, in this order, for each incident of the reference model, and no others. */
export function expectModelIncidents(scenario: Scenario, outcome: Outcome): void {
  const notifications = unique(outcome.published)
  for (const each of notifications) {
    if (each.kind !== 'first_seen') expect(each.trend.at(-1)).toBe(each.observed)
    expect(each.samples.length).toBeGreaterThan(0)
    expect([each.service, each.severity]).toEqual(['shop', 'error'])
  }
  const context = `seed ${scenario.seed} ${JSON.stringify(outcome.rule.threshold)} R ${outcome.rule.resolveAfter}`
  expect(told(notifications), context).toEqual(expectedIncidents(outcome))
  const incidents = Map.groupBy(notifications, ({ started_at }) => started_at)
  for (const [, each] of incidents) {
    const states = each.map(({ state }) => state)
    expect(states[0], context).toBe('firing')
    expect(
      states.filter((state) => state === 'resolved'),
      context,
    ).toHaveLength(1)
    expect(states.at(-1), context).toBe('resolved')
    expect(
      each.map(({ sequence }) => sequence),
      context,
    ).toEqual(each.map((_, i) => i + 1))
  }
  expect(incidents.size, context).toBe(expectedIncidents(outcome).length)
}

/** Of what came too late: nothing is told that is not part of an incident, nothing of an incident is untold for ever. */
export function expectCoveredIncidents(scenario: Scenario, outcome: Outcome): void {
  const notifications = unique(outcome.published)
  const context = `seed ${scenario.seed} ${JSON.stringify(outcome.rule.threshold)} R ${outcome.rule.resolveAfter}`
  const expected = expectedIncidents(outcome)
  for (const each of told(notifications)) {
    const around = expected.filter(({ from, until }) => from <= each.from && each.until <= until)
    expect(around, context).toHaveLength(1)
    expect(each.peak, context).toBeLessThanOrEqual(around[0]!.peak)
    if ('count' in outcome.rule.threshold)
      expect(each.total, context).toBeGreaterThanOrEqual(outcome.rule.threshold.count)
  }
  for (const { from, until } of expected) {
    const within = told(notifications).filter((each) => from <= each.from && each.until <= until)
    expect(within.length, context).toBeGreaterThanOrEqual(1)
  }
  expectToldInOrder(notifications, context)
}

/** Each incident begins, goes on, and is over in the end, and no notification of it is missing. */
function expectToldInOrder(notifications: readonly Notification[], context: string): void {
  for (const [, each] of Map.groupBy(notifications, ({ started_at }) => started_at)) {
    expect(each[0]?.state, context).toBe('firing')
    if (each[0]?.kind !== 'silence') expect(each.at(-1)?.state, context).toBe('resolved')
    expect(
      each.map(({ sequence }) => sequence),
      context,
    ).toEqual(each.map((_, i) => i + 1))
  }
}

/** Of what came too late for kinds that judge once and for all: what is told is told in order, and nothing hangs. */
export function expectOrder(scenario: Scenario, outcome: Outcome): number {
  const notifications = unique(outcome.published)
  expectToldInOrder(notifications, `seed ${scenario.seed} ${JSON.stringify(outcome.rule.threshold)}`)
  return notifications.length
}

import { describe, expect, test } from 'vitest'
import { createMemoryIncidentStore, type Notification } from '../../../../lambdas/core/alert/index.ts'
import { createMemoryTallyStore } from '../../../../lambdas/core/tally/index.ts'
import { modelIncidents } from '../../../support/alerts/reference-model.ts'
import { type Outcome, type Scenario, simulate } from '../../../support/alerts/simulation.ts'

const memory = () => ({ tallies: createMemoryTallyStore(), incidents: createMemoryIncidentStore() })

const seconds = (iso: string | undefined): number => Date.parse(iso!) / 1_000

function expected({ rule, events }: Outcome) {
  const { count, within } = rule.threshold
  return modelIncidents(events, { count, within: within / 1_000, resolveAfter: rule.resolveAfter / 1_000 })
}

function unique(published: readonly Notification[]): Notification[] {
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

function check(scenario: Scenario, outcome: Outcome): void {
  const notifications = unique(outcome.published)
  const context = `seed ${scenario.seed} ${JSON.stringify(outcome.rule.threshold)} R ${outcome.rule.resolveAfter}`
  expect(told(notifications), context).toEqual(expected(outcome))
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
  expect(incidents.size, context).toBe(expected(outcome).length)
}

async function runSchedules(from: number, count: number, settings: Omit<Scenario, 'seed'>) {
  let incidents = 0
  let concurrent = 0
  let copies = 0
  for (let seed = from; seed < from + count; seed++) {
    const scenario = { seed, ...settings }
    const outcome = await simulate(scenario, memory())
    check(scenario, outcome)
    incidents += expected(outcome).length
    concurrent = Math.max(concurrent, outcome.concurrent)
    copies += outcome.published.length - unique(outcome.published).length
  }
  return { incidents, concurrent, copies }
}

describe('whatever the schedule, the incidents are those of the reference model', () => {
  test('late, out of order, duplicated, concurrent: each notification exactly once', {
    timeout: 60_000,
  }, async () => {
    const { incidents, copies } = await runSchedules(1, 400, { faults: { crash: 0, throttle: 0 }, span: 900 })
    expect(incidents).toBeGreaterThan(300)
    expect(copies).toBe(0)
  })

  test('with crashes between any two statements, and refusals: each notification at least once', {
    timeout: 60_000,
  }, async () => {
    const { incidents, copies } = await runSchedules(10_001, 400, {
      faults: { crash: 0.03, throttle: 0.03 },
      span: 900,
    })
    expect(incidents).toBeGreaterThan(300)
    expect(copies).toBeGreaterThan(0)
  })

  test('sixteen functions and more at the same time', { timeout: 60_000 }, async () => {
    const { incidents, concurrent } = await runSchedules(20_001, 200, {
      faults: { crash: 0.02, throttle: 0.02 },
      span: 60,
      bursts: 20,
      step: 60,
    })
    expect(incidents).toBeGreaterThan(100)
    expect(concurrent).toBeGreaterThanOrEqual(16)
  })
})

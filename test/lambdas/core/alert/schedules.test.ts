import { describe, expect, test } from 'vitest'
import { createMemoryIncidentStore, createMemorySightingStore } from '../../../../lambdas/core/alert/index.ts'
import { createMemoryTallyStore } from '../../../../lambdas/core/tally/index.ts'
import {
  expectCoveredIncidents,
  expectedIncidents,
  expectModelIncidents,
  expectModelSilences,
  expectOrder,
  unique,
} from '../../../support/alerts/expect-model.ts'
import { type Scenario, simulate } from '../../../support/alerts/simulation.ts'

const memory = () => ({
  tallies: createMemoryTallyStore(),
  incidents: createMemoryIncidentStore(),
  sightings: createMemorySightingStore(),
})

async function runSchedules(from: number, count: number, settings: Omit<Scenario, 'seed'>) {
  let incidents = 0
  let concurrent = 0
  let copies = 0
  for (let seed = from; seed < from + count; seed++) {
    const scenario = { seed, ...settings }
    const outcome = await simulate(scenario, memory())
    expectModelIncidents(scenario, outcome)
    incidents += expectedIncidents(outcome).length
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
      sharing: 0.05,
      step: 120,
    })
    expect(incidents).toBeGreaterThan(100)
    expect(concurrent).toBeGreaterThanOrEqual(16)
  })
})

describe('whatever the schedule, of the other kinds, too', () => {
  const faults = { crash: 0.02, throttle: 0.02 }

  test('shares are those of the reference model', { timeout: 60_000 }, async () => {
    const { incidents } = await runSchedules(40_001, 200, { kind: 'ratio', faults, span: 600, bursts: 8 })
    expect(incidents).toBeGreaterThan(150)
  })

  test('what is new or back is that of the reference model', { timeout: 60_000 }, async () => {
    const { incidents } = await runSchedules(50_001, 150, { kind: 'first_seen', faults, span: 4_000 })
    expect(incidents).toBeGreaterThan(150)
  })

  test('silences are those of the reference model', { timeout: 60_000 }, async () => {
    let silences = 0
    for (let seed = 60_001; seed <= 60_150; seed++) {
      const scenario = { seed, kind: 'silence', faults, span: 2_000 } as const
      silences += expectModelSilences(scenario, await simulate(scenario, memory()))
    }
    expect(silences).toBeGreaterThan(300)
  })
})

test('what comes later than promised is still told, and nothing is told that was not', {
  timeout: 60_000,
}, async () => {
  for (let seed = 30_001; seed <= 30_200; seed++) {
    const scenario = { seed, faults: { crash: 0.02, throttle: 0.02 }, span: 900, lateness: 1_500 }
    expectCoveredIncidents(scenario, await simulate(scenario, memory()))
  }
})

test.each(['ratio', 'first_seen', 'silence'] as const)(
  'what comes later than promised leaves nothing of %s hanging, and tells nothing out of order',
  { timeout: 60_000 },
  async (kind) => {
    let told = 0
    for (let seed = 70_001; seed <= 70_060; seed++) {
      const faults = { crash: 0.02, throttle: 0.02 }
      const scenario = { seed, kind, faults, span: 1_500, bursts: 8, lateness: 1_500 }
      told += expectOrder(scenario, await simulate(scenario, memory()))
    }
    expect(told).toBeGreaterThan(60)
  },
)

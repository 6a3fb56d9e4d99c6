import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDynamoIncidentStore, createDynamoSightingStore } from '../../../../lambdas/core/alert/index.ts'
import { createDynamoTallyStore } from '../../../../lambdas/core/tally/index.ts'
import { type LocalDynamo, startDynamo } from '../../../support/alerts/dynamo.ts'
import { expectedIncidents, expectModelIncidents } from '../../../support/alerts/expect-model.ts'
import { simulate } from '../../../support/alerts/simulation.ts'

let dynamo: LocalDynamo
beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.close())

async function runSchedules(seeds: readonly number[], shards: number): Promise<number> {
  let incidents = 0
  for (const seed of seeds) {
    const table = await dynamo.createTable()
    const scenario = { seed, faults: { crash: 0.02, throttle: 0.02 }, span: 120, bursts: 4, step: 30 }
    const outcome = await simulate(scenario, {
      tallies: createDynamoTallyStore(dynamo.client, table, { shards }),
      incidents: createDynamoIncidentStore(dynamo.client, table),
      sightings: createDynamoSightingStore(dynamo.client, table),
    })
    expectModelIncidents(scenario, outcome)
    incidents += expectedIncidents(outcome).length
  }
  return incidents
}

test('in DynamoDB, too, crashes and refusals change no incident', { timeout: 120_000 }, async () => {
  expect(await runSchedules([1, 2, 3, 4, 5, 6], 1)).toBeGreaterThan(5)
})

test('nor does spreading a series over several partition keys', { timeout: 120_000 }, async () => {
  expect(await runSchedules([21, 22], 3)).toBeGreaterThan(1)
})

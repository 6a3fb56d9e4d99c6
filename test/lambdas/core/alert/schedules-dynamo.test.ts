import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDynamoIncidentStore, createDynamoSightingStore } from '../../../../lambdas/core/alert/index.ts'
import { createDynamoTallyStore } from '../../../../lambdas/core/tally/index.ts'
import { type LocalDynamo, startDynamo } from '../../../support/alerts/dynamo.ts'
import {
  expectedIncidents,
  expectModelIncidents,
  expectModelSilences,
} from '../../../support/alerts/expect-model.ts'
import { type Scenario, simulate } from '../../../support/alerts/simulation.ts'

let dynamo: LocalDynamo
beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.close())

type Variation = Pick<Scenario, 'kind' | 'span'> & { readonly shards?: number }

/** As many schedules as fit into the time that they may take together with the other tests; the rest is in memory. */
async function runSchedules(
  from: number,
  count: number,
  { shards = 1, ...variation }: Variation,
): Promise<number> {
  let incidents = 0
  for (let seed = from; seed < from + count; seed++) {
    const table = await dynamo.createTable()
    const scenario = { seed, faults: { crash: 0.02, throttle: 0.02 }, bursts: 4, step: 30, ...variation }
    const outcome = await simulate(scenario, {
      tallies: createDynamoTallyStore(dynamo.client, table, { shards }),
      incidents: createDynamoIncidentStore(dynamo.client, table),
      sightings: createDynamoSightingStore(dynamo.client, table),
    })
    if (variation.kind === 'silence') incidents += expectModelSilences(scenario, outcome)
    else {
      expectModelIncidents(scenario, outcome)
      incidents += expectedIncidents(outcome).length
    }
  }
  return incidents
}

const timeout = 120_000

test('in DynamoDB, too, crashes and refusals change no incident', { timeout }, async () => {
  expect(await runSchedules(1, 14, { span: 120 })).toBeGreaterThan(12)
})

test('nor does spreading a series over several partition keys', { timeout }, async () => {
  expect(await runSchedules(21, 3, { span: 120, shards: 3 })).toBeGreaterThan(1)
})

test('nor one of a share', { timeout }, async () => {
  expect(await runSchedules(31, 6, { span: 120, kind: 'ratio' })).toBeGreaterThan(2)
})

test('nor of what is new or back', { timeout }, async () => {
  expect(await runSchedules(41, 4, { span: 1_500, kind: 'first_seen' })).toBeGreaterThan(3)
})

test('nor of silence', { timeout }, async () => {
  expect(await runSchedules(51, 4, { span: 900, kind: 'silence' })).toBeGreaterThan(3)
})

import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll } from 'vitest'
import {
  createDynamoIncidentStore,
  createDynamoSightingStore,
  createMemoryIncidentStore,
  createMemorySightingStore,
  createSqliteIncidentStore,
  createSqliteSightingStore,
} from '../../../../lambdas/core/alert/index.ts'
import { type LocalDynamo, startDynamo } from '../../../support/alerts/dynamo.ts'
import { incidentStoreContract } from '../../../support/contracts/incident-store.ts'
import { sightingStoreContract } from '../../../support/contracts/sighting-store.ts'

let dynamo: LocalDynamo
beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.close())

incidentStoreContract('in memory', async () => createMemoryIncidentStore())
incidentStoreContract('in SQLite', async () => createSqliteIncidentStore(new DatabaseSync(':memory:')))
incidentStoreContract('in DynamoDB', async () =>
  createDynamoIncidentStore(dynamo.client, await dynamo.createTable()),
)

sightingStoreContract('in memory', async () => createMemorySightingStore())
sightingStoreContract('in SQLite', async () => createSqliteSightingStore(new DatabaseSync(':memory:')))
sightingStoreContract('in DynamoDB', async () =>
  createDynamoSightingStore(dynamo.client, await dynamo.createTable()),
)

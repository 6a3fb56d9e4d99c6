import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll } from 'vitest'
import {
  createDynamoIncidentStore,
  createMemoryIncidentStore,
  createSqliteIncidentStore,
} from '../../../../lambdas/core/alert/index.ts'
import { type LocalDynamo, startDynamo } from '../../../support/alerts/dynamo.ts'
import { incidentStoreContract } from '../../../support/contracts/incident-store.ts'

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

import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll } from 'vitest'
import {
  createDynamoTallyStore,
  createMemoryTallyStore,
  createSqliteTallyStore,
} from '../../../../lambdas/core/tally/index.ts'
import { type LocalDynamo, startDynamo } from '../../../support/alerts/dynamo.ts'
import { tallyStoreContract } from '../../../support/contracts/tally-store.ts'

let dynamo: LocalDynamo
beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.close())

tallyStoreContract('in memory', async () => createMemoryTallyStore())
tallyStoreContract('in SQLite', async () => createSqliteTallyStore(new DatabaseSync(':memory:')))
tallyStoreContract('in DynamoDB', async () =>
  createDynamoTallyStore(dynamo.client, await dynamo.createTable()),
)
tallyStoreContract('in DynamoDB, spread over three partition keys', async () =>
  createDynamoTallyStore(dynamo.client, await dynamo.createTable(), { shards: 3 }),
)

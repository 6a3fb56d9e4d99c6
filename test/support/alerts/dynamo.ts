import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'

/** A DynamoDB in this process, on a port of its own. */
export interface LocalDynamo {
  readonly client: DynamoDBClient
  readonly endpoint: string
  /** Makes a table like the stack's, without its stream, and says its name. */
  createTable(): Promise<string>
  close(): Promise<void>
}

export async function startDynamo(): Promise<LocalDynamo> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const endpoint = `http://127.0.0.1:${port}`
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  let tables = 0
  return {
    client,
    endpoint,
    async createTable() {
      const name = `table-${++tables}`
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
        }),
      )
      await waitUntilTableExists(
        { client, minDelay: 0.01, maxDelay: 0.1, maxWaitTime: 30 },
        { TableName: name },
      )
      return name
    },
    async close() {
      client.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

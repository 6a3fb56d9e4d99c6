import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { type Dynamo, type Item, shortHash } from '../tally/index.ts'
import { type IncidentState, needsSweep } from './incident.ts'
import type { IncidentStore, SightingStore, Stored } from './store.ts'

/** Incidents are spread over few partition keys, which the sweep reads one by one. */
const partitions = 4
const day = 86_400_000

const partitionOf = (key: string): string =>
  `incident#${Number.parseInt(shortHash(key).slice(0, 4), 16) % partitions}`

/** Long after the last incident could still matter. While one is firing the sweep writes every few minutes. */
const expiry = ({ incidents, watch, revisit = 0 }: IncidentState): number =>
  Math.ceil((Math.max(revisit, watch?.quiet ?? 0, ...incidents.map(({ until }) => until)) + 30 * day) / 1_000)

const keyOf = (key: string): Item => ({ pk: { S: partitionOf(key) }, sk: { S: key } })

function itemOf(key: string, state: IncidentState, version: number): Item {
  return {
    ...keyOf(key),
    version: { N: String(version) },
    open: { BOOL: needsSweep(state) },
    expires_at: { N: String(expiry(state)) },
    state: { S: JSON.stringify(state) },
  }
}

const readItem = (item: Record<string, AttributeValue>): Stored => ({
  state: JSON.parse(item['state']!.S!) as IncidentState,
  version: Number(item['version']!.N),
})

/**
 * Incidents in DynamoDB, beside the tallies. One item holds a state and its pending notifications, so one conditional write
 * moves both; no transaction and no index is needed.
 */
export function createDynamoIncidentStore(client: Dynamo, table: string): IncidentStore {
  async function openIn(pk: string): Promise<Stored[]> {
    const found: Stored[] = []
    let next: Item | undefined
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: '#open = :true',
          ExpressionAttributeNames: { '#open': 'open' },
          ExpressionAttributeValues: { ':pk': { S: pk }, ':true': { BOOL: true } },
          ...(next ? { ExclusiveStartKey: next } : {}),
        }),
      )
      found.push(...(answer.Items ?? []).map(readItem))
      next = answer.LastEvaluatedKey
    } while (next)
    return found
  }

  return {
    async get(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }),
      )
      return Item && readItem(Item)
    },
    async put(key, state, expected) {
      const version = (expected ?? 0) + 1
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: itemOf(key, state, version),
            ...(expected === undefined
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :expected',
                  ExpressionAttributeValues: { ':expected': { N: String(expected) } },
                }),
          }),
        )
        return version
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined
        throw error
      }
    },
    async open() {
      const keys = Array.from({ length: partitions }, (_, i) => `incident#${i}`)
      return (await Promise.all(keys.map(openIn))).flat()
    },
  }
}

const sightingKey = (key: string): Item => ({ pk: { S: `seen#${key}` }, sk: { S: 'seen' } })

/** Sightings in DynamoDB, beside the tallies: an item each, which expires. */
export function createDynamoSightingStore(client: Dynamo, table: string): SightingStore {
  return {
    async lastSeen(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: sightingKey(key), ConsistentRead: true }),
      )
      return Item && Number(Item['seen']!.N)
    },
    async saw(key, time, forget) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              ...sightingKey(key),
              seen: { N: String(time) },
              expires_at: { N: String(Math.ceil(forget / 1_000)) },
            },
            ConditionExpression: 'attribute_not_exists(pk) OR seen < :time',
            ExpressionAttributeValues: { ':time': { N: String(time) } },
          }),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}

/**
 * An hour of the Flask example's log, many times over, as it lies in landing: the example's real lines through the real
 * stages once, and then with times, request ids and event ids of their own, so that no compression profits from copies.
 */
import { readFileSync } from 'node:fs'
import { encodeRecords, landingKey, partitionOf } from '../../lambdas/core/archive/index.ts'
import { parseConfig } from '../../lambdas/core/config/index.ts'
import { processBatch } from '../../lambdas/core/pipeline.ts'
import type { ReadableStore } from '../../lambdas/core/ports.ts'
import type { Attributes, LogEvent } from '../../lambdas/core/records.ts'
import { fromArchive } from '../../lambdas/core/redact/from-archive.ts'
import { createRedactor, type RedactedRecord } from '../../lambdas/core/redact/index.ts'
import { createRouter } from '../../lambdas/core/route/index.ts'
import { seeded } from '../speed/random.ts'

const nine = Date.UTC(2026, 10, 22, 9)
const hour = 3_600_000
/** As much as one delivery of a busy log group holds. */
const recordsPerObject = 2_000
const streams = 8

const origin = {
  account: '123456789012',
  region: 'eu-west-1',
  logGroup: '/ecs/shop',
  logStream: 'web/shop/0a1b2c3d4e5f',
  service: 'shop',
}

interface Template {
  readonly record: RedactedRecord
  readonly rawBytes: number
}

function templates(): Template[] {
  const lines = readFileSync(new URL('../../examples/flask/logs/shop.log', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const events: LogEvent[] = lines.map((message, i) => ({
    id: String(i).padStart(56, '3'),
    timestamp: nine + i,
    message,
  }))
  const sizes = new Map(events.map(({ id, message }) => [id, Buffer.byteLength(message) + 1]))
  const config = parseConfig({ name: 'bench', sources: [{ logGroups: [origin.logGroup] }] })
  const stages = { redactor: createRedactor(config.redact), route: createRouter(config.routes) }
  return processBatch({ id: 'bench', origin, events }, stages).kept.map((record) => ({
    record,
    rawBytes: (record.event_ids ?? [record.event_id]).reduce((sum, id) => sum + sizes.get(id)!, 0),
  }))
}

/** CloudWatch's ids: the time, then a number that counts up within one delivery. */
function eventId(time: number, batch: number, number: number): string {
  const id = (BigInt(time) << 122n) | (BigInt(batch) << 40n) | BigInt(number)
  return id.toString().padStart(56, '3').slice(-56)
}

export interface Generated {
  readonly records: number
  readonly rawBytes: number
}

/** Puts `count` records of one hour into landing, and says how many bytes of log they are. */
export async function generate(store: ReadableStore, count: number): Promise<Generated> {
  const made = templates()
  const random = seeded(1)
  const requests = new Map<unknown, string>()
  let [records, rawBytes] = [0, 0]
  for (let batch = 0; records < count; batch++) {
    const members: RedactedRecord[] = []
    for (let i = 0; i < recordsPerObject && records < count; i++, records++) {
      const { record, rawBytes: size } = made[records % made.length]!
      if (records % made.length === 0) requests.clear()
      const timestamp = nine + Math.floor((records / count) * hour)
      const request = record.attributes['request_id']
      if (request !== undefined && !requests.has(request))
        requests.set(request, random.text('0123456789abcdef', 32))
      const attributes =
        request === undefined
          ? record.attributes
          : { ...record.attributes, request_id: requests.get(request)! }
      const stream = `web/shop/${String(batch % streams).padStart(12, '0')}`
      members.push(
        fromArchive({
          ...record,
          body: record.body,
          timestamp,
          observed_timestamp: timestamp + random.below(40),
          attributes: attributes as Attributes,
          resource: { ...record.resource, 'service.name': 'shop', 'aws.log.stream.name': stream },
          event_id: eventId(timestamp, batch, i * 1_000),
          ...(record.event_ids
            ? { event_ids: record.event_ids.map((_, e) => eventId(timestamp, batch, i * 1_000 + e)) }
            : {}),
        }),
      )
      rawBytes += size
    }
    await store.putIfAbsent(landingKey(partitionOf(members[0]!), `batch-${batch}`), encodeRecords(members))
  }
  return { records, rawBytes }
}

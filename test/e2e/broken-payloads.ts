import { createGzip, gzipSync } from 'node:zlib'
import type { Payload, SentBatch } from './delivery.ts'
import { makeIds, payloadOf } from './delivery.ts'

/** What nobody should send, and the code under which it has to be quarantined. */
export interface BrokenPayload {
  readonly name: string
  readonly code: string
  readonly event: unknown
}

const batch: SentBatch = {
  logGroup: '/ecs/shop',
  logStream: 'web/shop/broken',
  events: [{ timestamp: Date.now(), message: 'password=never-to-be-seen-4711' }],
}

const data = (bytes: Buffer): Payload => ({ awslogs: { data: bytes.toString('base64') } })
const gzipped = (value: unknown): Payload =>
  data(gzipSync(typeof value === 'string' ? value : JSON.stringify(value)))

/** 1 GB of spaces in about 1 MB. */
async function bomb(): Promise<Buffer> {
  const gzip = createGzip({ level: 9 })
  const parts: Buffer[] = []
  gzip.on('data', (part: Buffer) => parts.push(part))
  const block = Buffer.alloc(16 * 1_024 * 1_024, ' ')
  for (let written = 0; written < 64; written += 1) await new Promise((resolve) => gzip.write(block, resolve))
  await new Promise((resolve) => gzip.on('end', resolve).end())
  return Buffer.concat(parts)
}

/** One of each kind. */
export async function brokenPayloads(account: string): Promise<BrokenPayload[]> {
  const ids = makeIds(1, 9_000)
  const changed = (changes: object) => payloadOf(account, batch, ids, changes)
  const whole = gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', filler: 'x'.repeat(500) }))
  const event = { id: ids[0], timestamp: Date.now(), message: 'm' }
  return [
    { name: 'not base64', code: 'not_base64', event: { awslogs: { data: '***' } } },
    {
      name: 'not gzip',
      code: 'not_gzip',
      event: data(Buffer.from('plain text, and longer than a gzip header')),
    },
    { name: 'gzip that breaks off', code: 'truncated', event: data(whole.subarray(0, whole.length - 12)) },
    { name: '1 GB from 1 MB', code: 'too_large', event: data(await bomb()) },
    { name: 'not JSON', code: 'not_json', event: gzipped('{"messageType": "DATA_MESSAGE", ') },
    { name: 'JSON of another kind', code: 'unexpected_shape', event: gzipped(['DATA_MESSAGE']) },
    { name: 'a number for the log group', code: 'unexpected_shape', event: changed({ logGroup: 7 }) },
    {
      name: 'a number for a message',
      code: 'unexpected_shape',
      event: changed({ logEvents: [{ ...event, message: 1 }] }),
    },
    { name: 'no data at all', code: 'unexpected_shape', event: {} },
    { name: 'a number for data', code: 'unexpected_shape', event: { awslogs: { data: 42 } } },
    { name: 'no events', code: 'no_events', event: changed({ logEvents: [] }) },
    {
      name: 'a clock far off',
      code: 'absurd_time',
      event: changed({ logEvents: [{ ...event, timestamp: 1 }] }),
    },
  ]
}

/** CloudWatch's own test of the connection: nothing to do, and not an error. */
export const controlMessage = (account: string): Payload =>
  payloadOf(account, { ...batch, logGroup: '', logStream: '' }, ['0'], {
    messageType: 'CONTROL_MESSAGE',
    logEvents: [
      { id: '', timestamp: Date.now(), message: 'CWL CONTROL MESSAGE: Checking health of destination' },
    ],
  })

/** Odd, but right: has to be archived like any other. */
export function oddPayload(account: string): Payload {
  const messages = [
    'nul \u0000 and a lone surrogate \ud800 here',
    'x'.repeat(1_000_000),
    ' ',
    '{"message": "half an obj',
  ]
  const events = messages.map((message, index) => ({ timestamp: Date.now() + index, message }))
  return payloadOf(
    account,
    { logGroup: '/ecs/shop', logStream: 'web/shop/odd', events },
    makeIds(events.length, 7_000),
  )
}
export const oddEvents = 4

/**
 * Where the originals go that could not be processed: unredacted, so into a bucket of its own with its own key and a short
 * life, never into the archive. Each object is JSON with the code and what is needed to try again.
 */
import { createHash } from 'node:crypto'
import type { DecodeFault } from '../decode/index.ts'
import type { ObjectStore } from '../ports.ts'
import type { Batch, StitchedEvent } from '../records.ts'
import type { RedactionFaultCode } from '../redact/index.ts'

async function put(store: ObjectStore, code: string, name: string, content: unknown): Promise<void> {
  await store.putIfAbsent(
    `quarantine/code=${code}/${name}.json`,
    Buffer.from(JSON.stringify(content)),
    'application/json',
  )
}

/** Why a whole payload is kept: it could not be decoded, or it brings out a fault of the code. */
export type PayloadFaultCode = DecodeFault | 'unexpected_error'

/** Keeps a payload that could not be decoded or ingested, as it came. The same payload again is kept once. */
export async function quarantinePayload(
  data: unknown,
  code: PayloadFaultCode,
  store: ObjectStore,
): Promise<void> {
  const raw = typeof data === 'string' ? data : (JSON.stringify(data) ?? 'undefined')
  await put(store, code, createHash('sha256').update(raw).digest('hex').slice(0, 32), { code, data: raw })
}

/** Keeps the events of a record that redaction could not finish, with what is needed to make a payload of them again. */
export async function quarantineEvents(
  event: StitchedEvent,
  batch: Batch,
  code: RedactionFaultCode,
  store: ObjectStore,
): Promise<void> {
  await put(store, code, `${batch.id}-${event.events[0]?.id}`, {
    code,
    origin: batch.origin,
    events: event.events,
  })
}

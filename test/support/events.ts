/** Factories of what CloudWatch Logs delivers. Everything is counted up from fixed values: no clock, no randomness. */
import { gzipSync } from 'node:zlib'
import { batchId } from '../../lambdas/core/archive/index.ts'
import type { Batch, LogEvent, Origin } from '../../lambdas/core/records.ts'

/** 2026-11-22T09:00:00.000Z */
export const nine = Date.UTC(2026, 10, 22, 9)

export const origin: Origin = {
  account: '123456789012',
  region: 'eu-west-1',
  logGroup: '/ecs/shop/web',
  logStream: 'web/app/0a1b2c3d4e5f',
  service: 'shop',
}

/** A 56-digit event id, as CloudWatch's. */
export const eventId = (number: number): string => String(number).padStart(56, '3')

/** Events one second apart from `nine` on. */
export const eventsOf = (messages: readonly string[], first = 0): LogEvent[] =>
  messages.map((message, i) => ({ id: eventId(first + i), timestamp: nine + (first + i) * 1_000, message }))

export const batchOfMessages = (messages: readonly string[], first = 0): Batch => {
  const events = eventsOf(messages, first)
  return { id: batchId(origin, events), origin, events }
}

export interface EnvelopeParts {
  readonly messageType?: unknown
  readonly logEvents?: unknown
  readonly [other: string]: unknown
}

/** The JSON of a payload; `parts` replace or break what they name. */
export const envelopeOf = (
  messages: readonly string[],
  parts: EnvelopeParts = {},
): Record<string, unknown> => ({
  messageType: 'DATA_MESSAGE',
  owner: origin.account,
  logGroup: origin.logGroup,
  logStream: origin.logStream,
  subscriptionFilters: ['sluice'],
  logEvents: eventsOf(messages),
  ...parts,
})

/** `event.awslogs.data`: base64 of gzip of JSON. */
export const encodePayload = (envelope: unknown): string =>
  gzipSync(typeof envelope === 'string' ? envelope : JSON.stringify(envelope)).toString('base64')

export const payloadOf = (messages: readonly string[], parts: EnvelopeParts = {}): string =>
  encodePayload(envelopeOf(messages, parts))

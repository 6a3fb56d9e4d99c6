import * as v from 'valibot'
import type { LedgerEntry } from '../ledger/index.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const stored = { sha256: v.string(), bytes: count, records: count, events: count }
const counts = v.record(v.string(), count)
const time = v.pipe(v.string(), v.isoTimestamp())

/** What an entry of the ledger has to look like before anything in it is believed. */
const entrySchema = v.object({
  version: v.literal(1),
  sequence: count,
  previous: v.nullable(v.string()),
  committed_at: time,
  partition: v.object({ service: v.string(), dt: v.string(), hour: v.string() }),
  landing: v.array(v.object({ batch: v.string(), ...stored })),
  added: v.array(
    v.object({
      key: v.string(),
      ...stored,
      from: time,
      to: time,
      observed_from: time,
      observed_to: time,
      groups: counts,
    }),
  ),
  removed: v.array(v.string()),
  events: v.object({ in: count, archived: count, repeated: count, erased: count }),
  accounts: v.record(
    v.string(),
    v.object({
      received: count,
      archived: count,
      dropped: counts,
      quarantined: counts,
      repeated: count,
      erased: count,
    }),
  ),
  signature: v.optional(v.object({ key: v.string(), value: v.string() })),
})

/** The entry, if it is one. */
export function asEntry(value: unknown): LedgerEntry | undefined {
  const result = v.safeParse(entrySchema, value)
  return result.success ? (result.output as LedgerEntry) : undefined
}

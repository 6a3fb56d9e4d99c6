import { ledgerPrefix, manifestFolder } from '../archive/index.ts'
import type { Clock, ReadableStore, Signer } from '../ports.ts'
import { type Change, decodeEntry, encodeEntry, type LedgerEntry, sha256, signedPart } from './entry.ts'

const named = (sequence: number): string => `${String(sequence).padStart(10, '0')}.json`
/** Where entry number `sequence` lies. */
export const ledgerKey = (sequence: number): string => ledgerPrefix + named(sequence)
/** Where the same entry lies for queries, which want the entries of an hour and no others. */
export const manifestKey = ({ sequence, partition }: LedgerEntry): string =>
  manifestFolder(partition) + named(sequence)

export interface Head {
  readonly entry: LedgerEntry
  readonly hash: string
}

async function exists(store: ReadableStore, sequence: number): Promise<boolean> {
  for await (const { key } of store.list(ledgerKey(sequence))) return key === ledgerKey(sequence)
  return false
}

/** The number of the last entry, by doubling and halving: entries are numbered without gaps. 0 when there is none. */
async function lastSequence(store: ReadableStore): Promise<number> {
  let high = 1
  while (await exists(store, high)) high *= 2
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (await exists(store, middle)) low = middle
    else high = middle
  }
  return low
}

async function publish(store: ReadableStore, entry: LedgerEntry): Promise<void> {
  await store.putIfAbsent(manifestKey(entry), encodeEntry(entry), 'application/json')
}

/**
 * The last entry, published: whoever wrote it may have crashed before queries could see it. Since nobody adds an entry
 * without having done this for the one before, every earlier entry is published too.
 */
export async function readHead(store: ReadableStore): Promise<Head | undefined> {
  const sequence = await lastSequence(store)
  const bytes = sequence === 0 ? undefined : await store.get(ledgerKey(sequence))
  if (!bytes) return undefined
  const entry = decodeEntry(bytes)
  await publish(store, entry)
  return { entry, hash: sha256(bytes) }
}

/**
 * Adds a change to the chain after `head`, and shows it to queries. From the moment the entry is there, the change has
 * happened; a crash after that is mended by the next `readHead`.
 *
 * @returns the new head, or nothing when somebody else was faster: then the change has not happened.
 */
export async function append(
  store: ReadableStore,
  head: Head | undefined,
  change: Change,
  clock: Clock,
  signer?: Signer,
): Promise<Head | undefined> {
  const unsigned: LedgerEntry = {
    version: 1,
    sequence: (head?.entry.sequence ?? 0) + 1,
    previous: head?.hash ?? null,
    committed_at: new Date(clock()).toISOString(),
    ...change,
  }
  const signature = await signer?.sign(signedPart(unsigned))
  const entry = signature ? { ...unsigned, signature } : unsigned
  const bytes = encodeEntry(entry)
  const outcome = await store.putIfAbsent(ledgerKey(entry.sequence), bytes, 'application/json')
  if (outcome === 'exists') return undefined
  await publish(store, entry)
  return { entry, hash: sha256(bytes) }
}

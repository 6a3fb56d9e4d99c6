import { ledgerPrefix, manifestPrefix, partitionOfKey } from '../archive/index.ts'
import { decodeEntry, type LedgerEntry, ledgerKey, manifestKey, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { asEntry } from './entry-schema.ts'
import type { Problem } from './problem.ts'

/** One place of the chain: the entry, or what is wrong there. */
export interface Link {
  readonly key: string
  readonly hash: string
  readonly entry?: LedgerEntry
  readonly problems: readonly Problem[]
}

function read(bytes: Uint8Array, sequence: number): LedgerEntry | undefined {
  try {
    const entry = asEntry(decodeEntry(bytes))
    return entry?.sequence === sequence ? entry : undefined
  } catch {
    return undefined
  }
}

async function copyProblems(store: ReadableStore, entry: LedgerEntry, bytes: Uint8Array): Promise<Problem[]> {
  const key = manifestKey(entry)
  const copy = await store.get(key)
  if (!copy) return [{ code: 'manifest_missing', key }]
  return Buffer.compare(copy, bytes) === 0 ? [] : [{ code: 'manifest_differs', key }]
}

/**
 * Follows the chain from its first entry. That its end was cut off cannot be seen in it: compare the hash of the last entry
 * with one that you have kept elsewhere.
 */
export async function* followChain(store: ReadableStore): AsyncIterable<Link> {
  let sequence = 0
  let previous: string | null = null
  for await (const { key } of store.list(ledgerPrefix)) {
    const problems: Problem[] = []
    sequence++
    while (ledgerKey(sequence) < key) problems.push({ code: 'entry_missing', key: ledgerKey(sequence++) })
    const bytes = await store.get(key)
    const entry = bytes && key === ledgerKey(sequence) ? read(bytes, sequence) : undefined
    const hash = sha256(bytes ?? new Uint8Array())
    if (!entry) problems.push({ code: 'entry_unreadable', key })
    else {
      if (entry.previous !== previous) problems.push({ code: 'chain_broken', key })
      problems.push(...(await copyProblems(store, entry, bytes!)))
    }
    previous = hash
    yield entry ? { key, hash, entry, problems } : { key, hash, problems }
  }
}

/** Entries that queries would read though the ledger has none of them. */
export async function* unknownManifests(
  store: ReadableStore,
  known: ReadonlySet<string>,
): AsyncIterable<Problem> {
  for await (const { key } of store.list(manifestPrefix))
    if (!known.has(key) || !partitionOfKey(key)) yield { code: 'manifest_unknown', key }
}

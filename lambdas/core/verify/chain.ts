import { ledgerPrefix, manifestPrefix, partitionOfKey } from '../archive/index.ts'
import { decodeEntry, type LedgerEntry, ledgerKey, manifestKey, sha256 } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { readAhead } from '../store/read-ahead.ts'
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

interface Stored {
  readonly key: string
  readonly bytes: Uint8Array | undefined
  /** What the bytes say, if they are an entry, and the copy of it that queries read. */
  readonly entry: LedgerEntry | undefined
  readonly copy: Uint8Array | undefined
}

const sequenceOf = (key: string): number => Number(/(\d+)\.json$/.exec(key)?.[1] ?? Number.NaN)

async function readStored(store: ReadableStore, key: string): Promise<Stored> {
  const bytes = await store.get(key)
  const entry = bytes && read(bytes, sequenceOf(key))
  const copy = entry && (await store.get(manifestKey(entry)))
  return { key, bytes, entry, copy }
}

function copyProblems(entry: LedgerEntry, bytes: Uint8Array, copy: Uint8Array | undefined): Problem[] {
  const key = manifestKey(entry)
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
  const links = readAhead(store.list(ledgerPrefix), ({ key }) => readStored(store, key))
  for await (const { key, bytes = new Uint8Array(), entry: found, copy } of links) {
    const problems: Problem[] = []
    sequence++
    while (ledgerKey(sequence) < key) problems.push({ code: 'entry_missing', key: ledgerKey(sequence++) })
    const entry = key === ledgerKey(sequence) ? found : undefined
    const hash = sha256(bytes)
    if (!entry) problems.push({ code: 'entry_unreadable', key })
    else {
      if (entry.previous !== previous) problems.push({ code: 'chain_broken', key })
      problems.push(...copyProblems(entry, bytes, copy))
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

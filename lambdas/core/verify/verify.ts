import { archivePrefix, type Partition, partitionOfKey } from '../archive/index.ts'
import {
  type ArchiveObject,
  type GroupAccounts,
  type LedgerEntry,
  manifestKey,
  sha256,
} from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import type { Check } from '../sign/index.ts'
import { type Accounts, compareAccounts } from './accounts.ts'
import { Books } from './books.ts'
import { followChain, unknownManifests } from './chain.ts'
import { readLanding } from './landing.ts'
import type { Problem } from './problem.ts'

export interface VerifyOptions {
  readonly store: ReadableStore
  /** Hours whose objects are read; the chain is always followed from its beginning. */
  readonly wanted: (hour: Partition) => boolean
  /** Hours whose objects the bucket's lifecycle may have removed. */
  readonly expired: (hour: Partition) => boolean
  /** Whether an entry was signed with the key that is trusted. */
  readonly check?: Check
  /** What ingest says; only for all hours. */
  readonly accounts?: Accounts
}

/** What was proved, or what is wrong. Events and objects are of the hours asked for. */
export interface Verification {
  readonly entries: number
  /** Entries that have a signature. */
  readonly signed: number
  /** Of the last entry: who keeps it elsewhere can see later that nothing was cut off. */
  readonly head: string | undefined
  readonly objects: number
  readonly bytes: number
  /** What became of each log group's events: received = archived + dropped + quarantined + repeated. */
  readonly accounts: GroupAccounts
  /** The part of it that is not compacted yet. */
  readonly landing: GroupAccounts
  readonly problems: readonly Problem[]
}

async function checkObject(
  store: ReadableStore,
  object: ArchiveObject,
  expired: boolean,
): Promise<Problem[]> {
  const bytes = await store.get(object.key)
  if (!bytes) return expired ? [] : [{ code: 'object_missing', key: object.key }]
  const same = bytes.length === object.bytes && sha256(bytes) === object.sha256
  return same ? [] : [{ code: 'object_changed', key: object.key }]
}

async function readLedger(store: ReadableStore, books: Books, check: Check | undefined) {
  const problems: Problem[] = []
  const manifests = new Set<string>()
  let [entries, signed] = [0, 0]
  let head: string | undefined
  for await (const { key, hash, entry, problems: found } of followChain(store, check)) {
    entries++
    if (entry?.signature) signed++
    head = hash
    problems.push(...found)
    if (entry) problems.push(...enter(books, manifests, entry, key))
  }
  for await (const problem of unknownManifests(store, manifests)) problems.push(problem)
  return { entries, signed, head, problems }
}

function enter(books: Books, manifests: Set<string>, entry: LedgerEntry, key: string): Problem[] {
  manifests.add(manifestKey(entry))
  return books.enter(entry, key)
}

/**
 * Proves that the archive is what compaction made of what ingest stored: that no entry of the ledger and no object was
 * changed, removed or put in, and that every event is accounted for. Reads every object of the hours asked for.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { store, wanted, expired, check, accounts } = options
  const books = new Books(wanted)
  const { entries, signed, head, problems } = await readLedger(store, books, check)
  let [objects, bytes] = [0, 0]
  for (const object of books.live.values()) {
    const hour = partitionOfKey(object.key)
    if (!hour || !wanted(hour)) continue
    problems.push(...(await checkObject(store, object, expired(hour))))
    objects++
    bytes += object.bytes
  }
  for await (const { key } of store.list(archivePrefix)) {
    const hour = partitionOfKey(key)
    if (!books.named.has(key) && (!hour || wanted(hour))) problems.push({ code: 'object_unknown', key })
  }
  const landing = await readLanding(store, wanted, books)
  problems.push(...landing.problems)
  books.accounts.add(landing.accounts)
  const all = books.accounts.accounts
  if (accounts) problems.push(...compareAccounts(accounts, all))
  return { entries, signed, head, objects, bytes, accounts: all, landing: landing.accounts, problems }
}

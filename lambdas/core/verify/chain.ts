import { ledgerPrefix, manifestPrefix, partitionOfKey } from '../archive/index.ts'
import {
  decodeEntry,
  encodeEntry,
  type LedgerEntry,
  ledgerKey,
  manifestKey,
  sha256,
  signedPart,
} from '../ledger/index.ts'
import type { ReadableStore, Signature } from '../ports.ts'
import type { Check } from '../sign/index.ts'
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

/** A whole entry is one line that encodes to itself: what was signed can be made of it again. */
function isSigned(bytes: Uint8Array, signature: Signature, check: Check): boolean {
  const entry = decodeEntry(bytes)
  return Buffer.compare(encodeEntry(entry), bytes) === 0 && check(signedPart(entry), signature)
}

/** Once an entry is signed, each after it has to be; those before it are covered by it, through the chain. */
class Signatures {
  readonly #check: Check | undefined
  count = 0

  constructor(check: Check | undefined) {
    this.#check = check
  }

  problems(entry: LedgerEntry, bytes: Uint8Array, key: string): Problem[] {
    const { signature } = entry
    if (!signature) return this.count > 0 ? [{ code: 'signature_missing', key }] : []
    this.count++
    if (!this.#check || isSigned(bytes, signature, this.#check)) return []
    return [{ code: 'signature_wrong', key }]
  }

  /** A key is named, and nothing is signed at all. */
  missing(last: string | undefined): Problem[] {
    return this.#check && this.count === 0 && last ? [{ code: 'signature_missing', key: last }] : []
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
 *
 * @param check says whether an entry was signed with the right key; without it, signatures are only counted.
 */
export async function* followChain(store: ReadableStore, check?: Check): AsyncIterable<Link> {
  const signatures = new Signatures(check)
  let last: Link | undefined
  for await (const link of followLinks(store, signatures)) {
    if (last) yield last
    last = link
  }
  if (last) yield { ...last, problems: [...last.problems, ...signatures.missing(last.key)] }
}

async function* followLinks(store: ReadableStore, signatures: Signatures): AsyncIterable<Link> {
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
      problems.push(...signatures.problems(entry, bytes, key), ...copyProblems(entry, bytes, copy))
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

import { createHash } from 'node:crypto'
import type { Partition } from '../archive/index.ts'
import type { Signature } from '../ports.ts'
import type { Counts } from '../report.ts'

/** A landing object that went into the archive. Known by its batch: the same batch always has the same key. */
export interface Consumed {
  readonly batch: string
  readonly sha256: string
  readonly bytes: number
  readonly records: number
  readonly events: number
}

/** A Parquet object of the archive. Times are ISO 8601, UTC. */
export interface ArchiveObject {
  readonly key: string
  readonly sha256: string
  readonly bytes: number
  readonly records: number
  readonly events: number
  /** Smallest and largest `timestamp`. */
  readonly from: string
  readonly to: string
  /** Smallest and largest `observed_timestamp`, which the same event has however often it arrives. */
  readonly observed_from: string
  readonly observed_to: string
  /** Events by log group. */
  readonly groups: Readonly<Record<string, number>>
}

/**
 * What became of the events of one log group that an entry took in: received = archived + dropped + quarantined + repeated.
 * So the archive holds archived + quarantined (the placeholders) more events of it, and `erased` fewer.
 */
export interface GroupAccount {
  readonly received: number
  /** New in the archive, as what they were. */
  readonly archived: number
  /** By the route that dropped them. */
  readonly dropped: Counts
  /** Those that a placeholder stands for, by the code under which their originals are in quarantine. */
  readonly quarantined: Counts
  /** Archived already: they arrived a second time, by another way. The same batch again never gets as far as here. */
  readonly repeated: number
  /** Of what was in the archive before. */
  readonly erased: number
}

/** Accounts by log group. */
export type GroupAccounts = Readonly<Record<string, GroupAccount>>

/**
 * One change of the archive: what came in, what holds it now, what is no longer needed. Nothing is in the archive that no
 * entry added. `previous` is the hash of the entry before, so that no entry can be changed, left out or put in unseen.
 */
export interface LedgerEntry {
  readonly version: 1
  readonly sequence: number
  readonly previous: string | null
  readonly committed_at: string
  readonly partition: Partition
  readonly landing: readonly Consumed[]
  readonly added: readonly ArchiveObject[]
  /** Keys of archive objects whose records are in `added` now. */
  readonly removed: readonly string[]
  /** Of objects: `in` = events of `landing` and of `removed` = `archived` + `repeated` + `erased`. */
  readonly events: {
    readonly in: number
    readonly archived: number
    /** Archived already: they arrived a second time, by another way. */
    readonly repeated: number
    readonly erased: number
  }
  readonly accounts: GroupAccounts
  /** Of the entry without it. */
  readonly signature?: Signature
}

/** What a change consists of, before it has its place in the chain. */
export type Change = Omit<LedgerEntry, 'version' | 'sequence' | 'previous' | 'committed_at' | 'signature'>

/** The hash that names content in the ledger. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** One line of JSON. The same entry always gives the same bytes. */
export const encodeEntry = (entry: LedgerEntry): Uint8Array => Buffer.from(`${JSON.stringify(entry)}\n`)

/** What is signed of an entry: all of it but the signature. */
export function signedPart({ signature: _, ...entry }: LedgerEntry): Uint8Array {
  return encodeEntry(entry)
}

/** @throws {SyntaxError} when it is not JSON. */
export const decodeEntry = (bytes: Uint8Array): LedgerEntry =>
  JSON.parse(Buffer.from(bytes).toString()) as LedgerEntry

/** What can be wrong with an archive. `key` is the object that it shows in; there is nothing of a log in it. */
export interface Problem {
  readonly code: ProblemCode
  readonly key: string
}

export const problemCodes = {
  entry_missing: 'an entry of the ledger is not there',
  entry_unreadable: 'an entry of the ledger is not what compaction writes',
  chain_broken: 'an entry does not follow from the one before: one of the two was changed or put in',
  signature_missing: 'an entry of the ledger is not signed, though one before it is, or none is',
  signature_wrong: 'an entry of the ledger was not signed with this key, or was changed since',
  manifest_missing: 'the copy of an entry that queries read is not there',
  manifest_differs: 'the copy of an entry that queries read is not what the ledger says',
  manifest_unknown: 'queries read an entry that is not in the ledger',
  counts_differ: 'an entry, or ingest, does not account for every event of each log group',
  batch_twice: 'two entries took the same batch',
  object_missing: 'an object of the archive is not there',
  object_changed: 'an object of the archive is not what the ledger says',
  object_unknown:
    'an object lies in the archive that no entry names (compaction removes its own within hours)',
  landing_unreadable: 'an object in landing is not what ingest writes',
  events_missing: 'ingest has archived more events of this log group than were ever there',
  events_inserted: 'more events of this log group were stored or dropped than ingest tells of',
} as const
export type ProblemCode = keyof typeof problemCodes

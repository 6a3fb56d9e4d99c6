export { AccountSum, accountsOf, emptyAccount } from './account.ts'
export {
  type ArchiveObject,
  type Change,
  type Consumed,
  decodeEntry,
  encodeEntry,
  type GroupAccount,
  type GroupAccounts,
  type LedgerEntry,
  sha256,
  signedPart,
} from './entry.ts'
export { append, type Head, ledgerKey, manifestKey, readHead } from './ledger.ts'
export { type PartitionState, readManifests, readPartition, stateOf } from './partition-state.ts'
export { listHours, readVisible, readVisibleHour, type Visible, type VisibleHour } from './visible.ts'

export {
  accountInLine,
  type BatchAccount,
  decodeLoneAccount,
  type LoneAccount,
  type Outcome,
  withAccount,
} from './account.ts'
export { type Archived, archive } from './archive.ts'
export { batchId } from './batch-id.ts'
export { BatchLines } from './batch-lines.ts'
export { encodeRecords, pack } from './encode.ts'
export { isoTime } from './iso-time.ts'
export { encodeRecord } from './line.ts'
export { partitionOf, safeService } from './partition.ts'
export {
  accountKey,
  archiveFolder,
  archivePrefix,
  type LandingKey,
  landingFolder,
  landingKey,
  landingPrefix,
  ledgerPrefix,
  manifestFolder,
  manifestPrefix,
  type Partition,
  partitionOfKey,
  readLandingKey,
  samePartition,
  startOf,
} from './place.ts'
export { mostPartitions, placeRecords } from './placement.ts'
export { decodeRecord, readLines, readRecords } from './read.ts'
export { lockedUntil, retentionOf } from './retention.ts'

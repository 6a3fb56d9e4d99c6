export { type Archived, archive, landingKey } from './archive.ts'
export { batchId } from './batch-id.ts'
export { encodeRecord, encodeRecords } from './encode.ts'
export { isoTime } from './iso-time.ts'
export { partitionOf, safeService } from './partition.ts'
export {
  archiveFolder,
  archivePrefix,
  landingFolder,
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
export { decodeRecord, readLines, readRecords } from './read.ts'
export { lockedUntil, retentionOf } from './retention.ts'

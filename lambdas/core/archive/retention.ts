import type { ObjectLock } from '../config/types.ts'
import type { Clock } from '../ports.ts'
import type { Retention } from '../store/index.ts'
import { archivePrefix, ledgerPrefix, manifestPrefix } from './place.ts'

const day = 86_400_000

/** What stays. Landing has to go when it is compacted, answers of Athena after a week. */
const kept = [archivePrefix, ledgerPrefix, manifestPrefix]

/**
 * Says how long an object is locked that is stored now, by its key: what compaction writes, for the configured days. The
 * bucket itself locks nothing by default, because S3 knows one default for all of a bucket
 * (docs/decisions/012-object-lock-per-object.md).
 */
export const retentionOf =
  (lock: ObjectLock | undefined, clock: Clock) =>
  (key: string): Retention | undefined =>
    lock && kept.some((prefix) => key.startsWith(prefix))
      ? { mode: lock.mode, until: new Date(clock() + lock.days * day) }
      : undefined

/** Until when an object is locked that was stored at `stored`, in milliseconds since the epoch. */
export const lockedUntil = ({ days }: ObjectLock, stored: number): number => stored + days * day

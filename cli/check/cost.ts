import type { Config, StorageClass } from '../../lambdas/core/config/index.ts'
import {
  getsPerMillion,
  glacierOverhead,
  lambda,
  putsPerMillion,
  storagePrices,
  transitionPrices,
} from './prices.ts'

/** What the estimate takes for granted. Measured values of one's own logs make it better. */
export const assumptions = {
  /** How much smaller the text is as it lands, and in Parquet (`node bench/archive/run.ts`). */
  landingCompression: 8,
  archiveCompression: 12,
  /** CloudWatch delivers small batches; each makes an object. */
  landingKilobytes: 10,
  /** Compaction makes no larger objects than this, by default. */
  mostArchiveMegabytes: 10,
  /** Of the function that ingests: memory in GB, seconds for one delivery. */
  ingest: { memory: 1, seconds: 0.1 },
  /** Of the function that compacts: memory in GB, MB of log text a second. */
  compact: { memory: 1.769, megabytesPerSecond: 50 },
  /** What compaction removes from landing stays as an old version for so long. */
  oldVersionDays: 30,
  /** So much of the archive is written again, together with what comes late; what it replaces stays as long as it is locked. */
  rewrittenShare: 0.1,
  /** The archive is looked at after so many days. */
  days: 365,
} as const

/** S3 moves no object below this size to a colder class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const leastMovedKilobytes = 128
const daysOfMonth = 365 / 12
const hoursOfMonth = daysOfMonth * 24

/** What lies in one storage class, and what it costs a month. */
export interface Tier {
  readonly storageClass: StorageClass | 'STANDARD'
  readonly fromDay: number
  readonly toDay: number
  readonly gigabytes: number
  /** Dollars; undefined when the price is not known. */
  readonly storage: number | undefined
  readonly moving: number
}

export interface Cost {
  readonly gigabytesPerMonth: number
  readonly tiers: readonly Tier[]
  /** Replaced versions that `archive.objectLock` keeps; undefined without it. */
  readonly locked: { readonly gigabytes: number; readonly storage: number } | undefined
  /** GB in the archive after `assumptions.days`. */
  readonly archivedGigabytes: number
  /** Of the archive, of what has landed and of locked versions. */
  readonly storage: number
  readonly landingObjectsPerMonth: number
  readonly archiveObjectsPerMonth: number
  /** Whether the archive's objects are large enough to be moved to the tiers. */
  readonly movable: boolean
  readonly requests: number
  readonly compute: number
  /** Dollars a month: storage, requests and compute. */
  readonly total: number
  /** The same if nothing was ever compacted. */
  readonly totalWithoutCompaction: number
}

interface Stay {
  readonly storageClass: StorageClass | 'STANDARD'
  readonly fromDay: number
  readonly toDay: number
}

/** How long an object stays in each class until `days` old or expired. */
function stays({ tiers, expireAfterDays }: Config['archive'], movable: boolean): Stay[] {
  const end = Math.min(expireAfterDays ?? assumptions.days, assumptions.days)
  const steps = [{ storageClass: 'STANDARD' as const, afterDays: 0 }, ...(movable ? tiers : [])].filter(
    ({ afterDays }) => afterDays < end,
  )
  return steps.map(({ storageClass, afterDays }, i) => ({
    storageClass,
    fromDay: afterDays,
    toDay: steps[i + 1]?.afterDays ?? end,
  }))
}

/** Replaced versions stay in S3 Standard: only current ones are moved to tiers. */
function lockedOf({ objectLock }: Config['archive'], perDay: number): Cost['locked'] {
  if (!objectLock) return undefined
  const gigabytes = perDay * assumptions.rewrittenShare * Math.min(objectLock.days, assumptions.days)
  return { gigabytes, storage: gigabytes * storagePrices.STANDARD! }
}

/** What lies in a class: a day's share of the archive for each day, and in Glacier S3's own data about each object. */
function tierOf({ storageClass, fromDay, toDay }: Stay, perDay: number, objectsPerMonth: number): Tier {
  const days = toDay - fromDay
  const price = storagePrices[storageClass]
  const overhead = glacierOverhead[storageClass]
  const objects = (objectsPerMonth / daysOfMonth) * days
  const gigabytes = perDay * days
  const storage =
    price === undefined
      ? undefined
      : gigabytes * price +
        ((overhead?.own ?? 0) * price + (overhead?.standard ?? 0) * storagePrices.STANDARD!) * (objects / 1e6)
  const moving = fromDay === 0 ? 0 : ((transitionPrices[storageClass] ?? 0) * objectsPerMonth) / 1_000
  return { storageClass, fromDay, toDay, gigabytes, storage, moving }
}

const millions = (objects: number, dollars: number): number => (objects / 1_000_000) * dollars

/**
 * A rough monthly cost for a volume of raw log text, after a year. Of S3 and Lambda; DynamoDB, SNS and KMS come to little,
 * and what CloudWatch Logs takes for the logs themselves is there without Sluice, too.
 */
export function costOf({ archive, sources }: Config, gigabytesPerMonth: number): Cost {
  const { ingest, compact } = assumptions
  const landed = gigabytesPerMonth / assumptions.landingCompression
  const archived = gigabytesPerMonth / assumptions.archiveCompression
  const landingObjectsPerMonth = Math.ceil((landed * 1_000_000) / assumptions.landingKilobytes)
  const services = new Set(sources.map(({ service }) => service)).size
  const archiveObjectsPerMonth = Math.min(
    landingObjectsPerMonth,
    Math.ceil(Math.max(hoursOfMonth * services, (archived * 1_000) / assumptions.mostArchiveMegabytes)),
  )
  const movable = (archived * 1_000_000) / archiveObjectsPerMonth >= leastMovedKilobytes
  const list = stays(archive, movable)
  const tiers = list.map((stay) => tierOf(stay, archived / daysOfMonth, archiveObjectsPerMonth))
  const kept = list.at(-1)?.toDay ?? 0
  const oldVersions = (landed / daysOfMonth) * assumptions.oldVersionDays * storagePrices.STANDARD!
  const locked = lockedOf(archive, archived / daysOfMonth)
  const storage = tiers.reduce(
    (sum, tier) => sum + (tier.storage ?? tier.gigabytes * storagePrices.STANDARD!),
    oldVersions + (locked?.storage ?? 0),
  )
  const moving = tiers.reduce((sum, tier) => sum + tier.moving, 0)
  const landingPuts = millions(landingObjectsPerMonth, putsPerMillion)
  const compacting =
    millions(landingObjectsPerMonth, getsPerMillion) + millions(3 * archiveObjectsPerMonth, putsPerMillion)
  const ingesting =
    landingObjectsPerMonth * ingest.seconds * ingest.memory * lambda.gigabyteSecond +
    millions(landingObjectsPerMonth, lambda.invocationsPerMillion)
  const compactSeconds = (gigabytesPerMonth * 1_000) / compact.megabytesPerSecond
  const compute = ingesting + compactSeconds * compact.memory * lambda.gigabyteSecond
  const requests = landingPuts + compacting + moving
  return {
    gigabytesPerMonth,
    tiers,
    locked,
    archivedGigabytes: tiers.reduce((sum, { gigabytes }) => sum + gigabytes, 0),
    storage,
    landingObjectsPerMonth,
    archiveObjectsPerMonth,
    movable,
    requests,
    compute,
    total: storage + requests + compute,
    totalWithoutCompaction: (landed / daysOfMonth) * kept * storagePrices.STANDARD! + landingPuts + ingesting,
  }
}

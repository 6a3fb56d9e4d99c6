import type { Config, StorageClass } from '../../lambdas/core/config/index.ts'
import { lambda, putsPerMillion, storagePrices } from './prices.ts'

/** What the estimate takes for granted. Measured values of one's own logs make it better. */
export const assumptions = {
  /** Text shrinks 4 to 13 times with zstd. */
  compression: 8,
  /** CloudWatch delivers small batches; each makes an object. */
  objectKilobytes: 10,
  /** Of the function that ingests: memory in GB, seconds for one delivery. */
  memory: 1,
  seconds: 0.1,
  /** The archive is looked at after so many days. */
  days: 365,
} as const

/** S3 moves no object below this size to a colder class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const leastMovedKilobytes = 128
const daysOfMonth = 365 / 12

export interface Cost {
  readonly gigabytesPerMonth: number
  /** GB in the archive after `assumptions.days`, and what keeping them costs a month. */
  readonly archivedGigabytes: number
  readonly storage: number
  /** The same if objects were large enough to be moved to the configured tiers; undefined when a price is not known. */
  readonly storageIfMoved: number | undefined
  readonly objectsPerMonth: number
  readonly requests: number
  readonly compute: number
  /** Dollars a month: storage, requests and compute. */
  readonly total: number
}

interface Stay {
  readonly storageClass: StorageClass | 'STANDARD'
  readonly days: number
}

/** How long an object stays in each class until `days` old or expired. */
function stays({ tiers, expireAfterDays }: Config['archive'], days: number): Stay[] {
  const end = Math.min(expireAfterDays ?? days, days)
  const steps = [{ storageClass: 'STANDARD' as const, afterDays: 0 }, ...tiers].filter(
    ({ afterDays }) => afterDays < end,
  )
  return steps.map(({ storageClass, afterDays }, i) => ({
    storageClass,
    days: (steps[i + 1]?.afterDays ?? end) - afterDays,
  }))
}

function storagePrice(list: readonly Stay[], perDay: number): number | undefined {
  let sum = 0
  for (const { storageClass, days } of list) {
    const price = storagePrices[storageClass]
    if (price === undefined) return undefined
    sum += days * perDay * price
  }
  return sum
}

/**
 * A rough monthly cost for a volume of raw log text, after a year. Of S3 and Lambda; DynamoDB, SNS and KMS come to little,
 * and what CloudWatch Logs takes for the logs themselves is there without Sluice, too.
 */
export function costOf({ archive }: Config, gigabytesPerMonth: number): Cost {
  const stored = gigabytesPerMonth / assumptions.compression
  const perDay = stored / daysOfMonth
  const list = stays(archive, assumptions.days)
  const days = list.reduce((sum, stay) => sum + stay.days, 0)
  const unmoved = storagePrice([{ storageClass: 'STANDARD', days }], perDay)!
  const moved = storagePrice(list, perDay)
  const objectsPerMonth = Math.ceil((stored * 1_000_000) / assumptions.objectKilobytes)
  const storage = assumptions.objectKilobytes < leastMovedKilobytes ? unmoved : (moved ?? unmoved)
  const requests = (objectsPerMonth / 1_000_000) * putsPerMillion
  const compute =
    objectsPerMonth * assumptions.seconds * assumptions.memory * lambda.gigabyteSecond +
    (objectsPerMonth / 1_000_000) * lambda.invocationsPerMillion
  return {
    gigabytesPerMonth,
    archivedGigabytes: perDay * days,
    storage,
    storageIfMoved: moved,
    objectsPerMonth,
    requests,
    compute,
    total: storage + requests + compute,
  }
}

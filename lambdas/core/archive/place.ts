/**
 * Where things lie in the archive's bucket or folder. Landing is by service first, as ingest writes it; everything after it
 * by time first, so that a query over a day reads no other day and needs no list of services.
 */

/** One hour of one service. `service` is as it stands in keys (`safeService`); `hour` has two digits, UTC. */
export interface Partition {
  readonly service: string
  readonly dt: string
  readonly hour: string
}

export const landingPrefix = 'landing/'
export const archivePrefix = 'archive/'
export const manifestPrefix = 'manifest/'
export const ledgerPrefix = 'ledger/'

const inHour = ({ dt, hour, service }: Partition): string => `dt=${dt}/hour=${hour}/service=${service}/`

export const landingFolder = ({ service, dt, hour }: Partition): string =>
  `${landingPrefix}service=${service}/dt=${dt}/hour=${hour}/`
export const archiveFolder = (partition: Partition): string => archivePrefix + inHour(partition)
export const manifestFolder = (partition: Partition): string => manifestPrefix + inHour(partition)

/** Where a batch's records of one partition lie. */
export const landingKey = (partition: string, batchId: string): string =>
  `${landingPrefix}${partition}/${batchId}.ndjson.zst`
/**
 * Where the account lies of a batch of which nothing is kept in a partition. Athena passes over objects whose names begin so:
 * https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
 */
export const accountKey = (partition: string, batchId: string): string =>
  `${landingPrefix}${partition}/_${batchId}.json`

const landingPattern =
  /^landing\/service=([^/]+)\/dt=([^/]+)\/hour=([^/]+)\/(?:([^/_][^/]*)\.ndjson\.zst|(_[^/]+)\.json)$/
const hourPattern = /^(?:archive|manifest)\/dt=([^/]+)\/hour=([^/]+)\/service=([^/]+)\/[^/]+$/

/** What the key of a landing object says. */
export interface LandingKey {
  readonly partition: Partition
  /** Of an account, with the `_` before it: it is consumed apart from the same batch's records. */
  readonly batch: string
  readonly holds: 'records' | 'account'
}

/** Reads the key of a landing object; nothing when it is not one. */
export function readLandingKey(key: string): LandingKey | undefined {
  const [, service, dt, hour, records, account] = landingPattern.exec(key) ?? []
  const batch = records ?? account
  if (batch === undefined) return undefined
  const holds = records === undefined ? 'account' : 'records'
  return { partition: { service: service!, dt: dt!, hour: hour! }, batch, holds }
}

/** The partition of an object of `archive/` or `manifest/`; nothing when the key is not of one. */
export function partitionOfKey(key: string): Partition | undefined {
  const [, dt, hour, service] = hourPattern.exec(key) ?? []
  return service ? { service, dt: dt!, hour: hour! } : undefined
}

/** When the hour begins, in milliseconds since the epoch. */
export const startOf = ({ dt, hour }: Partition): number => Date.parse(`${dt}T${hour}:00:00.000Z`)

export const samePartition = (a: Partition, b: Partition): boolean =>
  a.service === b.service && a.dt === b.dt && a.hour === b.hour

import { eventCount } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { type Counts, countEach } from '../report.ts'

/** What came of a batch. A record that was neither dropped nor failed is kept as what it is. */
export interface Outcome {
  /** All records, in order. */
  readonly records: readonly RedactedRecord[]
  /** Those that a route dropped, with its name. */
  readonly dropped: ReadonlyMap<RedactedRecord, string>
  /** Placeholders, whose originals are in quarantine, with the code. They are kept. */
  readonly failed: ReadonlyMap<RedactedRecord, string>
}

/**
 * What became of those events of a batch and an hour that are not in its landing object as what they were. Stored with the
 * object in one piece, so that redelivery writes both or neither. Whatever is not named here is kept.
 */
export interface BatchAccount {
  /** Events by the route that dropped them: they are nowhere. */
  readonly dropped: Counts
  /** Ids (`event_id`) of placeholders, by code. */
  readonly quarantined: Readonly<Record<string, readonly string[]>>
}

/** The account of some of a batch's records; nothing when all are kept. */
export function accountOf(
  records: readonly RedactedRecord[],
  { dropped, failed }: Outcome,
): BatchAccount | undefined {
  if (dropped.size + failed.size === 0) return undefined
  const gone = countEach(
    records.filter((record) => dropped.has(record)),
    (record) => dropped.get(record)!,
    eventCount,
  )
  const placeholders = records.filter((record) => failed.has(record))
  if (placeholders.length === 0 && Object.keys(gone).length === 0) return undefined
  const byCode = Map.groupBy(placeholders, (record) => failed.get(record)!)
  const ids = [...byCode].map(([code, members]) => [code, members.map(({ event_id }) => event_id)] as const)
  return { dropped: gone, quarantined: Object.fromEntries(ids) }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
const isText = (value: unknown): boolean => typeof value === 'string'

function checked(value: unknown): BatchAccount {
  const account = isObject(value) ? value : {}
  const { dropped, quarantined } = account
  const right =
    isObject(dropped) &&
    Object.values(dropped).every(isCount) &&
    isObject(quarantined) &&
    Object.values(quarantined).every((ids) => Array.isArray(ids) && ids.every(isText))
  if (!right) throw new SyntaxError('this is not the account of a batch')
  return account as unknown as BatchAccount
}

/** Comes only after a member of the line itself: quotes in what a log says are escaped, but its members may be called so. */
const member = ',"account":'

/** Puts an account into a line that `encodeRecord` wrote, as one more member, which no table has a column for. */
export const withAccount = (line: string, account: BatchAccount): string =>
  `${line.slice(0, -1)}${member}${JSON.stringify(account)}}`

/**
 * The account that `withAccount` put into a line.
 *
 * @throws {SyntaxError} when what stands there is none.
 */
export function accountInLine(line: string): BatchAccount | undefined {
  if (!line.includes(member)) return undefined
  const { account } = JSON.parse(line) as { readonly account?: unknown }
  return account === undefined ? undefined : checked(account)
}

/** What is stored for a batch and an hour of which nothing is kept. */
export interface LoneAccount {
  readonly logGroup: string
  readonly account: BatchAccount
}

export const encodeLoneAccount = ({ logGroup, account }: LoneAccount): Uint8Array =>
  Buffer.from(`${JSON.stringify({ log_group: logGroup, account })}\n`)

/** @throws {SyntaxError} when it is not what `encodeLoneAccount` makes. */
export function decodeLoneAccount(object: Uint8Array): LoneAccount {
  const read: unknown = JSON.parse(Buffer.from(object).toString())
  if (!isObject(read) || typeof read['log_group'] !== 'string')
    throw new SyntaxError('this is not the account of a batch')
  return { logGroup: read['log_group'], account: checked(read['account']) }
}

import {
  accountInLine,
  type BatchAccount,
  decodeLoneAccount,
  decodeRecord,
  type LandingKey,
  landingPrefix,
  readLandingKey,
  readLines,
} from '../archive/index.ts'
import { AccountSum, accountsOf, type GroupAccounts } from '../ledger/index.ts'
import type { ReadableStore } from '../ports.ts'
import { eventCount, type LogRecord } from '../records.ts'
import { countEach } from '../report.ts'
import type { Books } from './books.ts'
import type { Problem } from './problem.ts'

const groupOf = ({ resource }: LogRecord): string => resource['aws.log.group.name']

function quarantinedOf(records: readonly LogRecord[], { quarantined }: BatchAccount) {
  const counts = Object.entries(quarantined).map(([code, ids]) => {
    const placeholders = records.filter(({ event_id }) => ids.includes(event_id))
    return [code, placeholders.reduce((events, record) => events + eventCount(record), 0)] as const
  })
  return Object.fromEntries(counts)
}

/** The account of one landing object. Whether an event is there already will show when it is compacted. */
function accountsIn(object: Uint8Array, holds: LandingKey['holds']): GroupAccounts {
  if (holds === 'account') {
    const { logGroup, account } = decodeLoneAccount(object)
    return accountsOf({ dropped: { [logGroup]: account.dropped } })
  }
  const lines = readLines(object)
  const records = lines.map(decodeRecord)
  const stored = countEach(records, groupOf, eventCount)
  const account = lines[0] === undefined ? undefined : accountInLine(lines[0])
  if (!account) return accountsOf({ stored })
  const group = groupOf(records[0]!)
  return accountsOf({
    stored,
    dropped: { [group]: account.dropped },
    quarantined: { [group]: quarantinedOf(records, account) },
  })
}

/** Adds up what has landed and no entry of the ledger names. */
export async function readLanding(
  store: ReadableStore,
  wanted: (hour: LandingKey['partition']) => boolean,
  { consumed }: Pick<Books, 'consumed'>,
): Promise<{ readonly accounts: GroupAccounts; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const sum = new AccountSum()
  for await (const { key } of store.list(landingPrefix)) {
    const read = readLandingKey(key)
    if (!read || !wanted(read.partition)) continue
    const { service, dt, hour } = read.partition
    if (consumed.has(`${service}/${dt}/${hour}/${read.batch}`)) continue
    try {
      sum.add(accountsIn((await store.get(key)) ?? new Uint8Array(), read.holds))
    } catch {
      problems.push({ code: 'landing_unreadable', key })
    }
  }
  return { accounts: sum.accounts, problems }
}

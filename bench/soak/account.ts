import type { IngestReport } from '../../lambdas/core/report.ts'
import { groups, type Payload } from './producer.ts'
import type { ArchivedEvents } from './stores.ts'

interface Sums {
  sent: number
  dropped: number
  broken: number
  checksum: number
  received: number
  archivedTold: number
  duplicates: number
  droppedTold: number
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)

/** One line of the table at the end. */
export interface Row {
  readonly logGroup: string
  readonly sent: number
  readonly archived: number
  readonly dropped: number
  readonly quarantined: number
  /** sent - archived - dropped - quarantined: must be 0. */
  readonly lost: number
  /** The events in the archive are exactly those that have to be there: their numbers have the right sum. */
  readonly same: boolean
  /** received - archived - duplicates - dropped of what the functions printed: must be 0. */
  readonly unaccounted: number
  readonly duplicates: number
}

/** Keeps account of what was sent and of what the functions said, by log group. */
export class Account {
  readonly #sums = new Map<string, Sums>(
    groups.map((group) => [
      group,
      {
        sent: 0,
        dropped: 0,
        broken: 0,
        checksum: 0,
        received: 0,
        archivedTold: 0,
        duplicates: 0,
        droppedTold: 0,
      },
    ]),
  )

  sent({ logGroup, events, dropped, broken, checksum }: Payload): void {
    const sums = this.#sums.get(logGroup)!
    sums.sent += events
    sums.dropped += dropped
    sums.broken += broken ? events : 0
    sums.checksum = (sums.checksum + checksum) >>> 0
  }

  told({ logGroup, received, archived, duplicates, dropped }: IngestReport): void {
    const sums = logGroup === undefined ? undefined : this.#sums.get(logGroup)
    if (!sums) return
    sums.received += received
    sums.archivedTold += archived
    sums.duplicates += duplicates
    sums.droppedTold += sum(dropped)
  }

  rows(archive: ReadonlyMap<string, ArchivedEvents>): Row[] {
    return [...this.#sums].map(([logGroup, sums]) => {
      const archived = archive.get(logGroup) ?? { events: 0, checksum: 0 }
      return {
        logGroup,
        sent: sums.sent,
        archived: archived.events,
        dropped: sums.dropped,
        quarantined: sums.broken,
        lost: sums.sent - archived.events - sums.dropped - sums.broken,
        same: archived.checksum === sums.checksum,
        unaccounted: sums.received - sums.archivedTold - sums.duplicates - sums.droppedTold,
        duplicates: sums.duplicates,
      }
    })
  }
}

/** Whether a row is as it must be. */
export const balances = ({ lost, same, unaccounted }: Row): boolean => lost === 0 && same && unaccounted === 0

import type { LogEvent } from '../records.ts'

/** One event of a log group's past. */
export interface PastEvent extends LogEvent {
  readonly logStream: string
}

export interface PastPage {
  /** In the order of their timestamps, over all streams. */
  readonly events: readonly PastEvent[]
  readonly next?: string
}

/** What a log group has said, as long as it remembers. */
export interface PastEvents {
  /** The account that owns the log group; nothing when there is no such group. */
  accountOf(logGroup: string): Promise<string | undefined>
  /** Events from `from` until before `to`, in milliseconds since the epoch; the next page by the token of the one before. */
  page(logGroup: string, from: number, to: number, token?: string): Promise<PastPage>
}

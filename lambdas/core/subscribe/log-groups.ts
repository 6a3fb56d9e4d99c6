import type { Tags } from './select.ts'

/** A log group as CloudWatch Logs lists it. */
export interface LogGroup {
  readonly name: string
  readonly arn: string
  /** Absent: kept for ever. */
  readonly retentionDays?: number
  /** `STANDARD`, or a class that takes no subscription filters. */
  readonly class: string
}

/** A subscription filter, as far as `subscribe` decides on it. */
export interface Filter {
  readonly name: string
  readonly pattern: string
  /** ARN of a function, stream or destination. */
  readonly destination: string
  /** With which CloudWatch Logs writes into a stream; functions need none. */
  readonly roleArn?: string
}

/**
 * Why a change was not made, which trying again at once would not alter. `gone`: the log group was deleted meanwhile.
 * `limit_exceeded`: it has as many filters as CloudWatch Logs allows; which number that is, only this answer tells.
 */
export type Refusal = 'gone' | 'limit_exceeded' | 'invalid_parameter'
export type Outcome = 'done' | Refusal

export interface Page {
  readonly groups: readonly LogGroup[]
  /** Absent on the last page. */
  readonly next?: string
}

/**
 * The log groups of one account and Region. Refusals of a single group are values; everything else throws: `Throttled` when
 * CloudWatch Logs asks to be slower, other errors when the environment is at fault.
 */
export interface LogGroups {
  /** All of them in the order of their names, page by page. */
  list(page?: string): Promise<Page>
  find(name: string): Promise<LogGroup | undefined>
  /** The filters of a group, or none when it is gone. */
  filters(name: string): Promise<readonly Filter[]>
  tags(group: LogGroup): Promise<Tags>
  /** Makes a filter, or replaces the one of the same name. */
  putFilter(name: string, filter: Filter): Promise<Outcome>
  /** It is a success when there is no such filter. */
  deleteFilter(name: string, filterName: string): Promise<Outcome>
  setRetention(name: string, days: number): Promise<Outcome>
}

/** CloudWatch Logs asks to be slower: the call was not carried out and may be tried again later. */
export class Throttled extends Error {
  constructor(operation: string, options?: ErrorOptions) {
    super(`[subscribe] ${operation} is throttled`, options)
    this.name = 'Throttled'
  }
}

/** What a log says to each rule: tallies, as ingest makes them, added up. */
import { type Quanta, quantaOf, type Span } from '../../lambdas/core/alert/index.ts'
import type { AlertRule } from '../../lambdas/core/config/index.ts'
import type { RedactedRecord } from '../../lambdas/core/redact/index.ts'
import { eventTime, type Group, type Tally, tally } from '../../lambdas/core/tally/index.ts'

/** A group of a rule, and when how many of its records were. */
export interface GroupHistory {
  readonly group: Group
  readonly quanta: Quanta
}

/** Groups beyond these are not looked at: a threshold does not depend on the thousandth. */
const mostGroups = 1_000

type Counted = Pick<Tally, 'group' | 'counts' | 'compared' | 'bucket' | 'quantum'>

/** Only what is counted is kept: samples of a month of logs would fill the memory. */
const counted = ({ group, counts, compared, bucket, quantum }: Tally): Counted => ({
  group,
  counts,
  bucket,
  quantum,
  ...(compared ? { compared } : {}),
})

export class History {
  readonly #rules: readonly AlertRule[]
  readonly #groups = new Map<string, Map<string, Counted[]>>()
  #batches = 0
  #first = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY
  records = 0

  constructor(rules: readonly AlertRule[]) {
    this.#rules = rules
  }

  /** Adds the kept records of a batch. */
  add(records: readonly RedactedRecord[]): void {
    this.records += records.length
    for (const record of records) {
      const time = eventTime(record)
      this.#first = Math.min(this.#first, time)
      this.#last = Math.max(this.#last, time)
    }
    for (const each of tally(records, String(this.#batches++), this.#rules)) this.#keep(each)
  }

  #keep(each: Tally): void {
    const groups = this.#groups.get(each.rule) ?? new Map<string, Counted[]>()
    this.#groups.set(each.rule, groups)
    const known = groups.get(each.series)
    if (known) known.push(counted(each))
    else if (groups.size < mostGroups) groups.set(each.series, [counted(each)])
  }

  /** Undefined when there was no record. */
  get span(): Span | undefined {
    return this.records > 0 ? { first: this.#first, last: this.#last } : undefined
  }

  /** The groups of a rule that had a record; of a rule without groups there is always one. */
  of({ name, groupBy }: AlertRule): GroupHistory[] {
    const groups = [...(this.#groups.get(name)?.values() ?? [])]
    const found = groups.map((tallies) => ({ group: tallies[0]!.group, quanta: quantaOf(tallies) }))
    return found.length === 0 && groupBy.length === 0 ? [{ group: {}, quanta: [] }] : found
  }
}

import type { AlertRule, Milliseconds } from '../config/index.ts'
import { eventCount, type LogRecord, type Resource } from '../records.ts'
import type { RedactedRecord } from '../redact/index.ts'
import { cleanLine } from './clean.ts'
import { absentValue, type Group, groupHash, groupOf, otherGroup } from './group.ts'
import { type CountingRule, countingRule } from './rule.ts'
import { samplesOf } from './sample.ts'
import { seriesKey, type Tally } from './types.ts'

/** How many groups of one rule a batch may touch; what exceeds it is counted together, in the group `(other)`. */
export const mostGroups = 50
const mostNames = 4

const hour: Milliseconds = 3_600_000

interface Occurrence {
  readonly record: RedactedRecord
  readonly time: number
  /** Otherwise it is only compared with: of a ratio. */
  readonly matches: boolean
}

interface Gathered {
  readonly group: Group
  readonly hash: string
  readonly occurrences: Occurrence[]
  folded?: number
}

export interface TallyOptions {
  /**
   * A record's own time counts while it is at most this far from CloudWatch's; otherwise CloudWatch's counts. So a producer
   * whose clock or time zone is wrong can neither open nor hide an incident. `Infinity` where there is no CloudWatch.
   */
  readonly clockTolerance?: Milliseconds
}

/** The time by which a record counts: its own, unless that is further than `clockTolerance` from CloudWatch's. */
export const eventTime = (
  { timestamp, observed_timestamp }: Pick<LogRecord, 'timestamp' | 'observed_timestamp'>,
  clockTolerance: Milliseconds = hour,
): number => (Math.abs(timestamp - observed_timestamp) <= clockTolerance ? timestamp : observed_timestamp)

function gather(occurrences: readonly Occurrence[], groupBy: readonly string[]): Gathered[] {
  const groups = new Map<string, Gathered>()
  for (const occurrence of occurrences) {
    const group = groupOf(occurrence.record, groupBy)
    const hash = groupHash(group)
    const known = groups.get(hash)
    if (known) known.occurrences.push(occurrence)
    else groups.set(hash, { group, hash, occurrences: [occurrence] })
  }
  return fold([...groups.values()], groupBy)
}

/** The groups with most records stay; equal ones by their hash, so that the same batch is always folded the same way. */
function fold(groups: readonly Gathered[], groupBy: readonly string[]): Gathered[] {
  if (groups.length <= mostGroups) return [...groups]
  const ranked = groups.toSorted(
    (a, b) => b.occurrences.length - a.occurrences.length || (a.hash < b.hash ? -1 : 1),
  )
  const group = otherGroup(groupBy)
  const beyond = ranked.slice(mostGroups)
  const occurrences = beyond.flatMap((each) => each.occurrences)
  return [
    ...ranked.slice(0, mostGroups),
    { group, hash: groupHash(group), occurrences, folded: beyond.length },
  ]
}

function countQuanta(
  occurrences: readonly Occurrence[],
  bucket: number,
  quantum: Milliseconds,
): [number, number][] {
  const counts = new Map<number, number>()
  for (const { time } of occurrences) {
    const index = Math.floor(time / quantum) - Math.floor(bucket / quantum)
    counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => a - b)
}

function names(occurrences: readonly Occurrence[], key: keyof Resource, longest: number): string[] {
  const all = new Set(occurrences.map(({ record }) => record.resource[key]))
  return [...all].slice(0, mostNames).map((name) => cleanLine(name, longest))
}

function tallyOf(rule: CountingRule, gathered: Gathered, bucket: number, batch: string): Tally {
  const { group, hash, folded } = gathered
  const all = gathered.occurrences.toSorted((a, b) => a.time - b.time)
  const occurrences = all.filter(({ matches }) => matches)
  const count = (counted: readonly Occurrence[]) => countQuanta(counted, bucket, rule.quantum)
  return {
    rule: rule.rule.name,
    group,
    series: seriesKey(rule.definition, hash),
    bucket,
    width: rule.width,
    quantum: rule.quantum,
    batch,
    counts: count(occurrences),
    ...(rule.compares ? { compared: count(all) } : {}),
    total: occurrences.length,
    events: occurrences.reduce((sum, { record }) => sum + eventCount(record), 0),
    from: all[0]!.time,
    to: all.at(-1)!.time,
    severity: occurrences.reduce((most, { record }) => Math.max(most, record.severity_number), 0),
    services: names(occurrences, 'service.name', 100),
    log_groups: names(occurrences, 'aws.log.group.name', 512),
    ...(folded === undefined ? {} : { folded }),
    // What is only waited for is not what an alert is about.
    samples: 'silentFor' in rule.rule.threshold ? [] : samplesOf(occurrences.toReversed()),
  }
}

function tallyRule(rule: CountingRule, occurrences: readonly Occurrence[], batch: string): Tally[] {
  const groups = gather(occurrences, rule.rule.groupBy)
  const told =
    'silentFor' in rule.rule.threshold ? groups.filter(({ folded }) => folded === undefined) : groups
  return told.flatMap((gathered) => {
    const buckets = Map.groupBy(
      gathered.occurrences,
      ({ time }) => Math.floor(time / rule.width) * rule.width,
    )
    return [...buckets].map(([bucket, within]) =>
      tallyOf(rule, { ...gathered, occurrences: within }, bucket, batch),
    )
  })
}

/** Whether each group stands for something of its own, that is new or silent: not so all those that are put together. */
const isAboutEach = ({ threshold, groupBy }: AlertRule): boolean =>
  groupBy.length > 0 && ('firstSeenWithin' in threshold || 'silentFor' in threshold)

/** What has none of the values by which a rule tells what is new or silent is neither. */
const isOfAGroup =
  (rule: AlertRule) =>
  (record: RedactedRecord): boolean =>
    !isAboutEach(rule) || Object.values(groupOf(record, rule.groupBy)).some((value) => value !== absentValue)

/**
 * Counts what a batch holds for each rule: one tally for each rule, group and bucket of time it touches, `[]` when it touches
 * none. Depends on nothing but its arguments, so that a batch delivered again gives the same tallies. Counts are of
 * *records*: a traceback that came as thirty events is one error (docs/decisions/004-alerts.md).
 */
export function tally(
  records: readonly RedactedRecord[],
  batchId: string,
  rules: readonly AlertRule[],
  { clockTolerance = hour }: TallyOptions = {},
): Tally[] {
  return rules.flatMap((each) => {
    const rule = countingRule(each)
    const counted = records.filter(rule.compares ?? rule.matches).filter(isOfAGroup(each))
    if (counted.length === 0) return []
    const occurrences = counted.map((record) => ({
      record,
      time: eventTime(record, clockTolerance),
      matches: rule.compares === undefined || rule.matches(record),
    }))
    return tallyRule(rule, occurrences, batchId)
  })
}

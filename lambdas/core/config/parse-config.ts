import * as v from 'valibot'
import { parseDuration } from './duration.ts'
import { ConfigError, joinPath, type Problem } from './error.ts'
import { notYetAvailable } from './not-yet.ts'
import { type PipelineConfig, pipelineSchema, type WrittenSource } from './schema.ts'
import { semanticProblems } from './semantics.ts'
import {
  type AlertRule,
  type Config,
  type NotifyTarget,
  type OperationConfig,
  type RedactConfig,
  type SourceConfig,
  type Threshold,
  type When,
  weekdays,
} from './types.ts'

type WrittenAlert = NonNullable<PipelineConfig['alerts']>[number]

function shapeProblem(issue: v.BaseIssue<unknown>): Problem {
  const steps = (issue.path ?? []).map((item) => (item as { key: unknown }).key)
  return {
    path: joinPath(...steps.map((key) => (typeof key === 'number' ? key : String(key)))),
    message: issue.message,
  }
}

function source(written: WrittenSource, name: string): SourceConfig {
  return {
    logGroups: written.logGroups,
    exclude: written.exclude ?? [],
    tags: written.tags ?? {},
    service: written.service ?? name,
    filterPattern: written.filterPattern ?? '',
    ...(written.sourceRetentionDays === undefined
      ? {}
      : { sourceRetentionDays: written.sourceRetentionDays }),
  }
}

function sources({ name, sources: written }: PipelineConfig): Pick<Config, 'sources' | 'account'> {
  if (Array.isArray(written)) return { sources: written.map((each) => source(each, name)) }
  const { exclude = [], filterPattern = '' } = typeof written === 'string' ? {} : written.account
  return { sources: [], account: { exclude, filterPattern } }
}

/** A stream keeps records for a day unless told otherwise. */
const leastRetentionHours = 24

function delivery(written: PipelineConfig['delivery'] = 'direct'): Config['delivery'] {
  if (written === 'direct') return written
  const { mode, retentionHours = leastRetentionHours, from = {} } = written.kinesis
  const { accounts = [], organization } = from
  return {
    kinesis: { mode, retentionHours, from: { accounts, ...(organization ? { organization } : {}) } },
  }
}

function redact(written: PipelineConfig['redact']): RedactConfig {
  const { mask = [], hash = [], drop = [], keep = [] } = written?.keys ?? {}
  return {
    detectors: written?.detectors ?? {},
    keys: { mask, hash, drop, keep },
    patterns: (written?.patterns ?? []).map(({ name, pattern, action = 'mask' }) => ({
      name,
      pattern,
      action,
    })),
    allow: written?.allow ?? [],
  }
}

const hour = 3_600_000
const milliseconds = (duration: string | undefined): number | undefined =>
  duration === undefined ? undefined : parseDuration(duration)

/** A threshold, and what `resolveAfter` and `cooldown` are for it unless they are given. */
function threshold({
  threshold: written,
}: WrittenAlert): [Threshold, resolveAfter: number, cooldown: number] {
  const within = milliseconds(written.within)!
  const firstSeenWithin = milliseconds(written.firstSeenWithin)
  const silentFor = milliseconds(written.silentFor)
  if (silentFor !== undefined) return [{ silentFor }, 0, hour]
  if (firstSeenWithin !== undefined)
    return [{ firstSeenWithin }, Math.min(hour, firstSeenWithin), firstSeenWithin]
  const { ratio, minimum, count } = written
  if (ratio === undefined) return [{ count: count!, within }, within, hour]
  return [{ ratio, within, minimum: minimum ?? Math.ceil(1 / ratio) }, within, hour]
}

const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** When a rule tells nothing. */
function quiet({ mute, activeHours }: WrittenAlert): Pick<AlertRule, 'mute' | 'activeHours'> {
  const { days = weekdays, from, to, timeZone = 'UTC' } = activeHours ?? {}
  return {
    ...(mute ? { mute: mute === true ? mute : Date.parse(mute) } : {}),
    ...(from === undefined || to === undefined
      ? {}
      : { activeHours: { days, from: minuteOfDay(from), to: minuteOfDay(to), timeZone } }),
  }
}

function alert(written: WrittenAlert): AlertRule {
  const [kind, resolveAfter, cooldown] = threshold(written)
  return {
    name: written.name,
    when: written.when as When,
    threshold: kind,
    groupBy: written.groupBy ?? [],
    cooldown: milliseconds(written.cooldown) ?? cooldown,
    resolveAfter: milliseconds(written.resolveAfter) ?? resolveAfter,
    priority: written.priority ?? 'medium',
    notify: written.notify ?? 'default',
    ...quiet(written),
  }
}

type WrittenTarget = NonNullable<PipelineConfig['notify']>[string]

const target = ({ emails = [], runbook, chat }: WrittenTarget): NotifyTarget => ({
  emails,
  ...(runbook ? { runbook } : {}),
  ...(chat ? { chat } : {}),
})

const notify = (written: PipelineConfig['notify'] = {}): Record<string, NotifyTarget> =>
  Object.fromEntries(
    Object.entries({ default: {}, ...written }).map(([name, each]) => [name, target(each as WrittenTarget)]),
  )

function operation({
  ingestConcurrency,
  tallyShards = 1,
  tracing = false,
  logGroupMetrics = [],
}: PipelineConfig['operation'] = {}): OperationConfig {
  return {
    ...(ingestConcurrency === undefined ? {} : { ingestConcurrency }),
    tallyShards,
    tracing,
    logGroupMetrics,
  }
}

function resolve(written: PipelineConfig): Config {
  const { tiers = [], expireAfterDays, objectLock, sign = false } = written.archive ?? {}
  return {
    name: written.name,
    ...sources(written),
    delivery: delivery(written.delivery),
    redact: redact(written.redact),
    routes: (written.routes ?? []).map((route) => ({ ...route, when: route.when as When })),
    archive: {
      tiers,
      ...(expireAfterDays === undefined ? {} : { expireAfterDays }),
      ...(objectLock ? { objectLock } : {}),
      sign,
      partitionBy: ['service'],
    },
    alerts: (written.alerts ?? []).map(alert),
    notify: notify(written.notify),
    operation: operation(written.operation),
  }
}

/**
 * Validates a configuration as a user wrote it and fills in the defaults.
 *
 * @throws {ConfigError} with every problem and its path, when it cannot be used as it is.
 */
export function parseConfig(input: unknown): Config {
  const shape = v.safeParse(pipelineSchema, input)
  if (!shape.success) throw new ConfigError(shape.issues.map(shapeProblem))
  const written = shape.output as PipelineConfig
  const missing = notYetAvailable(written)
  const problems = missing.length > 0 ? missing : semanticProblems(written)
  if (problems.length > 0) throw new ConfigError(problems)
  return resolve(written)
}

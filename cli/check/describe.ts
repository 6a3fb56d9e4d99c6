import { styleText } from 'node:util'
import {
  type AccountSource,
  type AlertRule,
  type Config,
  formatDuration,
  type Threshold,
  type When,
} from '../../lambdas/core/config/index.ts'
import type { World } from '../command.ts'
import { count, plain, time } from '../terminal.ts'
import { assumptions, type Cost } from './cost.ts'
import { priceSources } from './prices.ts'

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)
const dollars = (value: number): string => `$${value < 10 ? value.toFixed(2) : count(value)}`

const conditionWords = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join(' or ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** A `when` in words: `severity error, scope shop.payments`. */
export function whenWords(when: When): string {
  const parts = Object.entries(when).map(([key, value]) => `${key} ${conditionWords(value)}`)
  return plain(parts.length > 0 ? parts.join(', ') : 'every record')
}

/** What of a source narrows down or goes with its names. */
function conditions({
  exclude,
  tags,
  filterPattern,
  sourceRetentionDays,
}: Config['sources'][number]): string[] {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`)
  return [
    ...(exclude.length > 0 ? [`not ${exclude.map(plain).join(', ')}`] : []),
    ...(tagged.length > 0 ? [`tagged ${plain(tagged.join(' and '))}`] : []),
    ...(filterPattern ? [`only ${plain(filterPattern)}`] : []),
    ...(sourceRetentionDays === undefined
      ? []
      : [`kept by CloudWatch for ${count(sourceRetentionDays)} days`]),
  ]
}

const subscription = (source: Config['sources'][number]): string[] =>
  source.logGroups.map((group) =>
    [`${plain(group)} as service ${plain(source.service)}`, ...conditions(source)].join(', '),
  )

const wholeAccount = ({ exclude, filterPattern }: AccountSource): string[] => [
  `every log group of the account and Region${filterPattern ? `, only ${plain(filterPattern)}` : ''}`,
  `but its own${exclude.length > 0 ? ` and ${exclude.map(plain).join(', ')}` : ''}`,
]

function subscriptions({ sources, account, delivery }: Config): string[] {
  const by =
    delivery === 'direct'
      ? []
      : [`through a Kinesis stream that keeps ${count(delivery.kinesis.retentionHours)} hours`]
  return [...(account ? wholeAccount(account) : []), ...sources.flatMap(subscription), ...by]
}

function redaction({ redact }: Config): string[] {
  const { detectors, keys, patterns, allow } = redact
  const changed = Object.entries(detectors).map(([name, action]) => `${name}: ${action}`)
  const named = (title: string, names: readonly string[]) =>
    names.length > 0 ? [`${title}: ${names.map(plain).join(', ')}`] : []
  return [
    `every built-in detector masks${changed.length > 0 ? `, but ${changed.join(', ')}` : ''}`,
    ...named('fields masked', keys.mask),
    ...named('fields hashed', keys.hash),
    ...named('fields dropped', keys.drop),
    ...named('field names that are harmless', keys.keep),
    ...named(
      'patterns of your own',
      patterns.map(({ name, action }) => `${name} (${action})`),
    ),
    ...(allow.length > 0 ? [`values never redacted: ${count(allow.length)}`] : []),
  ]
}

function routes({ routes }: Config): string[] {
  const actionWords = (action: Config['routes'][number]['action']) =>
    typeof action === 'string' ? action : `keep ${Number((action.sample * 100).toPrecision(3))} % of`
  return [
    ...routes.map(({ name, when, action }) => `${plain(name)}: ${actionWords(action)} ${whenWords(when)}`),
    routes.length > 0 ? 'everything else is kept' : 'everything is kept',
  ]
}

function keeping({ archive }: Config): string[] {
  const { tiers, expireAfterDays, objectLock, sign } = archive
  const by = objectLock?.mode === 'COMPLIANCE' ? 'nobody' : 'nobody without a special permission'
  return [
    'S3 Standard at first',
    ...tiers.map(
      ({ storageClass, afterDays }) =>
        `${storageClass} after ${count(afterDays)} days (objects of 128 KB and more)`,
    ),
    expireAfterDays === undefined ? 'never deleted' : `deleted after ${count(expireAfterDays)} days`,
    ...(objectLock ? [`once compacted, ${by} can remove it for ${count(objectLock.days)} days`] : []),
    ...(sign ? ['what compaction did is signed with a key in KMS'] : []),
  ]
}

function thresholdWords(threshold: Threshold, what: string): string {
  if ('count' in threshold)
    return `${count(threshold.count)} within ${formatDuration(threshold.within)} of ${what}`
  if ('silentFor' in threshold) return `none for ${formatDuration(threshold.silentFor)} of ${what}`
  if ('firstSeenWithin' in threshold)
    return `not seen for ${formatDuration(threshold.firstSeenWithin)}: ${what}`
  const share = Number((threshold.ratio * 100).toPrecision(3))
  return `${share} % within ${formatDuration(threshold.within)}, of ${count(threshold.minimum)} at least, of ${what}`
}

function quietWords({ mute, activeHours }: AlertRule): string {
  const clock = (minute: number) => new Date(minute * 60_000).toISOString().slice(11, 16)
  return [
    ...(mute === undefined ? [] : [mute === true ? '; mute' : `; mute until ${time(mute)} UTC`]),
    ...(activeHours
      ? [
          `; ${activeHours.days.join(' ')} ${clock(activeHours.from)} to ${clock(activeHours.to)} ${activeHours.timeZone}`,
        ]
      : []),
  ].join('')
}

function alerts({ alerts, notify }: Config): string[] {
  if (alerts.length === 0) return ['none']
  return alerts.map((rule) => {
    const { name, when, threshold, groupBy, cooldown, priority, notify: target } = rule
    const by = groupBy.length > 0 ? ` for each ${groupBy.map(plain).join(' and ')}` : ''
    const emails = notify[target]?.emails ?? []
    const to = emails.length > 0 ? ` (${emails.map(plain).join(', ')})` : ' (topic without subscribers)'
    return `${plain(name)}: ${thresholdWords(threshold, whenWords(when))}${by}; ${priority}, to ${plain(target)}${to}, again after ${formatDuration(cooldown)}${quietWords(rule)}`
  })
}

const cents = (value: number | undefined): string =>
  value === undefined ? 'price unknown' : value < 0.005 && value > 0 ? 'under $0.01' : dollars(value)

const size = (gigabytes: number): string =>
  `${gigabytes < 100 ? gigabytes.toPrecision(2) : count(Math.round(gigabytes))} GB`

function lockedLine({ locked }: Cost): string[] {
  if (!locked) return []
  const share = assumptions.rewrittenShare * 100
  return [
    `locked old versions: ${size(locked.gigabytes)}, ${cents(locked.storage)}, if late records replace ${share} %`,
  ]
}

function tierLines({ tiers, movable }: Cost, configured: number): string[] {
  const rows = tiers.map(({ storageClass, fromDay, toDay, gigabytes, storage, moving }) => {
    const moved = moving > 0 ? `, moving objects there ${cents(moving)}` : ''
    return `${storageClass.padEnd(19)} day ${fromDay} to ${toDay}: ${size(gigabytes)}, ${cents(storage)}${moved}`
  })
  const tooSmall =
    configured > 0 && !movable
      ? ['an hour of this is too small: S3 moves no object below 128 KB to a colder tier']
      : []
  return [...rows, ...tooSmall]
}

function costs(config: Config, cost: Cost): string[] {
  const { landingCompression, archiveCompression, landingKilobytes, days } = assumptions
  return [
    `${dollars(cost.total)} a month for ${count(cost.gigabytesPerMonth)} GB of log text a month, after ${days} days`,
    `  storage ${dollars(cost.storage)}, requests ${dollars(cost.requests)}, compute ${dollars(cost.compute)}`,
    ...[...tierLines(cost, config.archive.tiers.length), ...lockedLine(cost)].map((line) => `  ${line}`),
    `  compaction makes ${count(cost.archiveObjectsPerMonth)} objects a month of ${count(cost.landingObjectsPerMonth)}; without it ${dollars(cost.totalWithoutCompaction)}`,
    `  taken for granted: compression ${landingCompression} to 1 in landing (${landingKilobytes} kB each) and ${archiveCompression} to 1 in Parquet, us-east-1, November 2026`,
    '  not in it: DynamoDB, SNS, KMS (little), and what CloudWatch Logs costs with or without Sluice',
    `  prices: ${priceSources.s3}  ${priceSources.lambda}`,
  ]
}

function running({ operation }: Config): string[] {
  const { ingestConcurrency, tallyShards, tracing, logGroupMetrics } = operation
  return [
    ...(ingestConcurrency === undefined
      ? []
      : [`ingest in at most ${count(ingestConcurrency)} instances, which are kept for it`]),
    ...(tallyShards === 1 ? [] : [`the counts of one alert group over ${count(tallyShards)} keys`]),
    ...(tracing ? ['every invocation traced by X-Ray'] : []),
    ...(logGroupMetrics.length === 0
      ? []
      : [`metrics of their own for ${logGroupMetrics.map(plain).join(', ')}, about $0.30 a month each`]),
  ]
}

const titleIn =
  ({ stdout }: World) =>
  (text: string): string =>
    styleText('bold', text, { stream: stdout })

/** A part of the answer, under its title. */
export const part = (name: string, lines: readonly string[], world: World): string[] => [
  '',
  titleIn(world)(name),
  ...indent(lines),
]

/** What a configuration would do, in words. */
export function describe(config: Config, cost: Cost, from: string, world: World): string {
  const title = titleIn(world)
  return `${[
    `${plain(from)} is fine. Pipeline ${title(config.name)} would`,
    ...part('Subscribe to', subscriptions(config), world),
    ...part('Redact', redaction(config), world),
    ...part('Keep or drop', routes(config), world),
    ...part('Archive', keeping(config), world),
    ...part('Alert', alerts(config), world),
    ...(running(config).length > 0 ? part('Run', running(config), world) : []),
    ...part('Cost, roughly', costs(config, cost), world),
  ].join('\n')}\n`
}

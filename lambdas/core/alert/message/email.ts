import { formatDuration } from '../../config/index.ts'
import type { Notification, SentSample } from '../notification.ts'
import {
  bar,
  clock,
  dateTime,
  lasting,
  limit,
  many,
  peak,
  percent,
  subjectOf,
  titleOf,
  trendPart,
  within,
} from './words.ts'

const longestSampleInMail = 600

/** A name and what it is, one below the other when it is long. */
const row = (name: string, value: string): string => `${name.padEnd(10)}${value}`
const indent = (text: string): string => text.replace(/^/gm, '   ')

/** When it was seen before, of what is told because it is new or back. */
function novelty(told: Notification): string {
  if (told.seen_before === undefined) return `not seen before${titled(told)}`
  const away = (Date.parse(told.started_at) - Date.parse(told.seen_before)) / 1_000
  return `back after ${lasting(away)}${titled(told)}`
}

function titled(told: Notification): string {
  const title = titleOf(told)
  return title ? `:\n${title}` : '.'
}

/** What has happened, after what it is about. */
function reached(told: Notification): string {
  switch (told.kind) {
    case 'count':
      return `${many(told, told.observed)} records in ${within(told)}, threshold ${limit(told)}.`
    case 'ratio':
      return `${percent(told.observed)} in ${within(told)}, threshold ${limit(told)}.`
    case 'silence':
      return `no record for ${lasting(told.observed)}, threshold ${limit(told)}.`
    case 'first_seen':
      return novelty(told)
  }
}

function over(told: Notification): string {
  const after = lasting(told.duration_seconds ?? 0)
  if (told.kind === 'silence') return `records again after ${lasting(told.peak)} without any.`
  if (told.kind === 'first_seen')
    return `quiet for ${trendPart(told)}, after ${many(told, told.total)} in ${after}${titled(told)}`
  return `over after ${after}, at most ${peak(told)}.`
}

function headline(told: Notification): string[] {
  const about = subjectOf(told)
  if (told.state === 'resolved') return [`RESOLVED: ${told.rule}`, `${about}: ${over(told)}`]
  const word = told.reopened ? 'FIRING AGAIN' : told.sequence > 1 ? 'STILL FIRING' : 'FIRING'
  return [
    `${word}: ${told.rule}`,
    `${about}: ${reached(told)}`,
    ...(told.reopened ? ['It was told to be over, but records that came late show that it is not.'] : []),
  ]
}

function facts(told: Notification): string[] {
  const where = Object.entries(told.group).map(([path, value]) => row('', `${path} = ${value}`))
  if (where.length > 0) where[0] = row('Where', where[0]!.trimStart())
  return [
    ...(where.length > 0 ? where : [row('Where', told.services.join(', ') || told.service)]),
    ...(told.folded
      ? [row('', 'More groups than are told apart in one batch: these are all others together.')]
      : []),
    told.severity === 'unspecified'
      ? row('Priority', told.priority)
      : row('Severity', `${told.severity}, priority ${told.priority}`),
    row('Since', dateTime(told.started_at)),
    ...(told.ended_at ? [row('Until', dateTime(told.ended_at))] : []),
    ...(told.kind === 'silence' ? listening(told) : counting(told)),
  ]
}

/** Of a silence: what came last, and if it is over what came next. */
function listening(told: Notification): string[] {
  const last = told.seen_before === undefined ? 'none since it is waited for' : dateTime(told.seen_before)
  return [row('Last', last)]
}

function counting(told: Notification): string[] {
  const most = Math.max(...told.trend)
  const first = told.kind === 'first_seen' && told.seen_before !== undefined
  return [
    ...(first ? [row('Before', `last ${dateTime(told.seen_before!)}`)] : []),
    row('Seen', `first ${clock(told.first_seen)}, last ${clock(told.last_seen)}`),
    row('Counted', counted(told)),
    ...(told.suppressed > 0
      ? [row('', `${many(told, told.suppressed)} of them since the last message`)]
      : []),
    row(
      'Trend',
      `${bar(told.trend)}  ${told.trend.length} × ${trendPart(told)}, highest ${told.kind === 'ratio' ? percent(most) : most}`,
    ),
  ]
}

function counted(told: Notification): string {
  const all = `${many(told, told.total)} in all`
  if (told.kind === 'first_seen') return all
  if (told.kind === 'count') return `${all}, at most ${peak(told)}`
  return `${many(told, told.matching ?? 0)} of ${many(told, told.compared ?? 0)} records in ${within(told)}; ${all}, at most ${peak(told)}`
}

function sample(each: SentSample, number: number): string {
  const head = `${number}. ${clock(each.timestamp)} ${each.severity} ${each.logger ?? ''}`.trimEnd()
  const { exception } = each
  const body =
    each.body.length > longestSampleInMail ? `${each.body.slice(0, longestSampleInMail)}…` : each.body
  return [
    head,
    ...(exception ? [indent(`${exception.type}: ${exception.message}`)] : []),
    ...(exception?.frame ? [indent(exception.frame)] : []),
    indent(body.trim()),
    indent(`${each.log_group} ${each.log_stream}`),
  ].join('\n')
}

function links({ links: { logs, archive, runbook } }: Notification): string[] {
  return [
    ...(runbook ? [`Runbook:\n${runbook}`] : []),
    ...(logs ? [`Logs (unredacted, in CloudWatch):\n${logs}`] : []),
    ...(archive ? [`Archive (redacted):\n${archive}`] : []),
  ]
}

const silence = (told: Notification): string =>
  told.state === 'resolved'
    ? `This is told once. Alert ${told.alert_id}.`
    : `While it ${going[told.kind]} you are told again after ${formatDuration(told.cooldown_seconds * 1_000)} at the earliest, and once when it is over.\n` +
      `To silence it, give the alert "${told.rule}" mute: true in pipeline.config.ts, or a time until which, and deploy. Alert ${told.alert_id}.`

const going = { count: 'fires', ratio: 'fires', silence: 'is silent', first_seen: 'goes on' } as const

/** The mail: the first two lines say all that a telephone shows, the rest is what one does next. Plain text, narrow. */
export function email(told: Notification): string {
  const samples = told.samples.map((each, i) => sample(each, i + 1))
  return [
    headline(told).join('\n'),
    facts(told).join('\n'),
    ...(samples.length > 0 ? [`Samples, redacted:\n${samples.join('\n\n')}`] : []),
    ...links(told),
    silence(told),
    `Sluice pipeline "${told.pipeline}"`,
  ].join('\n\n')
}

import { isoTime } from '../archive/index.ts'
import type { AlertRule } from '../config/index.ts'
import { type Severity, severityNumbers } from '../records.ts'
import { type Group, groupHash, pickSamples, type Sample, shortHash, type Tally } from '../tally/index.ts'
import { type Evidence, trendWindows } from './evidence.ts'
import type { Incident, Label } from './incident.ts'
import type { Decision } from './judge.ts'
import { archiveLink, type Links, logsLink, type Place } from './links.ts'
import type { Notification, SentSample } from './notification.ts'
import { countAt } from './thresholds/count.ts'

/** What is the same for every notification of a pipeline. */
export interface Sender {
  readonly pipeline: string
  readonly place: Place
  /** By name in `notify`. */
  readonly runbooks: Readonly<Record<string, string | undefined>>
}

export function severityName(number: number): Severity | 'unspecified' {
  const names = Object.entries(severityNumbers) as [Severity, number][]
  return names.findLast(([, least]) => number >= least)?.[0] ?? 'unspecified'
}

/** The identity of a notification. */
export const alertId = (
  rule: string,
  group: Group,
  startedAt: number,
  state: string,
  sequence: number,
): string =>
  shortHash(rule, groupHash(group), String(startedAt), state, String(sequence)) +
  shortHash(String(sequence), state, String(startedAt), groupHash(group), rule)

const sent = ({ timestamp, severity_number, ...rest }: Sample): SentSample => ({
  timestamp: isoTime(timestamp),
  severity: severityName(severity_number),
  ...rest,
})

const union = (lists: readonly (readonly string[])[]): string[] =>
  [...new Set(lists.flat())].sort().slice(0, 8)

function linksOf(
  { incident, at }: Decision,
  rule: AlertRule,
  services: readonly string[],
  logGroups: readonly string[],
  { place, runbooks }: Sender,
): Links {
  const from = incident.from - rule.threshold.within
  const archive = archiveLink(place, services[0] ?? 'unknown', incident.started_at)
  const runbook = runbooks[rule.notify]
  return {
    ...(logGroups.length > 0
      ? { logs: logsLink(place, rule, logGroups, from, Math.max(at, incident.last) + 60_000) }
      : {}),
    ...(archive ? { archive } : {}),
    ...(runbook ? { runbook } : {}),
  }
}

/** What an incident is about, as far as is known when it is first told. */
export function labelOf(tallies: readonly Tally[]): Label {
  const services = union(tallies.map((tally) => tally.services))
  return {
    service: services.length === 1 ? services[0]! : services.length === 0 ? 'unknown' : 'multiple',
    severity: severityName(tallies.reduce((most, tally) => Math.max(most, tally.severity), 0)),
  }
}

/** Of the tallies that were read, those of the incident and not of the time before it. */
const ofIncident = (tallies: readonly Tally[], { from }: Incident, within: number): readonly Tally[] =>
  tallies.filter((tally) => tally.to > from - within)

/** Puts a decision into words, with what was read for it. */
export function compose(
  decision: Decision & { readonly label: Label },
  rule: AlertRule,
  group: Group,
  evidence: Pick<Evidence, 'tallies' | 'quanta'>,
  sender: Sender,
): Notification {
  const { incident, state, at, label } = decision
  const { within, count } = rule.threshold
  const tallies = ofIncident(evidence.tallies, incident, within)
  const services = union(tallies.map((tally) => tally.services))
  const logGroups = union(tallies.map((tally) => tally.log_groups))
  const trend = Array.from({ length: trendWindows }, (_, i) =>
    countAt(evidence.quanta, at - (trendWindows - 1 - i) * within, within),
  )
  // Read after the decision, it may hold what came in between.
  const observed = Math.max(decision.observed, trend.at(-1)!)
  return {
    schema_version: '1.0',
    alert_id: alertId(rule.name, group, incident.started_at, state, incident.sequence),
    pipeline: sender.pipeline,
    rule: rule.name,
    state,
    priority: rule.priority,
    notify: rule.notify,
    severity: label.severity,
    service: label.service,
    services,
    group,
    ...(tallies.some((tally) => tally.folded !== undefined) ? { folded: true } : {}),
    started_at: isoTime(incident.started_at),
    at: isoTime(at),
    observed,
    threshold: count,
    within_seconds: within / 1_000,
    cooldown_seconds: rule.cooldown / 1_000,
    total: Math.max(incident.total, state === 'firing' ? observed : 0),
    peak: Math.max(incident.peak, observed),
    at_least: incident.at_least,
    suppressed: decision.suppressed,
    sequence: incident.sequence,
    ...(decision.reopened ? { reopened: true } : {}),
    first_seen: isoTime(incident.first_seen),
    last_seen: isoTime(incident.last_seen),
    ...(state === 'resolved'
      ? { ended_at: isoTime(incident.until), duration_seconds: (incident.until - incident.from) / 1_000 }
      : {}),
    trend,
    samples: pickSamples(
      tallies.flatMap((tally) => tally.samples),
      8_000,
    ).map(sent),
    log_groups: logGroups,
    links: linksOf(decision, rule, services, logGroups, sender),
  }
}

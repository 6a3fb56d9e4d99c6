import { isoTime } from '../archive/index.ts'
import type { AlertRule } from '../config/index.ts'
import { type Severity, severityNumbers } from '../records.ts'
import { type Group, groupHash, pickSamples, type Sample, shortHash, type Tally } from '../tally/index.ts'
import type { Decision } from './evaluation.ts'
import type { Incident, Label } from './incident.ts'
import { archiveLink, type Links, logsLink, type Place } from './links.ts'
import { ending, measured, type Shown, seen } from './measured.ts'
import type { Notification, SentSample } from './notification.ts'
import { measureOf } from './thresholds/measure.ts'

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

const sent = ({ timestamp, severity_number, count: _, ...rest }: Sample): SentSample => ({
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
  const from = incident.from - measureOf(rule).within
  const archive = archiveLink(
    place,
    services[0] ?? namedService(rule),
    incident.before ?? incident.started_at,
  )
  const runbook = runbooks[rule.notify]
  return {
    ...(logGroups.length > 0
      ? { logs: logsLink(place, rule, logGroups, from, Math.max(at, incident.last) + 60_000) }
      : {}),
    ...(archive ? { archive } : {}),
    ...(runbook ? { runbook } : {}),
  }
}

/** A service that a rule names, where no record does. */
function namedService({ when }: AlertRule): string {
  const name = when['service.name']
  return typeof name === 'string' && !name.includes('*') ? name : 'unknown'
}

/** What an incident is about, as far as is known when it is first told. */
export function labelOf(tallies: readonly Tally[], rule: AlertRule): Label {
  const services = union(tallies.map((tally) => tally.services))
  const severity = 'silentFor' in rule.threshold ? [] : tallies.map((tally) => tally.severity)
  return {
    service: services.length > 1 ? 'multiple' : (services[0] ?? namedService(rule)),
    severity: severityName(Math.max(0, ...severity)),
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
  evidence: Shown,
  sender: Sender,
): Notification {
  const { incident, state, at, label } = decision
  const { kind, within } = measureOf(rule)
  const tallies = ofIncident(evidence.tallies, incident, within)
  const services = union(tallies.map((tally) => tally.services))
  const logGroups = union(tallies.map((tally) => tally.log_groups))
  return {
    schema_version: '1.0',
    alert_id: alertId(rule.name, group, incident.started_at, state, incident.sequence),
    pipeline: sender.pipeline,
    rule: rule.name,
    kind,
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
    ...measured(decision, rule, evidence),
    cooldown_seconds: rule.cooldown / 1_000,
    at_least: incident.at_least,
    suppressed: decision.suppressed,
    sequence: incident.sequence,
    ...(decision.reopened ? { reopened: true } : {}),
    ...seen(decision, rule),
    ...ending(decision, rule),
    samples: pickSamples(
      tallies.flatMap((tally) => tally.samples),
      8_000,
    ).map(sent),
    log_groups: logGroups,
    links: linksOf(decision, rule, services, logGroups, sender),
  }
}
